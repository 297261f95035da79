#include "data/hand.h"

#include <algorithm>
#include <cmath>

#include "sketch/brush.h"

namespace atelier {

namespace {

constexpr float kShortestGap = 1;  // pixels
constexpr float kLongestGap = 5;
constexpr int kMostCorners = 300;     // of a line that is made round
constexpr float kShortestWay = 1.5F;  // of the pen, in pixels of the canvas; shorter ones are run together

float squareDistance(const sketch::Dab& a, const sketch::Dab& b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

Spot onTheWay(Spot from, Spot to, float share) {
  return {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
}

// Puts two spots, on the pieces before and after it, in place of each corner of a closed line (Chaikin 1974). Returns
// how many there are now.
int cutCorners(std::span<Spot> corners, int size) {
  const Spot start = corners[0];
  for (int i = size - 1; i >= 0; --i) {  // what is written lies behind what is still to be read
    const Spot from = corners[static_cast<std::size_t>(i)];
    const Spot to = i + 1 < size ? corners[static_cast<std::size_t>(i + 1)] : start;
    corners[static_cast<std::size_t>(2 * i + 1)] = onTheWay(from, to, 0.75F);
    corners[static_cast<std::size_t>(2 * i)] = onTheWay(from, to, 0.25F);
  }
  return 2 * size;
}

}  // namespace

void Strokes::end() {
  int& first = begins[static_cast<std::size_t>(count)];
  if (spotsInAll - first < 2 || count == kMostStrokes) {
    spotsInAll = first;
    return;
  }
  begins[static_cast<std::size_t>(++count)] = spotsInAll;
}

float Extent::side() const { return std::max(high.x - low.x, high.y - low.y); }

Extent extentOf(const Strokes& strokes) {
  Extent extent{strokes.spots[0], strokes.spots[0]};
  auto& [low, high] = extent;
  for (int i = 1; i < strokes.spotsInAll; ++i) {
    const Spot spot = strokes.spots[static_cast<std::size_t>(i)];
    low = {std::min(low.x, spot.x), std::min(low.y, spot.y)};
    high = {std::max(high.x, spot.x), std::max(high.y, spot.y)};
  }
  return extent;
}

void touch(Spot spot, const Hand& hand, Random& random, Strokes& strokes) {
  const float right = between(random, -hand.tremble, hand.tremble);
  const float down = between(random, -hand.tremble, hand.tremble);
  strokes.add({spot.x + right, spot.y + down});
}

void follow(std::span<const Spot> line, float share, const Manner& manner, Random& random, Strokes& strokes) {
  const auto& [pose, bend, hand] = manner;
  std::array<Spot, Contours::kMostPoints> corners;
  int size = simplify(line, hand.tolerance, corners);
  if (size < 2) return;
  for (int round = 0; round < hand.rounds && 2 * size <= kMostCorners; ++round) size = cutCorners(corners, size);
  const int first = static_cast<int>(random.below(static_cast<std::uint32_t>(size)));
  const int pieces = std::max(1, static_cast<int>(share * static_cast<float>(size) + 0.5F));
  const auto corner = [&](int i) { return corners[static_cast<std::size_t>((first + i) % size)]; };
  const auto add = [&](Spot spot) { touch(bend(spot), hand, random, strokes); };
  add(pose(corner(0)));
  for (int i = 0; i < pieces; ++i) {
    Spot from = corner(i);
    const Spot to = corner(i + 1);
    if (hand.gaps > 0 && chance(random, hand.gaps)) {
      const float length = std::sqrt((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y));
      const float gap = std::min(between(random, kShortestGap, kLongestGap) / std::max(length, 1.0F), 0.9F);
      const float begin = between(random, 0, 1 - gap);
      pose.follow(from, onTheWay(from, to, begin), add);
      strokes.end();
      from = onTheWay(from, to, begin + gap);
      add(pose(from));
    }
    pose.follow(from, to, add);
  }
  strokes.end();
}

void draw(const Strokes& strokes, const Pen& pen, Random& random, FineCanvas& canvas) {
  const Extent extent = extentOf(strokes);
  const auto [low, high] = extent;
  const float size = kFineSide * pen.size;
  const float free = (kFineSide - size) / 2;
  const float scale = (size - 2 * pen.radius) / std::max(extent.side(), 1.0F);
  const float right = kFineSide / 2.0F + pen.right * free - scale * (low.x + high.x) / 2;
  const float down = kFineSide / 2.0F + pen.down * free - scale * (low.y + high.y) / 2;
  for (int k = 0; k < strokes.count; ++k) {
    const int first = strokes.begins[static_cast<std::size_t>(k)];
    const int end = strokes.begins[static_cast<std::size_t>(k) + 1];
    sketch::Dab last;
    for (int i = first; i < end; ++i) {
      const Spot spot = strokes.spots[static_cast<std::size_t>(i)];
      const float radius = pen.radius * (1 + between(random, -pen.pressure, pen.pressure));
      const sketch::Dab dab{scale * spot.x + right, scale * spot.y + down, radius};
      if (i > first && i + 1 < end && squareDistance(dab, last) < kShortestWay * kShortestWay) continue;
      if (i > first) sketch::cover(canvas, kFineSide, last, dab);
      last = dab;
    }
  }
}

}  // namespace atelier
