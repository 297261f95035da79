// The nearest of many points: the same as a plain loop over all of them.

#include "explain/neighbours.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "math/random.h"

namespace atelier {
namespace {

using Point = std::vector<float>;

std::vector<Point> somePoints(int count, int numbers, std::uint64_t seed) {
  Random random(seed, 5);
  std::vector<Point> points;
  for (int p = 0; p < count; ++p) {
    points.emplace_back();
    for (int i = 0; i < numbers; ++i) points.back().push_back(static_cast<float>(random.uniform(-1, 3)));
  }
  return points;
}

Neighbours neighboursOf(const std::vector<Point>& points) {
  Neighbours neighbours({static_cast<int>(points.front().size())});
  for (const Point& point : points) neighbours.add(point);
  neighbours.finish();
  return neighbours;
}

// In double, without any vector.
std::vector<double> directionOf(const Point& point, const std::vector<Point>& points) {
  std::vector<double> direction;
  double square = 0;
  for (std::size_t i = 0; i < point.size(); ++i) {
    double sum = 0;
    for (const Point& other : points) sum += static_cast<double>(other[i]);
    direction.push_back(static_cast<double>(point[i]) - sum / static_cast<double>(points.size()));
    square += direction.back() * direction.back();
  }
  for (double& number : direction) number /= std::sqrt(square);
  return direction;
}

double distanceOf(const Point& a, const Point& b, const std::vector<Point>& points) {
  const auto one = directionOf(a, points);
  const auto other = directionOf(b, points);
  double square = 0;
  for (std::size_t i = 0; i < one.size(); ++i) square += (one[i] - other[i]) * (one[i] - other[i]);
  return std::sqrt(square);
}

TEST(Neighbours, AreThoseOfAPlainLoopTheNearestFirst) {
  for (const int numbers : {1, 3, 4, 17, 64}) {
    const auto points = somePoints(40, numbers, 1);
    const Neighbours neighbours = neighboursOf(points);
    for (const Point& asked : somePoints(5, numbers, 2)) {
      const auto found = neighbours.nearest(asked, 6, 0, 40);
      ASSERT_EQ(found.size(), 6U);
      int nearer = 0;
      for (const Point& other : points)
        nearer += distanceOf(asked, other, points) < found.back().distance - 1e-3 ? 1 : 0;
      EXPECT_LE(nearer, 5) << numbers;
      for (std::size_t i = 0; i < found.size(); ++i) {
        const auto at = static_cast<std::size_t>(found[i].point);
        EXPECT_NEAR(found[i].distance, distanceOf(asked, points[at], points), 1e-3) << numbers;
        if (i > 0) EXPECT_GE(found[i].distance, found[i - 1].distance);
      }
    }
  }
}

TEST(Neighbours, OfEquallyNearOnesTheOneAddedFirstComesFirst) {
  auto points = somePoints(20, 9, 3);
  points[12] = points[4] = points[17];
  const auto found = neighboursOf(points).nearest(points[17], 3, 0, 20);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].point, 4);
  EXPECT_EQ(found[1].point, 12);
  EXPECT_EQ(found[2].point, 17);
  EXPECT_EQ(found[2].distance, 0);
}

TEST(Neighbours, AreAsManyAsThereAre) {
  EXPECT_EQ(neighboursOf(somePoints(3, 8, 4)).nearest(Point(8, 0.5F), 5, 0, 3).size(), 3U);
  Neighbours none({8});
  none.finish();
  EXPECT_TRUE(none.nearest(Point(8, 0.5F), 5, 0, 0).empty());
}

TEST(Neighbours, DoNotMindHowStrongAPointIs) {
  const std::vector<Point> points = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};  // their mean is 0
  const auto weak = neighboursOf(points).nearest(Point{0.1F, 0.01F}, 4, 0, 4);
  const auto strong = neighboursOf(points).nearest(Point{10, 1}, 4, 0, 4);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(weak[i].point, strong[i].point);
    EXPECT_NEAR(weak[i].distance, strong[i].distance, 1e-6);
  }
  EXPECT_EQ(weak[0].point, 0);
  EXPECT_EQ(weak[3].point, 1);
}

TEST(Neighbours, AreOfARangeWhenAskedForOne) {
  const auto points = somePoints(30, 6, 7);
  const Neighbours neighbours = neighboursOf(points);
  const auto all = neighbours.nearest(points[3], 30, 0, 30);
  const auto later = neighbours.nearest(points[3], 30, 10, 25);
  ASSERT_EQ(later.size(), 15U);
  std::size_t next = 0;
  for (const Neighbour& n : all) {
    if (n.point < 10 || n.point >= 25) continue;
    EXPECT_EQ(later[next].point, n.point);
    EXPECT_EQ(later[next++].distance, n.distance);
  }
}

TEST(Neighbours, CountEveryPartAsMuchHoweverStrongAndLongItIs) {
  const auto first = somePoints(20, 5, 8);
  const auto second = somePoints(20, 3, 9);
  Neighbours joined({5, 3});
  for (std::size_t p = 0; p < first.size(); ++p) {
    Point point = first[p];
    for (const float number : second[p]) point.push_back(100 * number);
    joined.add(point);
  }
  joined.finish();
  Point asked = first[2];
  for (const float number : second[7]) asked.push_back(100 * number);
  for (const Neighbour& n : joined.nearest(asked, 20, 0, 20)) {
    const auto at = static_cast<std::size_t>(n.point);
    EXPECT_NEAR(n.distance,
                std::hypot(distanceOf(first[2], first[at], first), distanceOf(second[7], second[at], second)), 1e-3);
  }
}

TEST(Neighbours, OfPointsThatAreAllAlikeAreTheFirstOnes) {
  const auto found = neighboursOf(std::vector<Point>(7, Point(5, 0.25F))).nearest(Point(5, 0.25F), 2, 0, 7);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].point, 0);
  EXPECT_EQ(found[1].point, 1);
  EXPECT_EQ(found[1].distance, 0);
}

TEST(Neighbours, AreNoneWhereANumberIsNotFinite) {
  auto points = somePoints(6, 5, 6);
  EXPECT_TRUE(neighboursOf(points).nearest(Point{0, 0, std::nanf(""), 0, 0}, 3, 0, 6).empty());
  points[2][1] = std::numeric_limits<float>::infinity();
  EXPECT_TRUE(neighboursOf(points).nearest(Point(5, 0), 3, 0, 6).empty());
}

TEST(Usual, IsWhatNineOfTenStayBelow) {
  Usual usual;
  for (int i = 1000; i > 0; --i) usual.add(i);
  EXPECT_EQ(usual.limit(), 900);
}

TEST(Usual, IsInfiniteOfAFew) {
  Usual usual;
  for (int i = 0; i < Usual::kLeast - 1; ++i) usual.add(1);
  EXPECT_TRUE(std::isinf(usual.limit()));
  usual.add(1);
  EXPECT_EQ(usual.limit(), 1);
}

}  // namespace
}  // namespace atelier
