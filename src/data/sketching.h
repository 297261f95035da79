#pragma once

#include <cstdint>
#include <span>

#include "math/random.h"

namespace atelier {

// Overwrites `to` with the image as someone might have drawn it on the pad, as `random` says: its outline and some
// inner edges, traced, simplified and bent, stretched and sheared, drawn with a brush of some width, with gaps and
// doubled strokes; fitted and in part filled as a drawing is (data/drawing.h). Both are kPixels bytes and not the same.
void drawByHand(std::span<const std::uint8_t> image, Random& random, std::span<std::uint8_t> to);

}  // namespace atelier
