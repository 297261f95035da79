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
  int stride = 1;
  int pad = 0;
};

// Kernels 1 to 5, widths of every remainder by 4, channels and filters around the kernels' tiles, several images,
// strides that leave rows over, padding, maps of a single number.
const Case kCases[] = {
    {{1, 1, 28, 28}, 12, 3},      {{2, 1, 9, 9}, 3, 1},        {{3, 2, 7, 10}, 4, 2},       {{2, 3, 8, 11}, 5, 3},
    {{1, 2, 9, 12}, 2, 4},        {{2, 1, 11, 13}, 3, 5},      {{1, 4, 5, 5}, 2, 5},        {{4, 1, 3, 4}, 1, 3},
    {{2, 2, 6, 3}, 3, 3},         {{1, 1, 2, 2}, 1, 2},        {{1, 3, 1, 17}, 2, 1},       {{2, 1, 20, 5}, 2, 2},
    {{2, 3, 8, 7}, 5, 3, 1, 1},   {{1, 9, 6, 6}, 13, 3, 1, 1}, {{2, 2, 9, 8}, 8, 5, 2, 2},  {{1, 5, 7, 9}, 9, 4, 3, 3},
    {{2, 1, 10, 11}, 3, 3, 2, 0}, {{1, 8, 5, 5}, 16, 1, 2, 0}, {{1, 12, 4, 4}, 4, 2, 1, 1}, {{1, 1, 2, 2}, 2, 4, 8, 3},
};

template <class T>
Conv<T> layerOf(const Case& c) {
  return Conv<T>(c.x.c, c.filters, c.kernel, c.stride, c.pad);
}

template <class T>
class ConvAs : public ::testing::Test {};
using Numbers = ::testing::Types<float, double>;
TYPED_TEST_SUITE(ConvAs, Numbers);

TYPED_TEST(ConvAs, ForwardGivesTheBitsOfThePlainLoops) {
  using T = TypeParam;
  Random random(1);
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.x.w * 100 + c.kernel);
    auto layer = layerOf<T>(c);
    testing::OwnedParameters<T> owned(layer, random);
    const auto x = testing::randomTensor<T>(c.x, random);
    auto y = testing::garbageTensor<T>(layer.outputShape(c.x));
    layer.forward(x, y);
    const testing::PlainConv<T> plain{c.x.c,
                                      c.filters,
                                      c.kernel,
                                      c.stride,
                                      c.pad,
                                      layer.parameters()[0].value.data(),
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
    auto layer = layerOf<T>(c);
    testing::OwnedParameters<T> owned(layer, random);
    const auto x = testing::randomTensor<T>(c.x, random);
    Tensor<T> y(layer.outputShape(c.x));
    layer.forward(x, y);
    const auto dy = testing::randomTensor<T>(y.shape(), random);
    auto dx = testing::garbageTensor<T>(c.x);
    layer.backward(x, y, dy, &dx);
    const testing::PlainConv<T> plain{c.x.c,
                                      c.filters,
                                      c.kernel,
                                      c.stride,
                                      c.pad,
                                      layer.parameters()[0].value.data(),
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
    auto layer = layerOf<double>(c);
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
  EXPECT_EQ(parameters[0].dims, (std::array<int, 4>{8, 3, 5, 5}));
  EXPECT_EQ(parameters[0].rank, 4);
  EXPECT_EQ(parameters[0].role, Role::kWeight);
  EXPECT_EQ(parameters[0].fanIn, 3 * 5 * 5);
  EXPECT_EQ(parameters[0].fanOut, 8 * 5 * 5);
  EXPECT_STREQ(parameters[1].name, "bias");
  EXPECT_EQ(parameters[1].count(), 8);
  EXPECT_EQ(parameters[1].role, Role::kShift);
  EXPECT_EQ(Conv<float>(3, 8, 3, 2, 1).outputShape({4, 3, 9, 8}), (Shape{4, 8, 5, 4}));
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
    one.descend(x, y, dy, withDx ? &dxOne : nullptr, 0.1F);
    other.backward(x, y, dy, &dxOther);
    for (std::size_t i = 0; i < ownedOther.values().size(); ++i)
      ownedOther.values()[i] -= 0.1F * ownedOther.gradients()[i];
    EXPECT_EQ(testing::bitDifference(ownedOne.values(), ownedOther.values()), "");
    for (const float gradient : ownedOne.gradients()) EXPECT_EQ(gradient, 0);
    if (withDx) EXPECT_EQ(testing::bitDifference(dxOne, dxOther), "");
  }
}

}  // namespace
}  // namespace atelier
