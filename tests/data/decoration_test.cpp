#include "data/decoration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace atelier {
namespace {

Strokes square() {
  Strokes strokes;
  for (const Spot spot : {Spot{-10, -10}, Spot{10, -10}, Spot{10, 10}, Spot{-10, 10}, Spot{-10, -10}})
    strokes.add(spot);
  strokes.end();
  return strokes;
}

TEST(Decoration, AddsStrokesNearWhatIsDrawnAndKeepsIt) {
  const Strokes before = square();
  int decorated = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Strokes strokes = before;
    Random random(seed, 2);
    decorate({}, random, strokes);
    decorated += strokes.count > 1 ? 1 : 0;
    EXPECT_EQ(strokes.begins[static_cast<std::size_t>(strokes.count)], strokes.spotsInAll);
    for (int i = 0; i < strokes.spotsInAll; ++i) {
      const Spot spot = strokes.spots[static_cast<std::size_t>(i)];
      if (i >= before.spotsInAll) {
        EXPECT_LT(std::max(std::fabs(spot.x), std::fabs(spot.y)), 25) << seed;
        continue;
      }
      EXPECT_EQ(spot.x, before.spots[static_cast<std::size_t>(i)].x);
      EXPECT_EQ(spot.y, before.spots[static_cast<std::size_t>(i)].y);
    }
  }
  EXPECT_GT(decorated, 150);
}

TEST(Decoration, StopsWhereThereIsNoRoom) {
  Strokes full;
  for (int i = 0; i < Strokes::kMostSpots + 5; ++i) full.add({static_cast<float>(i % 7), 1});
  full.end();
  Random random(1, 2);
  for (int i = 0; i < 100; ++i) decorate({}, random, full);
  EXPECT_EQ(full.spotsInAll, Strokes::kMostSpots);
  EXPECT_EQ(full.count, 1);
}

}  // namespace
}  // namespace atelier
