#pragma once

#include <chrono>

namespace atelier::cli {

using Clock = std::chrono::steady_clock;

inline double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Images that this program trained on, and how long that took: measuring not counted.
struct Pace {
  long long images = 0;
  double seconds = 0;

  double imagesPerSecond() const { return seconds > 0 ? static_cast<double>(images) / seconds : 0; }
};

}  // namespace atelier::cli
