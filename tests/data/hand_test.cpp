#include "data/hand.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace atelier {
namespace {

constexpr BendRange kStraight{.square = 0,
                              .swell = 0,
                              .longest = 9,
                              .stretch = 1,
                              .shear = 0,
                              .turn = 0,
                              .taper = 0,
                              .wedge = 0,
                              .raised = 0,
                              .waves = 0};

// A square from 4, 4 to 24, 24, spot by spot.
std::vector<Spot> square() {
  std::vector<Spot> line;
  for (float t = 0; t < 20; ++t) line.push_back({4 + t, 4});
  for (float t = 0; t < 20; ++t) line.push_back({24, 4 + t});
  for (float t = 0; t < 20; ++t) line.push_back({24 - t, 24});
  for (float t = 0; t < 20; ++t) line.push_back({4, 24 - t});
  return line;
}

Strokes followed(const Hand& hand, float share) {
  Random random(7, 2);
  const Manner manner{Pose({}, random), Bend(kStraight, {4, 4}, {24, 24}, false, random), hand};
  Strokes strokes;
  follow(square(), share, manner, random, strokes);
  return strokes;
}

// The least distance of a spot of the strokes from the square's corners, which are 10 from the middle.
float nearestToACorner(const Strokes& strokes) {
  float least = 99;
  for (int i = 0; i < strokes.spotsInAll; ++i) {
    const Spot spot = strokes.spots[static_cast<std::size_t>(i)];
    least = std::min(least, std::hypot(std::fabs(spot.x) - 10, std::fabs(spot.y) - 10));
  }
  return least;
}

TEST(Hand, FollowsALineFromCornerToCorner) {
  const Strokes strokes = followed({.tolerance = 0.5F, .tremble = 0}, 1);
  EXPECT_EQ(strokes.count, 1);
  EXPECT_EQ(strokes.spotsInAll, 5);
  EXPECT_LT(nearestToACorner(strokes), 0.01);
}

TEST(Hand, MakesCornersRound) {
  const Strokes once = followed({.tolerance = 0.5F, .rounds = 1, .tremble = 0}, 1);
  EXPECT_EQ(once.spotsInAll, 9);
  EXPECT_GT(nearestToACorner(once), 4);
  EXPECT_EQ(followed({.tolerance = 0.5F, .rounds = 2, .tremble = 0}, 1).spotsInAll, 17);
}

TEST(Hand, FollowsAPartOfALineAndLeavesGaps) {
  EXPECT_EQ(followed({.tolerance = 0.5F, .tremble = 0}, 0.5F).spotsInAll, 3);
  EXPECT_EQ(followed({.tolerance = 0.5F, .tremble = 0, .gaps = 1}, 1).count, 5);
}

TEST(Hand, DrawsShortWaysAsOneToTheEndOfAStroke) {
  Strokes strokes;
  for (float x = 0; x <= 20; x += 0.25F) strokes.add({x, 0});
  strokes.end();
  Random random(7, 2);
  FineCanvas canvas{};
  draw(strokes, {.radius = 2}, random, canvas);
  const int row = kFineSide / 2;
  for (int column = 1; column < kFineSide - 1; ++column) {
    EXPECT_EQ(canvas[static_cast<std::size_t>(row * kFineSide + column)], 255) << column;
  }
}

}  // namespace
}  // namespace atelier
