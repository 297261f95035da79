#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "data/inputs.h"
#include "nn/loss.h"
#include "support/golden.h"
#include "support/tensors.h"
#include "train/optimizer.h"

// A network with padding, strides and batch normalisation, and the optimizers with moments, held against PyTorch
// (tests/golden/make_golden.py, general.golden): in float as it trains, and in double.

namespace atelier {
namespace {

constexpr const char* kGeneral =
    "conv 6x3 stride 2 pad 1 | batch-norm | relu | conv 8x3 pad 1 | relu | max-pool 2 | dense 10";
constexpr int kPictures = testing::kGoldenPictures;

// What make_golden.py starts from, as Network::parameters() has it.
template <class T>
void setWeights(Network<T>& network) {
  const double scales[] = {0.5, 0.125, 0.25, 0.25, 0, 0, 0.25, 0.125, 0.0625, 0.0625};
  for (std::size_t array = 0; array < network.places().size(); ++array) {
    const auto& place = network.places()[array];
    for (std::size_t i = 0; i < place.parameter->value.size(); ++i) {
      const double spread = (static_cast<double>((place.first + i) * 7919 % 2003) - 1001) / 1001;
      const double value = static_cast<double>(static_cast<float>(spread * scales[array]));
      place.parameter->value[i] = static_cast<T>(value + (array == 2 || array == 5 ? 1 : 0));
    }
  }
}

template <class T>
class GoldenGeneral : public ::testing::Test {
 protected:
  GoldenGeneral() {
    TextError error;
    network.emplace(*parseNetwork(kGeneral, {1, 1, kSide, kSide}, kClasses, error), Shape{1, 1, kSide, kSide});
    setWeights(*network);
    const Images images = testing::goldenImages();
    x.resize({kPictures, 1, kSide, kSide});
    for (int n = 0; n < kPictures; ++n) {
      std::vector<float> floats(kPixels);
      toInputs(images.image(n), Inputs::kCentred, floats.data());
      std::copy(floats.begin(), floats.end(), x.image(n));
      labels.push_back(images.label(n));
    }
    dlogits.resize({kPictures, kClasses, 1, 1});
  }

  // Losses of the eight pictures, and the gradient of their mean by the parameters.
  std::vector<double> trainPass() {
    const Tensor<T>& logits = network->forward(x, {.training = true});
    std::vector<double> losses;
    for (int n = 0; n < kPictures; ++n) {
      losses.push_back(crossEntropy(logits.image(n), kClasses, labels[static_cast<std::size_t>(n)], 0,
                                    T(1) / T(kPictures), dlogits.image(n))
                           .loss);
    }
    all = {logits.data(), logits.data() + logits.size()};
    network->backward(x, dlogits);
    return losses;
  }

  static std::string between(const auto& actual, const std::vector<float>& expected, double relative) {
    double largest = 0;
    for (const float number : expected) largest = std::max(largest, std::abs(static_cast<double>(number)));
    EXPECT_GT(largest, 0);
    return testing::difference(actual, expected, relative * largest, relative);
  }

  void expectTenSteps(const std::string& name, const OptimizerSettings& settings, double rate, double tolerance) {
    Optimizer<T> optimizer;
    std::vector<double> means;
    for (int step = 0; step < 10; ++step) {
      double sum = 0;
      for (const double loss : trainPass()) sum += loss;
      means.push_back(sum / kPictures);
      optimizer.step(*network, settings, rate);
    }
    EXPECT_EQ(between(means, golden[name + "Losses"], tolerance), "");
    std::vector<T> sample = testing::goldenSample<T>(network->parameters());
    std::vector<float> expected = golden[name + "Weights"];
    if (kIsFloat && settings.kind == OptimizerSettings::Kind::kAdam) {
      forgetFirstBias(sample);
      forgetFirstBias(expected);
    }
    EXPECT_EQ(between(sample, expected, tolerance), "");
  }

  // Batch normalisation takes away the bias before it, so that its gradient is nothing but rounding, which Adam makes
  // steps of; the running mean follows it.
  template <class Numbers>
  void forgetFirstBias(Numbers& sample) const {
    for (const std::size_t array : {1U, 4U}) {
      const auto& place = network->places()[array];
      for (std::size_t i = 0; i < place.parameter->value.size(); ++i) {
        const std::size_t k = place.first + i;
        if (k % testing::kGoldenEvery == 0) sample[k / testing::kGoldenEvery] = 0;
      }
    }
  }

  static constexpr bool kIsFloat = sizeof(T) == 4;
  std::map<std::string, std::vector<float>> golden = testing::readGolden("general.golden");
  std::optional<Network<T>> network;
  Tensor<T> x;
  Tensor<T> dlogits;
  std::vector<T> all;  // logits
  std::vector<int> labels;
};
using Numbers = ::testing::Types<float, double>;
TYPED_TEST_SUITE(GoldenGeneral, Numbers);

TYPED_TEST(GoldenGeneral, HasPyTorchsLogitsLossesAndGradients) {
  const double tolerance = this->kIsFloat ? 2e-5 : 1e-7;
  const auto losses = this->trainPass();
  EXPECT_EQ(this->between(this->all, this->golden["logits"], tolerance), "");
  EXPECT_EQ(this->between(losses, this->golden["losses"], tolerance), "");
  std::vector<TypeParam> learned;
  for (const auto& place : this->network->places()) {
    const auto& p = *place.parameter;
    if (p.role != Role::kStatistic) learned.insert(learned.end(), p.gradient.begin(), p.gradient.end());
  }
  EXPECT_EQ(this->between(learned, this->golden["gradients"], tolerance), "");
}

TYPED_TEST(GoldenGeneral, HasPyTorchsTenLossesAndWeightsWithMomentumAndDecay) {
  const OptimizerSettings settings{.kind = OptimizerSettings::Kind::kSgd,
                                   .momentum = static_cast<double>(0.9F),
                                   .nesterov = true,
                                   .decay = static_cast<double>(0.01F)};
  this->expectTenSteps("momentum", settings, static_cast<double>(0.05F), this->kIsFloat ? 1e-4 : 1e-7);
}

TYPED_TEST(GoldenGeneral, HasPyTorchsTenLossesAndWeightsWithAdam) {
  const OptimizerSettings settings{.kind = OptimizerSettings::Kind::kAdam, .decay = 0.1};
  this->expectTenSteps("adam", settings, 0.002, this->kIsFloat ? 1e-3 : 1e-7);
}

}  // namespace
}  // namespace atelier
