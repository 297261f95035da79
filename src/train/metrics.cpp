#include "train/metrics.h"

namespace atelier {

namespace {

double share(int part, int whole) { return whole > 0 ? static_cast<double>(part) / whole : ClassFigures::kNone; }

}  // namespace

std::array<ClassFigures, kClasses> figuresOf(const Confusion& confusion) {
  std::array<ClassFigures, kClasses> figures;
  for (std::size_t k = 0; k < kClasses; ++k) {
    const int right = confusion.counts[k][k];
    int taken = 0;
    for (const auto& row : confusion.counts) taken += row[k];
    int there = 0;
    for (const int count : confusion.counts[k]) there += count;
    figures[k] = {share(right, taken), share(right, there), share(2 * right, taken + there)};
  }
  return figures;
}

}  // namespace atelier
