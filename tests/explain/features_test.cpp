// What a network makes of a picture: the numbers of one of its layers.

#include "explain/features.h"

#include <gtest/gtest.h>

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

struct Case {
  const char* text;
  std::size_t layer;  // whose output the features are, 0: the input
};

TEST(Features, AreTheLastPoolOrWhatTheFirstDenseLayerReads) {
  const Dataset data = makeSynthetic(3, 0, 7);
  for (const auto& [text, layer] :
       {Case{"dense 10", 0}, Case{"conv 4x3 | max-pool 2 | dense 10", 2},
        Case{"conv 4x3 pad 1 | relu | max-pool 2 | conv 6x3 | relu | dense 12 | relu | dropout 0.2 | dense 10", 3},
        Case{"conv 2x5 stride 2 | batch-norm | relu | dense 20 | relu | dense 10", 3},
        Case{"conv 9x3 | relu | global-average-pool | dense 10", 3}}) {
    Network<float> network = networkOf(text);
    Features features(network.layers(), network.parameters(), Inputs::kUnit);
    for (int i = 0; i < data.train.count(); ++i) {
      Tensor<float> image(kInput);
      toInputs(data.train.image(i), Inputs::kUnit, image.data());
      const auto outputs = network.outputs(image);
      const Tensor<float>& expected = outputs[layer];
      const auto found = features.of(data.train.image(i));
      ASSERT_EQ(features.count(), expected.size()) << text;
      for (std::size_t k = 0; k < found.size(); ++k) ASSERT_NEAR(found[k], expected.data()[k], 1e-4) << text;
    }
  }
}

TEST(Features, OfAWideLayerAreSpreadOverAllOfIt) {
  Network<float> network = networkOf("conv 12x3 | max-pool 2 | dense 10");
  const Dataset data = makeSynthetic(1, 0, 7);
  Features features(network.layers(), network.parameters(), Inputs::kCentred);
  ASSERT_EQ(features.count(), Features::kMost);
  Tensor<float> image(kInput);
  toInputs(data.train.image(0), Inputs::kCentred, image.data());
  const auto outputs = network.outputs(image);
  const auto found = features.of(data.train.image(0));
  for (const std::size_t k : {0U, 1U, 511U, 1023U}) EXPECT_NEAR(found[k], outputs[2].data()[k * 2028 / 1024], 1e-4);
}

TEST(Features, StayThoseOfTheirWeights) {
  Network<float> network = networkOf("conv 4x3 | max-pool 2 | dense 10");
  const Dataset data = makeSynthetic(1, 0, 7);
  Features features(network.layers(), network.parameters(), Inputs::kUnit);
  const auto first = features.of(data.train.image(0));
  const std::vector<float> before(first.begin(), first.end());
  network.start(4);
  const auto second = features.of(data.train.image(0));
  EXPECT_EQ(std::vector<float>(second.begin(), second.end()), before);
}

}  // namespace
}  // namespace atelier
