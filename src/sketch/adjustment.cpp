#include "sketch/adjustment.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sketch/acts.h"

namespace atelier::sketch {

namespace {

constexpr int kRimPart = 16;  // of the shorter side, that the rim is wide

// Numbers in a row, whose sum over any stretch of it can be asked for; beyond its ends is 0.
class Stretches {
 public:
  template <class NumberAt>
  Stretches(int count, NumberAt numberAt) : sums_(static_cast<std::size_t>(count) + 1) {
    for (int i = 0; i < count; ++i)
      sums_[static_cast<std::size_t>(i) + 1] = sums_[static_cast<std::size_t>(i)] + numberAt(i);
  }
  double sum(double from, double to) const { return upTo(to) - upTo(from); }

 private:
  double upTo(double place) const {
    const auto last = static_cast<double>(sums_.size() - 1);
    const double inside = std::clamp(place, 0.0, last);
    const auto whole = static_cast<std::size_t>(std::min(inside, last - 1));
    return sums_[whole] + (inside - static_cast<double>(whole)) * (sums_[whole + 1] - sums_[whole]);
  }

  std::vector<double> sums_;
};

Picture cropped(const Picture& picture, const Adjustment& a) {
  const auto pixel = [](int thousandths, int size) {
    return (thousandths * size + Adjustment::kWhole / 2) / Adjustment::kWhole;
  };
  const int left = std::min(pixel(a.left, picture.width), picture.width - 1);
  const int top = std::min(pixel(a.top, picture.height), picture.height - 1);
  Picture to{std::max(1, pixel(a.right, picture.width) - left), std::max(1, pixel(a.bottom, picture.height) - top), {}};
  for (int row = 0; row < to.height; ++row) {
    for (int column = 0; column < to.width; ++column) to.greys.push_back(picture.at(top + row, left + column));
  }
  return to;
}

std::uint8_t greyOf(int grey, const Adjustment& a) {
  const int shown = a.inverts ? 255 - grey : grey;
  return static_cast<std::uint8_t>(a.clears && shown < a.threshold ? 0 : shown);
}

}  // namespace

int otsuThreshold(const Picture& picture) {
  std::array<double, 256> counts{};
  double all = 0;
  for (const std::uint8_t grey : picture.greys) {
    ++counts[grey];
    all += grey;
  }
  const auto count = static_cast<double>(picture.greys.size());
  int best = 0;
  double most = 0;
  double below = 0;  // how many pixels, and the sum of their greys
  double sumBelow = 0;
  for (int t = 1; t < 256; ++t) {
    below += counts[static_cast<std::size_t>(t) - 1];
    sumBelow += counts[static_cast<std::size_t>(t) - 1] * (t - 1);
    if (below == 0 || below == count) continue;
    const double apart = sumBelow / below - (all - sumBelow) / (count - below);
    const double variance = below * (count - below) * apart * apart;
    if (variance <= most) continue;
    most = variance;
    best = t;
  }
  return best;
}

Adjustment firstGuess(const Picture& picture) {
  const int threshold = otsuThreshold(picture);
  if (threshold == 0) return {};
  const int rim = std::max(1, std::min(picture.width, picture.height) / kRimPart);
  int light = 0;
  int count = 0;
  for (int row = 0; row < picture.height; ++row) {
    for (int column = 0; column < picture.width; ++column) {
      const int fromSides = std::min(column, picture.width - 1 - column);
      if (std::min({fromSides, row, picture.height - 1 - row}) >= rim) continue;
      ++count;
      light += picture.at(row, column) >= threshold ? 1 : 0;
    }
  }
  Adjustment guess;
  guess.clears = true;
  guess.threshold = threshold;
  return 2 * light > count ? invertedOther(guess) : guess;
}

Picture turned(const Picture& picture, const Adjustment& adjustment) {
  return tilted(turned(picture, adjustment.quarters), adjustment.degrees);
}

Adjustment turnedFurther(const Adjustment& adjustment, int quarters) {
  constexpr int kWhole = Adjustment::kWhole;
  const Adjustment& a = adjustment;
  Adjustment to = a;
  to.quarters = (a.quarters + quarters) % 4;
  const bool isRight = quarters == 1;
  to.left = isRight ? kWhole - a.bottom : a.top;
  to.right = isRight ? kWhole - a.top : a.bottom;
  to.top = isRight ? a.left : kWhole - a.right;
  to.bottom = isRight ? a.right : kWhole - a.left;
  return to;
}

Adjustment invertedOther(const Adjustment& adjustment) {
  Adjustment to = adjustment;
  to.inverts = !to.inverts;
  if (to.threshold > 0) to.threshold = 256 - to.threshold;
  return to;
}

std::vector<std::uint8_t> adjusted(const Picture& picture, const Adjustment& adjustment) {
  Picture kept = cropped(turned(picture, adjustment), adjustment);
  for (std::uint8_t& grey : kept.greys) grey = greyOf(grey, adjustment);
  return fitted(kept, kPadSide);
}

std::vector<std::uint8_t> fitted(const Picture& picture, int side) {
  const double scale = static_cast<double>(std::max(picture.width, picture.height)) / side;
  const double left = (picture.width - scale * side) / 2;
  const double top = (picture.height - scale * side) / 2;
  std::vector<double> rows;  // of the picture, `side` sums each
  for (int row = 0; row < picture.height; ++row) {
    const Stretches greys(picture.width, [&](int column) { return picture.at(row, column); });
    for (int j = 0; j < side; ++j) rows.push_back(greys.sum(left + j * scale, left + (j + 1) * scale));
  }
  std::vector<std::uint8_t> to(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (int j = 0; j < side; ++j) {
    const Stretches sums(picture.height, [&](int row) { return rows[static_cast<std::size_t>(row * side + j)]; });
    for (int i = 0; i < side; ++i) {
      const double mean = sums.sum(top + i * scale, top + (i + 1) * scale) / (scale * scale);
      to[static_cast<std::size_t>(i * side + j)] = static_cast<std::uint8_t>(mean + 0.5);
    }
  }
  return to;
}

}  // namespace atelier::sketch
