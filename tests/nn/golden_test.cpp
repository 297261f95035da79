#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "nn/loss.h"
#include "nn/network.h"
#include "support/golden.h"
#include "support/tensors.h"

// The lab's network held against PyTorch (tests/golden/make_golden.py): in float as it trains, and in double, where
// only the golden file's own rounding is left.

namespace atelier {
namespace {

// data/inputs.h is in a room that nn does not use.
template <class T>
Tensor<T> inputsOf(const Images& images, int first, int count) {
  Tensor<T> x({count, 1, kSide, kSide});
  for (int n = 0; n < count; ++n) {
    const auto pixels = images.image((first + n) % images.count());
    for (std::size_t k = 0; k < pixels.size(); ++k)
      x.image(n)[k] = static_cast<T>(static_cast<float>(pixels[k]) / 255.0F - 0.5F);
  }
  return x;
}

// How far a number may be from PyTorch's: `relative` of it, and as much of the largest of its kind.
struct Tolerance {
  double relative;

  std::string between(std::span<const double> actual, const std::vector<float>& expected) const {
    double largest = 0;
    for (const float number : expected) largest = std::max(largest, std::abs(static_cast<double>(number)));
    EXPECT_GT(largest, 0);
    return testing::difference(actual, expected, relative * largest, relative);
  }
};

template <class T>
class GoldenLab : public ::testing::Test {
 protected:
  const Images images = testing::goldenImages();
  const Tolerance tolerance{sizeof(T) == 4 ? 1e-5 : 1e-7};

  static Network<T> startedNetwork(const char* text) {
    TextError error;
    Network<T> network(*parseNetwork(text, {1, 1, kSide, kSide}, kClasses, error), {1, 1, kSide, kSide});
    testing::setGoldenWeights(network.parameters());
    return network;
  }

  // Losses of `count` pictures from `first` on, around again after the last; the gradient of their mean into dlogits.
  std::vector<double> lossesOf(const Tensor<T>& logits, int first, Tensor<T>& dlogits) const {
    const int count = logits.shape().n;
    dlogits.resize(logits.shape());
    std::vector<double> losses;
    for (int n = 0; n < count; ++n) {
      const int label = images.label((first + n) % images.count());
      losses.push_back(
          crossEntropy(logits.image(n), kClasses, label, 0, T(1) / static_cast<T>(count), dlogits.image(n)).loss);
    }
    return losses;
  }

  static std::vector<double> listOf(std::span<const T> numbers) { return {numbers.begin(), numbers.end()}; }
};
using Numbers = ::testing::Types<float, double>;
TYPED_TEST_SUITE(GoldenLab, Numbers);

TYPED_TEST(GoldenLab, HasPyTorchsLogitsLossesAndGradients) {
  using T = TypeParam;
  for (int k = 0; k < 2; ++k) {
    SCOPED_TRACE(testing::kGoldenNetworks[k]);
    auto golden = testing::readGolden(testing::kGoldenFiles[k]);
    auto network = this->startedNetwork(testing::kGoldenNetworks[k]);
    const auto x = inputsOf<T>(this->images, 0, testing::kGoldenPictures);
    Tensor<T> dlogits;
    const Tensor<T>& logits = network.forward(x);
    EXPECT_EQ(this->tolerance.between(this->listOf(testing::numbersOf(logits)), golden["logits"]), "");
    EXPECT_EQ(this->tolerance.between(this->lossesOf(logits, 0, dlogits), golden["losses"]), "");
    network.backward(x, dlogits);
    const std::span<const T> gradients = network.gradients();
    EXPECT_EQ(this->tolerance.between(this->listOf(gradients.first(120)),
                                      {golden["gradients"].begin(), golden["gradients"].begin() + 120}),
              "");
    EXPECT_EQ(this->tolerance.between(this->listOf(gradients), golden["gradients"]), "");
  }
}

TYPED_TEST(GoldenLab, HasPyTorchsTenLossesAndWeights) {
  using T = TypeParam;
  const T rate = static_cast<T>(0.005F);
  for (int k = 0; k < 2; ++k) {
    for (const int batch : {1, 4}) {
      SCOPED_TRACE(std::string(testing::kGoldenNetworks[k]) + ", batch " + std::to_string(batch));
      auto golden = testing::readGolden(testing::kGoldenFiles[k]);
      auto network = this->startedNetwork(testing::kGoldenNetworks[k]);
      std::vector<double> means;
      for (int step = 0; step < 10; ++step) {
        const auto x = inputsOf<T>(this->images, step * batch, batch);
        Tensor<T> dlogits;
        const auto losses = this->lossesOf(network.forward(x), step * batch, dlogits);
        double sum = 0;
        for (const double loss : losses) sum += loss;
        means.push_back(sum / batch);
        if (batch == 1) {
          network.descend(x, dlogits, rate);
          continue;
        }
        std::fill(network.gradients().begin(), network.gradients().end(), T(0));
        network.backward(x, dlogits);
        for (std::size_t i = 0; i < network.parameters().size(); ++i)
          network.parameters()[i] -= rate * network.gradients()[i];
      }
      const std::string sgd = "sgd" + std::to_string(batch);
      EXPECT_EQ(this->tolerance.between(means, golden[sgd + "Losses"]), "");
      const auto sample = testing::goldenSample<T>(network.parameters());
      EXPECT_EQ(this->tolerance.between(this->listOf(sample), golden[sgd + "Weights"]), "");
    }
  }
}

}  // namespace
}  // namespace atelier
