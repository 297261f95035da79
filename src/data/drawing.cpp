#include "data/drawing.h"

#include <algorithm>
#include <cmath>

namespace atelier {

namespace {

constexpr int kInk = 16;    // greys below count as untouched when the drawing is cropped
constexpr int kMargin = 1;  // pixels left free on each side

// Half-open box of what is drawn.
struct Box {
  int left, top, right, bottom;
  bool isEmpty() const { return left >= right; }
  int side() const { return std::max(right - left, bottom - top); }
};

Box boxOfInk(std::span<const std::uint8_t> pad, int width, int height) {
  Box box{width, height, 0, 0};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (pad[static_cast<std::size_t>(y * width + x)] < kInk) continue;
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1), std::max(box.bottom, y + 1)};
    }
  }
  return box;
}

// The mean of the pad over the rectangle, in which the outside counts as untouched. Requires left < right, top <
// bottom.
double meanOver(std::span<const std::uint8_t> pad, int width, int height, double left, double top, double right,
                double bottom) {
  double sum = 0;
  const int lastY = std::min(height, static_cast<int>(std::ceil(bottom)));
  const int lastX = std::min(width, static_cast<int>(std::ceil(right)));
  for (int y = std::max(0, static_cast<int>(std::floor(top))); y < lastY; ++y) {
    const double rows = std::min(bottom, y + 1.0) - std::max(top, static_cast<double>(y));
    for (int x = std::max(0, static_cast<int>(std::floor(left))); x < lastX; ++x) {
      const double columns = std::min(right, x + 1.0) - std::max(left, static_cast<double>(x));
      sum += rows * columns * pad[static_cast<std::size_t>(y * width + x)];
    }
  }
  return sum / ((right - left) * (bottom - top));
}

}  // namespace

FittedDrawing fitDrawing(std::span<const std::uint8_t> pad, int width, int height) {
  FittedDrawing fitted;
  const Box box = boxOfInk(pad, width, height);
  if (box.isEmpty()) {
    fitted.how = "The pad is empty.";
    return fitted;
  }
  fitted.empty = false;
  fitted.how = "Cropped, centred, scaled to 28\u00d728.";
  // A pixel of the result covers `scale` of the pad; a dot is not blown up to more than eight times its size.
  const double scale =
      std::max(static_cast<double>(box.side()) / (kSide - 2 * kMargin), std::max(width, height) / (8.0 * kSide));
  const double middleX = (box.left + box.right) / 2.0;
  const double middleY = (box.top + box.bottom) / 2.0;
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      const double left = middleX + (j - kSide / 2.0) * scale;
      const double top = middleY + (i - kSide / 2.0) * scale;
      const double mean = meanOver(pad, width, height, left, top, left + scale, top + scale);
      fitted.pixels[static_cast<std::size_t>(i * kSide + j)] = static_cast<std::uint8_t>(mean + 0.5);
    }
  }
  return fitted;
}

}  // namespace atelier
