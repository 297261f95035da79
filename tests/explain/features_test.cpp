// What a network makes of a picture: the numbers of one of its layers.

#include "explain/features.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "data/synthetic.h"
#include "nn/network_text.h"

namespace atelier {
namespace {

constexpr Shape kInput{1, 1, kSide, kSide};

Network<float> networkOf(const std::string& text) {
  TextError error;
  Network<float> network(*parseNetwork(text, kInput, kClasses, error), kInput);
  network.start(3);
  return network;
}

// By layer, whose output they are, 0: the input.
struct Case {
  const char* text;
  std::size_t maps;
  std::size_t hidden;
};

// The k-th of so many means of runs.
float meanOfRun(const Tensor<float>& all, std::size_t k, std::size_t runs) {
  const auto size = static_cast<std::size_t>(all.size());
  double sum = 0;
  int count = 0;
  for (std::size_t i = k * size / runs; i < (k + 1) * size / runs; ++i, ++count)
    sum += static_cast<double>(all.data()[i]);
  return static_cast<float>(sum / count);
}

// Of more than kMost numbers so many means are made.
void expectNear(std::span<const float> found, const Tensor<float>& expected, const char* text) {
  ASSERT_EQ(static_cast<int>(found.size()), std::min(expected.size(), Features::kMost)) << text;
  for (std::size_t k = 0; k < found.size(); ++k)
    ASSERT_NEAR(found[k], meanOfRun(expected, k, found.size()), 1e-4) << text;
}

TEST(Features, AreTheLastPoolOrWhatTheFirstDenseLayerReadsAndWhatTheLastOneReads) {
  const Dataset data = makeSynthetic(3, 0, 7);
  for (const auto& [text, maps, hidden] :
       {Case{"dense 10", 0, 0}, Case{"dense 30 | relu | dense 10", 0, 2},
        Case{"conv 4x3 | max-pool 2 | dense 10", 2, 2},
        Case{"conv 4x3 pad 1 | relu | max-pool 2 | conv 6x3 | relu | dense 12 | relu | dropout 0.2 | dense 10", 3, 8},
        Case{"conv 2x5 stride 2 | batch-norm | relu | dense 20 | relu | dense 10", 3, 5},
        Case{"conv 9x3 | relu | global-average-pool | dense 10", 3, 3}}) {
    Network<float> network = networkOf(text);
    Features features(network.layers(), network.parameters(), Inputs::kUnit);
    for (int i = 0; i < data.train.count(); ++i) {
      Tensor<float> image(kInput);
      toInputs(data.train.image(i), Inputs::kUnit, image.data());
      const auto outputs = network.outputs(image);
      features.look(data.train.image(i));
      expectNear(features.maps(), outputs[maps], text);
      expectNear(features.hidden(), outputs[hidden], text);
    }
  }
}

TEST(Features, OfAWideLayerAreMeansOverAllOfIt) {
  Network<float> network = networkOf("conv 12x3 | max-pool 2 | dense 10");
  const Dataset data = makeSynthetic(1, 0, 7);
  Features features(network.layers(), network.parameters(), Inputs::kCentred);
  Tensor<float> image(kInput);
  toInputs(data.train.image(0), Inputs::kCentred, image.data());
  const auto outputs = network.outputs(image);
  features.look(data.train.image(0));
  ASSERT_EQ(static_cast<int>(features.maps().size()), Features::kMost);
  for (const std::size_t k : {0U, 1U, 127U, 255U}) EXPECT_NEAR(features.maps()[k], meanOfRun(outputs[2], k, 256), 1e-4);
  EXPECT_TRUE(std::ranges::equal(features.hidden(), features.maps()));
  EXPECT_EQ(features.parts(), (std::vector<int>{256, 256}));
}

TEST(Features, StayThoseOfTheirWeights) {
  Network<float> network = networkOf("conv 4x3 | max-pool 2 | dense 10");
  const Dataset data = makeSynthetic(1, 0, 7);
  Features features(network.layers(), network.parameters(), Inputs::kUnit);
  features.look(data.train.image(0));
  const std::vector<float> before(features.all().begin(), features.all().end());
  network.start(4);
  features.look(data.train.image(0));
  EXPECT_TRUE(std::ranges::equal(features.all(), before));
}

}  // namespace
}  // namespace atelier
