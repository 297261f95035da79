#include <algorithm>
#include <cmath>

#include "ui/panels/nearest_row.h"
#include "ui/panels/overlays.h"
#include "ui/panels/pad_tools.h"
#include "ui/panels/panels.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kScaleOfKeys = 1.1F;
constexpr int kMostPixels = 448;  // along a side of the picture of the pad, which shares a texture with all others

// Keys on the pad: arrows move the cursor by a cell, Space and Enter press and let go, plus and minus scale.
void keysOnPad(Frame& frame, View& view, DrawingPad& pad) {
  constexpr float kStep = 1.0F / DrawingPad::kGrid;
  while (const auto act = frame.controls.take("pad")) {
    if (act->rfind("key:", 0) != 0) continue;
    const std::string key = act->substr(4);
    float& x = view.cursorX;
    float& y = view.cursorY;
    view.showsCursor = true;
    if (key == "ArrowLeft") x = std::max(kStep / 2, x - kStep);
    if (key == "ArrowRight") x = std::min(1 - kStep / 2, x + kStep);
    if (key == "ArrowUp") y = std::max(kStep / 2, y - kStep);
    if (key == "ArrowDown") y = std::min(1 - kStep / 2, y + kStep);
    if (key.rfind("Arrow", 0) == 0 && view.keysDraw) pad.moveTo(x, y);
    if (key == "Space" || key == "Enter") {
      view.keysDraw&& pad.isDrawing() ? pad.end() : pad.begin(x, y);
      view.keysDraw = pad.isDrawing();
    }
    if (key == "Escape" && view.keysDraw) {
      pad.cancel();
      view.keysDraw = false;
    }
    if (key == "Undo") pad.undo();
    if (key == "Redo") pad.redo();
    if (key == "Plus") pad.scale(kScaleOfKeys);
    if (key == "Minus") pad.scale(1 / kScaleOfKeys);
  }
}

void drawPad(Frame& frame, const Rect& rect, const View& view, DrawingPad& pad) {
  fill(frame, rect, IM_COL32_BLACK, 2);
  if (pad.isEmpty()) {
    line(frame, {rect.x, rect.middleY() - 20, rect.w, 18}, *frame.fonts.strong, IM_COL32(222, 222, 222, 255),
         "Draw here", Align::kCentre);
    line(frame, {rect.x, rect.middleY() + 2, rect.w, 18}, *frame.fonts.words, IM_COL32(160, 160, 160, 255),
         "a shirt, a shoe, a bag \u2026", Align::kCentre);
  } else {
    const int side = std::min(kMostPixels, static_cast<int>(std::lround(rect.w * frame.pixelRatio)));
    greys(frame, rect, side, side, pad.shown(side));
  }
  if (pad.mirrors) {
    constexpr float kDash = 4;
    for (float y = rect.y; y < rect.bottom(); y += 2 * kDash) {
      frame.draw.AddLine({rect.middleX(), y}, {rect.middleX(), y + kDash}, IM_COL32(160, 160, 160, 160), 1);
    }
  }
  if (view.showsCursor) {
    const ImVec2 at{rect.x + view.cursorX * rect.w, rect.y + view.cursorY * rect.h};
    frame.draw.AddCircle(at, pad.width * rect.w / 2, frame.theme.accent, 32, view.keysDraw ? 3.0F : 1.5F);
    frame.draw.AddCircleFilled(at, 2, frame.theme.accent, 12);
  }
  const std::string where = "column " + std::to_string(static_cast<int>(view.cursorX * DrawingPad::kGrid) + 1) +
                            ", row " + std::to_string(static_cast<int>(view.cursorY * DrawingPad::kGrid) + 1);
  const std::string ink = pad.isEmpty() ? "empty" : "drawn on";
  frame.controls.add(
      {.id = "pad",
       .role = "pad",
       .name = "Drawing pad",
       .value = {},
       .valueText = view.showsCursor ? ink + "; " + (view.keysDraw ? "drawing at " : "at ") + where : ink,
       .description = "Draw with the pointer. Or move with the arrow keys; Space puts the tool down and "
                      "lifts it, Escape takes back what it does, plus and minus scale the drawing, "
                      "Control and Z undoes.",
       .rect = rect,
       .panel = frame.controls.panel()});
}

