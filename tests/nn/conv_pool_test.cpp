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
  int pad = 0;
};
// Filters of every remainder by 4, sides that leave a row or a column over, the least and the most windows.
const Case kSingle[] = {{{1, 1, 28, 28}, 12}, {{3, 1, 28, 28}, 5},  {{2, 1, 9, 11}, 1},      {{1, 1, 10, 10}, 2},
                        {{2, 1, 11, 12}, 3},  {{1, 1, 6, 10}, 4},   {{2, 1, 4, 10}, 7},      {{1, 1, 7, 13}, 8},
                        {{1, 1, 12, 15}, 6},  {{2, 1, 8, 8}, 5, 1}, {{1, 1, 28, 28}, 32, 1}, {{1, 1, 5, 6}, 3, 2}};
// Channels and runs around the kernels' tiles.
const Case kMany[] = {{{2, 2, 10, 10}, 3},     {{1, 3, 8, 12}, 4, 1}, {{3, 5, 9, 11}, 7, 1},
                      {{1, 32, 14, 14}, 9, 1}, {{2, 11, 6, 10}, 6},   {{1, 4, 13, 10}, 1, 2}};

// The layers that a ConvPool stands for, one by one.
template <class T>
struct Apart {
  Conv<T> conv;
  Relu<T> relu;
  MaxPool<T> pool{2, 2};
  bool hasRelu;
  Tensor<T> map, rectified, y;

  Apart(const Case& c, bool withRelu) : conv(c.x.c, c.filters, 3, 1, c.pad), hasRelu(withRelu) {}

  void forward(const Tensor<T>& x) {
    map.resize(conv.outputShape(x.shape()));
    rectified.resize(map.shape());
    y.resize(pool.outputShape(map.shape()));
    conv.forward(x, map);
    relu.forward(map, rectified);
    pool.forward(hasRelu ? rectified : map, y);
  }
  void backward(const Tensor<T>& x, const Tensor<T>& dy, Tensor<T>* dx) {
    Tensor<T> drectified(map.shape());
    Tensor<T> dmap(map.shape());
    pool.backward(hasRelu ? rectified : map, y, dy, &drectified);
    relu.backward(map, rectified, drectified, &dmap);
    conv.backward(x, map, hasRelu ? dmap : drectified, dx);
  }
};

template <class T>
class ConvPoolAs : public ::testing::Test {};
using Numbers = ::testing::Types<float, double>;
TYPED_TEST_SUITE(ConvPoolAs, Numbers);

// Calls check(case, relu, apart, fused, x) with the same random parameters in both.
template <class T, class Check>
void forAllCases(std::span<const Case> cases, std::uint64_t seed, Check check) {
  Random random(seed);
  for (const Case& c : cases) {
    for (const bool relu : {false, true}) {
      SCOPED_TRACE(c.x.h * 10000 + c.x.w * 100 + c.filters);
      Apart<T> apart(c, relu);
      testing::OwnedParameters<T> owned(apart.conv, random);
      ASSERT_TRUE(ConvPool<T>::applies(c.x, apart.conv, 2, 2));
      ConvPool<T> fused(apart.conv, c.x, relu);
      const auto x = testing::randomTensor<T>(c.x, random);
      apart.forward(x);
      check(apart, owned, fused, x, random);
    }
  }
}

// Winograd's sums are others, so the bits are; the maxima of random numbers are the same.
TYPED_TEST(ConvPoolAs, ForwardEqualsTheLayersOneByOneNearly) {
  using T = TypeParam;
  const auto check = [](Apart<T>& apart, auto&, ConvPool<T>& fused, const Tensor<T>& x, Random&) {
    ASSERT_EQ(fused.outputShape(x.shape()), apart.y.shape());
    auto y = testing::garbageTensor<T>(apart.y.shape());
    fused.forward(x, y);
    const double tolerance = sizeof(T) == 4 ? 2e-5 : 1e-13;
    EXPECT_EQ(testing::difference(testing::numbersOf(y), testing::numbersOf(apart.y), tolerance, tolerance), "");
    EXPECT_TRUE(testing::slackIsZero(y));
  };
  forAllCases<T>(kSingle, 1, check);
  forAllCases<T>(kMany, 7, check);
}

