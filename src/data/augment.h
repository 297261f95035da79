#pragma once

#include <cstdint>
#include <span>

#include "math/random.h"

namespace atelier {

// How a training image is varied each time it is used.
struct Augment {
  bool flip = false;      // left and right exchanged, half of the time
  int shift = 0;          // moved by up to so many pixels in each direction; black comes in
  bool drawings = false;  // two times in five drawn as a learner might draw it (data/sketching.h)

  bool isNone() const { return !flip && shift == 0 && !drawings; }
  bool operator==(const Augment&) const = default;
};

// Overwrites `to` with the image varied as `random` says. Both are kPixels bytes and not the same.
void vary(std::span<const std::uint8_t> image, const Augment& augment, Random& random, std::span<std::uint8_t> to);

}  // namespace atelier
