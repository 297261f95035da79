#include "data/scribbling.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "data/bend.h"
#include "data/drawing.h"
#include "data/fine_canvas.h"
#include "data/hand.h"
#include "math/elementary.h"
#include "sketch/acts.h"

namespace atelier {

namespace {

// In pixels of a pad that is as large as the network's picture.
constexpr float kReach = 12;                                                   // about the middle at 0, 0
constexpr float kBrush = 0.5F * kSide * sketch::kBrushWidth / sketch::kUnits;  // radius at first

Spot operator+(Spot a, Spot b) { return {a.x + b.x, a.y + b.y}; }
Spot operator*(float factor, Spot a) { return {factor * a.x, factor * a.y}; }

float wave(float turns) {
  const double turned = static_cast<double>(turns) - std::floor(static_cast<double>(turns));
  return static_cast<float>(cosineOfPi(turned <= 0.5 ? 2 * turned : 2 - 2 * turned));
}

// On the circle of radius 1, so many turns from its right.
Spot onCircle(float turns) { return {wave(turns), wave(turns - 0.25F)}; }

// The spot seen after a turn about the middle, which takes the right to `right`.
Spot turned(Spot spot, Spot right) {
  return {spot.x * right.x - spot.y * right.y, spot.x * right.y + spot.y * right.x};
}

float someTurn(Random& random) { return between(random, 0, 1); }
// Of a scribble that has a long side: people mostly draw along the pad's sides.
float someTilt(Random& random) {
  const float exactly = 0.25F * static_cast<float>(random.below(4));
  return chance(random, 0.6) ? exactly + between(random, -0.02F, 0.02F) : someTurn(random);
}
int someCount(int least, int most, Random& random) {
  return least + static_cast<int>(random.below(static_cast<std::uint32_t>(most - least + 1)));
}

// A sum of waves, most often a closed line.
void drawWaves(const Hand& hand, Random& random, Strokes& strokes) {
  struct Part {
    Spot size;
    Spot phase;
  };
  std::array<Part, 8> parts;
  const int count = someCount(1, 8, random);
  const bool isRough = chance(random, 0.5);
  for (int k = 0; k < count; ++k) {
    const float most = isRough ? 1 : 1 / static_cast<float>(k + 1);
    Part& part = parts[static_cast<std::size_t>(k)];
    part.size.x = most * between(random, 0.2F, 1);
    part.size.y = most * between(random, 0.2F, 1);
    part.phase.x = someTurn(random);
    part.phase.y = someTurn(random);
  }
  const float share = chance(random, 0.5) ? 1 : between(random, 0.4F, 0.95F);
  const int pieces = 20 + 20 * count;
  for (int i = 0; i <= pieces; ++i) {
    const float way = share * static_cast<float>(i) / static_cast<float>(pieces);
    Spot spot;
    for (int k = 0; k < count; ++k) {
      const auto& [size, phase] = parts[static_cast<std::size_t>(k)];
      const float turns = static_cast<float>(k + 1) * way;
      spot = spot + Spot{size.x * wave(turns + phase.x), size.y * wave(turns + phase.y)};
    }
    touch(kReach / 2 * spot, hand, random, strokes);
  }
  strokes.end();
}

// Round and round about a spot that wanders on a bow: a spring, a spiral, a ball of wool.
void drawCoil(const Hand& hand, Random& random, Strokes& strokes) {
  const float turns = between(random, 2, 9);
  const float length = between(random, 0, 2 * kReach);
  const float first = between(random, 1, 8);
  const float last = between(random, 1, 8);
  const float bow = between(random, -3, 3);
  const float begin = someTurn(random);
  const Spot right = onCircle(someTilt(random));
  const int pieces = static_cast<int>(18 * turns);
  for (int i = 0; i <= pieces; ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(pieces);
    const Spot middle{length * (share - 0.5F), 4 * bow * share * (1 - share)};
    const float radius = first + share * (last - first);
    touch(turned(middle + radius * onCircle(begin + turns * share), right), hand, random, strokes);
  }
  strokes.end();
}

void drawZigzag(const Hand& hand, Random& random, Strokes& strokes) {
  const int pieces = someCount(4, 19, random);
  const float height = between(random, 4, kReach);
  const float disorder = between(random, 0, 4);
  const Spot right = onCircle(someTilt(random));
  for (int i = 0; i <= pieces; ++i) {
    const float along = 2 * kReach * static_cast<float>(i) / static_cast<float>(pieces) - kReach;
    const float x = along + between(random, -disorder, disorder);
    const float y = (i % 2 == 0 ? height : -height) + between(random, -disorder, disorder);
    touch(turned({x, y}, right), hand, random, strokes);
  }
  strokes.end();
}

Spot someSpot(Random& random) {
  const float x = between(random, -kReach, kReach);
  return {x, between(random, -kReach, kReach)};
}

void drawJumble(const Hand& hand, Random& random, Strokes& strokes) {
  for (int left = someCount(3, 22, random); left > 0; --left) touch(someSpot(random), hand, random, strokes);
  strokes.end();
}

// Here and there, back where it would leave the pad.
void drawWandering(const Hand& hand, Random& random, Strokes& strokes) {
  Spot spot = 0.5F * someSpot(random);
  float heading = someTurn(random);
  const float step = between(random, 1, 4);
  const float drift = between(random, -0.06F, 0.06F);
  const float most = between(random, 0.03F, 0.2F);
  for (int left = someCount(20, 79, random); left > 0; --left) {
    heading += drift + between(random, -most, most);
    spot = spot + step * onCircle(heading);
    const Spot inside{std::clamp(spot.x, -kReach, kReach), std::clamp(spot.y, -kReach, kReach)};
    if (inside.x != spot.x || inside.y != spot.y) heading += 0.5F;
    spot = inside;
    touch(spot, hand, random, strokes);
  }
  strokes.end();
}

// Straight and bowed lines between nine places, as of letters.
void drawSign(const Hand& hand, Random& random, Strokes& strokes) {
  const auto somePlace = [&random] {
    const int column = someCount(-1, 1, random);
    return Spot{10.0F * static_cast<float>(column), 10.0F * static_cast<float>(someCount(-1, 1, random))};
  };
  for (int left = someCount(1, 4, random); left > 0; --left) {
    const Spot from = somePlace();
    const Spot to = somePlace();
    const Spot way = to + -1.0F * from;
    const float bow = chance(random, 0.5) ? 0 : between(random, -0.7F, 0.7F);
    constexpr int kPieces = 8;
    for (int i = 0; i <= kPieces; ++i) {
      const float share = static_cast<float>(i) / kPieces;
      const Spot bowed{-way.y, way.x};
      touch(from + share * way + 4 * bow * share * (1 - share) * bowed, hand, random, strokes);
    }
    strokes.end();
  }
}

// A closed line with a few corners, those of a star, or none.
void drawShape(const Hand& hand, Random& random, Strokes& strokes) {
  constexpr int kRound = 30;  // corners that are not seen
  const bool isStar = chance(random, 0.3);
  const int points = !isStar && chance(random, 0.4) ? kRound : someCount(3, 7, random);
  const int corners = isStar ? 2 * points : points;
  const float depth = isStar ? between(random, 0.3F, 0.7F) : 1;
  const float tilt = chance(random, 0.6) ? between(random, -0.02F, 0.02F) : someTurn(random);
  const float begin = 0.25F + 0.5F / static_cast<float>(points) + tilt;  // not tilted, it stands on a side
  const float width = between(random, 0.5F, 1);
  const float height = between(random, 0.5F, 1);
  const Spot middle = 0.3F * someSpot(random);
  const float radius = between(random, 5, kReach);
  for (int i = 0; i <= corners; ++i) {
    const Spot on = onCircle(begin + static_cast<float>(i) / static_cast<float>(corners));
    const float reach = radius * (i % 2 == 0 ? 1 : depth);
    touch(middle + reach * Spot{width * on.x, height * on.y}, hand, random, strokes);
  }
  strokes.end();
}

void drawDots(const Hand& /*hand*/, Random& random, Strokes& strokes) {
  for (int left = someCount(1, 8, random); left > 0; --left) {
    const Spot spot = someSpot(random);
    strokes.add(spot);
    strokes.add(spot);  // a stroke has two spots
    strokes.end();
  }
}

constexpr std::array kKinds = {drawWaves,     drawCoil, drawZigzag, drawJumble,
                               drawWandering, drawSign, drawShape,  drawDots};

// That with which fitting shows what was drawn with a longer side of `side`, or smaller: lines are enlarged, too.
Pen somePen(float side, Random& random) {
  const float brush = chance(random, 0.7) ? kBrush : between(random, 0.25F, 1.4F);
  const float share = chance(random, 0.3) ? between(random, 0.05F, 1) : 1;
  const float drawn = share * side + 2 * brush;
  const float zoom = std::min<float>(kMostZoom, kSide / drawn);
  Pen pen;
  pen.radius = zoom * brush * kFineSide / kSide;
  pen.size = zoom * drawn / kSide;
  return pen;
}

}  // namespace

void scribble(Random& random, std::span<std::uint8_t> to) {
  Hand hand;
  hand.tremble = between(random, 0, 0.5F);
  Strokes strokes;
  for (int left = chance(random, 0.8) ? 1 : someCount(2, 4, random); left > 0; --left) {
    kKinds[random.below(kKinds.size())](hand, random, strokes);
  }
  const Pen pen = somePen(extentOf(strokes).side(), random);
  FineCanvas canvas{};
  draw(strokes, pen, random, canvas);
  if (chance(random, 0.15)) fillInsides(canvas, static_cast<std::uint8_t>(between(random, 90, 255)));
  halve(canvas, to);
}

}  // namespace atelier
