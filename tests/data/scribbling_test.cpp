#include "data/scribbling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "data/dataset.h"
#include "math/hash.h"

namespace atelier {
namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels scribbleOf(std::uint64_t seed) {
  Random random(seed, 3);
  Pixels to(kPixels, 77);
  scribble(random, to);
  return to;
}

TEST(Scribbling, GivesTheSameBitsOnEveryMachine) {
  Pixels all;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Pixels one = scribbleOf(seed);
    all.insert(all.end(), one.begin(), one.end());
  }
  EXPECT_EQ(crc32(all), 1889345016U);
}

// Dots excepted: one looks like another.
TEST(Scribbling, IsAnotherOneEachTime) {
  std::set<Pixels> all;
  for (std::uint64_t seed = 0; seed < 300; ++seed) all.insert(scribbleOf(seed));
  EXPECT_GE(all.size(), 290U);
}

// Whatever is drawn on the pad is cropped, so that its longer side fills the picture, but for dots and the like.
TEST(Scribbling, FillsThePictureAsADrawingDoesOrLiesInItsMiddle) {
  int small = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Pixels drawn = scribbleOf(seed);
    int top = kSide;
    int bottom = 0;
    int left = kSide;
    int right = 0;
    for (int i = 0; i < kPixels; ++i) {
      if (drawn[static_cast<std::size_t>(i)] == 0) continue;
      top = std::min(top, i / kSide);
      bottom = std::max(bottom, i / kSide + 1);
      left = std::min(left, i % kSide);
      right = std::max(right, i % kSide + 1);
    }
    small += std::max(bottom - top, right - left) < kSide - 6 ? 1 : 0;
    EXPECT_NEAR(top, kSide - bottom, 2) << seed;
    EXPECT_NEAR(left, kSide - right, 2) << seed;
    EXPECT_GE(*std::ranges::max_element(drawn), 60) << seed;
  }
  EXPECT_GE(small, 300 / 50);
  EXPECT_LE(small, 300 / 8);
}

}  // namespace
}  // namespace atelier
