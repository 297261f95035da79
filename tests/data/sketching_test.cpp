#include "data/sketching.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "data/synthetic.h"
#include "math/hash.h"

namespace atelier {
namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels sketchOf(std::span<const std::uint8_t> image, std::uint64_t seed) {
  Random random(seed, 2);
  Pixels to(kPixels, 77);
  drawByHand(image, random, to);
  return to;
}

// A garment-like block in the middle.
Pixels block() {
  Pixels image(kPixels);
  for (int i = 3; i < 25; ++i) {
    for (int j = 7; j < 21; ++j) image[static_cast<std::size_t>(i * kSide + j)] = 180;
  }
  return image;
}

// Of many sketches of the block, how many are so.
template <class Property>
int countOf(Property isSo) {
  int count = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) count += isSo(sketchOf(block(), seed)) ? 1 : 0;
  return count;
}

int pixelOf(const Pixels& sketch, int row, int column) {
  return sketch[static_cast<std::size_t>(row * kSide + column)];
}
int inkOf(const Pixels& sketch) {
  return static_cast<int>(std::count_if(sketch.begin(), sketch.end(), [](int grey) { return grey >= 60; }));
}

TEST(Sketching, GivesTheSameBitsOnEveryMachine) {
  const Dataset dataset = makeSynthetic(200, 1, 3);
  Pixels all;
  for (int i = 0; i < 200; ++i) {
    const Pixels one = sketchOf(dataset.train.image(i), static_cast<std::uint64_t>(i));
    all.insert(all.end(), one.begin(), one.end());
  }
  EXPECT_EQ(crc32(all), 1749585737U);
}

TEST(Sketching, IsAnotherDrawingEachTime) {
  const Pixels first = sketchOf(block(), 1);
  EXPECT_EQ(sketchOf(block(), 1), first);
  for (std::uint64_t seed = 2; seed < 50; ++seed) EXPECT_NE(sketchOf(block(), seed), first);
}

TEST(Sketching, FillsMostOfTheFrame) {
  const int filling = countOf([](const Pixels& sketch) {
    int top = kSide;
    int bottom = 0;
    int left = kSide;
    int right = 0;
    for (int i = 0; i < kSide; ++i) {
      for (int j = 0; j < kSide; ++j) {
        if (pixelOf(sketch, i, j) < 30) continue;
        top = std::min(top, i);
        bottom = std::max(bottom, i + 1);
        left = std::min(left, j);
        right = std::max(right, j + 1);
      }
    }
    return std::max(bottom - top, right - left) >= 22;
  });
  EXPECT_EQ(filling, 400);
}

TEST(Sketching, DrawsOutlinesAndFillsThem) {
  const int hollow = countOf([](const Pixels& sketch) { return pixelOf(sketch, 14, 14) == 0; });
  EXPECT_GT(hollow, 40);
  EXPECT_LT(hollow, 370);
  const int flat = countOf(
      [](const Pixels& sketch) { return pixelOf(sketch, 14, 14) == *std::max_element(sketch.begin(), sketch.end()); });
  EXPECT_GT(flat, 4);
  EXPECT_LT(flat, 200);
}

TEST(Sketching, DrawsThinAndThickLines) {
  const auto isOutlineOf = [](int least, int most) {
    return countOf([=](const Pixels& sketch) {
      return pixelOf(sketch, 14, 14) == 0 && inkOf(sketch) >= least && inkOf(sketch) < most;
    });
  };
  EXPECT_GT(isOutlineOf(30, 120), 5);
  EXPECT_GT(isOutlineOf(200, 400), 5);
}

TEST(Sketching, StretchesBothWays) {
  const auto widthOf = [](const Pixels& sketch) {
    int columns = 0;
    for (int j = 0; j < kSide; ++j) {
      bool has = false;
      for (int i = 0; i < kSide; ++i) has = has || pixelOf(sketch, i, j) >= 60;
      columns += has ? 1 : 0;
    }
    return columns;
  };
  EXPECT_GT(countOf([&](const Pixels& sketch) { return widthOf(sketch) <= 15; }), 10);
  EXPECT_GT(countOf([&](const Pixels& sketch) { return widthOf(sketch) >= 26; }), 10);
}

TEST(Sketching, LeavesNothingAsItIs) { EXPECT_EQ(sketchOf(Pixels(kPixels), 4), Pixels(kPixels)); }

}  // namespace
}  // namespace atelier
