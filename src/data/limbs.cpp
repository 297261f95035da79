#include "data/limbs.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace atelier {

namespace {

constexpr int kNodes = GreyField::kNodes;
constexpr float kFaintest = 10;      // grey of what is no ground
constexpr float kGround = 0.3F;      // and by mean grey
constexpr int kLowest = 14;          // rows of a garment
constexpr float kNarrow = 0.62F;     // width by height of what may have legs,
constexpr float kWide = 1.25F;       // and of what may have sleeves
constexpr int kReach = 3;            // nodes to both sides, in which a crease has something brighter
constexpr float kDepth = 0.07F;      // of a crease, by mean grey; what is deeper counts for it, what is not against it,
constexpr float kDeepest = 0.5F;     // and what is deeper than this no more
constexpr float kClearLegs = 0.25F;  // Candidate::depth
constexpr float kClearSleeves = 0.03F;
constexpr int kShortestLeg = 7;  // Candidate::length
constexpr int kShortestSleeve = 6;
constexpr int kSleeveOut = 2;  // nodes by which short sleeves are wider than the body

// Half-open box of the nodes that are brighter than the ground.
struct Box {
  int left = kNodes, top = kNodes, right = 0, bottom = 0;
  int width() const { return right - left; }
  int height() const { return bottom - top; }
  // The row at this share of the height.
  int row(float share) const { return top + static_cast<int>(share * static_cast<float>(height())); }
  // Columns from the left edge.
  int columns(float share) const { return static_cast<int>(share * static_cast<float>(width())); }
};

// A garment's lit nodes, row by row.
struct Silhouette {
  Box box;
  std::array<int, kNodes> left{};   // the first lit node of a row; kNodes where there is none
  std::array<int, kNodes> right{};  // the last one; 0
  std::array<int, kNodes> lit{};    // how many there are

  Silhouette(const GreyField& field, float level) {
    left.fill(kNodes);
    for (int r = 0; r < kNodes; ++r) {
      const auto row = static_cast<std::size_t>(r);
      for (int c = 0; c < kNodes; ++c) {
        if (field.at(r, c) < level) continue;
        if (lit[row]++ == 0) left[row] = c;
        right[row] = c;
      }
      if (lit[row] == 0) continue;
      box.left = std::min(box.left, left[row]);
      box.right = std::max(box.right, right[row] + 1);
      box.top = std::min(box.top, r);
      box.bottom = r + 1;
    }
  }
};

struct Candidate {
  Crease crease;
  int length = 0;   // rows
  float depth = 0;  // summed above kDepth, by mean grey and rows
};

// How much darker a node is than what is brightest on either side.
float dipAt(const GreyField& field, int row, int column) {
  float left = 0;
  float right = 0;
  for (int k = 1; k <= kReach; ++k) {
    left = std::max(left, field.at(row, column - k));
    right = std::max(right, field.at(row, column + k));
  }
  return std::max(0.0F, std::min(left, right) - field.at(row, column));
}

// The deepest of the straight creases that begin at columns `first` to `last` of the lower edge and go up from there,
// `least` to `most` nodes to the right for each row.
Candidate deepest(const GreyField& field, const Box& box, int first, int last, float least, float most) {
  constexpr int kSlants = 4;
  const float mean = field.meanGrey();
  const int highest = box.row(0.25F);
  std::array<float, static_cast<std::size_t>(kNodes) * kNodes> dips{};
  const int rowsInAll = box.bottom - highest;
  const int slack = 1 + static_cast<int>(std::max(std::fabs(least), std::fabs(most)) * static_cast<float>(rowsInAll));
  const int from = std::max(kReach, first - slack);
  const int to = std::min(kNodes - 1 - kReach, last + slack);
  for (int r = highest; r < box.bottom; ++r) {
    for (int c = from; c <= to; ++c) {
      dips[static_cast<std::size_t>(r * kNodes + c)] = std::min(kDeepest * mean, dipAt(field, r, c)) - kDepth * mean;
    }
  }
  Candidate best;
  for (int end = first; end <= last; ++end) {
    for (int k = 0; k < kSlants; ++k) {
      const float slant = least + (most - least) * static_cast<float>(k) / (kSlants - 1);
      float sum = 0;
      for (int rows = 1; rows <= rowsInAll; ++rows) {
        const float x = static_cast<float>(end) + slant * static_cast<float>(rows - 1);
        const int c = static_cast<int>(x + 0.5F);
        if (c < from || c > to) break;
        const int r = box.bottom - rows;
        sum += dips[static_cast<std::size_t>(r * kNodes + c)];
        if (sum <= best.depth) continue;
        best.depth = sum;
        best.length = rows;
        best.crease.top = {x - 0.5F, static_cast<float>(r) - 0.5F};
        best.crease.bottom = {static_cast<float>(end) - 0.5F, static_cast<float>(box.bottom) - 0.5F};
      }
    }
  }
  if (best.depth > 0) best.depth /= mean * static_cast<float>(rowsInAll);
  return best;
}

bool areMirrored(const Crease& left, const Crease& right, const Box& box) {
  const float slants = (left.bottom.x - left.top.x) + (right.bottom.x - right.top.x);
  const float middles = left.bottom.x + right.bottom.x + 1 - static_cast<float>(box.left + box.right - 1);
  return std::fabs(left.top.y - right.top.y) <= 6 && std::fabs(slants) <= 3.5F && std::fabs(middles) <= 4.5F;
}

// Whether the upper half is wider than the body below, on both sides.
bool hasShortSleeves(const Silhouette& shape) {
  const Box& box = shape.box;
  const auto widest = [&shape](int from, int to) {
    return std::pair(*std::min_element(shape.left.begin() + from, shape.left.begin() + to),
                     *std::max_element(shape.right.begin() + from, shape.right.begin() + to));
  };
  const auto [left, right] = widest(box.top, box.row(0.55F));
  const auto [bodyLeft, bodyRight] = widest(box.row(0.5F), box.row(0.8F));
  return bodyLeft - left >= kSleeveOut && right - bodyRight >= kSleeveOut;
}

}  // namespace

Limbs limbsOf(const GreyField& field) {
  const Silhouette shape(field, std::max(kFaintest, kGround * field.meanGrey()));
  const Box& box = shape.box;
  if (box.height() < kLowest || shape.lit[static_cast<std::size_t>(box.row(0.2F))] < box.columns(0.5F)) return {};
  const float aspect = static_cast<float>(box.width()) / static_cast<float>(box.height());
  if (aspect > kWide) return {};
  if (aspect > kNarrow) {
    const auto left = deepest(field, box, box.left + box.columns(0.1F), box.left + box.columns(0.36F), -0.1F, 0.3F);
    const auto right =
        deepest(field, box, box.right - 1 - box.columns(0.36F), box.right - 1 - box.columns(0.1F), 0.1F, -0.3F);
    if (std::min(left.depth, right.depth) > kClearSleeves && std::min(left.length, right.length) >= kShortestSleeve &&
        areMirrored(left.crease, right.crease, box)) {
      return {Limbs::Kind::kSleeves, {left.crease, right.crease}};
    }
  } else {
    const auto middle = deepest(field, box, box.left + box.columns(0.38F), box.left + box.columns(0.62F), -0.1F, 0.1F);
    if (middle.depth > kClearLegs && middle.length >= kShortestLeg) return {Limbs::Kind::kLegs, {middle.crease, {}}};
  }
  return {hasShortSleeves(shape) ? Limbs::Kind::kShortSleeves : Limbs::Kind::kNone, {}};
}

}  // namespace atelier
