#pragma once

#include <array>

#include "data/dataset.h"

namespace atelier {

// How many images of each of the data set's classes were taken for each class that a network knows:
// counts[truth][predicted].
struct Confusion {
  std::array<std::array<int, kMostLabels>, kClasses> counts{};

  // Requires a truth below kClasses and a predicted class below kMostLabels.
  void add(int truth, int predicted) { ++counts[static_cast<std::size_t>(truth)][static_cast<std::size_t>(predicted)]; }
};

// Of a class with t images taken for it rightly, p images taken for it in all and n images of it. Shares from 0 to 1;
// one that would be a share of nothing is kNone.
struct ClassFigures {
  static constexpr double kNone = -1;

  double precision = kNone;  // t / p
  double recall = kNone;     // t / n
  double f1 = kNone;         // 2 t / (p + n): their harmonic mean, where that is defined
};

std::array<ClassFigures, kClasses> figuresOf(const Confusion& confusion);

}  // namespace atelier
