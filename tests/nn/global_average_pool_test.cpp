#include "nn/global_average_pool.h"

#include <gtest/gtest.h>

#include "support/gradient_check.h"

namespace atelier {
namespace {

TEST(GlobalAveragePool, IsTheMeanOfEachChannel) {
  GlobalAveragePool<float> layer;
  Tensor<float> x({1, 2, 2, 2});
  const float numbers[] = {1, 2, 3, 6, -4, 0, 0, 2};
  std::copy(std::begin(numbers), std::end(numbers), x.data());
  Tensor<float> y(layer.outputShape(x.shape()));
  EXPECT_EQ(y.shape(), (Shape{1, 2, 1, 1}));
  layer.forward(x, y);
  EXPECT_EQ(y.data()[0], 3);
  EXPECT_EQ(y.data()[1], -0.5F);
}

TEST(GlobalAveragePool, HasTheRightGradients) {
  Random random(1);
  for (const Shape shape : {Shape{2, 3, 4, 5}, Shape{1, 1, 1, 1}, Shape{3, 2, 7, 1}}) {
    GlobalAveragePool<double> layer;
    EXPECT_EQ(testing::checkLayer(layer, testing::randomTensor<double>(shape, random), random), "");
  }
}

}  // namespace
}  // namespace atelier
