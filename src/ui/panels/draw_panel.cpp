#include <array>
#include <cmath>

#include "ui/panels/overlays.h"
#include "ui/panels/panels.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr int kWidths = 20;  // positions of the brush's slider

// Keys on the pad: arrows move the cursor by a cell, Space and Enter paint where it is.
void keysOnPad(Frame& frame, View& view, DrawingPad& pad) {
  constexpr float kStep = 1.0F / DrawingPad::kGrid;
  while (const auto act = frame.controls.take("pad")) {
    if (act->rfind("key:", 0) != 0) continue;
    const std::string key = act->substr(4);
    const float x = view.cursorX;
    const float y = view.cursorY;
    view.showsCursor = true;
    if (key == "ArrowLeft") view.cursorX = std::max(kStep / 2, x - kStep);
    if (key == "ArrowRight") view.cursorX = std::min(1 - kStep / 2, x + kStep);
    if (key == "ArrowUp") view.cursorY = std::max(kStep / 2, y - kStep);
    if (key == "ArrowDown") view.cursorY = std::min(1 - kStep / 2, y + kStep);
    if (key == "Space" || key == "Enter") {
      pad.begin(x, y);
      pad.end();
    }
  }
}

// The strokes as lines rather than the pad's pixels, which would show when magnified.
void drawStrokes(Frame& frame, const Rect& rect, const DrawingPad& pad) {
  fill(frame, rect, IM_COL32_BLACK, 2);
  frame.draw.PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
  const auto& acts = pad.drawing().acts();
  const auto onScreen = [&rect](int units) { return static_cast<float>(units) * rect.w / sketch::kUnits; };
  for (int k = 0; k < pad.drawing().done(); ++k) {
    const auto* const stroke = std::get_if<sketch::Stroke>(&acts[static_cast<std::size_t>(k)]);
    if (stroke == nullptr) continue;
    const ImU32 colour = stroke->grey == 0 ? IM_COL32_BLACK : IM_COL32_WHITE;
    ImVec2 last;
    for (std::size_t i = 0; i < stroke->places.size(); ++i) {
      const sketch::Place& place = stroke->places[i];
      const ImVec2 at{rect.x + onScreen(place.x), rect.y + onScreen(place.y)};
      const std::array<ImVec2, 2> segment = {last, at};  // AddLine would move it by half a pixel
      if (i > 0) frame.draw.AddPolyline(segment.data(), 2, colour, 0, onScreen(place.width));
      frame.draw.AddCircleFilled(at, onScreen(place.width) / 2, colour);  // round ends and joints
      last = at;
    }
  }
  frame.draw.PopClipRect();
}

void drawPad(Frame& frame, const Rect& rect, const View& view, const DrawingPad& pad) {
  drawStrokes(frame, rect, pad);
  if (pad.isEmpty()) {
    line(frame, {rect.x, rect.middleY() - 20, rect.w, 18}, *frame.fonts.strong, IM_COL32(222, 222, 222, 255),
         "Draw here", Align::kCentre);
    line(frame, {rect.x, rect.middleY() + 2, rect.w, 18}, *frame.fonts.words, IM_COL32(160, 160, 160, 255),
         "a shirt, a shoe, a bag \u2026", Align::kCentre);
  }
  if (view.showsCursor) {
    const ImVec2 at{rect.x + view.cursorX * rect.w, rect.y + view.cursorY * rect.h};
    frame.draw.AddCircle(at, pad.width * rect.w / 2, frame.theme.accent, 32, 1.5F);
    frame.draw.AddCircleFilled(at, 2, frame.theme.accent, 12);
  }
  frame.controls.add({.id = "pad",
                      .role = "pad",
                      .name = "Drawing pad",
                      .value = {},
                      .valueText = pad.isEmpty() ? "empty" : "drawn on",
                      .description = "Draw with the pointer, or move with the arrow keys and paint with Space.",
                      .rect = rect,
                      .panel = frame.controls.panel()});
}

