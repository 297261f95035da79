#pragma once

#include <array>
#include <cstdint>

namespace atelier {

// 64 x 64 yes or no, a row to a word, column 0 in the lowest bit. What lies outside is no.
struct BitPlane {
  static constexpr int kSide = 64;
  std::array<std::uint64_t, kSide> rows{};

  bool at(int row, int column) const {
    return (rows[static_cast<std::size_t>(row)] >> static_cast<unsigned>(column) & 1U) != 0;
  }
  void set(int row, int column) {
    rows[static_cast<std::size_t>(row)] |= std::uint64_t{1} << static_cast<unsigned>(column);
  }
  int count() const;
  bool operator==(const BitPlane&) const = default;
};

BitPlane operator|(const BitPlane& a, const BitPlane& b);
BitPlane operator&(const BitPlane& a, const BitPlane& b);
BitPlane operator~(const BitPlane& a);

// Grown by `steps` pixels, alternately to the four and to the eight neighbours: nearly a disc.
BitPlane grown(BitPlane plane, int steps);

// What of `free` can be reached from its pixels at the border of the plane, through the four neighbours.
BitPlane reachedFromBorder(const BitPlane& free);

}  // namespace atelier
