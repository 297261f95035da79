#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "data/dataset.h"

namespace atelier {

// In pixels of an image; the first pixel's middle is at 0.5, 0.5.
struct Spot {
  float x = 0;
  float y = 0;
};

// Closed lines, one after the other: line k has points[begins[k]] .. points[begins[k + 1] - 1]. Of fixed size, so that
// tracing allocates nothing.
struct Contours {
  static constexpr int kMostPoints = 2 * (kSide + 1) * (kSide + 2);
  std::array<Spot, kMostPoints> points{};
  std::array<int, kMostPoints / 4 + 1> begins{};
  int lines = 0;

  std::span<const Spot> line(int k) const {
    const auto first = static_cast<std::size_t>(begins[static_cast<std::size_t>(k)]);
    const auto end = static_cast<std::size_t>(begins[static_cast<std::size_t>(k) + 1]);
    return std::span(points).subspan(first, end - first);
  }
};

// An image as a field of grey values, a little smoothed and with a rim of black.
class GreyField {
 public:
  // A quarter of each pixel becomes its 3 x 3 neighbourhood weighted 1 2 1 by 1 2 1: no more, or straps and handles run
  // together with what they hold.
  explicit GreyField(std::span<const std::uint8_t> image);

  // Where the field is darker than its surroundings, and not nearly black: by how much. Folds, seams and openings are
  // high.
  GreyField creases() const;

  // Nodes are the middles of pixels, row and column 1 those of the first; 0 and kNodes - 1 are the rim.
  static constexpr int kNodes = kSide + 2;
  float at(int row, int column) const { return nodes_[static_cast<std::size_t>(row * kNodes + column)]; }

  // The mean over the pixels that are not nearly black; 0 when there are none.
  float meanGrey() const { return mean_; }

  // The lines along which the field has this level (above 0), by marching squares; `to` is overwritten.
  void trace(float level, Contours& to) const;

 private:
  GreyField() = default;

  std::array<float, static_cast<std::size_t>(kNodes) * kNodes> nodes_{};
  float mean_ = 0;
};

// Drops points of a closed line until none that was dropped is further than `tolerance` from what is left (Ramer 1972,
// Douglas and Peucker 1973). Writes at most line.size() points to `to` and returns how many.
int simplify(std::span<const Spot> line, float tolerance, std::span<Spot> to);

}  // namespace atelier
