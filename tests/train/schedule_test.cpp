#include "train/schedule.h"

#include <gtest/gtest.h>

namespace atelier {
namespace {

using Kind = Schedule::Kind;

TEST(Schedule, IsConstantUnlessItSaysOtherwise) {
  for (const int epoch : {0, 1, 14, 999}) EXPECT_EQ(Schedule{}.at(epoch, 0.3), 1);
}

TEST(Schedule, MultipliesAfterEveryStep) {
  const Schedule schedule{Kind::kStep, 4, 0.5};
  const double expected[] = {1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125};
  for (int epoch = 0; epoch < 13; ++epoch) EXPECT_EQ(schedule.at(epoch, 0), expected[epoch]) << epoch;
}

TEST(Schedule, MayStepEveryEpoch) {
  const Schedule schedule{Kind::kStep, 1, 0.5};
  EXPECT_EQ(schedule.at(0, 0), 1);
  EXPECT_EQ(schedule.at(3, 0), 0.125);
}

TEST(Schedule, OfACosineFallsFromOneToZero) {
  const Schedule schedule{Kind::kCosine, 0, 1};
  EXPECT_EQ(schedule.at(0, 0), 1);
  EXPECT_NEAR(schedule.at(5, 0.5), 0.5, 1e-15);
  EXPECT_EQ(schedule.at(9, 1), 0);
  for (double progress = 0; progress < 1; progress += 0.01) {
    EXPECT_GT(schedule.at(0, progress), schedule.at(0, progress + 0.01));
  }
}

TEST(Schedule, OfOneCycleRisesOverThirtyPercentAndFallsToAlmostNothing) {
  const Schedule schedule{Kind::kOneCycle, 0, 1};
  EXPECT_NEAR(schedule.at(0, 0), 1.0 / 25, 1e-15);
  EXPECT_NEAR(schedule.at(3, 0.3), 1, 1e-15);
  EXPECT_NEAR(schedule.at(9, 1), 1.0 / 25000, 1e-15);
  for (double progress = 0; progress < 0.985; progress += 0.01) {
    const bool rises = progress < 0.295;
    EXPECT_EQ(schedule.at(0, progress + 0.01) > schedule.at(0, progress), rises) << progress;
  }
}

}  // namespace
}  // namespace atelier
