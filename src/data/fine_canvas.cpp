#include "data/fine_canvas.h"

#include <algorithm>
#include <bit>

#include "data/bit_plane.h"

namespace atelier {

namespace {

constexpr int kInk = 80;                                 // greys from here on are lines that hold water
constexpr int kRim = (BitPlane::kSide - kFineSide) / 2;  // of the bit plane, around the canvas
constexpr int kWidestClosing = 2;                        // half of the widest gap that is closed
constexpr double kFairPart = 0.3;                        // of the drawing's box

BitPlane inkOf(const FineCanvas& canvas) {
  BitPlane ink;
  for (int i = 0; i < kFineSide; ++i) {
    for (int j = 0; j < kFineSide; ++j) {
      if (canvas[static_cast<std::size_t>(i * kFineSide + j)] >= kInk) ink.set(i + kRim, j + kRim);
    }
  }
  return ink;
}

int areaOfBox(const BitPlane& ink) {
  std::uint64_t columns = 0;
  int rows = 0;
  int first = -1;
  for (int i = 0; i < BitPlane::kSide; ++i) {
    const std::uint64_t row = ink.rows[static_cast<std::size_t>(i)];
    if (row == 0) continue;
    if (first < 0) first = i;
    rows = i - first + 1;
    columns |= row;
  }
  return columns == 0 ? 0 : rows * (64 - std::countl_zero(columns) - std::countr_zero(columns));
}

// What cannot be reached from outside once gaps of up to twice `closing` are closed; ink is not part of it.
BitPlane insideOf(const BitPlane& ink, int closing) {
  const BitPlane outside = grown(reachedFromBorder(~grown(ink, closing)), closing);
  return ~(outside | ink);
}

}  // namespace

bool fillInsides(FineCanvas& canvas, std::uint8_t grey) {
  const BitPlane ink = inkOf(canvas);
  const int fair = static_cast<int>(kFairPart * areaOfBox(ink));
  const BitPlane closed = insideOf(ink, 0);
  BitPlane inside = closed;
  for (int closing = 1; closing <= kWidestClosing && inside.count() < fair; ++closing) inside = insideOf(ink, closing);
  if (inside.count() < fair) inside = closed;
  const BitPlane filled = grown(inside, 1);  // under the soft edge of the lines, too
  for (int i = 0; i < kFineSide; ++i) {
    for (int j = 0; j < kFineSide; ++j) {
      std::uint8_t& pixel = canvas[static_cast<std::size_t>(i * kFineSide + j)];
      if (filled.at(i + kRim, j + kRim)) pixel = std::max(pixel, grey);
    }
  }
  return inside.count() > 0;
}

void halve(const FineCanvas& canvas, std::span<std::uint8_t> to) {
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      const std::uint8_t* const upper = &canvas[static_cast<std::size_t>(2 * i * kFineSide + 2 * j)];
      const int sum = upper[0] + upper[1] + upper[kFineSide] + upper[kFineSide + 1];
      to[static_cast<std::size_t>(i * kSide + j)] = static_cast<std::uint8_t>((sum + 2) / 4);
    }
  }
}

}  // namespace atelier
