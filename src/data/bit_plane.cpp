#include "data/bit_plane.h"

#include <bit>

namespace atelier {

namespace {

using Word = std::uint64_t;
constexpr std::size_t kRows = BitPlane::kSide;

// Of a row's free pixels those that touch, in the row, one that is reached: carries of an addition run to the left end
// of a free run, and the same on the mirrored row to its right end is had by doubling steps.
Word spread(Word reached, Word free) {
  reached &= free;
  Word left = reached;
  Word right = reached;
  Word leftFree = free;
  Word rightFree = free;
  for (unsigned step = 1; step < 64; step *= 2) {
    left |= leftFree & (left << step);
    leftFree &= leftFree << step;
    right |= rightFree & (right >> step);
    rightFree &= rightFree >> step;
  }
  return left | right;
}

}  // namespace

int BitPlane::count() const {
  int sum = 0;
  for (const Word row : rows) sum += std::popcount(row);
  return sum;
}

BitPlane operator|(const BitPlane& a, const BitPlane& b) {
  BitPlane both;
  for (std::size_t i = 0; i < kRows; ++i) both.rows[i] = a.rows[i] | b.rows[i];
  return both;
}

BitPlane operator&(const BitPlane& a, const BitPlane& b) {
  BitPlane both;
  for (std::size_t i = 0; i < kRows; ++i) both.rows[i] = a.rows[i] & b.rows[i];
  return both;
}

BitPlane operator~(const BitPlane& a) {
  BitPlane other;
  for (std::size_t i = 0; i < kRows; ++i) other.rows[i] = ~a.rows[i];
  return other;
}

BitPlane grown(BitPlane plane, int steps) {
  for (int step = 0; step < steps; ++step) {
    const bool corners = step % 2 == 1;
    BitPlane next;
    for (std::size_t i = 0; i < kRows; ++i) {
      const Word above = i > 0 ? plane.rows[i - 1] : 0;
      const Word below = i + 1 < kRows ? plane.rows[i + 1] : 0;
      const Word here = plane.rows[i];
      const Word column = above | here | below;
      const Word beside = corners ? column : here;
      next.rows[i] = column | beside << 1U | beside >> 1U;
    }
    plane = next;
  }
  return plane;
}

BitPlane reachedFromBorder(const BitPlane& free) {
  constexpr Word kEnds = Word{1} | Word{1} << 63U;
  BitPlane reached;
  for (std::size_t i = 0; i < kRows; ++i) {
    const bool isEnd = i == 0 || i + 1 == kRows;
    reached.rows[i] = spread(isEnd ? ~Word{0} : kEnds, free.rows[i]);
  }
  for (bool changed = true; changed;) {
    changed = false;
    const auto take = [&](std::size_t from, std::size_t to) {
      const Word more = reached.rows[from] & free.rows[to] & ~reached.rows[to];
      if (more == 0) return;
      reached.rows[to] |= spread(more, free.rows[to]);
      changed = true;
    };
    for (std::size_t i = 1; i < kRows; ++i) take(i - 1, i);
    for (std::size_t i = kRows - 1; i > 0; --i) take(i, i - 1);
  }
  return reached;
}

}  // namespace atelier
