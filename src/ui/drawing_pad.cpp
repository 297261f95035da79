#include "ui/drawing_pad.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace atelier::ui {

namespace {

constexpr float kThinnest = 0.25F;  // of a pen that hardly touches, as a share of the width
constexpr float kWidest = 1.75F;    // of one that is pressed as hard as it can be

int units(float share) {
  constexpr auto kMost = static_cast<float>(sketch::kFarthest);
  return static_cast<int>(std::lround(std::clamp(share * sketch::kUnits, -kMost, kMost)));
}

}  // namespace

const protocol::Bytes& DrawingPad::shown(int side) {
  if (!shown_ || shown_->side() != side) {
    shown_.emplace(side);
    shown_->replace(drawing_.acts(), drawing_.done());
  }
  return shown_->pixels();
}

bool DrawingPad::isEmpty() const {
  if (drawing_.done() == 0) return true;
  const auto* begin = std::get_if<sketch::Begin>(&drawing_.acts()[static_cast<std::size_t>(drawing_.done()) - 1]);
  return begin != nullptr && begin->picture.empty();
}

void DrawingPad::begin(float x, float y, std::optional<float> pressure) {
  if (tool == Tool::kMove && isEmpty()) return;
  from_ = placeAt(x, y, pressure);
  isDrawing_ = tool != Tool::kFill;
  add(actFrom(from_));
}

void DrawingPad::moveTo(float x, float y, std::optional<float> pressure) {
  if (!isDrawing_) return;
  changed_ = true;
  const sketch::Place to = placeAt(x, y, pressure);
  if (tool == Tool::kBrush || tool == Tool::kEraser) {
    drawing_.goOn(to);
    if (shown_) shown_->goOn(to);
  } else {
    drawing_.undo();
    if (shown_) shown_->undo();
    add(actFrom(to));
  }
}

void DrawingPad::cancel() {
  if (std::exchange(isDrawing_, false)) undo();
}

void DrawingPad::clear() {
  isDrawing_ = false;
  if (!isEmpty()) add(sketch::Begin{});
}

void DrawingPad::scale(float factor) {
  isDrawing_ = false;
  const auto scaled = static_cast<int>(std::lround(factor * sketch::Move::kSame));
  if (!isEmpty()) add(sketch::Move{0, 0, std::clamp(scaled, 1, 16 * sketch::Move::kSame)});
}

void DrawingPad::drawOver(const protocol::Bytes& picture) {
  isDrawing_ = false;
  add(sketch::Begin{picture});
}

void DrawingPad::undo() {
  isDrawing_ = false;
  changed_ = changed_ || canUndo();
  drawing_.undo();
  if (shown_) shown_->undo();
}

void DrawingPad::redo() {
  isDrawing_ = false;
  changed_ = changed_ || canRedo();
  drawing_.redo();
  if (shown_) shown_->redo();
}

bool DrawingPad::open(const std::string& text, std::string& error) {
  auto list = sketch::parseActs(text, error);
  if (!list) return false;
  isDrawing_ = false;
  changed_ = true;
  drawing_.replace(std::move(list->acts), list->done);
  shown_.reset();
  return true;
}

bool DrawingPad::takeChanged() { return std::exchange(changed_, false); }

sketch::Place DrawingPad::placeAt(float x, float y, std::optional<float> pressure) const {
  const float thickness = pressure ? kThinnest + (kWidest - kThinnest) * std::clamp(*pressure, 0.0F, 1.0F) : 1.0F;
  return {units(x), units(y), units(width * thickness)};
}

// What the tool does on its way from where it began.
sketch::Act DrawingPad::actFrom(const sketch::Place& to) const {
  const auto ink = static_cast<std::uint8_t>(tool == Tool::kEraser ? 0 : std::clamp(grey, 0, 255));
  switch (tool) {
    case Tool::kBrush:
    case Tool::kEraser:
      return sketch::Stroke{ink, mirrors, {to}};
    case Tool::kLine:
      return sketch::Stroke{ink, mirrors, {from_, to}};
    case Tool::kEllipse:
      return sketch::Ellipse{ink,
                             mirrors,
                             std::min(from_.x, to.x),
                             std::min(from_.y, to.y),
                             std::max(from_.x, to.x),
                             std::max(from_.y, to.y),
                             to.width};
    case Tool::kFill:
      return sketch::Fill{ink, mirrors, to.x, to.y};
    case Tool::kMove:
      return sketch::Move{to.x - from_.x, to.y - from_.y, sketch::Move::kSame};
  }
  return sketch::Begin{};
}

void DrawingPad::add(const sketch::Act& act) {
  changed_ = true;
  drawing_.add(act);
  if (shown_) shown_->add(act);
}

}  // namespace atelier::ui
