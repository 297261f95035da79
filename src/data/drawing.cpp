#include "data/drawing.h"

#include <algorithm>
#include <cmath>

#include "data/fine_canvas.h"

namespace atelier {

namespace {

constexpr int kInk = 16;  // greys below count as untouched when the drawing is cropped
constexpr std::uint8_t kInsideGrey = 140;

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

// The brightest grey becomes 255; returns whether that changes anything.
bool brighten(FineCanvas& canvas) {
  const int brightest = *std::max_element(canvas.begin(), canvas.end());
  if (brightest == 0 || brightest == 255) return false;
  for (std::uint8_t& grey : canvas) grey = static_cast<std::uint8_t>((grey * 255 + brightest / 2) / brightest);
  return true;
}

}  // namespace

FittedDrawing fitDrawing(std::span<const std::uint8_t> pad, int width, int height, const FitOptions& options) {
  FittedDrawing fitted;
  const Box box = boxOfInk(pad, width, height);
  if (box.isEmpty()) {
    fitted.how = "The pad is empty.";
    return fitted;
  }
  fitted.empty = false;
  fitted.how = options.crop ? "Cropped, centred, scaled to 28\u00d728" : "Scaled to 28\u00d728";
  const Box window = options.crop ? box : Box{0, 0, width, height};
  // A pixel of the canvas covers `scale` of the pad.
  const double scale = std::max(static_cast<double>(window.side()) / kFineSide,
                                std::max(width, height) / (static_cast<double>(kMostZoom) * kFineSide));
  const double middleX = (window.left + window.right) / 2.0;
  const double middleY = (window.top + window.bottom) / 2.0;
  FineCanvas canvas{};
  for (int i = 0; i < kFineSide; ++i) {
    for (int j = 0; j < kFineSide; ++j) {
      const double left = middleX + (j - kFineSide / 2.0) * scale;
      const double top = middleY + (i - kFineSide / 2.0) * scale;
      const double mean = meanOver(pad, width, height, left, top, left + scale, top + scale);
      canvas[static_cast<std::size_t>(i * kFineSide + j)] = static_cast<std::uint8_t>(mean + 0.5);
    }
  }
  if (options.bright && brighten(canvas)) fitted.how += ", brightened";
  if (options.fill && fillInsides(canvas, kInsideGrey)) fitted.how += ", filled";
  fitted.how += ".";
  halve(canvas, fitted.pixels);
  return fitted;
}

}  // namespace atelier
