#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "math/elementary.h"
#include "math/random.h"

// Held against the platform's long double, which is wider than double natively only.

namespace atelier {
namespace {

// How far `actual` is from the true value, in units in the last place of double there.
double error(double actual, long double truth) {
  const double nearest = static_cast<double>(truth);
  const double next = std::nextafter(std::abs(nearest), std::numeric_limits<double>::infinity());
  return static_cast<double>(std::abs(static_cast<long double>(actual) - truth)) / (next - std::abs(nearest));
}

TEST(Exponential, IsWithinOneAndAHalfUlpsOfTheTruth) {
  static_assert(std::numeric_limits<long double>::digits > 53);
  Random random(11);
  for (int i = 0; i < 200000; ++i) {
    const double x = i % 2 == 0 ? random.uniform(-744, 709) : random.uniform(-2, 2);
    ASSERT_LT(error(exponential(x), std::exp(static_cast<long double>(x))), 1.5) << "x = " << x;
  }
}

TEST(Logarithm, IsWithinOneAndAHalfUlpsOfTheTruth) {
  Random random(12);
  for (int i = 0; i < 200000; ++i) {
    const double x = i % 2 == 0 ? random.uniform(0.5, 2)
                                : std::ldexp(random.uniform(1, 2), static_cast<int>(random.below(2000)) - 1000);
    ASSERT_LT(error(logarithm(x), std::log(static_cast<long double>(x))), 1.5) << "x = " << x;
  }
}

TEST(CosineOfPi, IsWithinTwoUlpsOfTheTruth) {
  constexpr long double kPi = 3.141592653589793238462643383279502884L;
  Random random(14);
  for (int i = 0; i < 200000; ++i) {
    const double x = i % 2 == 0 ? random.uniform() : 0.5 + random.uniform(-1e-3, 1e-3);
    const long double fromHalf = 0.5L - static_cast<long double>(x);  // exact, where the cosine is small
    ASSERT_LT(error(cosineOfPi(x), std::sin(kPi * fromHalf)), 2) << "x = " << x;
  }
}

TEST(Elementary, AFloatIsRoundedFromTheDouble) {
  Random random(13);
  int other = 0;
  for (int i = 0; i < 100000; ++i) {
    const auto x = static_cast<float>(random.uniform(-80, 80));
    const auto truth = static_cast<float>(std::exp(static_cast<long double>(x)));
    other += static_cast<float>(exponential(static_cast<double>(x))) == truth ? 0 : 1;
  }
  EXPECT_EQ(other, 0);
}

}  // namespace
}  // namespace atelier
