#include "data/augment.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "data/dataset.h"

namespace atelier {
namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels picture() {
  Pixels pixels(kPixels);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(1 + i % 251);
  return pixels;
}

// The picture moved, and flipped before that; black comes in.
Pixels moved(int down, int right, bool flipped) {
  const Pixels from = picture();
  Pixels to(kPixels);
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      const int row = i + down;
      const int column = (flipped ? kSide - 1 - j : j) + right;
      if (row < 0 || column < 0 || row >= kSide || column >= kSide) continue;
      to[static_cast<std::size_t>(row * kSide + column)] = from[static_cast<std::size_t>(i * kSide + j)];
    }
  }
  return to;
}

// A picture as a set can hold it: GCC 12 warns of what it makes of comparing bytes.
using Variant = std::vector<int>;
Variant of(const Pixels& pixels) { return {pixels.begin(), pixels.end()}; }

std::set<Variant> variants(const Augment& augment) {
  std::set<Variant> seen;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Random random(seed);
    Pixels to(kPixels, 77);
    vary(picture(), augment, random, to);
    seen.insert(of(to));
  }
  return seen;
}

TEST(Augment, NoneLeavesThePicture) { EXPECT_EQ(variants({}), (std::set<Variant>{of(picture())})); }

TEST(Augment, FlipExchangesLeftAndRightOrNot) {
  EXPECT_EQ(variants({.flip = true}), (std::set<Variant>{of(picture()), of(moved(0, 0, true))}));
}

TEST(Augment, ShiftMovesInEveryDirectionAndBlackComesIn) {
  std::set<Variant> expected;
  for (int down = -2; down <= 2; ++down) {
    for (int right = -2; right <= 2; ++right) expected.insert(of(moved(down, right, false)));
  }
  EXPECT_EQ(variants({.flip = false, .shift = 2}), expected);
}

TEST(Augment, DoesBoth) {
  std::set<Variant> expected;
  for (int down = -1; down <= 1; ++down) {
    for (int right = -1; right <= 1; ++right) {
      for (const bool flipped : {false, true}) expected.insert(of(moved(down, right, flipped)));
    }
  }
  EXPECT_EQ(variants({.flip = true, .shift = 1}), expected);
}

}  // namespace
}  // namespace atelier
