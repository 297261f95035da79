#include "data/bit_plane.h"

#include <gtest/gtest.h>

#include <vector>

#include "math/random.h"

namespace atelier {
namespace {

constexpr int kSide = BitPlane::kSide;

BitPlane noise(std::uint64_t seed, double share) {
  BitPlane plane;
  Random random(seed);
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      if (random.uniform() < share) plane.set(i, j);
    }
  }
  return plane;
}

// Pixel by pixel.
BitPlane reachedPlainly(const BitPlane& free) {
  BitPlane reached;
  std::vector<std::pair<int, int>> open;
  const auto reach = [&](int i, int j) {
    if (i < 0 || j < 0 || i >= kSide || j >= kSide || !free.at(i, j) || reached.at(i, j)) return;
    reached.set(i, j);
    open.emplace_back(i, j);
  };
  for (int k = 0; k < kSide; ++k) {
    for (const auto& [i, j] : {std::pair{0, k}, {kSide - 1, k}, {k, 0}, {k, kSide - 1}}) reach(i, j);
  }
  while (!open.empty()) {
    const auto [i, j] = open.back();
    open.pop_back();
    for (const auto& [down, right] : {std::pair{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) reach(i + down, j + right);
  }
  return reached;
}

TEST(BitPlane, ReachesWhatAWalkFromTheBorderReaches) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const BitPlane free = noise(seed, 0.45 + 0.01 * static_cast<double>(seed % 30));
    EXPECT_EQ(reachedFromBorder(free), reachedPlainly(free)) << seed;
  }
  EXPECT_EQ(reachedFromBorder({}).count(), 0);
  EXPECT_EQ(reachedFromBorder(~BitPlane{}).count(), kSide * kSide);
}

TEST(BitPlane, GrowsNearlyToADisc) {
  BitPlane dot;
  dot.set(20, 30);
  EXPECT_EQ(grown(dot, 0), dot);
  EXPECT_EQ(grown(dot, 1).count(), 5);
  EXPECT_EQ(grown(dot, 2).count(), 21);
  const BitPlane disc = grown(dot, 4);
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      const int square = (i - 20) * (i - 20) + (j - 30) * (j - 30);
      if (square <= 16) EXPECT_TRUE(disc.at(i, j)) << i << ", " << j;
      if (square > 21) EXPECT_FALSE(disc.at(i, j)) << i << ", " << j;
    }
  }
}

TEST(BitPlane, GrowingEndsAtTheBorder) {
  BitPlane corner;
  corner.set(0, 63);
  EXPECT_EQ(grown(corner, 1).count(), 3);
  EXPECT_FALSE(grown(corner, 2).at(1, 0));
}

}  // namespace
}  // namespace atelier
