#include "ui/panels/pad_tools.h"

#include <array>
#include <cmath>
#include <numbers>

#include "ui/widgets/basics.h"
#include "ui/widgets/figures.h"

namespace atelier::ui {

namespace {

constexpr int kWidths = 20;  // positions of the brush's slider
constexpr int kGreys = 17;   // 0, 15, 30 ... 255
constexpr float kScale = 1.1F;

// A sign is drawn about the middle of its button, some 14 pixels large.
using DrawSign = void (*)(ImDrawList& draw, float x, float y, ImU32 colour);

void brushSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  draw.AddLine({x + 6, y - 6}, {x - 1, y + 1}, colour, 2);
  draw.AddCircleFilled({x - 3.5F, y + 3.5F}, 3, colour, 12);
}

void eraserSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  const ImVec2 corners[] = {{x - 7, y + 1}, {x + 1, y - 7}, {x + 7, y - 1}, {x - 1, y + 7}};
  draw.AddPolyline(corners, 4, colour, ImDrawFlags_Closed, 1.5F);
  draw.AddLine({x - 3, y - 3}, {x + 3, y + 3}, colour, 1.5F);
}

void lineSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  draw.AddLine({x - 6, y + 6}, {x + 6, y - 6}, colour, 2);
}

void ellipseSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  draw.AddEllipse({x, y}, 7, 5, colour, 0, 24, 1.75F);
}

// A drop that falls from a tilted pot.
void fillSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  const ImVec2 pot[] = {{x - 7, y}, {x - 1, y - 6}, {x + 4, y - 1}, {x - 2, y + 5}};
  draw.AddConvexPolyFilled(pot, 4, colour);
  draw.AddCircleFilled({x + 5.5F, y + 4}, 2, colour, 10);
}

void moveSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  for (const auto& [dx, dy] : {ImVec2{1, 0}, ImVec2{-1, 0}, ImVec2{0, 1}, ImVec2{0, -1}}) {
    const ImVec2 tip{x + 7 * dx, y + 7 * dy};
    draw.AddLine({x, y}, tip, colour, 1.5F);
    const ImVec2 head[] = {{tip.x - 2.5F * (dx + dy), tip.y - 2.5F * (dy - dx)},
                           tip,
                           {tip.x - 2.5F * (dx - dy), tip.y - 2.5F * (dy + dx)}};
    draw.AddPolyline(head, 3, colour, 0, 1.5F);
  }
}

void mirrorSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  draw.AddLine({x, y - 7}, {x, y + 7}, colour, 1);
  draw.AddTriangleFilled({x - 2.5F, y - 5}, {x - 2.5F, y + 5}, {x - 8, y + 5}, colour);
  const ImVec2 other[] = {{x + 2.5F, y - 5}, {x + 2.5F, y + 5}, {x + 8, y + 5}};
  draw.AddPolyline(other, 3, colour, ImDrawFlags_Closed, 1.25F);
}

void pictureSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  draw.AddRect({x - 7.5F, y - 6}, {x + 7.5F, y + 6}, colour, 1.5F, 0, 1.25F);
  const ImVec2 hills[] = {{x - 6, y + 4}, {x - 2, y - 1}, {x + 1, y + 2}, {x + 3, y}, {x + 6, y + 4}};
  draw.AddPolyline(hills, 5, colour, 0, 1.25F);
  draw.AddCircleFilled({x + 3.5F, y - 3}, 1.3F, colour, 8);
}

// An arc of three quarters with its head at the beginning, `way` 1: to the left.
void turnSign(ImDrawList& draw, float x, float y, float way, ImU32 colour) {
  constexpr int kPoints = 16;
  std::array<ImVec2, kPoints> arc;
  for (int i = 0; i < kPoints; ++i) {
    const float angle = std::numbers::pi_v<float> * (1.0F + 1.4F * static_cast<float>(i) / (kPoints - 1));
    arc[static_cast<std::size_t>(i)] = {x + way * 5.5F * std::cos(angle), y + 1 + 5.5F * std::sin(angle)};
  }
  draw.AddPolyline(arc.data(), kPoints, colour, 0, 1.5F);
  draw.AddTriangleFilled({x - way * 9, y}, {x - way * 2, y}, {x - way * 5.5F, y + 4.5F}, colour);
}

