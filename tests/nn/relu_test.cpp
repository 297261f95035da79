#include "nn/relu.h"

#include <gtest/gtest.h>

#include "support/gradient_check.h"

namespace atelier {
namespace {

TEST(Relu, KeepsWhatIsAboveZeroAndItsGradient) {
  Relu<float> layer;
  Tensor<float> x({1, 1, 1, 5});
  const float numbers[] = {-2, -0.0F, 0, 1e-30F, 3};
  std::copy(numbers, numbers + 5, x.data());
  auto y = testing::garbageTensor<float>(x.shape());
  layer.forward(x, y);
  const std::vector<float> expected = {0, 0, 0, 1e-30F, 3};
  EXPECT_EQ(testing::bitDifference<float>(testing::numbersOf(y), expected), "");
  auto dx = testing::garbageTensor<float>(x.shape());
  layer.backward(x, y, testing::garbageTensor<float>(x.shape(), 7), &dx);
  const std::vector<float> gradient = {0, 0, 0, 7, 7};
  EXPECT_EQ(testing::bitDifference<float>(testing::numbersOf(dx), gradient), "");
}

TEST(Relu, HasTheRightGradients) {
  Random random(1);
  for (const Shape& shape : {Shape{1, 1, 5, 7}, Shape{3, 2, 4, 4}, Shape{2, 9, 1, 1}}) {
    Relu<double> layer;
    EXPECT_EQ(layer.outputShape(shape), shape);
    EXPECT_EQ(testing::checkLayer(layer, testing::distinctTensor<double>(shape, random), random), "");
  }
}

TEST(Relu, LearnsNothingAndNeedsNoDx) {
  Relu<float> layer;
  EXPECT_TRUE(layer.parameters().empty());
  const Tensor<float> x({1, 1, 2, 2});
  layer.backward(x, x, x, nullptr);
}

}  // namespace
}  // namespace atelier
