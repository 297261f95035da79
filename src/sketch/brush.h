#pragma once

#include <cstdint>
#include <span>

namespace atelier::sketch {

// Where the middle of a round brush is, and how wide it is there. In pixels; the first pixel's middle is at 0.5, 0.5.
struct Dab {
  float x = 0;
  float y = 0;
  float radius = 1;
};

// Half-open rectangle of pixels.
struct Box {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
  bool isEmpty() const { return left >= right || top >= bottom; }
  bool operator==(const Box&) const = default;
};

// The least box that holds both; an empty one adds nothing.
Box joined(const Box& a, const Box& b);

// Raises every byte of the plane (side x side, row by row) to how much of its pixel the brush covers on its straight
// way from one place to the other: 255 is all of it. The radius changes evenly on the way, and the edge is one pixel
// soft. Returns the box outside of which nothing changed. Numbers that are not finite cover nothing.
Box cover(std::span<std::uint8_t> plane, int side, const Dab& from, const Dab& to);

}  // namespace atelier::sketch
