#pragma once

#include <cstdint>
#include <span>

#include "math/random.h"

namespace atelier {

// Overwrites `to` with the image as someone might have drawn it on the pad, as `random` says: its outline, holes and
// some inner edges, traced and simplified, limbs spread (data/pose.h), bent, decorated, drawn with a brush of some
// width, with gaps and doubled strokes; fitted and now and then filled as a drawing is (data/drawing.h). Both are
// kPixels bytes and not the same.
void drawByHand(std::span<const std::uint8_t> image, Random& random, std::span<std::uint8_t> to);

}  // namespace atelier
