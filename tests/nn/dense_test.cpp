#include "nn/dense.h"

#include <gtest/gtest.h>

#include "support/gradient_check.h"
#include "support/plain_layers.h"

namespace atelier {
namespace {

struct Case {
  Shape x;
  int outputs;
};
// Inputs of every remainder by 4 and around the kernel's chunk of 768, outputs around its tile of five, several images.
const Case kCases[] = {{{1, 12, 13, 13}, 10}, {{3, 1, 1, 1}, 1},  {{2, 2, 3, 3}, 4},   {{1, 1, 1, 7}, 5},
                       {{4, 3, 1, 1}, 6},     {{2, 1, 5, 4}, 9},  {{1, 1, 2, 11}, 11}, {{3, 1, 1, 767}, 6},
                       {{2, 1, 1, 769}, 12},  {{5, 1, 7, 221}, 7}};

template <class T>
class DenseAs : public ::testing::Test {};
using Numbers = ::testing::Types<float, double>;
TYPED_TEST_SUITE(DenseAs, Numbers);

TYPED_TEST(DenseAs, GivesTheBitsOfThePlainLoops) {
  using T = TypeParam;
  Random random(1);
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.x.features() * 100 + c.outputs);
    Dense<T> layer(c.x.features(), c.outputs);
    testing::OwnedParameters<T> owned(layer, random);
    const testing::PlainDense<T> plain{c.outputs, layer.parameters()[0].value.data(),
                                       layer.parameters()[1].value.data()};
    const auto x = testing::randomTensor<T>(c.x, random);
    auto y = testing::garbageTensor<T>(layer.outputShape(c.x));
    layer.forward(x, y);
    const Tensor<T> expectedY = plain.forward(x);
    EXPECT_EQ(y.shape(), expectedY.shape());
    EXPECT_EQ(testing::bitDifference(y, expectedY), "");

    const auto dy = testing::randomTensor<T>(y.shape(), random);
    auto dx = testing::garbageTensor<T>(c.x);
    layer.backward(x, y, dy, &dx);
    const auto expected = plain.backward(x, dy);
    EXPECT_EQ(testing::bitDifference(dx, expected.dx), "");
    EXPECT_EQ(testing::bitDifference<T>(layer.parameters()[0].gradient, expected.weights), "");
    EXPECT_EQ(testing::bitDifference<T>(layer.parameters()[1].gradient, expected.bias), "");
  }
}

TYPED_TEST(DenseAs, DescendsAsBackwardAndUpdateToTheBit) {
  using T = TypeParam;
  Random random(2);
  for (const Case& c : kCases) {
    for (const bool withDx : {true, false}) {
      SCOPED_TRACE(c.x.features() * 100 + c.outputs);
      Dense<T> one(c.x.features(), c.outputs);
      Dense<T> other(c.x.features(), c.outputs);
      testing::OwnedParameters<T> ownedOne(one, random);
      testing::OwnedParameters<T> ownedOther(other, random);
      std::copy(ownedOne.values().begin(), ownedOne.values().end(), ownedOther.values().begin());
      const auto x = testing::randomTensor<T>(c.x, random);
      Tensor<T> y(one.outputShape(c.x));
      one.forward(x, y);
      other.forward(x, y);
      const auto dy = testing::randomTensor<T>(y.shape(), random);
      const T rate = T(0.037);
      auto dxOne = testing::garbageTensor<T>(c.x);
      auto dxOther = testing::garbageTensor<T>(c.x, T(-4));
      one.descend(x, y, dy, withDx ? &dxOne : nullptr, rate);
      other.backward(x, y, dy, &dxOther);
      for (std::size_t i = 0; i < ownedOther.values().size(); ++i)
        ownedOther.values()[i] -= rate * ownedOther.gradients()[i];
      EXPECT_EQ(testing::bitDifference(ownedOne.values(), ownedOther.values()), "");
      for (const T gradient : ownedOne.gradients()) EXPECT_EQ(gradient, T(0));
      if (withDx) EXPECT_EQ(testing::bitDifference(dxOne, dxOther), "");
    }
  }
}

TEST(Dense, HasTheRightGradients) {
  Random random(3);
  for (const Case& c : kCases) {
    if (c.x.size() > 600) continue;
    SCOPED_TRACE(c.x.features() * 100 + c.outputs);
    Dense<double> layer(c.x.features(), c.outputs);
    EXPECT_EQ(testing::checkLayer(layer, testing::randomTensor<double>(c.x, random), random), "");
  }
}

TEST(Dense, NamesItsParameters) {
  Dense<float> layer(2028, 10);
  const auto parameters = layer.parameters();
  ASSERT_EQ(parameters.size(), 2U);
  EXPECT_STREQ(parameters[0].name, "weights");
  EXPECT_EQ(parameters[0].dims, (std::array<int, 4>{10, 2028, 1, 1}));
  EXPECT_EQ(parameters[0].rank, 2);
  EXPECT_EQ(parameters[0].role, Role::kWeight);
  EXPECT_EQ(parameters[0].fanIn, 2028);
  EXPECT_EQ(parameters[0].fanOut, 10);
  EXPECT_STREQ(parameters[1].name, "bias");
  EXPECT_EQ(parameters[1].count(), 10);
  EXPECT_EQ(parameters[1].role, Role::kShift);
  EXPECT_EQ(layer.outputShape({4, 12, 13, 13}), (Shape{4, 10, 1, 1}));
}

}  // namespace
}  // namespace atelier
