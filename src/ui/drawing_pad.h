#pragma once

#include <optional>
#include <string>

#include "protocol/messages.h"
#include "sketch/acts_text.h"
#include "sketch/drawing.h"

namespace atelier::ui {

enum class Tool { kBrush, kEraser, kLine, kEllipse, kFill, kMove };

// What the learner draws: a sketch::Drawing, and the tool in hand. Coordinates run from 0 to 1 across the pad. What a
// tool does between begin() and end() is one act, to be undone as one; it can be seen while it grows.
class DrawingPad {
 public:
  static constexpr int kSide = sketch::kPadSide;
  static constexpr int kGrid = 28;  // cells along a side, for the keyboard

  // --- What was drawn
  // kSide x kSide, row by row: what the engine is sent.
  const protocol::Bytes& pixels() const { return drawing_.pixels(); }
  // The same at another size, for the eye.
  const protocol::Bytes& shown(int side);
  bool isEmpty() const;  // nothing was drawn since the pad was cleared
  bool isDrawing() const { return isDrawing_; }

  // --- The tool in hand
  Tool tool = Tool::kBrush;
  float width = static_cast<float>(sketch::kBrushWidth) / sketch::kUnits;  // of the brush, as a share of the pad
  int grey = 255;                                                          // 0 to 255; the eraser's is 0
  bool mirrors = false;

  // `pressure` from 0 to 1 of a pen makes the stroke thinner or wider there; nothing has the width as it is.
  void begin(float x, float y, std::optional<float> pressure = std::nullopt);
  void moveTo(float x, float y, std::optional<float> pressure = std::nullopt);  // ignored when nothing is under way
  void end() { isDrawing_ = false; }
  void cancel();  // takes back what is under way

  // --- Whole acts, which end what is under way. Each can be undone.
  void clear();
  void scale(float factor);                       // what was drawn, about the middle of the pad
  void drawOver(const protocol::Bytes& picture);  // begins anew on a picture of sketch::Begin
  bool canUndo() const { return drawing_.canUndo(); }
  bool canRedo() const { return drawing_.canRedo(); }
  void undo();
  void redo();

  // --- To be put away and taken up again, with all that can be undone and redone, or as much of it as kKept characters
  // hold: browsers keep some five million.
  static constexpr std::size_t kKept = 1'000'000;
  std::string text() const { return sketch::printActs(drawing_.acts(), drawing_.done(), kKept); }
  // False, and in `error` a sentence, when it is no such text; nothing changes then.
  [[nodiscard]] bool open(const std::string& text, std::string& error);

  protocol::SetFit fit;  // which steps fit it for the network

  // True once after each change of the pixels.
  bool takeChanged();

 private:
  sketch::Place placeAt(float x, float y, std::optional<float> pressure) const;
  sketch::Act actFrom(const sketch::Place& to) const;
  void add(const sketch::Act& act);

  sketch::Drawing drawing_{kSide};
  std::optional<sketch::Drawing> shown_;
  sketch::Place from_;  // where what is under way began
  bool isDrawing_ = false;
  bool changed_ = false;
};

}  // namespace atelier::ui
