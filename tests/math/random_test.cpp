#include "math/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace atelier {
namespace {

TEST(Random, IsPcg32) {
  // The sequence that the generator's own demonstration prints for seed 42, stream 54.
  Random random(42, 54);
  for (const std::uint32_t number : {0xa15c02b7U, 0x7b47f409U, 0xba1d3330U, 0x83d2f293U, 0xbfa4784bU, 0xcbed606eU}) {
    EXPECT_EQ(random.next(), number);
  }
}

TEST(Random, StreamsOfOneSeedDiffer) {
  Random one(7, 1);
  Random other(7, 2);
  int same = 0;
  for (int i = 0; i < 1000; ++i) same += one.next() == other.next() ? 1 : 0;
  EXPECT_LE(same, 1);
}

TEST(Random, SeedsUseAllTheir64Bits) {
  Random low(1);
  Random high(1ULL << 40U | 1ULL);
  EXPECT_NE(low.next(), high.next());
}

TEST(Random, BelowStaysBelowAndReachesEveryNumber) {
  Random random(3);
  for (const std::uint32_t bound : {1U, 2U, 3U, 7U, 10U, 100U}) {
    std::vector<int> hits(bound);
    for (std::uint32_t i = 0; i < 200 * bound; ++i) {
      const std::uint32_t number = random.below(bound);
      ASSERT_LT(number, bound);
      ++hits[number];
    }
    EXPECT_GT(*std::min_element(hits.begin(), hits.end()), 120) << bound;
    EXPECT_LT(*std::max_element(hits.begin(), hits.end()), 300) << bound;
  }
}

TEST(Random, BelowIsUnbiasedForBoundsThatDoNotDivideTheRange) {
  // Taking a number modulo 3 * 2^30 would give the lowest third twice as often as the others.
  constexpr std::uint32_t kThird = 1U << 30U;
  Random random(4);
  int thirds[3] = {};
  for (int i = 0; i < 30000; ++i) ++thirds[random.below(3 * kThird) / kThird];
  for (const int count : thirds) EXPECT_NEAR(count, 10000, 400);
}

TEST(Random, BelowTheLargestBoundIsFast) {
  Random random(5);
  for (int i = 0; i < 1000; ++i) EXPECT_LT(random.below(0xffffffffU), 0xffffffffU);
}

TEST(Random, UniformCoversZeroToOneInStepsExactInFloat) {
  Random random(6);
  double sum = 0;
  double least = 1;
  double most = 0;
  for (int i = 0; i < 100000; ++i) {
    const double number = random.uniform();
    ASSERT_GE(number, 0);
    ASSERT_LT(number, 1);
    ASSERT_EQ(static_cast<double>(static_cast<float>(number)), number);
    sum += number;
    least = std::min(least, number);
    most = std::max(most, number);
  }
  EXPECT_NEAR(sum / 100000, 0.5, 0.005);
  EXPECT_LT(least, 0.001);
  EXPECT_GT(most, 0.999);
}

TEST(Random, UniformBetweenIsTheUnitOneStretched) {
  Random one(8);
  Random other(8);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(one.uniform(-2, 6), -2 + 8 * other.uniform());
}

TEST(Shuffle, IsAPermutation) {
  std::vector<int> items(1000);
  std::iota(items.begin(), items.end(), 0);
  const std::vector<int> sorted = items;
  Random random(9);
  shuffle(items, random);
  EXPECT_NE(items, sorted);
  std::sort(items.begin(), items.end());
  EXPECT_EQ(items, sorted);
}

TEST(Shuffle, GivesThisOrderForThisSeed) {
  std::vector<int> items = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  Random random(1, 1000);
  shuffle(items, random);
  EXPECT_EQ(items, (std::vector<int>{0, 1, 7, 2, 6, 8, 5, 4, 9, 3}));
}

TEST(Shuffle, MakesEveryOrderEquallyLikely) {
  int counts[6] = {};
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    std::vector<int> items = {0, 1, 2};
    Random random(seed);
    shuffle(items, random);
    ++counts[items[0] * 2 + (items[1] > items[2] ? 1 : 0)];
  }
  for (const int count : counts) EXPECT_NEAR(count, 1000, 120);
}

TEST(Shuffle, LeavesNoneAndOneAlone) {
  std::vector<int> none;
  std::vector<int> one = {5};
  Random random(1);
  shuffle(none, random);
  shuffle(one, random);
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(one, std::vector<int>{5});
}

}  // namespace
}  // namespace atelier
