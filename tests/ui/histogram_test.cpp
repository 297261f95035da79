#include "ui/histogram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "ui/widgets/figures.h"
#include "ui/widgets/legend.h"

namespace atelier::ui {
namespace {

TEST(Histogram, CountsNumbersInEqualPiecesOfTheirRange) {
  std::vector<float> numbers;
  for (int i = 0; i <= Histogram::kBins; ++i) numbers.push_back(static_cast<float>(i - 4));
  const Histogram h = histogramOf(numbers);
  EXPECT_EQ(h.count, numbers.size());
  EXPECT_EQ(h.low, -4);
  EXPECT_EQ(h.high, Histogram::kBins - 4);
  EXPECT_DOUBLE_EQ(h.mean, Histogram::kBins / 2.0 - 4);
  for (int i = 0; i + 1 < Histogram::kBins; ++i) EXPECT_EQ(h.bins[static_cast<std::size_t>(i)], 1U) << i;
  EXPECT_EQ(h.bins.back(), 2U) << "the highest number belongs to the last piece";
  EXPECT_EQ(std::accumulate(h.bins.begin(), h.bins.end(), std::size_t{0}), h.count);
}

TEST(Histogram, KeepsWhatIsNotFiniteApart) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinite = std::numeric_limits<float>::infinity();
  const Histogram h = histogramOf(std::vector<float>{nan, 1, infinite, 3, -infinite});
  EXPECT_EQ(h.count, 2U);
  EXPECT_EQ(h.missing, 3U);
  EXPECT_EQ(h.low, 1);
  EXPECT_EQ(h.high, 3);
  EXPECT_EQ(h.mean, 2);
  EXPECT_EQ(spoken(h, "values"), "2 values from 1.0 to 3.0, mean 2.0; 3 are not numbers");
  const Histogram none = histogramOf(std::vector<float>{nan});
  EXPECT_EQ(spoken(none, "values"), "0 values; 1 are not numbers");
}

TEST(Histogram, OfEqualNumbersOrNoneHasNoRange) {
  const Histogram equal = histogramOf(std::vector<float>(7, 0.5F));
  EXPECT_EQ(equal.bins[0], 7U);
  EXPECT_EQ(equal.low, equal.high);
  const Histogram none = histogramOf({});
  EXPECT_EQ(none.count, 0U);
  EXPECT_EQ(none.most(), 0);
}

TEST(Figures, HaveTwoDigitsThatCount) {
  EXPECT_EQ(figure(0), "0");
  EXPECT_EQ(figure(1.94), "1.9");
  EXPECT_EQ(figure(-0.0312), "-0.031");
  EXPECT_EQ(figure(-0.00025), "-2.5e-4");
  EXPECT_EQ(figure(1.5e-12), "1.5e-12");
  EXPECT_EQ(figure(123.4), "123");
  EXPECT_EQ(figure(2.5e7), "2.5e+7");
  EXPECT_EQ(figure(std::nan("")), "not a number");
}

TEST(ValueScale, DivergesToTheSameDistanceOnEitherSideOfZero) {
  EXPECT_EQ(scaleOver(-0.2F, 0.5F, true).low, -0.5F);
  EXPECT_EQ(scaleOver(-0.2F, 0.5F, true).high, 0.5F);
  EXPECT_EQ(scaleOver(0.1F, 0.5F, false).low, 0.1F);
  const ValueScale ofZeros = scaleOver(0, 0, true);
  EXPECT_EQ(ofZeros.low, -ofZeros.high) << "zeros have the colour of zero";
  EXPECT_GT(ofZeros.high, 0);
}

}  // namespace
}  // namespace atelier::ui
