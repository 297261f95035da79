#pragma once

#include <array>

#include "data/contours.h"

namespace atelier {

// The dark line along which a limb hangs beside the rest of a garment, or the gap between them.
struct Crease {
  Spot top;     // where the limb begins: an armpit, or where legs part
  Spot bottom;  // at the garment's lower edge
};

// What hangs from a garment, as far as an image shows it. Cameras see garments laid flat, sleeves along the body;
// people draw them spread.
struct Limbs {
  enum class Kind {
    kNone,
    kLegs,          // one crease, in the middle
    kSleeves,       // two, the left one first
    kShortSleeves,  // none: they end above the lower half
  };
  Kind kind = Kind::kNone;
  std::array<Crease, 2> creases{};

  int count() const { return kind == Kind::kLegs ? 1 : kind == Kind::kSleeves ? 2 : 0; }
};

// Looks for creases from the lower edge upwards: one in the middle of what is narrow, or else a pair on both sides,
// mirrored.
Limbs limbsOf(const GreyField& field);

}  // namespace atelier
