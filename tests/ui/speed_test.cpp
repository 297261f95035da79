#include <gtest/gtest.h>

#include "ui/panels/panels.h"

namespace atelier::ui {
namespace {

TEST(Speed, GoesUpAtEveryPositionAndBackToTheSamePosition) {
  for (int position = 0; position < kSpeeds; ++position) {
    EXPECT_EQ(positionOf(speedAt(position)), position);
    if (position > 0) EXPECT_GT(speedAt(position), speedAt(position - 1));
  }
  EXPECT_EQ(speedAt(0), 1);
  EXPECT_EQ(speedAt(kSpeeds), 0) << "as fast as it goes";
  EXPECT_EQ(positionOf(0), kSpeeds);
}

TEST(Speed, TakesTheNearestPositionForAnyOther) {
  EXPECT_EQ(speedAt(positionOf(11)), 10);
  EXPECT_EQ(speedAt(positionOf(0.2)), 1);
  EXPECT_EQ(speedAt(positionOf(1e6)), 10000);
}

TEST(Speed, IsSaidInWords) {
  EXPECT_EQ(speedText(0), "as fast as it goes");
  EXPECT_EQ(speedText(1), "1 image a second");
  EXPECT_EQ(speedText(10), "10 images a second");
  EXPECT_EQ(speedText(1500), "1,500 images a second");
}

}  // namespace
}  // namespace atelier::ui
