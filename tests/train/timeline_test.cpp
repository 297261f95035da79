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
  for (int e = 0; e <= epoch; ++e) timeline.add({e, weightsOf(e)});
  return timeline;
}

TEST(Timeline, GivesTheWeightsOfEveryEpochBack) {
  const Timeline timeline = timelineTo(30, Timeline::kMostBytes);
  for (int e = 0; e <= 30; ++e) {
    const Timeline::Snapshot* snapshot = timeline.at(e);
    ASSERT_NE(snapshot, nullptr) << e;
    EXPECT_EQ(snapshot->parameters, weightsOf(e));
  }
  EXPECT_EQ(timeline.at(31), nullptr);
  EXPECT_EQ(timeline.at(-1), nullptr);
}

TEST(Timeline, ThinsOutAndStaysWithinItsBytes) {
  for (int last = 0; last <= 200; ++last) {
    const Timeline timeline = timelineTo(last, 8 * 400);
    EXPECT_LE(timeline.bytes(), 8U * 400) << last;
    EXPECT_NE(timeline.at(0), nullptr) << last;
    ASSERT_NE(timeline.at(last), nullptr) << last;
    EXPECT_EQ(timeline.at(last)->parameters[0], static_cast<float>(last));
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
  timeline.add({3, weightsOf(33)});
  EXPECT_EQ(timeline.epochs(), (std::vector{0, 1, 2, 3}));
  EXPECT_EQ(timeline.at(3)->parameters[0], 33);
}

TEST(Timeline, CountsWhatTheOptimizerRemembersToo) {
  Timeline timeline;
  timeline.add({0, weightsOf(0), weightsOf(0), 1});
  EXPECT_EQ(timeline.bytes(), 800U);
}

TEST(Timeline, ThirtyEpochsOfTheLabsLargestNetworkTakeUnderTwelveMegabytes) {
  constexpr std::size_t kLab20 = 20 * 10 + 10 * (20 * 169 + 1);
  Timeline timeline;
  for (int e = 0; e <= 30; ++e) timeline.add({e, weightsOf(e, kLab20)});
  EXPECT_EQ(timeline.epochs().size(), 31U);
  EXPECT_LT(timeline.bytes(), 12'000'000U);
}

}  // namespace
}  // namespace atelier
