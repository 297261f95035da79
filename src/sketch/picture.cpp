#include "sketch/picture.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace atelier::sketch {

namespace {

Picture turnedOnce(const Picture& picture) {
  Picture to{picture.height, picture.width, {}};
  to.greys.reserve(picture.greys.size());
  for (int row = 0; row < to.height; ++row) {
    for (int column = 0; column < to.width; ++column) to.greys.push_back(picture.at(picture.height - 1 - column, row));
  }
  return to;
}

// Bilinear. Requires a place from the middle of the first pixel to that of the last one.
std::uint8_t between(const Picture& picture, double x, double y) {
  const int column = static_cast<int>(x);
  const int row = static_cast<int>(y);
  const int nextColumn = std::min(column + 1, picture.width - 1);
  const int nextRow = std::min(row + 1, picture.height - 1);
  const auto across = [&](int of) {
    return std::lerp(static_cast<double>(picture.at(of, column)), static_cast<double>(picture.at(of, nextColumn)),
                     x - column);
  };
  return static_cast<std::uint8_t>(std::lround(std::lerp(across(row), across(nextRow), y - row)));
}

}  // namespace

Picture turned(const Picture& picture, int quarters) {
  Picture to = picture;
  for (int i = 0; i < quarters; ++i) to = turnedOnce(to);
  return to;
}

Picture tilted(const Picture& picture, int degrees) {
  if (degrees == 0) return picture;
  const double angle = degrees * std::numbers::pi / 180;
  const double right = std::cos(angle);
  const double down = std::sin(angle);
  const double middleX = (picture.width - 1) / 2.0;
  const double middleY = (picture.height - 1) / 2.0;
  Picture to{picture.width, picture.height, {}};
  to.greys.reserve(picture.greys.size());
  for (int row = 0; row < to.height; ++row) {
    for (int column = 0; column < to.width; ++column) {
      const double x = middleX + right * (column - middleX) + down * (row - middleY);
      const double y = middleY - down * (column - middleX) + right * (row - middleY);
      to.greys.push_back(between(picture, std::clamp(x, 0.0, 2 * middleX), std::clamp(y, 0.0, 2 * middleY)));
    }
  }
  return to;
}

Picture mirrored(const Picture& picture) {
  Picture to = picture;
  for (int row = 0; row < to.height; ++row) {
    const auto first = to.greys.begin() + static_cast<std::ptrdiff_t>(row) * to.width;
    std::reverse(first, first + to.width);
  }
  return to;
}

}  // namespace atelier::sketch
