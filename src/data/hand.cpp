#include "data/hand.h"

#include <algorithm>
#include <cmath>

#include "sketch/brush.h"

namespace atelier {

namespace {

constexpr float kShortestGap = 1;  // pixels
constexpr float kLongestGap = 5;

Spot onTheWay(Spot from, Spot to, float share) {
  return {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
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

void follow(std::span<const Spot> line, float share, const Bend& bend, const Hand& hand, Random& random,
            Strokes& strokes) {
  std::array<Spot, Contours::kMostPoints> corners;
  const int size = simplify(line, hand.tolerance, corners);
  if (size < 2) return;
  const int first = static_cast<int>(random.below(static_cast<std::uint32_t>(size)));
  const int pieces = std::max(1, static_cast<int>(share * static_cast<float>(size) + 0.5F));
  const auto corner = [&](int i) { return corners[static_cast<std::size_t>((first + i) % size)]; };
  const auto add = [&](Spot spot) {
    Spot there = bend(spot);
    there.x += between(random, -hand.tremble, hand.tremble);
    there.y += between(random, -hand.tremble, hand.tremble);
    strokes.add(there);
  };
  add(corner(0));
  for (int i = 0; i < pieces; ++i) {
    const Spot from = corner(i);
    const Spot to = corner(i + 1);
    if (hand.gaps > 0 && chance(random, hand.gaps)) {
      const float length = std::sqrt((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y));
      const float gap = std::min(between(random, kShortestGap, kLongestGap) / std::max(length, 1.0F), 0.9F);
      const float begin = between(random, 0, 1 - gap);
      add(onTheWay(from, to, begin));
      strokes.end();
      add(onTheWay(from, to, begin + gap));
    }
    add(to);
  }
  strokes.end();
}

void join(Spot from, Spot to, const Hand& hand, Random& random, Strokes& strokes) {
  for (const float share : {0.0F, 0.33F, 0.67F, 1.0F}) {
    Spot spot = onTheWay(from, to, share);
    spot.x += between(random, -hand.tremble, hand.tremble);
    spot.y += between(random, -hand.tremble, hand.tremble);
    strokes.add(spot);
  }
  strokes.end();
}

void draw(const Strokes& strokes, const Pen& pen, Random& random, FineCanvas& canvas) {
  Spot low = strokes.spots[0];
  Spot high = low;
  for (int i = 1; i < strokes.spotsInAll; ++i) {
    const Spot spot = strokes.spots[static_cast<std::size_t>(i)];
    low = {std::min(low.x, spot.x), std::min(low.y, spot.y)};
    high = {std::max(high.x, spot.x), std::max(high.y, spot.y)};
  }
  const float size = kFineSide * pen.size;
  const float free = (kFineSide - size) / 2;
  const float scale = (size - 2 * pen.radius) / std::max({high.x - low.x, high.y - low.y, 1.0F});
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
      if (i > first) sketch::cover(canvas, kFineSide, last, dab);
      last = dab;
    }
  }
}

}  // namespace atelier
