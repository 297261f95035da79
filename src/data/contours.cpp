#include "data/contours.h"

#include <algorithm>

namespace atelier {

namespace {

constexpr float kNearlyBlack = 12;

enum Side { kTop, kRight, kBottom, kLeft };

// Where a line that comes into a cell through one side leaves it. Corners: which are above the level.
Side exitOf(Side entry, bool topLeft, bool topRight, bool bottomRight, bool bottomLeft) {
  const bool crosses[] = {topLeft != topRight, topRight != bottomRight, bottomRight != bottomLeft,
                          bottomLeft != topLeft};
  if (crosses[0] && crosses[1] && crosses[2] && crosses[3]) {  // a saddle: its high corners are kept apart
    if (topLeft) return static_cast<Side>(3 - entry);
    return static_cast<Side>(entry ^ 1);
  }
  for (int side = 0; side < 4; ++side) {
    if (crosses[side] && side != entry) return static_cast<Side>(side);
  }
  return entry;
}

float squareDistance(Spot a, Spot b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

// Of p from the straight piece between a and b, squared.
float squareDistance(Spot p, Spot a, Spot b) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length2 = dx * dx + dy * dy;
  const float t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0F, 1.0F) : 0.0F;
  return squareDistance(p, {a.x + t * dx, a.y + t * dy});
}

}  // namespace

GreyField::GreyField(std::span<const std::uint8_t> image) {
  const auto pixel = [&](int row, int column) {
    const bool inside = row >= 0 && row < kSide && column >= 0 && column < kSide;
    return inside ? static_cast<int>(image[static_cast<std::size_t>(row * kSide + column)]) : 0;
  };
  int sum = 0;
  int count = 0;
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      const int around = pixel(i - 1, j - 1) + 2 * pixel(i - 1, j) + pixel(i - 1, j + 1) + 2 * pixel(i, j - 1) +
                         4 * pixel(i, j) + 2 * pixel(i, j + 1) + pixel(i + 1, j - 1) + 2 * pixel(i + 1, j) +
                         pixel(i + 1, j + 1);
      const int weighted = around + 48 * pixel(i, j);
      const float value = static_cast<float>(weighted) / 64;
      nodes_[static_cast<std::size_t>((i + 1) * kNodes + j + 1)] = value;
      if (value < kNearlyBlack) continue;
      sum += weighted;
      ++count;
    }
  }
  mean_ = count > 0 ? static_cast<float>(sum) / static_cast<float>(64 * count) : 0;
}

GreyField GreyField::creases() const {
  constexpr int kReach = 3;
  constexpr int kArea = (2 * kReach + 1) * (2 * kReach + 1);
  // Sums over runs of a row, then over those of a column.
  std::array<float, static_cast<std::size_t>(kNodes) * kNodes> sums{};
  for (int i = 0; i < kNodes; ++i) {
    for (int j = kReach; j < kNodes - kReach; ++j) {
      float sum = 0;
      for (int k = -kReach; k <= kReach; ++k) sum += at(i, j + k);
      sums[static_cast<std::size_t>(i * kNodes + j)] = sum;
    }
  }
  GreyField field;
  for (int i = kReach; i < kNodes - kReach; ++i) {
    for (int j = kReach; j < kNodes - kReach; ++j) {
      float sum = 0;
      for (int k = -kReach; k <= kReach; ++k) sum += sums[static_cast<std::size_t>((i + k) * kNodes + j)];
      if (at(i, j) < kNearlyBlack) continue;
      field.nodes_[static_cast<std::size_t>(i * kNodes + j)] = std::max(0.0F, sum / kArea - at(i, j));
    }
  }
  return field;
}

void GreyField::trace(float level, Contours& to) const {
  std::array<bool, static_cast<std::size_t>(kNodes) * kNodes> seen{};  // top sides of cells that a line has crossed
  int count = 0;
  to.lines = 0;
  to.begins[0] = 0;
  const auto isHigh = [&](int row, int column) { return at(row, column) >= level; };
  for (int startRow = 1; startRow < kNodes - 1; ++startRow) {
    for (int startColumn = 0; startColumn < kNodes - 1; ++startColumn) {
      if (isHigh(startRow, startColumn) == isHigh(startRow, startColumn + 1)) continue;
      if (seen[static_cast<std::size_t>(startRow * kNodes + startColumn)]) continue;
      int row = startRow;  // of a cell, whose top left node is there
      int column = startColumn;
      Side entry = kTop;
      do {
        // The place where the line comes in.
        const int r0 = entry == kBottom ? row + 1 : row;
        const int c0 = entry == kRight ? column + 1 : column;
        const bool isAcross = entry == kTop || entry == kBottom;
        const float a = at(r0, c0);
        const float b = isAcross ? at(r0, c0 + 1) : at(r0 + 1, c0);
        const float t = (level - a) / (b - a);
        const float x = static_cast<float>(c0) - 0.5F + (isAcross ? t : 0);
        const float y = static_cast<float>(r0) - 0.5F + (isAcross ? 0 : t);
        to.points[static_cast<std::size_t>(count++)] = {x, y};
        if (isAcross) seen[static_cast<std::size_t>(r0 * kNodes + c0)] = true;
        const Side exit = exitOf(entry, isHigh(row, column), isHigh(row, column + 1), isHigh(row + 1, column + 1),
                                 isHigh(row + 1, column));
        row += exit == kBottom ? 1 : exit == kTop ? -1 : 0;
        column += exit == kRight ? 1 : exit == kLeft ? -1 : 0;
        entry = static_cast<Side>((exit + 2) % 4);
      } while (row != startRow || column != startColumn || entry != kTop);
      to.begins[static_cast<std::size_t>(++to.lines)] = count;
    }
  }
}

int simplify(std::span<const Spot> line, float tolerance, std::span<Spot> to) {
  const int size = static_cast<int>(line.size());
  const auto spot = [&](int i) { return line[static_cast<std::size_t>(i == size ? 0 : i)]; };
  // The pieces still to look at, [first, last], the leftmost on top.
  struct Piece {
    int first, last;
  };
  std::array<Piece, 64> open{};
  int depth = 0;
  int farthest = 0;
  for (int i = 1; i < size; ++i) {
    if (squareDistance(spot(i), spot(0)) > squareDistance(spot(farthest), spot(0))) farthest = i;
  }
  open[0] = {farthest, size};
  open[1] = {0, farthest};
  depth = 2;
  int count = 0;
  while (depth > 0) {
    const Piece piece = open[static_cast<std::size_t>(--depth)];
    int worst = -1;
    float distance = tolerance * tolerance;
    for (int i = piece.first + 1; i < piece.last; ++i) {
      const float here = squareDistance(spot(i), spot(piece.first), spot(piece.last));
      if (here <= distance) continue;
      distance = here;
      worst = i;
    }
    if (worst < 0 || depth + 2 > static_cast<int>(open.size())) {
      if (piece.first < piece.last) to[static_cast<std::size_t>(count++)] = spot(piece.first);
    } else {
      open[static_cast<std::size_t>(depth++)] = {worst, piece.last};
      open[static_cast<std::size_t>(depth++)] = {piece.first, worst};
    }
  }
  return count;
}

}  // namespace atelier
