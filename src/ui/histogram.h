#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

namespace atelier::ui {

// How numbers lie: how many there are in each of kBins equal pieces of low .. high. What is not finite is counted as
// missing and has no part in the rest. Of no finite number, all is 0.
struct Histogram {
  static constexpr int kBins = 24;

  std::size_t count = 0;    // of finite numbers
  std::size_t missing = 0;  // of others
  float low = 0;
  float high = 0;
  double mean = 0;
  std::array<std::size_t, kBins> bins{};  // where all are equal, they are in the first

  // The largest magnitude.
  float most() const { return -low > high ? -low : high; }
};

Histogram histogramOf(std::span<const float> numbers);

// "1,690 weights from -0.51 to 0.62, mean 0.013", and how many are not numbers, if any.
std::string spoken(const Histogram& numbers, const std::string& name);

}  // namespace atelier::ui
