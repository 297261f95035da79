#include "ui/widgets/overlay.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

constexpr float kDialogMargin = 12;
constexpr float kDialogPadding = 16;

Control coverOf(const Frame& frame, const Rect& rect, const std::string& id, const std::string& role,
                const std::string& name) {
  return {.id = id,
          .role = role,
          .name = name,
          .value = {},
          .valueText = {},
          .rect = rect,
          .panel = frame.controls.panel()};
}

}  // namespace

bool helpSign(Frame& frame, const Rect& rect, const std::string& id, const std::string& name) {
  const Theme& t = frame.theme;
  const Pointing pointing = point(rect, id, true);
  const ImVec2 at{std::round(rect.middleX()), std::round(rect.middleY())};
  const ImU32 colour = pointing.hovered ? t.text : t.muted;
  frame.draw.AddCircle(at, 8, colour, 28, 1.25F);
  line(frame, {at.x - 8, at.y - 8, 16, 16}, *frame.fonts.words, colour, "?", Align::kCentre);
  return mirrorButton(frame, rect, id, name, true, "Explains this panel in a few sentences.") || pointing.pressed;
}

bool coverWindow(Frame& frame, const Rect& window, const std::string& id, const std::string& name) {
  frame.controls.add(coverOf(frame, window, id, "backdrop", name));
  return frame.controls.take(id).has_value();
}

void cardGround(Frame& frame, const Rect& rect, const std::string& id, const std::string& name) {
  constexpr float kRadius = 8;
  constexpr int kShadow = 8;
  for (int i = kShadow; i > 0; --i) {
    const auto by = static_cast<float>(i);
    fill(frame, {rect.x - by, rect.y - by + 3, rect.w + 2 * by, rect.h + 2 * by}, IM_COL32(0, 0, 0, 6), kRadius + by);
  }
  fill(frame, rect, frame.theme.panel, kRadius);
  outline(frame, rect, frame.theme.accent, kRadius);
  frame.controls.cover(rect);
  frame.controls.add(coverOf(frame, rect, id, "cover", name));
}

float insideOfDialog(const Rect& window, float widest) {
  return std::min(widest, window.w - 2 * kDialogMargin) - 2 * kDialogPadding;
}

Rect openDialog(Frame& frame, const Rect& window, const Dialog& dialog, bool& closes) {
  constexpr float kGap = 8;
  frame.controls.setPanel(dialog.name);
  const float head = frame.isTouch ? 44.0F : 28.0F;
  const float width = insideOfDialog(window, dialog.widest) + 2 * kDialogPadding;
  const Rect card{std::round(window.middleX() - width / 2), frame.isTouch ? kDialogMargin : 64.0F, width,
                  2 * kDialogPadding + head + kGap + dialog.height};
  closes = coverWindow(frame, window, dialog.id + ".outside", dialog.outside);
  cardGround(frame, card, dialog.id + ".card", dialog.name);
  Rect rest = card.inset(kDialogPadding);
  Rect row = rest.cutTop(head, kGap);
  closes |= button(frame, row.cutRight(64, 8), dialog.id + ".close", "Close", Look::kPlain, true,
                   "Closes this card. So does Escape.");
  line(frame, row, *frame.fonts.strong, frame.theme.text, dialog.title);
  return rest;
}

void hoverText(Frame& frame, const Rect& anchor, const std::string& text) {
  constexpr float kWidest = 300;
  const ImFont& font = *frame.fonts.words;
  const float width = std::min(kWidest, textSize(font, text).x + 1);
  const float height = paragraphHeight(font, text, width);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  Rect box{anchor.x, anchor.bottom() + 6, width + 20, height + 12};
  if (box.bottom() > screen.y - 4) box.y = anchor.y - 6 - box.h;
  box.x = std::round(std::max(4.0F, std::min(box.x, screen.x - 4 - box.w)));
  box.y = std::round(box.y);
  frame.controls.cover(box);  // the text of a field would show through
  fill(frame, box, frame.theme.text, 5);
  paragraph(frame, {box.x + 10, box.y + 6, width, height}, font, frame.theme.panel, text);
}

}  // namespace atelier::ui
