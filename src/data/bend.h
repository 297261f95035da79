#pragma once

#include <array>

#include "data/contours.h"
#include "math/random.h"

namespace atelier {

// How far a bend goes at most.
struct BendRange {
  float square = 0.6F;   // how much of the way to as wide as high; people draw long things short
  float swell = 0.7F;    // of what is nearer one edge, at the cost of what is nearer the other: toes are drawn high
  float longest = 2.4F;  // of a proportion that comes out
  float stretch = 2.5F;  // of the proportion of width to height, either way
  float shear = 0.2F;    // pixels sideways for each one down
  float turn = 0.15F;    // radians, nearly
  float taper = 0.2F;    // wider below or above, by this share at the edge
  float wedge = 0.4F;    // higher on the left or on the right
  float raised = 6;  // pixels by which the edges at both sides go up, where short sleeves are: they are drawn spread
  float waves = 2;   // pixels, from place to place in every direction
};

// A picture's plane, distorted as `random` says: the proportions of someone who draws from memory.
class Bend {
 public:
  // `low` and `high` are corners of the box around what is drawn.
  Bend(const BendRange& range, Spot low, Spot high, bool hasShortSleeves, Random& random);

  // Where a spot of the picture goes; the middle of the picture goes near 0, 0.
  Spot operator()(Spot spot) const;

 private:
  static constexpr int kNodes = 4;  // of the waves, along a side
  using Waves = std::array<float, static_cast<std::size_t>(kNodes) * kNodes>;
  // Bilinear between the nodes.
  static float waveAt(const Waves& waves, Spot spot);

  Spot low_, size_;
  Spot swell_;
  float xx_, xy_, yx_, yy_;
  float taper_, wedge_;
  float raised_;
  Waves right_{};
  Waves down_{};
};

// Uniform over [low, high).
inline float between(Random& random, float low, float high) {
  return low + (high - low) * static_cast<float>(random.uniform());
}

// True with this probability.
inline bool chance(Random& random, double probability) { return random.uniform() < probability; }

}  // namespace atelier
