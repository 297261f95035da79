#pragma once

#include "protocol/messages.h"
#include "sketch/drawing.h"

namespace atelier::ui {

// What the learner draws: a sketch::Drawing, and the brush that goes on it. Coordinates run from 0 to 1 across the pad.
class DrawingPad {
 public:
  static constexpr int kSide = sketch::kPadSide;
  static constexpr int kGrid = 28;  // cells along a side, for the keyboard

  // The acts, for whoever draws them as lines, and the raster.
  const sketch::Drawing& drawing() const { return drawing_; }
  const protocol::Bytes& pixels() const { return drawing_.pixels(); }
  bool isEmpty() const { return drawing_.done() == 0; }
  bool isDrawing() const { return isDrawing_; }

  void begin(float x, float y);
  void moveTo(float x, float y);  // ignored when no stroke is under way
  void end() { isDrawing_ = false; }
  void undo();
  void clear();  // undo does not bring it back

  bool erases = false;
  float width = static_cast<float>(sketch::kBrushWidth) / sketch::kUnits;  // of the brush, as a share of the pad

  // True once after each change of the pixels.
  bool takeChanged();

 private:
  sketch::Place placeAt(float x, float y) const;

  sketch::Drawing drawing_{kSide};
  bool isDrawing_ = false;
  bool changed_ = false;
};

}  // namespace atelier::ui
