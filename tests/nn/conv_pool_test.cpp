#include "nn/conv_pool.h"

#include <gtest/gtest.h>

#include "nn/max_pool.h"
#include "nn/relu.h"
#include "support/gradient_check.h"
#include "support/plain_layers.h"

namespace atelier {
namespace {

struct Case {
  Shape x;
  int filters;
};
// Filters of every remainder by 3 and 4, sides that leave a row or a column over, the least number of windows.
const Case kCases[] = {{{1, 1, 28, 28}, 12}, {{3, 1, 28, 28}, 5}, {{2, 1, 9, 11}, 1},
                       {{1, 1, 10, 10}, 2},  {{2, 1, 11, 12}, 3}, {{1, 1, 6, 6}, 4},
                       {{2, 1, 4, 10}, 7},   {{1, 1, 7, 13}, 8},  {{1, 1, 12, 5}, 6}};

// The layers that a ConvPool stands for, one by one.
template <class T>
struct Apart {
  Conv<T> conv;
  Relu<T> relu;
  MaxPool<T> pool{2};
  bool hasRelu;
  Tensor<T> map, rectified, y;

  Apart(int filters, bool withRelu) : conv(1, filters, 3), hasRelu(withRelu) {}

  void forward(const Tensor<T>& x) {
    map.resize(conv.outputShape(x.shape()));
    rectified.resize(map.shape());
    y.resize(pool.outputShape(map.shape()));
    conv.forward(x, map);
    relu.forward(map, rectified);
    pool.forward(hasRelu ? rectified : map, y);
  }
  void backward(const Tensor<T>& x, const Tensor<T>& dy) {
    Tensor<T> drectified(map.shape());
    Tensor<T> dmap(map.shape());
    pool.backward(hasRelu ? rectified : map, y, dy, &drectified);
    relu.backward(map, rectified, drectified, &dmap);
    conv.backward(x, map, hasRelu ? dmap : drectified, nullptr);
  }
};

template <class T>
class ConvPoolAs : public ::testing::Test {};
using Numbers = ::testing::Types<float, double>;
TYPED_TEST_SUITE(ConvPoolAs, Numbers);

// Calls check(case, relu, apart, fused, x) with the same random parameters in both.
template <class T, class Check>
void forAllCases(std::uint64_t seed, Check check) {
  Random random(seed);
  for (const Case& c : kCases) {
    for (const bool relu : {false, true}) {
      SCOPED_TRACE(c.x.h * 10000 + c.x.w * 100 + c.filters);
      Apart<T> apart(c.filters, relu);
      testing::OwnedParameters<T> owned(apart.conv, random);
      ASSERT_TRUE(ConvPool<T>::applies(c.x, 3, 2));
      ConvPool<T> fused(apart.conv, c.x, relu);
      const auto x = testing::randomTensor<T>(c.x, random);
      apart.forward(x);
      check(apart, owned, fused, x, random);
    }
  }
}

TYPED_TEST(ConvPoolAs, ForwardEqualsTheLayersOneByOneToTheBit) {
  using T = TypeParam;
  forAllCases<T>(1, [](Apart<T>& apart, auto&, ConvPool<T>& fused, const Tensor<T>& x, Random&) {
    ASSERT_EQ(fused.outputShape(x.shape()), apart.y.shape());
    auto y = testing::garbageTensor<T>(apart.y.shape());
    fused.forward(x, y);
    EXPECT_EQ(testing::bitDifference(y, apart.y), "");
    EXPECT_TRUE(testing::slackIsZero(y));
  });
}

TYPED_TEST(ConvPoolAs, BackwardEqualsTheLayersOneByOneNearly) {
  using T = TypeParam;
  forAllCases<T>(2, [](Apart<T>& apart, auto& owned, ConvPool<T>& fused, const Tensor<T>& x, Random& random) {
    const auto dy = testing::randomTensor<T>(apart.y.shape(), random);
    apart.backward(x, dy);
    const std::vector<T> expected = owned.gradients();
    std::fill(owned.gradients().begin(), owned.gradients().end(), T(0));
    Tensor<T> y(apart.y.shape());
    fused.forward(x, y);
    fused.backward(x, y, dy, nullptr);
    const double tolerance = sizeof(T) == 4 ? 2e-5 : 1e-13;
    EXPECT_EQ(testing::difference(owned.gradients(), expected, tolerance, tolerance), "");
  });
}

TYPED_TEST(ConvPoolAs, BackwardAddsAtTheMaximaInSequence) {
  using T = TypeParam;
  forAllCases<T>(3, [](Apart<T>& apart, auto& owned, ConvPool<T>& fused, const Tensor<T>& x, Random& random) {
    const auto dy = testing::randomTensor<T>(apart.y.shape(), random);
    Tensor<T> y(apart.y.shape());
    fused.forward(x, y);
    std::fill(owned.gradients().begin(), owned.gradients().end(), T(0));
    fused.backward(x, y, dy, nullptr);

    // One image and filter after the other, so that each sum of an image's begins at zero.
    const int filters = apart.conv.filters();
    std::vector<T> expected(owned.gradients().size());
    std::vector<T> sums(10 * static_cast<std::size_t>(filters * x.shape().n));
    const testing::PlainPool<T> pool{2};
    pool.forEachMaximum(apart.map, [&](int n, int f, int i, int j, int row, int column) {
      const bool passes = !apart.hasRelu || testing::at(apart.y, n, f, i, j) > T(0);
      const T d = passes ? testing::at(dy, n, f, i, j) : T(0);
      T* sum = sums.data() + 10 * (n * filters + f);
      for (int tap = 0; tap < 9; ++tap) sum[tap] += d * testing::at(x, n, 0, row + tap / 3, column + tap % 3);
      sum[9] += d;
    });
    for (int n = 0; n < x.shape().n; ++n) {
      for (int f = 0; f < filters; ++f) {
        const T* sum = sums.data() + 10 * (n * filters + f);
        for (int tap = 0; tap < 9; ++tap) expected[static_cast<std::size_t>(9 * f + tap)] += sum[tap];
        expected[static_cast<std::size_t>(9 * filters + f)] += sum[9];
      }
    }
    EXPECT_EQ(testing::bitDifference(owned.gradients(), expected), "");
  });
}

TYPED_TEST(ConvPoolAs, GivesTheGradientToTheFirstMaximumOnATie) {
  using T = TypeParam;
  // The filter looks at the middle of its patch only, and those of a window are equal: all four outputs tie, while the
  // patches around them differ.
  Apart<T> apart(1, false);
  Random random(4);
  testing::OwnedParameters<T> owned(apart.conv, random);
  std::fill(owned.values().begin(), owned.values().end(), T(0));
  owned.values()[4] = 1;
  Tensor<T> x({1, 1, 10, 10});
  T blocks[6][6];
  for (auto& row : blocks) {
    for (T& block : row) block = static_cast<T>(random.uniform(-1, 1));
  }
  for (int i = 0; i < 100; ++i) x.data()[i] = blocks[(i / 10 + 1) / 2][(i % 10 + 1) / 2];
  ConvPool<T> fused(apart.conv, x.shape(), false);
  Tensor<T> y({1, 1, 4, 4});
  fused.forward(x, y);
  const auto dy = testing::randomTensor<T>(y.shape(), random);
  fused.backward(x, y, dy, nullptr);
  std::vector<T> expected(10);
  for (int window = 0; window < 16; ++window) {
    const T* patch = x.data() + window / 4 * 20 + window % 4 * 2;
    for (int tap = 0; tap < 9; ++tap)
      expected[static_cast<std::size_t>(tap)] += dy.data()[window] * patch[tap / 3 * 10 + tap % 3];
    expected[9] += dy.data()[window];
  }
  EXPECT_EQ(testing::bitDifference(owned.gradients(), expected), "");
}

TEST(ConvPool, HasTheRightGradients) {
  Random random(5);
  for (const Case& c : kCases) {
    if (c.x.size() > 300) continue;
    for (const bool relu : {false, true}) {
      SCOPED_TRACE(c.x.h * 10000 + c.x.w * 100 + c.filters);
      Conv<double> conv(1, c.filters, 3);
      ConvPool<double> layer(conv, c.x, relu);
      const auto x = testing::distinctTensor<double>(c.x, random);
      EXPECT_EQ(testing::checkLayer(layer, x, random, testing::InputGradient::kNever), "");
    }
  }
}

TEST(ConvPool, DescendsAsBackwardAndUpdateToTheBit) {
  Random random(6);
  Conv<float> conv(1, 12, 3);
  testing::OwnedParameters<float> owned(conv, random);
  ConvPool<float> layer(conv, {1, 1, 28, 28}, true);
  const auto x = testing::randomTensor<float>({1, 1, 28, 28}, random);
  Tensor<float> y(layer.outputShape(x.shape()));
  layer.forward(x, y);
  const auto dy = testing::randomTensor<float>(y.shape(), random);
  const std::vector<float> start = owned.values();
  layer.backward(x, y, dy, nullptr);
  std::vector<float> expected = start;
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] -= 0.01F * owned.gradients()[i];
  layer.descend(x, y, dy, nullptr, 0.01F);
  EXPECT_EQ(testing::bitDifference(owned.values(), expected), "");
}

TEST(ConvPool, AppliesToOneChannelKernelThreePoolTwoAndFourWindows) {
  using Fused = ConvPool<float>;
  EXPECT_TRUE(Fused::applies({1, 1, 28, 28}, 3, 2));
  EXPECT_TRUE(Fused::applies({1, 1, 6, 6}, 3, 2));
  EXPECT_FALSE(Fused::applies({1, 1, 5, 6}, 3, 2));
  EXPECT_FALSE(Fused::applies({1, 1, 3, 28}, 3, 2));
  EXPECT_FALSE(Fused::applies({1, 2, 28, 28}, 3, 2));
  EXPECT_FALSE(Fused::applies({1, 1, 28, 28}, 5, 2));
  EXPECT_FALSE(Fused::applies({1, 1, 28, 28}, 3, 3));
}

}  // namespace
}  // namespace atelier