// Pictures have large parts of one grey. Of equal maxima the first one has the gradient, whatever the filter: the patch
// at the window's upper left where all pixels are equal, at its left where rows are, at its top where columns are.
TYPED_TEST(ConvPoolAs, FollowsTheFirstOfEqualMaxima) {
  using T = TypeParam;
  const Shape shape{1, 1, 4, 10};
  const auto oneGrey = [](int, int) { return T(0.7); };
  const auto equalRows = [](int, int j) { return T(j * 37 % 11) / T(7); };
  const auto equalColumns = [](int i, int) { return T(i * 5 % 7) / T(9); };
  const auto gradientOfFirst = [&](auto pixelAt, int rows, int columns) {
    Tensor<T> x(shape);
    for (int i = 0; i < shape.h; ++i) {
      for (int j = 0; j < shape.w; ++j) x.data()[i * shape.w + j] = pixelAt(i, j);
    }
    for (int seed = 0; seed < 20; ++seed) {
      Random random(static_cast<std::uint64_t>(seed));
      Conv<T> conv(1, 3, 3);
      testing::OwnedParameters<T> owned(conv, random);
      ConvPool<T> fused(conv, shape, false);
      Tensor<T> y(fused.outputShape(shape));
      fused.forward(x, y);
      for (int window = 0; window < 4; ++window) {
        Tensor<T> dy(y.shape());
        dy.data()[window] = T(1);
        Tensor<T> dx(shape);
        fused.backward(x, y, dy, &dx);
        // Outside of the patches that may be followed, there is no gradient.
        for (int i = 0; i < shape.h; ++i) {
          for (int j = 0; j < shape.w; ++j) {
            const bool mayBe = i < 2 + rows && j >= 2 * window && j < 2 * window + 2 + columns;
            if (!mayBe) ASSERT_EQ(dx.data()[i * shape.w + j], T(0)) << seed << " " << window << " " << i << " " << j;
          }
        }
      }
    }
  };
  gradientOfFirst(oneGrey, 1, 1);
  gradientOfFirst(equalRows, 1, 2);
  gradientOfFirst(equalColumns, 2, 1);
}

TYPED_TEST(ConvPoolAs, BackwardEqualsTheLayersOneByOneNearly) {
  using T = TypeParam;
  const auto check = [](Apart<T>& apart, auto& owned, ConvPool<T>& fused, const Tensor<T>& x, Random& random) {
    const auto dy = testing::randomTensor<T>(apart.y.shape(), random);
    Tensor<T> expectedDx(x.shape());
    apart.backward(x, dy, &expectedDx);
    const std::vector<T> expected = owned.gradients();
    std::fill(owned.gradients().begin(), owned.gradients().end(), T(0));
    Tensor<T> y(apart.y.shape());
    fused.forward(x, y);
    auto dx = testing::garbageTensor<T>(x.shape());
    fused.backward(x, y, dy, &dx);
    const double tolerance = sizeof(T) == 4 ? 2e-5 : 1e-13;
    EXPECT_EQ(testing::difference(owned.gradients(), expected, tolerance, tolerance), "");
    EXPECT_EQ(testing::difference(testing::numbersOf(dx), testing::numbersOf(expectedDx), tolerance, tolerance), "");
  };
  forAllCases<T>(kSingle, 2, check);
  forAllCases<T>(kMany, 8, check);
}

TYPED_TEST(ConvPoolAs, BackwardAddsAtTheMaximaInSequence) {
  using T = TypeParam;
  const auto check = [](Apart<T>& apart, auto& owned, ConvPool<T>& fused, const Tensor<T>& x, Random& random) {
    const auto dy = testing::randomTensor<T>(apart.y.shape(), random);
    Tensor<T> y(apart.y.shape());
    fused.forward(x, y);
    std::fill(owned.gradients().begin(), owned.gradients().end(), T(0));
    auto dx = testing::garbageTensor<T>(x.shape());
    fused.backward(x, y, dy, &dx);

    const testing::PlainConv<T> plain{x.shape().c,
                                      apart.conv.filters(),
                                      3,
                                      1,
                                      apart.conv.pad(),
                                      apart.conv.parameters()[0].value.data(),
                                      apart.conv.parameters()[1].value.data()};
    const std::size_t taps = 9 * static_cast<std::size_t>(x.shape().c);
    std::vector<T> expected(owned.gradients().size());
    Tensor<T> expectedDx(x.shape());
    struct Maximum {
      int n, f, row, column;
      T d;
    };
    const Shape out = y.shape();
    std::vector<Maximum> maxima;  // (n, f, i, j)
    const testing::PlainPool<T> pool{2, 2};
    pool.forEachMaximum(apart.map, [&](int n, int f, int i, int j, int row, int column) {
      const bool passes = !apart.hasRelu || testing::at(apart.y, n, f, i, j) > T(0);
      const T d = passes ? testing::at(dy, n, f, i, j) : T(0);
      maxima.push_back({n, f, row, column, d});
      expected[expected.size() - static_cast<std::size_t>(plain.filters - f)] += d;
      testing::PlainConv<T>::forEach({x.shape().c, 3, 3, 1}, [&](int c, int u, int v, int) {
        expected[static_cast<std::size_t>(f) * taps + static_cast<std::size_t>(c * 9 + u * 3 + v)] +=
            d * plain.under(x, n, c, row, column, u, v);
      });
    });
    testing::PlainConv<T>::forEach({out.n, out.h * out.w, 4, out.c}, [&](int n, int window, int corner, int f) {
      const Maximum& m = maxima[static_cast<std::size_t>((n * out.c + f) * out.h * out.w + window)];
      if ((m.row % 2) * 2 + m.column % 2 != corner) return;
      testing::PlainConv<T>::forEach({x.shape().c, 3, 3, 1}, [&](int c, int u, int v, int) {
        const int r = m.row + u - plain.pad;
        const int s = m.column + v - plain.pad;
        if (r < 0 || s < 0 || r >= x.shape().h || s >= x.shape().w) return;
        testing::at(expectedDx, n, c, r, s) += plain.tap(f, c, u, v) * m.d;
      });
    });
    EXPECT_EQ(testing::bitDifference(owned.gradients(), expected), "");
    EXPECT_EQ(testing::bitDifference(dx, expectedDx), "");
  };
  forAllCases<T>(kSingle, 3, check);
  forAllCases<T>(kMany, 9, check);
}