void undoSign(ImDrawList& draw, float x, float y, ImU32 colour) { turnSign(draw, x, y, 1, colour); }
void redoSign(ImDrawList& draw, float x, float y, ImU32 colour) { turnSign(draw, x, y, -1, colour); }
void smallerSign(ImDrawList& draw, float x, float y, ImU32 colour) { draw.AddLine({x - 6, y}, {x + 6, y}, colour, 2); }
void largerSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  smallerSign(draw, x, y, colour);
  draw.AddLine({x, y - 6}, {x, y + 6}, colour, 2);
}

void binSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  const ImVec2 bin[] = {{x - 5, y - 3}, {x - 4, y + 7}, {x + 4, y + 7}, {x + 5, y - 3}};
  draw.AddPolyline(bin, 4, colour, 0, 1.5F);
  draw.AddLine({x - 7, y - 4}, {x + 7, y - 4}, colour, 1.5F);
  draw.AddLine({x - 2, y - 6.5F}, {x + 2, y - 6.5F}, colour, 1.5F);
}

// Down into a tray; and a folder.
void saveSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  const ImVec2 tray[] = {{x - 7, y + 2}, {x - 7, y + 6}, {x + 7, y + 6}, {x + 7, y + 2}};
  const ImVec2 head[] = {{x - 3.5F, y - 1}, {x, y + 2.5F}, {x + 3.5F, y - 1}};
  draw.AddPolyline(tray, 4, colour, 0, 1.5F);
  draw.AddLine({x, y - 7}, {x, y + 2}, colour, 1.5F);
  draw.AddPolyline(head, 3, colour, 0, 1.5F);
}

void openSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  const ImVec2 folder[] = {{x - 7, y + 6}, {x - 7, y - 5},    {x - 2, y - 5},
                           {x, y - 2.5F},  {x + 7, y - 2.5F}, {x + 7, y + 6}};
  draw.AddPolyline(folder, 6, colour, ImDrawFlags_Closed, 1.5F);
}

float signWidth(const Frame& frame) { return frame.isTouch ? 44.0F : 26.0F; }

struct Press {
  const char* id;
  const char* name;
  DrawSign sign;
  const char* description;
};

bool pressed(Frame& frame, const Rect& rect, const Press& press, bool isChosen, bool isEnabled) {
  const Theme& t = frame.theme;
  const Pointing pointing = point(rect, press.id, isEnabled);
  fill(frame, rect, isEnabled && (pointing.hovered || pointing.held) ? t.well : t.panel, 6);
  outline(frame, rect, isChosen ? t.accent : t.hairline, 6);
  if (isChosen) outline(frame, rect.inset(1), t.accent, 5);
  const ImU32 colour = !isEnabled ? (t.muted & 0x00ffffffU) | 0x90000000U : isChosen ? t.accent : t.text;
  press.sign(frame.draw, rect.middleX(), rect.middleY(), colour);
  frame.controls.add({.id = press.id,
                      .role = "button",
                      .name = press.name,
                      .value = {},
                      .valueText = {},
                      .enabled = isEnabled,
                      .checked = isChosen,
                      .description = press.description,
                      .rect = rect,
                      .panel = frame.controls.panel()});
  const bool acted = frame.controls.take(press.id).has_value();
  return isEnabled && (pointing.pressed || acted);
}

struct ToolPress {
  Tool tool;
  Press press;
};
constexpr std::array<ToolPress, 6> kTools = {{
    {Tool::kBrush, {"brush", "Brush", brushSign, "The next strokes are drawn by a round brush."}},
    {Tool::kEraser, {"eraser", "Eraser", eraserSign, "The next strokes take away what they touch."}},
    {Tool::kLine,
     {"line", "Line", lineSign, "The next strokes are straight lines from where they begin to where they end."}},
    {Tool::kEllipse,
     {"ellipse", "Ellipse", ellipseSign, "The next strokes are ellipses between where they begin and where they end."}},
    {Tool::kFill, {"fill", "Fill", fillSign, "A press fills the area of one grey around it."}},
    {Tool::kMove,
     {"move", "Move and scale", moveSign, "The next strokes move all that was drawn; its size can be set below."}},
}};

}  // namespace

