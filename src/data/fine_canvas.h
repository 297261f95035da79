#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "data/dataset.h"

namespace atelier {

// A drawing at twice the resolution of the network's input, where outlines are still lines: 0 is untouched. Drawings
// from the pad and those made from training images go through the same steps from here on.
inline constexpr int kFineSide = 2 * kSide;
using FineCanvas = std::array<std::uint8_t, static_cast<std::size_t>(kFineSide) * kFineSide>;

// Raises what the outlines enclose to `grey`, and returns whether there was anything. An outline may have gaps: they
// are closed, narrow ones first, only as far as needed until a fair part of the drawing's box is inside.
bool fillInsides(FineCanvas& canvas, std::uint8_t grey);

// Each pixel is the mean of four.
void halve(const FineCanvas& canvas, std::span<std::uint8_t> to);

}  // namespace atelier
