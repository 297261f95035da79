#include "data/contours.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "math/random.h"

namespace atelier {
namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels disc(float x, float y, float radius, std::uint8_t grey) {
  Pixels pixels(kPixels);
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      const float dx = static_cast<float>(j) + 0.5F - x;
      const float dy = static_cast<float>(i) + 0.5F - y;
      if (dx * dx + dy * dy <= radius * radius) pixels[static_cast<std::size_t>(i * kSide + j)] = grey;
    }
  }
  return pixels;
}

Contours tracedAt(const Pixels& pixels, float level) {
  Contours contours;
  GreyField(pixels).trace(level, contours);
  return contours;
}

float distance(Spot a, Spot b) { return std::hypot(a.x - b.x, a.y - b.y); }

TEST(Contours, GoAroundADisc) {
  const Contours contours = tracedAt(disc(14, 12, 8, 200), 100);
  ASSERT_EQ(contours.lines, 1);
  for (const Spot spot : contours.line(0)) EXPECT_NEAR(distance(spot, {14, 12}), 8, 0.6);
}

TEST(Contours, KeepGapsOfTwoPixelsOpen) {
  Pixels pixels(kPixels, 200);  // a gap across the picture, far below the cloth's level
  for (int i = 0; i < kSide; ++i) {
    for (int j = 13; j < 15; ++j) pixels[static_cast<std::size_t>(i * kSide + j)] = 0;
  }
  EXPECT_EQ(tracedAt(pixels, 40).lines, 2);
}

TEST(Contours, AreClosedInSmallSteps) {
  Random random(5);
  Pixels pixels(kPixels);
  for (std::uint8_t& pixel : pixels) pixel = static_cast<std::uint8_t>(random.below(256));
  const Contours contours = tracedAt(pixels, 128);
  EXPECT_GT(contours.lines, 5);
  for (int k = 0; k < contours.lines; ++k) {
    const auto line = contours.line(k);
    for (std::size_t i = 0; i < line.size(); ++i) {
      EXPECT_LE(distance(line[i], line[(i + 1) % line.size()]), 1.4143F) << k << ", " << i;
    }
  }
}

TEST(Contours, HaveEveryCrossingOnce) {
  // Checkers that survive the smoothing: the most lines that there can be.
  Pixels pixels(kPixels);
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j)
      pixels[static_cast<std::size_t>(i * kSide + j)] = (i / 2 + j / 2) % 2 == 0 ? 255 : 0;
  }
  const Contours contours = tracedAt(pixels, 140);
  EXPECT_EQ(contours.lines, 14 * 14 / 2);
}

TEST(Contours, HaveHolesToo) {
  Pixels ring = disc(14, 14, 12, 200);
  const Pixels hole = disc(14, 14, 5, 1);
  for (std::size_t i = 0; i < ring.size(); ++i) ring[i] = hole[i] == 1 ? 0 : ring[i];
  EXPECT_EQ(tracedAt(ring, 100).lines, 2);
}

TEST(Contours, OfNothingAreNone) {
  EXPECT_EQ(tracedAt(Pixels(kPixels), 10).lines, 0);
  EXPECT_EQ(GreyField(Pixels(kPixels)).meanGrey(), 0);
  EXPECT_EQ(GreyField(Pixels(kPixels, 80)).meanGrey() > 70, true);
  EXPECT_EQ(tracedAt(Pixels(kPixels, 255), 100).lines, 1);
}

TEST(Contours, SimplifiedStayWithinTheTolerance) {
  const Contours contours = tracedAt(disc(14, 14, 10, 255), 100);
  const auto line = contours.line(0);
  int before = static_cast<int>(line.size()) + 1;
  for (const float tolerance : {0.0F, 0.3F, 1.0F, 3.0F}) {
    std::vector<Spot> to(line.size());
    const int count = simplify(line, tolerance, to);
    EXPECT_LT(count, before);
    before = count;
    for (const Spot spot : line) {
      float nearest = 100;
      for (int i = 0; i < count; ++i) {
        const Spot a = to[static_cast<std::size_t>(i)];
        const Spot b = to[static_cast<std::size_t>((i + 1) % count)];
        const float dx = b.x - a.x;
        const float dy = b.y - a.y;
        const float t = std::clamp(((spot.x - a.x) * dx + (spot.y - a.y) * dy) / (dx * dx + dy * dy), 0.0F, 1.0F);
        nearest = std::min(nearest, distance(spot, {a.x + t * dx, a.y + t * dy}));
      }
      EXPECT_LE(nearest, tolerance + 0.001F);
    }
  }
}

}  // namespace
}  // namespace atelier
