#include "nn/max_pool.h"

#include <gtest/gtest.h>

#include "support/gradient_check.h"
#include "support/plain_layers.h"

namespace atelier {
namespace {

Tensor<float> tensorOf(Shape shape, const std::vector<float>& numbers) {
  Tensor<float> tensor(shape);
  std::copy(numbers.begin(), numbers.end(), tensor.data());
  return tensor;
}

std::vector<float> listOf(const Tensor<float>& tensor) { return {tensor.data(), tensor.data() + tensor.size()}; }

struct Case {
  Shape x;
  int size;
  int stride;
};
// Windows side by side, overlapping and apart.
const Case kCases[] = {{{1, 1, 26, 26}, 2, 2}, {{2, 3, 7, 9}, 2, 2},  {{1, 2, 9, 10}, 3, 3},
                       {{3, 1, 5, 5}, 5, 5},   {{2, 2, 4, 11}, 4, 4}, {{1, 1, 2, 3}, 2, 2},
                       {{2, 2, 8, 9}, 3, 2},   {{1, 1, 9, 12}, 2, 3}, {{1, 2, 6, 6}, 3, 1}};

TEST(MaxPool, GivesTheBitsOfThePlainLoops) {
  Random random(1);
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.x.w * 100 + c.size);
    MaxPool<float> layer(c.size, c.stride);
    const testing::PlainPool<float> plain{c.size, c.stride};
    const auto x = testing::randomTensor<float>(c.x, random);
    auto y = testing::garbageTensor<float>(layer.outputShape(c.x));
    layer.forward(x, y);
    const Tensor<float> expected = plain.forward(x);
    EXPECT_EQ(y.shape(), expected.shape());
    EXPECT_EQ(testing::bitDifference(y, expected), "");
    const auto dy = testing::randomTensor<float>(y.shape(), random);
    auto dx = testing::garbageTensor<float>(c.x);
    layer.backward(x, y, dy, &dx);
    EXPECT_EQ(testing::bitDifference(dx, plain.backward(x, dy)), "");
  }
}

TEST(MaxPool, HasTheRightGradients) {
  Random random(2);
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.x.w * 100 + c.size);
    MaxPool<double> layer(c.size, c.stride);
    EXPECT_EQ(testing::checkLayer(layer, testing::distinctTensor<double>(c.x, random), random), "");
  }
}

TEST(MaxPool, GivesTheGradientToTheFirstMaximum) {
  MaxPool<float> layer(2, 2);
  // Four windows: all equal; the lower two; the right two; the other diagonal.
  const auto x = tensorOf({1, 1, 4, 4}, {3, 3, 1, 2,   //
                                         3, 3, 4, 4,   //
                                         0, 7, -1, 5,  //
                                         2, 7, 5, -2});
  Tensor<float> y({1, 1, 2, 2});
  layer.forward(x, y);
  EXPECT_EQ(listOf(y), (std::vector<float>{3, 4, 7, 5}));
  Tensor<float> dx({1, 1, 4, 4});
  layer.backward(x, y, tensorOf({1, 1, 2, 2}, {1, 2, 3, 4}), &dx);
  EXPECT_EQ(listOf(dx), (std::vector<float>{1, 0, 0, 0,  //
                                            0, 0, 2, 0,  //
                                            0, 3, 0, 4,  //
                                            0, 0, 0, 0}));
}

TEST(MaxPool, FindsTheMaximumAmongNegatives) {
  MaxPool<float> layer(2, 2);
  Tensor<float> y({1, 1, 1, 1});
  layer.forward(tensorOf({1, 1, 2, 2}, {-4, -2, -3, -9}), y);
  EXPECT_EQ(y.data()[0], -2);
}

TEST(MaxPool, DropsWhatIsLeftOverAtTheEdges) {
  MaxPool<float> layer(2, 2);
  EXPECT_EQ(layer.outputShape({3, 2, 5, 7}), (Shape{3, 2, 2, 3}));
  const auto x = tensorOf({1, 1, 3, 3}, {1, 2, 90,  //
                                         3, 4, 90,  //
                                         90, 90, 90});
  Tensor<float> y({1, 1, 1, 1});
  layer.forward(x, y);
  EXPECT_EQ(y.data()[0], 4);
  auto dx = testing::garbageTensor<float>({1, 1, 3, 3});
  layer.backward(x, y, tensorOf({1, 1, 1, 1}, {6}), &dx);
  EXPECT_EQ(listOf(dx), (std::vector<float>{0, 0, 0, 0, 6, 0, 0, 0, 0}));
}

TEST(MaxPool, LearnsNothing) { EXPECT_TRUE(MaxPool<float>(2, 2).parameters().empty()); }

}  // namespace
}  // namespace atelier
