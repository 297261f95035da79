#include "data/pose.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace atelier {
namespace {

// A body from 8 to 20 with sleeves beside it, and trousers parted at 14.
constexpr Limbs kSleeves{Limbs::Kind::kSleeves, {{{{8, 10}, {8, 26}}, {{20, 10}, {20, 26}}}}};
constexpr Limbs kLegs{Limbs::Kind::kLegs, {{{{14, 10}, {14, 26}}, {}}}};

bool isNear(Spot a, Spot b) { return std::hypot(a.x - b.x, a.y - b.y) < 1e-3F; }

// One that moves this spot; most do.
Pose poseThatMoves(const Limbs& limbs, Spot spot) {
  for (std::uint64_t seed = 0;; ++seed) {
    Random random(seed, 2);
    const Pose pose(limbs, random);
    if (!isNear(pose(spot), spot)) return pose;
  }
}

std::vector<Spot> wayOf(const Pose& pose, Spot from, Spot to) {
  std::vector<Spot> way;
  pose.follow(from, to, [&way](Spot spot) { way.push_back(spot); });
  return way;
}

TEST(Pose, SpreadsSleevesAndLeavesTheBody) {
  const Pose pose = poseThatMoves(kSleeves, {6, 25});
  EXPECT_LT(pose({6, 25}).x, 6);
  EXPECT_GT(pose({22, 25}).x, 22);
  for (const Spot spot : {Spot{14, 3}, Spot{9, 25}, Spot{19, 25}, Spot{14, 14}}) EXPECT_TRUE(isNear(pose(spot), spot));
}

TEST(Pose, SpreadsLegsToBothSides) {
  const Pose pose = poseThatMoves(kLegs, {10, 25});
  EXPECT_LT(pose({10, 25}).x, 10);
  EXPECT_GT(pose({18, 25}).x, 18);
}

TEST(Pose, CutsWhatCrossesACreaseUpToItsPivot) {
  const Pose pose = poseThatMoves(kSleeves, {6, 25});
  const auto hem = wayOf(pose, {6, 25}, {12, 25});
  ASSERT_EQ(hem.size(), 4U);  // the sleeve's corner, the armpit, the body's corner, the end
  EXPECT_LT(hem[0].x, 8);
  EXPECT_NEAR(hem[1].x, 8, 1e-3);
  EXPECT_NEAR(hem[1].y, 10, 2.1);
  EXPECT_TRUE(isNear(hem[2], {8, 25}));
  EXPECT_TRUE(isNear(hem[3], {12, 25}));
  EXPECT_EQ(wayOf(pose, {6, 3}, {12, 3}).size(), 1U);  // above, nothing is cut
}

TEST(Pose, IsContinuousAboveThePivot) {
  const Pose pose = poseThatMoves(kSleeves, {6, 25});
  for (float y = 0; y < 7; y += 0.5F) EXPECT_TRUE(isNear(pose({7.9999F, y}), pose({8.0001F, y}))) << y;
}

TEST(Pose, LeavesPicturesWithoutLimbs) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed, 2);
    const Pose pose({}, random);
    EXPECT_TRUE(isNear(pose({3, 25}), {3, 25}));
    EXPECT_EQ(wayOf(pose, {3, 25}, {25, 25}).size(), 1U);
  }
}

}  // namespace
}  // namespace atelier
