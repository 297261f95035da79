#pragma once

#include <cstdint>
#include <span>

#include "math/random.h"

namespace atelier {

// Overwrites `to`, kPixels bytes, with something that someone might scribble on the pad and that is no garment, as
// `random` says: waves, coils, zigzags, jumbles of lines, wandering lines, signs, plain closed shapes, dots, or
// several of these; fitted and now and then filled as a drawing is (data/drawing.h). The same random numbers give the
// same bytes on every machine.
void scribble(Random& random, std::span<std::uint8_t> to);

}  // namespace atelier
