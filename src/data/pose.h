#pragma once

#include <array>

#include "data/limbs.h"
#include "math/random.h"

namespace atelier {

// A garment's plane with its limbs spread, as people draw them: cut open along the creases, and turned about their
// upper ends.
class Pose {
 public:
  // As `random` says; limbs that a picture does not show stay.
  Pose(const Limbs& limbs, Random& random);

  // Where a spot of the picture goes.
  Spot operator()(Spot spot) const;

  // Calls to(spot) with where the straight piece goes: for its end, and before that, if it crosses a crease, for the
  // two sides of the cut and the pivot between them.
  template <class To>
  void follow(Spot from, Spot to, To&& put) const {
    for (int k = 0; k < count_; ++k) {
      const Joint& joint = joints_[static_cast<std::size_t>(k)];
      const float a = joint.rightOf(from);
      const float b = joint.rightOf(to);
      if ((a > 0) == (b > 0)) continue;
      const float share = a / (a - b);
      const Spot cut{from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
      if (joint.below(cut) <= 0) continue;
      put(joint.turned(cut, a > 0));
      put(joint.pivot);
      put(joint.turned(cut, b > 0));
    }
    put((*this)(to));
  }

 private:
  struct Joint {
    Spot pivot;
    Spot down;       // along the crease, of length 1
    float left = 0;  // tangents of half the angles by which what is on either side turns outwards
    float right = 0;
    float length = 1;  // of the limb, by what it was

    // Distances from the pivot, across and along the crease.
    float rightOf(Spot spot) const { return (spot.x - pivot.x) * down.y - (spot.y - pivot.y) * down.x; }
    float below(Spot spot) const { return (spot.x - pivot.x) * down.x + (spot.y - pivot.y) * down.y; }
    // Where a spot on this side goes: all the way below the pivot, less and less above it.
    Spot turned(Spot spot, bool isRight) const;
  };

  std::array<Joint, 2> joints_{};
  int count_ = 0;
};

}  // namespace atelier
