#pragma once

#include <cstdint>
#include <vector>

#include "protocol/messages.h"

namespace atelier::ui {

// What the learner draws: strokes of a round brush or eraser on a square of grey bytes, 0 for untouched. Coordinates
// run from 0 to 1 across the pad. Undo takes back whole strokes, without end; what is left is drawn again to the same
// bytes.
class DrawingPad {
 public:
  static constexpr int kSide = 224;  // pixels
  static constexpr int kGrid = 28;   // cells along a side, for the keyboard

  // Pixels, kSide x kSide, row by row.
  const protocol::Bytes& pixels() const { return pixels_; }
  bool isEmpty() const { return strokes_.empty(); }

  struct Point {
    float x, y;
  };
  struct Stroke {
    bool erases;
    float width;
    std::vector<Point> points;
  };
  // The same drawing as lines, oldest first, each over those before it.
  const std::vector<Stroke>& strokes() const { return strokes_; }

  bool isDrawing() const { return isDrawing_; }

  void begin(float x, float y);
  void moveTo(float x, float y);  // ignored when no stroke is under way
  void end() { isDrawing_ = false; }
  void undo();
  void clear();

  bool erases = false;
  float width = 0.07F;  // of the brush, as a share of the pad

  // True once after each change of the pixels.
  bool takeChanged();

 private:
  // Draws the segment between two points of the stroke.
  void drawSegment(const Stroke& stroke, Point from, Point to);

  std::vector<Stroke> strokes_;
  protocol::Bytes pixels_ = protocol::Bytes(static_cast<std::size_t>(kSide) * kSide);
  bool isDrawing_ = false;
  bool changed_ = false;
};

}  // namespace atelier::ui
