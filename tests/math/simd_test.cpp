#include "math/simd.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace atelier {
namespace {

template <class T>
class Simd : public ::testing::Test {};
using Numbers = ::testing::Types<float, double>;
TYPED_TEST_SUITE(Simd, Numbers);

TYPED_TEST(Simd, LoadAndStoreTakeAnyAddress) {
  using T = TypeParam;
  T numbers[9] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
  for (int from = 0; from <= 5; ++from) {
    const auto four = simd::load(numbers + from);
    for (int lane = 0; lane < 4; ++lane) EXPECT_EQ(four[lane], static_cast<T>(from + lane));
  }
  T to[7] = {9, 9, 9, 9, 9, 9, 9};
  simd::store(to + 1, simd::load(numbers + 3));
  const T expected[7] = {9, 3, 4, 5, 6, 9, 9};
  for (int i = 0; i < 7; ++i) EXPECT_EQ(to[i], expected[i]);
}

TYPED_TEST(Simd, SplatFillsEveryLane) {
  const auto four = simd::splat(TypeParam(2.5));
  for (int lane = 0; lane < 4; ++lane) EXPECT_EQ(four[lane], TypeParam(2.5));
}

TYPED_TEST(Simd, ArithmeticGoesLaneByLane) {
  using T = TypeParam;
  const simd::Four<T> a = {T(1.1), T(-2.2), T(1e20), T(0.3)};
  const simd::Four<T> b = {T(3.7), T(0.1), T(-1e-20), T(7)};
  const simd::Four<T> sum = a + b;
  const simd::Four<T> less = a - b;
  const simd::Four<T> product = a * b;
  for (int lane = 0; lane < 4; ++lane) {
    EXPECT_EQ(sum[lane], a[lane] + b[lane]);
    EXPECT_EQ(less[lane], a[lane] - b[lane]);
    EXPECT_EQ(product[lane], a[lane] * b[lane]);
  }
}

TYPED_TEST(Simd, AProductAndASumRoundOnTheirOwn) {
  using T = TypeParam;
  // (1 + e)(1 - e) = 1 - e^2 rounds to 1; fused with the - 1 it would be -e^2.
  const T e = std::sqrt(std::numeric_limits<T>::epsilon()) / 4;
  volatile T one = 1;  // not known when this is compiled
  const auto zero = simd::splat<T>(one + e) * simd::splat<T>(one - e) - simd::splat<T>(one);
  for (int lane = 0; lane < 4; ++lane) EXPECT_EQ(zero[lane], 0);
}

TYPED_TEST(Simd, AMaskSelectsLaneByLane) {
  using T = TypeParam;
  const simd::Four<T> a = {1, 5, 3, 2};
  const simd::Four<T> b = {2, 4, 3, 1};
  const auto larger = a > b ? a : b;
  const simd::Four<T> expected = {2, 5, 3, 2};
  for (int lane = 0; lane < 4; ++lane) EXPECT_EQ(larger[lane], expected[lane]);
}

TYPED_TEST(Simd, NothingIsLargerThanNaN) {
  using T = TypeParam;
  const auto nan = simd::splat(std::numeric_limits<T>::quiet_NaN());
  const auto chosen = nan > simd::splat(T(0)) ? simd::splat(T(1)) : simd::splat(T(2));
  for (int lane = 0; lane < 4; ++lane) EXPECT_EQ(chosen[lane], 2);
}

TYPED_TEST(Simd, SumAddsFirstTheNeighbours) {
  using T = TypeParam;
  const T big = 1 / std::numeric_limits<T>::epsilon() * 4;  // a 1 added to it is lost
  EXPECT_EQ(simd::sum<T>(simd::Four<T>{big, -big, 1, 1}),
            2);  // ((0 + 1) + 2) + 3 gives 2 too, (0 + 2) + (1 + 3) gives 0
  EXPECT_EQ(simd::sum<T>(simd::Four<T>{big, 1, 1, -big}), 0);  // (big + 1) + (1 - big)
  EXPECT_EQ(simd::sum<T>(simd::Four<T>{big, 1, -big, 1}), 0);  // ((0 + 1) + 2) + 3 would give 1
}

TEST(SimdInts, AreFour32BitNumbers) {
  static_assert(sizeof(simd::FourInts) == 16);
  const simd::FourInts sum = 100 + simd::FourInts{0, 2, 4, 6};
  for (int lane = 0; lane < 4; ++lane) EXPECT_EQ(sum[lane], 100 + 2 * lane);
}

}  // namespace
}  // namespace atelier
