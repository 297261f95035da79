#include "sketch/picture.h"

#include <algorithm>

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

}  // namespace

Picture turned(const Picture& picture, int quarters) {
  Picture to = picture;
  for (int i = 0; i < quarters; ++i) to = turnedOnce(to);
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
