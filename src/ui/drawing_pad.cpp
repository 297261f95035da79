#include "ui/drawing_pad.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace atelier::ui {

void DrawingPad::begin(float x, float y) {
  isDrawing_ = true;
  strokes_.push_back({erases, width, {{x, y}}});
  drawSegment(strokes_.back(), {x, y}, {x, y});
}

void DrawingPad::moveTo(float x, float y) {
  if (!isDrawing_) return;
  Stroke& stroke = strokes_.back();
  const Point from = stroke.points.back();
  stroke.points.push_back({x, y});
  drawSegment(stroke, from, {x, y});
}

void DrawingPad::undo() {
  isDrawing_ = false;
  if (strokes_.empty()) return;
  strokes_.pop_back();
  std::fill(pixels_.begin(), pixels_.end(), std::uint8_t{0});
  for (const Stroke& stroke : strokes_) {
    drawSegment(stroke, stroke.points.front(), stroke.points.front());
    for (std::size_t i = 1; i < stroke.points.size(); ++i) drawSegment(stroke, stroke.points[i - 1], stroke.points[i]);
  }
  changed_ = true;
}

void DrawingPad::clear() {
  isDrawing_ = false;
  changed_ = changed_ || !strokes_.empty();
  strokes_.clear();
  std::fill(pixels_.begin(), pixels_.end(), std::uint8_t{0});
}

bool DrawingPad::takeChanged() { return std::exchange(changed_, false); }

void DrawingPad::drawSegment(const Stroke& stroke, Point from, Point to) {
  changed_ = true;
  const float ax = from.x * kSide;
  const float ay = from.y * kSide;
  const float dx = to.x * kSide - ax;
  const float dy = to.y * kSide - ay;
  const float radius = stroke.width * kSide / 2;
  const float length2 = dx * dx + dy * dy;
  const auto clampToPad = [](float v) { return std::clamp(static_cast<int>(v), 0, kSide - 1); };
  const int left = clampToPad(std::min(ax, ax + dx) - radius - 1);
  const int right = clampToPad(std::max(ax, ax + dx) + radius + 1);
  const int top = clampToPad(std::min(ay, ay + dy) - radius - 1);
  const int bottom = clampToPad(std::max(ay, ay + dy) + radius + 1);
  for (int y = top; y <= bottom; ++y) {
    for (int x = left; x <= right; ++x) {
      const float px = static_cast<float>(x) + 0.5F - ax;
      const float py = static_cast<float>(y) + 0.5F - ay;
      const float t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0F, 1.0F) : 0.0F;
      const float distance = std::hypot(px - t * dx, py - t * dy);
      const float cover = std::clamp(radius - distance + 0.5F, 0.0F, 1.0F);  // of the pixel, at the brush's edge
      const auto ink = static_cast<std::uint8_t>(cover * 255 + 0.5F);
      std::uint8_t& pixel = pixels_[static_cast<std::size_t>(y * kSide + x)];
      pixel = stroke.erases ? std::min(pixel, static_cast<std::uint8_t>(255 - ink)) : std::max(pixel, ink);
    }
  }
}

}  // namespace atelier::ui
