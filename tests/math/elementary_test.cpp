#include "math/elementary.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "math/random.h"

namespace atelier {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Distance in units in the last place; 0 and -0 are one number.
std::uint64_t ulps(double a, double b) {
  const auto order = [](double x) {
    const auto bits = std::bit_cast<std::int64_t>(x);
    return bits >= 0 ? bits : std::numeric_limits<std::int64_t>::min() - bits;
  };
  const std::int64_t i = order(a);
  const std::int64_t j = order(b);
  return i > j ? static_cast<std::uint64_t>(i) - static_cast<std::uint64_t>(j)
               : static_cast<std::uint64_t>(j) - static_cast<std::uint64_t>(i);
}

// FNV-1a over the bits of many results.
template <class Function>
std::uint64_t fingerprint(Function function) {
  Random random(2024);
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (int i = 0; i < 20000; ++i) {
    auto bits = std::bit_cast<std::uint64_t>(function(random));
    for (int byte = 0; byte < 8; ++byte, bits >>= 8U) hash = (hash ^ (bits & 0xffU)) * 0x100000001b3ULL;
  }
  return hash;
}

TEST(Exponential, IsWithinTwoUlpsOfThePlatforms) {
  Random random(1);
  for (int i = 0; i < 100000; ++i) {
    const double x = i % 2 == 0 ? random.uniform(-745, 709) : random.uniform(-1, 1);
    ASSERT_LE(ulps(exponential(x), std::exp(x)), 2U) << "x = " << x;
  }
}

TEST(Exponential, HasItsSpecialValues) {
  EXPECT_EQ(exponential(0), 1);
  EXPECT_EQ(exponential(-0.0), 1);
  EXPECT_EQ(exponential(kInfinity), kInfinity);
  EXPECT_EQ(exponential(-kInfinity), 0);
  EXPECT_TRUE(std::isnan(exponential(kNaN)));
}

TEST(Exponential, OfOneIsE) { EXPECT_LE(ulps(exponential(1), 2.718281828459045), 1U); }

TEST(Exponential, OverflowsAndUnderflowsWhereTheNumbersEnd) {
  EXPECT_EQ(exponential(709.79), kInfinity);
  EXPECT_LE(ulps(exponential(709.78), std::exp(709.78)), 2U);
  EXPECT_EQ(exponential(-745.2), 0);
  EXPECT_EQ(exponential(-745.0), std::numeric_limits<double>::denorm_min());
  EXPECT_LE(ulps(exponential(-720.5), std::exp(-720.5)), 2U);
}

TEST(Exponential, KeepsSmallArgumentsExact) {
  for (const double x : {1e-17, -1e-17, 1e-10, -1e-10}) EXPECT_EQ(exponential(x), 1 + x) << x;
}

TEST(Exponential, HasTheSameBitsEverywhere) {
  EXPECT_EQ(fingerprint([](Random& random) { return exponential(random.uniform(-750, 715)); }),
            16112179037544543843ULL);
}

TEST(Logarithm, IsWithinTwoUlpsOfThePlatforms) {
  Random random(2);
  for (int i = 0; i < 100000; ++i) {
    const double x = i % 2 == 0 ? random.uniform(0.25, 4)
                                : std::ldexp(random.uniform(1, 2), static_cast<int>(random.below(2040)) - 1020);
    ASSERT_LE(ulps(logarithm(x), std::log(x)), 2U) << "x = " << x;
  }
}

TEST(Logarithm, HasItsSpecialValues) {
  EXPECT_EQ(logarithm(1), 0);
  EXPECT_EQ(logarithm(0), -kInfinity);
  EXPECT_EQ(logarithm(-0.0), -kInfinity);
  EXPECT_EQ(logarithm(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(logarithm(-1)));
  EXPECT_TRUE(std::isnan(logarithm(-kInfinity)));
  EXPECT_TRUE(std::isnan(logarithm(kNaN)));
  EXPECT_EQ(logarithm(2), 0.6931471805599453);
  EXPECT_EQ(logarithm(10), 2.302585092994046);
}

TEST(Logarithm, TakesNumbersBelowTheNormalOnes) {
  EXPECT_LE(ulps(logarithm(std::numeric_limits<double>::denorm_min()), -744.4400719213812), 2U);
  EXPECT_LE(ulps(logarithm(1e-310), std::log(1e-310)), 2U);
}

TEST(Logarithm, LosesNothingBesideOne) {
  for (const double x : {1 + 0x1p-52, 1 - 0x1p-53, 1 + 1e-9, 1 - 1e-9}) {
    EXPECT_LE(ulps(logarithm(x), std::log1p(x - 1)), 2U) << x - 1;
  }
}

TEST(Logarithm, HasTheSameBitsEverywhere) {
  EXPECT_EQ(fingerprint([](Random& random) {
              const std::uint64_t high = random.next();
              const std::uint64_t bits = high << 32U | random.next();
              return logarithm(std::bit_cast<double>(bits % 0x7ff0000000000000ULL));
            }),
            10374277295846268120ULL);
}

TEST(Logarithm, UndoesTheExponential) {
  for (double x = -40; x <= 40; x += 0.37) EXPECT_NEAR(logarithm(exponential(x)), x, 1e-14 * (1 + std::abs(x)));
}

TEST(CosineOfPi, HasItsKnownValues) {
  EXPECT_EQ(cosineOfPi(0), 1);
  EXPECT_EQ(cosineOfPi(0.5), 0);
  EXPECT_EQ(cosineOfPi(1), -1);
  EXPECT_NEAR(cosineOfPi(1.0 / 3), 0.5, 2e-16);
  EXPECT_NEAR(cosineOfPi(0.25), 0.7071067811865476, 2e-16);
}

TEST(CosineOfPi, IsOddAroundOneHalfAndFalls) {
  for (int i = 0; i <= 1000; ++i) {
    const double x = i / 1000.0;
    EXPECT_EQ(cosineOfPi(1 - x), -cosineOfPi(1 - (1 - x)));
    if (i > 0) EXPECT_LT(cosineOfPi(x), cosineOfPi((i - 1) / 1000.0));
  }
}

}  // namespace
}  // namespace atelier
