#include "ui/drawing_pad.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace atelier::ui {

void DrawingPad::begin(float x, float y) {
  isDrawing_ = true;
  changed_ = true;
  const std::uint8_t grey = erases ? 0 : 255;
  drawing_.add(sketch::Stroke{grey, false, {placeAt(x, y)}});
}

void DrawingPad::moveTo(float x, float y) {
  if (!isDrawing_) return;
  changed_ = true;
  drawing_.goOn(placeAt(x, y));
}

void DrawingPad::undo() {
  isDrawing_ = false;
  changed_ = changed_ || drawing_.canUndo();
  drawing_.undo();
}

void DrawingPad::clear() {
  isDrawing_ = false;
  changed_ = changed_ || !isEmpty();
  drawing_.replace({}, 0);
}

bool DrawingPad::takeChanged() { return std::exchange(changed_, false); }

sketch::Place DrawingPad::placeAt(float x, float y) const {
  const auto units = [](float share) {
    constexpr auto kMost = static_cast<float>(sketch::kFarthest);
    return static_cast<int>(std::lround(std::clamp(share * sketch::kUnits, -kMost, kMost)));
  };
  return {units(x), units(y), units(width)};
}

}  // namespace atelier::ui