void tools(Frame& frame, Rect row, DrawingPad& pad) {
  const float width = frame.isTouch ? 68.0F : 56.0F;
  if (button(frame, row.cutLeft(width, 6), "brush", "Brush", pad.erases ? Look::kPlain : Look::kChosen, true,
             "The next strokes draw in white."))
    pad.erases = false;
  if (button(frame, row.cutLeft(width, 10), "eraser", "Eraser", pad.erases ? Look::kChosen : Look::kPlain, true,
             "The next strokes take white away."))
    pad.erases = true;
  const int position = static_cast<int>(std::lround((pad.width - 0.02F) / 0.01F));
  const std::string text = decimal(pad.width * DrawingPad::kGrid, 1) + " pixels of 28";
  if (const auto moved = slider(frame, row, "width", "Brush width", position, kWidths, text,
                                "How wide the next strokes are, in pixels of the 28."))
    pad.width = 0.02F + 0.01F * static_cast<float>(*moved);
}

}  // namespace

float drawPanel(Frame& frame, const Rect& rect, const RunState& state, View& view, DrawingPad& pad) {
  Rect rest = beginPanel(frame, rect, "Draw");
  const float head = frame.isTouch ? 44.0F : 24.0F;
  Rect row = rest.cutTop(head, 6);
  if (button(frame, row.cutRight(frame.isTouch ? 110.0F : 100.0F, 4), "clear", "Clear drawing", Look::kQuiet,
             !pad.isEmpty(), "Empties the pad. Undo cannot bring it back."))
    pad.clear();
  if (button(frame, row.cutRight(frame.isTouch ? 64.0F : 46.0F, 4), "undo", "Undo", Look::kQuiet, !pad.isEmpty(),
             "Takes back the last stroke."))
    pad.undo();
  line(frame, row.cutLeft(textSize(*frame.fonts.strong, "Draw").x + 1, 4), *frame.fonts.strong, frame.theme.text,
       "Draw");
  helpButton(frame, row.cutLeft(helpButtonWidth(frame)), HelpTopic::kDraw, view);
  keysOnPad(frame, view, pad);
  const float side = frame.isTouch ? std::min(rest.w, 320.0F) : rest.w;
  Rect padRow = rest.cutTop(side, 12);
  drawPad(frame, {padRow.x + (padRow.w - side) / 2, padRow.y, side, side}, view, pad);
  tools(frame, rest.cutTop(frame.isTouch ? 44 : 28, 12), pad);

  Rect seen = rest.cutTop(60, 10);
  const Rect box = seen.cutLeft(56, 10);
  fill(frame, box, IM_COL32(0, 0, 0, 255), 2);
  if (state.seen.bulk.size() == 784) greys(frame, box, 28, 28, state.seen.bulk);
  const std::string how = state.seen.empty ? "What the network sees of it appears here, as 28\u00d728 greys."
                                           : "What the network sees. " + state.seen.how;
  paragraph(frame, {seen.x, seen.y, seen.w, seen.h}, *frame.fonts.words, frame.theme.muted, how);
  mirrorText(frame, box, "seen", "What the network sees", state.seen.empty ? "nothing" : state.seen.how);

  const int shown = state.timeline.shown;
  const std::string whose = state.run.weights == "pretrained" ? "The pretrained model says"
                            : shown > 0  ? "The network after epoch " + std::to_string(shown) + " says"
                            : shown == 0 ? "The network at its start says"
                                         : "The network of this run says";
  line(frame, rest.cutTop(20, 4), *frame.fonts.words, frame.theme.muted, whose);
  const float height = frame.isTouch ? 30.0F : 22.0F;
  shareBars(frame, rest, height, "prediction", state.classes, state.prediction, nullptr);
  rest.cutTop(height * 10);
  return rest.y - rect.y + 14;
}

}  // namespace atelier::ui
