#include "ui/histogram.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/figures.h"

namespace atelier::ui {

Histogram histogramOf(std::span<const float> numbers) {
  Histogram h;
  double sum = 0;
  for (const float number : numbers) {
    if (!std::isfinite(number)) {
      ++h.missing;
      continue;
    }
    h.low = h.count == 0 ? number : std::min(h.low, number);
    h.high = h.count == 0 ? number : std::max(h.high, number);
    sum += static_cast<double>(number);
    ++h.count;
  }
  if (h.count == 0) return h;
  h.mean = sum / static_cast<double>(h.count);
  const double factor = h.high > h.low ? Histogram::kBins / (static_cast<double>(h.high) - h.low) : 0;
  for (const float number : numbers) {
    if (!std::isfinite(number)) continue;
    const int bin = static_cast<int>((static_cast<double>(number) - h.low) * factor);
    ++h.bins[static_cast<std::size_t>(std::min(bin, Histogram::kBins - 1))];
  }
  return h;
}

std::string spoken(const Histogram& numbers, const std::string& name) {
  std::string text = grouped(static_cast<double>(numbers.count)) + " " + name;
  if (numbers.count > 0) {
    text += " from " + figure(numbers.low) + " to " + figure(numbers.high) + ", mean " + figure(numbers.mean);
  }
  if (numbers.missing > 0) text += "; " + grouped(static_cast<double>(numbers.missing)) + " are not numbers";
  return text;
}

}  // namespace atelier::ui