// The steps from the drawing to what the network sees.
void fitSteps(Frame& frame, Rect row, DrawingPad& pad) {
  const auto step = [&](float width, const char* id, const char* name, bool& isOn, const char* about) {
    if (!button(frame, row.cutLeft(width, 6), id, name, isOn ? Look::kChosen : Look::kPlain, true, about)) return;
    isOn = !isOn;
    frame.outbox.emplace_back(pad.fit);
  };
  const float width = (row.w - 12) / 3;
  step(
      width, "fitCrop", "crop", pad.fit.crop,
      "Cuts out what is drawn, scales it with its proportions to fill the frame and centres it, as the pictures of the "
      "data set were. Without it the whole pad is scaled.");
  step(width, "fitBright", "brighten", pad.fit.bright, "Makes the brightest grey of the drawing white.");
  step(width, "fitFill", "fill inside", pad.fit.fill,
       "Makes the insides of closed, or nearly closed, outlines grey, for the pictures of the data set are "
       "photographs.");
}

}  // namespace

float drawPanel(Frame& frame, const Rect& rect, const RunState& state, View& view, DrawingPad& pad) {
  Rect rest = beginPanel(frame, rect, "Draw");
  const float head = frame.isTouch ? 44.0F : 24.0F;
  Rect row = rest.cutTop(head, 6);
  historyButtons(frame, row, pad);
  fileButtons(frame, row, state, view, pad);
  const bool hasWardrobe = isThere(Tab::kResults, view.hidden);
  if (hasWardrobe && !frame.isTouch) wardrobeButton(frame, row.cutRight(26, 1), state, view);
  line(frame, row.cutLeft(textSize(*frame.fonts.strong, "Draw").x + 1, 4), *frame.fonts.strong, frame.theme.text,
       "Draw");
  helpButton(frame, row.cutLeft(helpButtonWidth(frame)), HelpTopic::kDraw, view);
  keysOnPad(frame, view, pad);
  const float side = frame.isTouch ? std::min(rest.w, 320.0F) : rest.w;
  Rect padRow = rest.cutTop(side, 12);
  drawPad(frame, {padRow.x + (padRow.w - side) / 2, padRow.y, side, side}, view, pad);
  Rect tools = rest.cutTop(frame.controlHeight(), 6);
  if (frame.isTouch) tools = {tools.x - 8, tools.y, tools.w + 16, tools.h};  // each as wide as a finger, on a phone too
  toolRow(frame, tools, pad, state.picture ? state.picture->bulk : protocol::Bytes{});
  toolSettings(frame, rest.cutTop(frame.controlHeight(), 10), pad);

  seenRow(frame, rest.cutTop(seenHeight(frame), 6), state, view);
  fitSteps(frame, rest.cutTop(frame.controlHeight(), 10), pad);

  const bool meansLittle = verdict(frame, rest.cutTop(kVerdictHeight, 4), state);
  // Classes of one's own take the room of the ten, as far as their names stay apart.
  const auto bars = static_cast<float>(std::max<std::size_t>(state.classes.size(), protocol::kClasses));
  const float height = frame.isTouch ? 30.0F : std::max(17.0F, std::floor(19.0F * protocol::kClasses / bars));
  shareBars(frame, rest, height, "prediction", state.classes, state.prediction, nullptr, meansLittle);
  rest.cutTop(height * bars);
  if (hasWardrobe && frame.isTouch) wardrobeButton(frame, rest.cutTop(frame.controlHeight(), 4), state, view);
  return rest.y - rect.y + 14;
}

}  // namespace atelier::ui
