#include "nn/conv.h"

#include <gtest/gtest.h>

#include "support/gradient_check.h"
#include "support/plain_layers.h"

namespace atelier {
namespace {

struct Case {
  Shape x;
  int filters;
  int kernel;
};

// Kernels 1 to 5, widths of every remainder by 4, several channels and images, maps of a single number.
const Case kCases[] = {
    {{1, 1, 28, 28}, 12, 3}, {{2, 1, 9, 9}, 3, 1},   {{3, 2, 7, 10}, 4, 2}, {{2, 3, 8, 11}, 5, 3},
    {{1, 2, 9, 12}, 2, 4},   {{2, 1, 11, 13}, 3, 5}, {{1, 4, 5, 5}, 2, 5},  {{4, 1, 3, 4}, 1, 3},
    {{2, 2, 6, 3}, 3, 3},    {{1, 1, 2, 2}, 1, 2},   {{1, 3, 1, 17}, 2, 1}, {{2, 1, 20, 5}, 2, 2},
};

template <class T>
class ConvAs : public ::testing::Test {};
using Numbers = ::testing::Types<float, double>;
TYPED_TEST_SUITE(ConvAs, Numbers);

TYPED_TEST(ConvAs, ForwardGivesTheBitsOfThePlainLoops) {
  using T = TypeParam;
  Random random(1);
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.x.w * 100 + c.kernel);
    Conv<T> layer(c.x.c, c.filters, c.kernel);
    testing::OwnedParameters<T> owned(layer, random);
    const auto x = testing::randomTensor<T>(c.x, random);
    auto y = testing::garbageTensor<T>(layer.outputShape(c.x));
    layer.forward(x, y);
    const testing::PlainConv<T> plain{c.x.c, c.filters, c.kernel, layer.parameters()[0].value.data(),
                                      layer.parameters()[1].value.data()};
    const Tensor<T> expected = plain.forward(x);
    EXPECT_EQ(y.shape(), expected.shape());
    EXPECT_EQ(testing::bitDifference(y, expected), "");
  }
}

TYPED_TEST(ConvAs, BackwardGivesTheBitsOfThePlainLoops) {
  using T = TypeParam;
  Random random(2);
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.x.w * 100 + c.kernel);
    Conv<T> layer(c.x.c, c.filters, c.kernel);
    testing::OwnedParameters<T> owned(layer, random);
    const auto x = testing::randomTensor<T>(c.x, random);
    Tensor<T> y(layer.outputShape(c.x));
    layer.forward(x, y);
    const auto dy = testing::randomTensor<T>(y.shape(), random);
    auto dx = testing::garbageTensor<T>(c.x);
    layer.backward(x, y, dy, &dx);
    const testing::PlainConv<T> plain{c.x.c, c.filters, c.kernel, layer.parameters()[0].value.data(),
                                      layer.parameters()[1].value.data()};
    const auto expected = plain.backward(x, dy);
    EXPECT_EQ(testing::bitDifference(dx, expected.dx), "");
    EXPECT_EQ(testing::bitDifference<T>(layer.parameters()[0].gradient, expected.weights), "");
    EXPECT_EQ(testing::bitDifference<T>(layer.parameters()[1].gradient, expected.bias), "");
  }
}

TEST(Conv, HasTheRightGradients) {
  Random random(3);
  for (const Case& c : kCases) {
    if (c.x.size() > 600) continue;  // the checker runs two passes for every number
    SCOPED_TRACE(c.x.w * 100 + c.kernel);
    Conv<double> layer(c.x.c, c.filters, c.kernel);
    EXPECT_EQ(testing::checkLayer(layer, testing::randomTensor<double>(c.x, random), random), "");
  }
}

TEST(Conv, IsACrossCorrelation) {
  // The filter is not turned round: its first number meets the first pixel of the patch.
  Conv<float> layer(1, 1, 2);
  std::vector<float> values = {1, 10, 100, 1000, 0.5F};
  std::vector<float> gradients(5);
  layer.parameters()[0].value = std::span(values).first(4);
  layer.parameters()[1].value = std::span(values).last(1);
  Tensor<float> x({1, 1, 2, 3});
  for (int i = 0; i < 6; ++i) x.data()[i] = static_cast<float>(i + 1);
  Tensor<float> y({1, 1, 1, 2});
  layer.forward(x, y);
  EXPECT_EQ(y.data()[0], 1 + 20 + 400 + 5000 + 0.5F);
  EXPECT_EQ(y.data()[1], 2 + 30 + 500 + 6000 + 0.5F);
}

TEST(Conv, NamesItsParameters) {
  Conv<float> layer(3, 8, 5);
  const auto parameters = layer.parameters();
  ASSERT_EQ(parameters.size(), 2U);
  EXPECT_STREQ(parameters[0].name, "filters");
  EXPECT_EQ(parameters[0].count, 8 * 3 * 5 * 5);
  EXPECT_EQ(parameters[0].fanIn, 3 * 5 * 5);
  EXPECT_STREQ(parameters[1].name, "bias");
  EXPECT_EQ(parameters[1].count, 8);
  EXPECT_EQ(parameters[1].fanIn, 0);
  EXPECT_EQ(layer.outputShape({4, 3, 9, 7}), (Shape{4, 8, 5, 3}));
}

TEST(Conv, DescendsAsBackwardAndUpdate) {
  Random random(5);
  for (const bool withDx : {true, false}) {
    Conv<float> one(2, 3, 3);
    Conv<float> other(2, 3, 3);
    testing::OwnedParameters<float> ownedOne(one, random);
    testing::OwnedParameters<float> ownedOther(other, random);
    ownedOther.values().assign(ownedOne.values().begin(), ownedOne.values().end());
    const auto x = testing::randomTensor<float>({1, 2, 6, 7}, random);
    Tensor<float> y(one.outputShape(x.shape()));
    one.forward(x, y);
    other.forward(x, y);
    const auto dy = testing::randomTensor<float>(y.shape(), random);
    auto dxOne = testing::garbageTensor<float>(x.shape());
    auto dxOther = testing::garbageTensor<float>(x.shape(), -4.0F);
    std::fill(ownedOne.gradients().begin(), ownedOne.gradients().end(), 9.0F);  // descend() starts from zero itself
    one.descend(x, y, dy, withDx ? &dxOne : nullptr, 0.1F);
    other.backward(x, y, dy, &dxOther);
    for (std::size_t i = 0; i < ownedOther.values().size(); ++i)
      ownedOther.values()[i] -= 0.1F * ownedOther.gradients()[i];
    EXPECT_EQ(testing::bitDifference(ownedOne.values(), ownedOther.values()), "");
    if (withDx) EXPECT_EQ(testing::bitDifference(dxOne, dxOther), "");
  }
}

}  // namespace
}  // namespace atelier
