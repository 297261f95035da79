#include "sketch/raster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace atelier::sketch {
namespace {

constexpr int kSide = 64;
constexpr int kUnit = kUnits / kSide;  // of a pixel

int at(const Raster& raster, int x, int y) { return raster.pixels()[static_cast<std::size_t>(y * kSide + x)]; }
double inkOf(const Raster& raster) {
  return std::accumulate(raster.pixels().begin(), raster.pixels().end(), 0.0) / 255;
}
Raster painted(std::initializer_list<Act> acts) {
  Raster raster(kSide);
  for (const Act& act : acts) raster.paint(act);
  return raster;
}
Stroke stroke(std::vector<Place> places, std::uint8_t grey = 255) { return {grey, false, std::move(places)}; }
Place place(int x, int y, int width = 4) { return {x * kUnit, y * kUnit, width * kUnit}; }

TEST(Brush, CoversEachPixelByItsDistanceFromTheWay) {
  constexpr std::array<Dab, 4> kDabs = {{{10, 12, 3}, {50.5F, 40, 1.5F}, {20, 60, 5}, {-8, 30, 2}}};
  for (const Dab& from : kDabs) {
    for (const Dab& to : kDabs) {
      std::vector<std::uint8_t> plane(kSide * kSide);
      cover(plane, kSide, from, to);
      const double dx = to.x - from.x;
      const double dy = to.y - from.y;
      const double length2 = std::max(dx * dx + dy * dy, 1e-9);
      for (int i = 0; i < kSide; ++i) {
        for (int j = 0; j < kSide; ++j) {
          const double x = j + 0.5 - from.x;
          const double y = i + 0.5 - from.y;
          const double t = std::clamp((x * dx + y * dy) / length2, 0.0, 1.0);
          const double radius = from.radius + t * (to.radius - from.radius);
          const double share = std::clamp(radius + 0.5 - std::hypot(x - t * dx, y - t * dy), 0.0, 1.0);
          ASSERT_NEAR(plane[static_cast<std::size_t>(i * kSide + j)], 255 * share, 1) << i << ", " << j;
        }
      }
    }
  }
}

TEST(Brush, ChangesNothingOutsideOfTheBoxThatItTells) {
  std::vector<std::uint8_t> plane(kSide * kSide);
  const Box box = cover(plane, kSide, {20, 30, 3}, {40, 10, 5});
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      const bool inside = i >= box.top && i < box.bottom && j >= box.left && j < box.right;
      if (!inside) ASSERT_EQ(plane[static_cast<std::size_t>(i * kSide + j)], 0);
    }
  }
}

TEST(Brush, TakesPlacesFarAwayAndNoNumbers) {
  std::vector<std::uint8_t> plane(kSide * kSide);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float huge = std::numeric_limits<float>::max();
  for (const Dab& dab : {Dab{nan, 1, 1}, Dab{1, nan, 1}, Dab{1, 1, nan}, Dab{huge, -huge, 1}, Dab{-1000, 5, 2}}) {
    EXPECT_TRUE(cover(plane, kSide, dab, dab).isEmpty());
    cover(plane, kSide, dab, {-20, -20, 1});
  }
  EXPECT_EQ(std::count(plane.begin(), plane.end(), 0), kSide * kSide);
}

TEST(Raster, WidthMayChangeOnTheWay) {
  const Raster raster = painted({stroke({place(10, 32, 2), place(54, 32, 20)})});
  EXPECT_EQ(at(raster, 12, 36), 0);
  EXPECT_EQ(at(raster, 50, 38), 255);
}

TEST(Raster, AStrokeCoversWhatIsUnderIt) {
  const Raster raster = painted({stroke({place(0, 32, 20), place(64, 32, 20)}), stroke({place(32, 32, 8)}, 100)});
  EXPECT_EQ(at(raster, 32, 32), 100);
  EXPECT_EQ(at(raster, 10, 32), 255);
}

TEST(Raster, BlackErases) {
  const Raster raster =
      painted({stroke({place(10, 32), place(50, 32)}), stroke({place(0, 32, 12), place(64, 32, 12)}, 0)});
  EXPECT_EQ(inkOf(raster), 0);
}