void toolRow(Frame& frame, Rect row, DrawingPad& pad, const protocol::Bytes& picture) {
  const float gap = frame.isTouch ? 1 : 3;
  const float part = frame.isTouch ? 1 : 6;  // between the tools and what else there is
  const float width = (row.w - 6 * gap - part) / 8;
  for (const ToolPress& each : kTools) {
    const Rect rect = row.cutLeft(width, each.tool == Tool::kMove ? part : gap);
    if (pressed(frame, rect, each.press, pad.tool == each.tool, true)) pad.tool = each.tool;
  }
  const Press mirror{"mirror", "Mirror", mirrorSign,
                     "Whatever is drawn next is drawn a second time, left and right exchanged."};
  if (pressed(frame, row.cutLeft(width, gap), mirror, pad.mirrors, true)) pad.mirrors = !pad.mirrors;
  const Press over{
      "drawOver", "Draw over the chosen picture", pictureSign,
      "Puts the picture that the network panel shows on the pad, in place of the drawing. Undo brings that back."};
  if (pressed(frame, row.cutLeft(width), over, false, !picture.empty())) pad.drawOver(picture);
}

void toolSettings(Frame& frame, Rect row, DrawingPad& pad) {
  const auto word = [&](const char* text, const char* about) {
    const Rect rect = row.cutLeft(textSize(*frame.fonts.words, text).x + 1, 7);
    line(frame, rect, *frame.fonts.words, frame.theme.muted, text);
    frame.controls.hint(rect, about);
  };
  if (pad.tool == Tool::kMove) {
    word("Size of the drawing", "Enlarges all that was drawn about the middle of the pad, or makes it smaller.");
    const Press larger{"larger", "Larger", largerSign, "Enlarges all that was drawn by a tenth."};
    const Press smaller{"smaller", "Smaller", smallerSign, "Makes all that was drawn smaller by a tenth."};
    const float width = frame.controlHeight();
    if (pressed(frame, row.cutRight(width, 4), larger, false, !pad.isEmpty())) pad.scale(kScale);
    if (pressed(frame, row.cutRight(width, 4), smaller, false, !pad.isEmpty())) pad.scale(1 / kScale);
    return;
  }
  const bool hasWidth = pad.tool != Tool::kFill;
  const bool hasGrey = pad.tool != Tool::kEraser;
  const float half = hasWidth && hasGrey ? (row.w - 10) / 2 : row.w;
  if (hasWidth) {
    Rect rest = row;
    rest.w = half;
    std::swap(rest, row);
    constexpr const char* kAbout = "How wide the next strokes are, in pixels of the 28.";
    word("Width", kAbout);
    const int position = static_cast<int>(std::lround((pad.width - 0.02F) / 0.01F));
    const std::string text = decimal(pad.width * DrawingPad::kGrid, 1) + " pixels of 28";
    if (const auto moved = slider(frame, row, "width", "Brush width", position, kWidths, text, kAbout))
      pad.width = 0.02F + 0.01F * static_cast<float>(*moved);
    row = rest;
    row.cutLeft(half, 10);
  }
  if (hasGrey) {
    constexpr const char* kAbout = "How bright the next strokes are: 0 is black, 255 white.";
    word("Grey", kAbout);
    const std::string text = std::to_string(pad.grey) + " of 255";
    if (const auto moved = slider(frame, row, "grey", "Grey level", (pad.grey + 7) / 15, kGreys, text, kAbout))
      pad.grey = 15 * *moved;
  }
}

void historyButtons(Frame& frame, Rect& row, DrawingPad& pad) {
  const float width = signWidth(frame);
  const Press clear{"clear", "Clear drawing", binSign, "Empties the pad. Undo brings the drawing back."};
  const Press redo{"redo", "Redo", redoSign, "Does again what was undone last."};
  const Press undo{"undo", "Undo", undoSign, "Takes back the last stroke, or whatever was done last."};
  if (pressed(frame, row.cutRight(width, 4), clear, false, !pad.isEmpty())) pad.clear();
  if (pressed(frame, row.cutRight(width, 4), redo, false, pad.canRedo())) pad.redo();
  if (pressed(frame, row.cutRight(width, 10), undo, false, pad.canUndo())) pad.undo();
}

void fileButtons(Frame& frame, Rect& row, const RunState& state, View& view, const DrawingPad& pad) {
  const Press save{"savePng", "Save drawing", saveSign,
                   "Saves the drawing as a PNG file, which opens to the very same drawing."};
  const Press open{"openPicture", "Open picture", openSign,
                   "Puts a picture of your own on the pad: a saved drawing, a photograph, or what the camera sees."};
  const bool canSave = state.isReady && !pad.isEmpty();
  if (pressed(frame, row.cutRight(signWidth(frame), 4), save, false, canSave))
    frame.outbox.emplace_back(protocol::SaveDrawing{pad.pixels()});
  if (pressed(frame, row.cutRight(signWidth(frame), 4), open, false, true)) view.own.choose();
}

}  // namespace atelier::ui
