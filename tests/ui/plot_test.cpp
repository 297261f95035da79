#include "ui/widgets/plot.h"

#include <gtest/gtest.h>

#include <cmath>

namespace atelier::ui {
namespace {

TEST(NiceTicks, AreRoundNumbersInTheRange) {
  const auto ticks = niceTicks(0.73, 0.91, 5);
  ASSERT_EQ(ticks.size(), 4U);
  EXPECT_DOUBLE_EQ(ticks[0], 0.75);
  EXPECT_DOUBLE_EQ(ticks[1], 0.8);
  EXPECT_DOUBLE_EQ(ticks[3], 0.9);
}

TEST(NiceTicks, StandOneTwoOrFiveTimesAPowerOfTenApartAndAreNotTooMany) {
  for (const double scale : {1e-6, 0.003, 0.7, 15.0, 150000.0}) {
    for (const int most : {2, 3, 5, 10}) {
      const auto ticks = niceTicks(0, scale, most);
      ASSERT_GE(ticks.size(), 2U) << scale << " " << most;
      EXPECT_LE(static_cast<int>(ticks.size()), most + 1) << scale << " " << most;
      const double step = ticks[1] - ticks[0];
      const double leading = step / std::pow(10.0, std::floor(std::log10(step) + 1e-9));
      const double nearest = std::min({std::abs(leading - 1), std::abs(leading - 2), std::abs(leading - 5)});
      EXPECT_LT(nearest, 1e-6) << scale << " " << most;
      EXPECT_LE(ticks.back(), scale * (1 + 1e-9));
    }
  }
}

TEST(NiceTicks, AreNoneForAnEmptyRange) {
  EXPECT_TRUE(niceTicks(1, 1, 5).empty());
  EXPECT_TRUE(niceTicks(2, 1, 5).empty());
  EXPECT_TRUE(niceTicks(0, 1, 0).empty());
  EXPECT_TRUE(niceTicks(std::nan(""), 1, 5).empty());
}

TEST(LogarithmicTicks, AreOneTwoAndFiveTimesPowersOfTen) {
  EXPECT_EQ(logarithmicTicks(0.3, 2.5).size(), 3U);
  const auto ticks = logarithmicTicks(0.04, 2.5);
  ASSERT_EQ(ticks.size(), 6U);
  EXPECT_NEAR(ticks[0], 0.05, 1e-12);
  EXPECT_NEAR(ticks[1], 0.1, 1e-12);
  EXPECT_NEAR(ticks[5], 2, 1e-12);
}

TEST(LogarithmicTicks, AreRoundNumbersWhereTheRangeIsNarrow) {
  const auto ticks = logarithmicTicks(0.31, 0.36);
  ASSERT_GE(ticks.size(), 2U);
  for (const double tick : ticks) {
    EXPECT_GE(tick, 0.31 - 1e-9);
    EXPECT_LE(tick, 0.36 + 1e-9);
  }
}

TEST(LogarithmicTicks, AreNoneWhereThereIsNoLogarithm) {
  EXPECT_TRUE(logarithmicTicks(0, 1).empty());
  EXPECT_TRUE(logarithmicTicks(-1, 1).empty());
  EXPECT_TRUE(logarithmicTicks(2, 1).empty());
  EXPECT_TRUE(logarithmicTicks(std::nan(""), 1).empty());
}

}  // namespace
}  // namespace atelier::ui