TEST(Raster, PieceByPieceIsTheSameAsAtOnce) {
  const std::vector<Place> places = {place(5, 9), place(40, 12, 7), place(33, 50, 3), place(8, 8, 5)};
  Raster pieces = painted({stroke({place(20, 0, 9), place(20, 60, 9)}, 90)});
  Raster whole = pieces;
  whole.paint(Stroke{200, true, places});
  pieces.beginStroke(200);
  pieces.strokeTo(places[0], places[0], true);
  for (std::size_t i = 1; i < places.size(); ++i) pieces.strokeTo(places[i - 1], places[i], true);
  EXPECT_EQ(pieces.pixels(), whole.pixels());
}

TEST(Raster, MirroredIsTheSameOnBothSides) {
  Raster raster(kSide);
  raster.paint(Stroke{255, true, {place(10, 10), place(20, 40), place(5, 50)}});
  raster.paint(Ellipse{255, true, 40 * kUnit, 10 * kUnit, 60 * kUnit, 20 * kUnit, 2 * kUnit});
  raster.paint(Fill{120, true, 45 * kUnit, 15 * kUnit});
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) ASSERT_NEAR(at(raster, j, i), at(raster, kSide - 1 - j, i), 1) << i << ", " << j;
  }
  EXPECT_EQ(at(raster, 19, 15), 120);
}

TEST(Raster, AnEllipseIsAnOutline) {
  const Raster raster = painted({Ellipse{255, false, 8 * kUnit, 16 * kUnit, 56 * kUnit, 48 * kUnit, 2 * kUnit}});
  for (const auto& [x, y] : {std::pair{8, 32}, {55, 32}, {32, 16}, {32, 47}}) EXPECT_GT(at(raster, x, y), 200);
  EXPECT_EQ(at(raster, 32, 32), 0);
  EXPECT_EQ(at(raster, 10, 18), 0);
  const double around = 3.14159 * (3 * (24 + 16) - std::sqrt((3 * 24 + 16) * (24 + 3 * 16.0)));  // Ramanujan
  EXPECT_NEAR(inkOf(raster), 2 * around, 0.03 * around);
}

TEST(Raster, AFillEndsAtALineAndLeavesNoRim) {
  const Raster raster = painted({Ellipse{255, false, 8 * kUnit, 8 * kUnit, 56 * kUnit, 56 * kUnit, 3 * kUnit},
                                 Fill{140, false, 32 * kUnit, 32 * kUnit}});
  EXPECT_EQ(at(raster, 32, 32), 140);
  EXPECT_EQ(at(raster, 2, 2), 0);
  for (int x = 8; x < 56; ++x) EXPECT_GE(at(raster, x, 32), 100) << x;
}

TEST(Raster, AFillFromOutsideOfThePadDoesNothing) {
  EXPECT_EQ(inkOf(painted({Fill{255, false, -1, 5}, Fill{255, false, 5, kUnits}})), 0);
  EXPECT_EQ(inkOf(painted({Fill{255, false, 0, 0}})), kSide * kSide);
}

TEST(Raster, BeginsWithAPictureOfItsSizeByteByByte) {
  std::vector<std::uint8_t> picture;
  for (int i = 0; i < kPadSide * kPadSide; ++i) picture.push_back(static_cast<std::uint8_t>(i * 37));
  Raster same(kPadSide);
  same.paint(Begin{picture});
  EXPECT_EQ(same.pixels(), picture);
}

TEST(Raster, ShowsAFinePictureSmoothly) {
  std::vector<std::uint8_t> picture;
  for (int i = 0; i < 100 * 100; ++i) picture.push_back(static_cast<std::uint8_t>(2 * (i % 100)));
  Raster larger(kPadSide);
  larger.paint(Begin{picture});
  for (int column = 1; column < kPadSide; ++column) {
    const int step =
        larger.pixels()[static_cast<std::size_t>(column)] - larger.pixels()[static_cast<std::size_t>(column) - 1];
    EXPECT_GE(step, 0) << column;
    EXPECT_LE(step, 1) << column;
  }
}

TEST(Raster, BeginsAnewWithAPictureOrNothing) {
  std::vector<std::uint8_t> picture(28 * 28, 50);
  picture[0] = 200;
  Raster raster = painted({stroke({place(30, 30)}), Begin{picture}});
  EXPECT_EQ(at(raster, 1, 1), 200);
  EXPECT_EQ(at(raster, 3, 1), 50);
  EXPECT_EQ(at(raster, 30, 30), 50);
  raster.paint(Begin{});
  EXPECT_EQ(inkOf(raster), 0);
}

}  // namespace
}  // namespace atelier::sketch