TYPED_TEST(ConvPoolAs, GivesTheGradientToTheFirstMaximumOnATie) {
  using T = TypeParam;
  // The filter looks at the middle of its patch only, and those of a window are equal: all four outputs tie, while the
  // patches around them differ.
  Apart<T> apart({{1, 1, 10, 10}, 1}, false);
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
  const auto check = [&](const Case& c) {
    if (c.x.size() > 1000) return;
    for (const bool relu : {false, true}) {
      SCOPED_TRACE(c.x.h * 10000 + c.x.w * 100 + c.filters);
      Conv<double> conv(c.x.c, c.filters, 3, 1, c.pad);
      ConvPool<double> layer(conv, c.x, relu);
      EXPECT_EQ(testing::checkLayer(layer, testing::distinctTensor<double>(c.x, random), random), "");
    }
  };
  for (const Case& c : kSingle) check(c);
  for (const Case& c : kMany) check(c);
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
  layer.backward(x, y, dy, nullptr);
  std::vector<float> expected = owned.values();
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] -= 0.01F * owned.gradients()[i];
  std::fill(owned.gradients().begin(), owned.gradients().end(), 0.0F);
  layer.descend(x, y, dy, nullptr, 0.01F);
  EXPECT_EQ(testing::bitDifference(owned.values(), expected), "");
}

TEST(ConvPool, AppliesToKernelThreePoolTwoAndFourWindowsInARow) {
  const auto applies = [](Shape x, int kernel, int stride, int pad, int poolSize, int poolStride) {
    return ConvPool<float>::applies(x, Conv<float>(x.c, 1, kernel, stride, pad), poolSize, poolStride);
  };
  EXPECT_TRUE(applies({1, 1, 28, 28}, 3, 1, 0, 2, 2));
  EXPECT_TRUE(applies({1, 1, 5, 8}, 3, 1, 1, 2, 2));
  EXPECT_FALSE(applies({1, 1, 5, 8}, 3, 1, 0, 2, 2));  // three
  EXPECT_TRUE(applies({1, 1, 28, 28}, 3, 1, 1, 2, 2));
  EXPECT_FALSE(applies({1, 1, 28, 28}, 3, 1, 2, 2, 2));  // 225 windows of one channel
  EXPECT_TRUE(applies({1, 2, 28, 28}, 3, 1, 2, 2, 2));
  EXPECT_FALSE(applies({1, 1, 3, 28}, 3, 1, 0, 2, 2));
  EXPECT_TRUE(applies({1, 2, 28, 28}, 3, 1, 0, 2, 2));
  EXPECT_TRUE(applies({1, 2, 4, 10}, 3, 1, 0, 2, 2));
  EXPECT_FALSE(applies({1, 2, 28, 8}, 3, 1, 0, 2, 2));  // three
  EXPECT_FALSE(applies({1, 1, 28, 28}, 5, 1, 0, 2, 2));
  EXPECT_FALSE(applies({1, 1, 28, 28}, 3, 2, 0, 2, 2));
  EXPECT_FALSE(applies({1, 1, 28, 28}, 3, 1, 0, 3, 3));
  EXPECT_FALSE(applies({1, 1, 28, 28}, 3, 1, 0, 2, 1));
}

}  // namespace
}  // namespace atelier
