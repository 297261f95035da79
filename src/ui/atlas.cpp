#include "ui/atlas.h"

#include <algorithm>
#include <utility>

namespace atelier::ui {

void Atlas::begin() {
  x_ = shelf_ = shelfHeight_ = 0;
  wasFull_ = std::exchange(isFull_, false);
}

Atlas::Place Atlas::add(int width, int height, std::span<const ImU32> colours) {
  if (x_ + width > kWidth) {
    x_ = 0;
    shelf_ += shelfHeight_;
    shelfHeight_ = 0;
  }
  if (width > kWidth || shelf_ + height > kHeight) {
    isFull_ = true;
    return {{0, 0}, {0, 0}};
  }
  for (int row = 0; row < height; ++row) {
    const auto from = colours.subspan(static_cast<std::size_t>(row * width), static_cast<std::size_t>(width));
    std::copy(from.begin(), from.end(), pixels_.begin() + static_cast<std::ptrdiff_t>(shelf_ + row) * kWidth + x_);
  }
  const auto across = [](int column) { return static_cast<float>(column) / kWidth; };
  const auto down = [](int row) { return static_cast<float>(row) / kHeight; };
  const Place place{{across(x_), down(shelf_)}, {across(x_ + width), down(shelf_ + height)}};
  x_ += width;
  shelfHeight_ = std::max(shelfHeight_, height);
  return place;
}

}  // namespace atelier::ui
