#include "train/timeline.h"

#include <gtest/gtest.h>

namespace atelier {
namespace {

// Weights that tell their epoch.
std::vector<float> weightsOf(int epoch, std::size_t count = 100) {
  return std::vector<float>(count, static_cast<float>(epoch));
}

Timeline timelineTo(int epoch, std::size_t mostBytes) {
  Timeline timeline(mostBytes);
  for (int e = 0; e <= epoch; ++e) timeline.add(e, weightsOf(e));
  return timeline;
}

TEST(Timeline, GivesTheWeightsOfEveryEpochBack) {
  const Timeline timeline = timelineTo(30, Timeline::kMostBytes);
  for (int e = 0; e <= 30; ++e) {
    const auto weights = timeline.at(e);
    ASSERT_EQ(weights.size(), 100U) << e;
    EXPECT_EQ(weights[99], static_cast<float>(e));
  }
  EXPECT_TRUE(timeline.at(31).empty());
  EXPECT_TRUE(timeline.at(-1).empty());
}

TEST(Timeline, ThinsOutAndStaysWithinItsBytes) {
  for (int last = 0; last <= 200; ++last) {
    const Timeline timeline = timelineTo(last, 8 * 400);
    EXPECT_LE(timeline.bytes(), 8U * 400) << last;
    EXPECT_FALSE(timeline.at(0).empty()) << last;
    ASSERT_FALSE(timeline.at(last).empty()) << last;
    EXPECT_EQ(timeline.at(last)[0], static_cast<float>(last));
  }
  EXPECT_EQ(timelineTo(20, 8 * 400).epochs(), (std::vector{0, 4, 8, 12, 16, 20}));
  EXPECT_EQ(timelineTo(21, 8 * 400).epochs(), (std::vector{0, 4, 8, 12, 16, 20, 21}));
}

TEST(Timeline, KeepsStartAndLatestOfANetworkThatIsTooLarge) {
  const Timeline timeline = timelineTo(9, 1);
  EXPECT_EQ(timeline.epochs(), (std::vector{0, 9}));
}

TEST(Timeline, ForgetsWhatCameAfterAnEpochThatIsAddedAgain) {
  Timeline timeline = timelineTo(5, Timeline::kMostBytes);
  timeline.add(3, weightsOf(33));
  EXPECT_EQ(timeline.epochs(), (std::vector{0, 1, 2, 3}));
  EXPECT_EQ(timeline.at(3)[0], 33);
}

TEST(Timeline, ThirtyEpochsOfTheLabsLargestNetworkTakeUnderTwelveMegabytes) {
  constexpr std::size_t kLab20 = 20 * 10 + 10 * (20 * 169 + 1);
  Timeline timeline;
  for (int e = 0; e <= 30; ++e) timeline.add(e, weightsOf(e, kLab20));
  EXPECT_EQ(timeline.epochs().size(), 31U);
  EXPECT_LT(timeline.bytes(), 12'000'000U);
}

}  // namespace
}  // namespace atelier
