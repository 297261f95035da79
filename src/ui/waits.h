#pragma once

#include <algorithm>

namespace atelier::ui {

// Of two waits in milliseconds, either of which may be negative for "none", the shorter one.
inline double sooner(double one, double other) {
  if (one < 0 || other < 0) return std::max(one, other);
  return std::min(one, other);
}

}  // namespace atelier::ui
