#include "train/schedule.h"

#include <gtest/gtest.h>

namespace atelier {
namespace {

TEST(Schedule, IsConstantUnlessItSteps) {
  for (const int epoch : {0, 1, 14, 999}) EXPECT_EQ(Schedule{}.rate(0.005, epoch), 0.005);
}

TEST(Schedule, MultipliesAfterEveryStep) {
  const Schedule schedule{4, 0.5};
  const double expected[] = {0.004, 0.004, 0.004, 0.004, 0.002, 0.002, 0.002,
                             0.002, 0.001, 0.001, 0.001, 0.001, 0.0005};
  for (int epoch = 0; epoch < 13; ++epoch) EXPECT_EQ(schedule.rate(0.004, epoch), expected[epoch]) << epoch;
}

TEST(Schedule, MayStepEveryEpoch) {
  const Schedule schedule{1, 0.5};
  EXPECT_EQ(schedule.rate(8, 0), 8);
  EXPECT_EQ(schedule.rate(8, 3), 1);
}

}  // namespace
}  // namespace atelier
