#include <algorithm>
#include <cmath>

#include "ui/panels/overlays.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/overlay.h"

namespace atelier::ui {

namespace {

constexpr float kMargin = 12;
constexpr float kWidest = 480;
constexpr float kPadding = 16;
constexpr float kBetween = 6;  // sentences

// The inside of the card, drawn or only measured. Returns the height.
float sentences(Frame& frame, Rect rest, const Help& help, bool draws) {
  const float top = rest.y;
  const ImFont& font = *frame.fonts.words;
  for (const std::string_view sentence : help.sentences) {
    const std::string text(sentence);
    if (draws) paragraph(frame, rest, font, frame.theme.text, text);
    if (!text.empty()) rest.cutTop(paragraphHeight(font, text, rest.w), kBetween);
  }
  return rest.y - top;
}

float formulas(Frame& frame, Rect rest, const Help& help, bool draws) {
  const float top = rest.y;
  const ImFont& font = *frame.fonts.figures;
  for (const std::string_view formula : help.formulas) {
    if (formula.empty()) continue;
    const std::string text(formula);
    const float height = paragraphHeight(font, text, rest.w - 20) + 12;
    const Rect box = rest.cutTop(height, kBetween);
    if (!draws) continue;
    fill(frame, box, frame.theme.well, 6);
    paragraph(frame, {box.x + 10, box.y + 6, box.w - 20, box.h}, font, frame.theme.text, text);
  }
  return rest.y - top;
}

Rect placeOf(const Rect& window, const Rect& anchor, float width, float height) {
  const auto within = [](float at, float size, float from, float room) {
    return std::round(std::clamp(at, from + kMargin, std::max(from + kMargin, from + room - kMargin - size)));
  };
  const float x = within(anchor.middleX() - 40, width, window.x, window.w);
  const bool fitsBelow = anchor.bottom() + 8 + height <= window.bottom() - kMargin;
  const float y = fitsBelow ? anchor.bottom() + 8 : anchor.y - 8 - height;
  return {x, within(y, height, window.y, window.h), width, height};
}

void close(View& view) { view.help.reset(); }

template <std::size_t Count>
std::string joined(const std::array<std::string_view, Count>& texts, const char* between) {
  std::string all;
  for (const std::string_view text : texts) all += (all.empty() || text.empty() ? "" : between) + std::string(text);
  return all;
}

// What else can be read.
void further(Frame& frame, Rect row, View& view) {
  if (button(frame, row.cutLeft(170, 8), "help.introduction", "Show the introduction", Look::kPlain, true,
             "Shows the five steps of a first visit again.")) {
    close(view);
    view.introduction = 0;
  }
  if (button(frame, row.cutLeft(100), "help.keys", "List of keys", Look::kPlain, true,
             "Says what can be done by which keys."))
    view.help = HelpTopic::kKeys;
}

}  // namespace

float helpButtonWidth(const Frame& frame) { return frame.isTouch ? 44 : 24; }

void helpButton(Frame& frame, const Rect& rect, HelpTopic topic, View& view) {
  const float height = frame.isTouch ? 44 : 24;
  const Rect place{rect.x, std::round(rect.middleY() - height / 2), helpButtonWidth(frame), height};
  const std::string name = "Explain: " + std::string(helpOf(topic).title);
  if (helpSign(frame, place, "help." + std::to_string(static_cast<int>(topic)), name)) view.help = topic;
  if (view.help == topic) view.helpAnchor = place;
}

void helpCard(Frame& frame, const Rect& window, View& view) {
  const HelpTopic topic = *view.help;
  const Help& help = helpOf(topic);
  frame.controls.setPanel("Explanation");
  const float width = std::min(kWidest, window.w - 2 * kMargin);
  const float head = frame.isTouch ? 44.0F : 28.0F;
  const float foot = topic == HelpTopic::kRun ? frame.controlHeight() + kBetween : 0;
  const Rect measured{0, 0, width - 2 * kPadding, 0};
  const float height =
      2 * kPadding + head + sentences(frame, measured, help, false) + formulas(frame, measured, help, false) + foot;
  const Rect card = placeOf(window, view.helpAnchor, width, height);
  if (coverWindow(frame, window, "help.outside", "Outside of the explanation")) close(view);
  cardGround(frame, card, "help.card", "Explanation");
  Rect rest = card.inset(kPadding);
  Rect row = rest.cutTop(head, kBetween);
  if (button(frame, row.cutRight(64, 8), "help.close", "Close", Look::kPlain, true,
             "Closes the explanation. So does Escape."))
    close(view);
  line(frame, row, *frame.fonts.strong, frame.theme.text, std::string(help.title));
  mirrorText(frame, rest, "help.text", std::string(help.title), joined(help.sentences, " "));
  rest.cutTop(sentences(frame, rest, help, true));
  mirrorText(frame, rest, "help.formula", "Formula", joined(help.formulas, "; "));
  rest.cutTop(formulas(frame, rest, help, true));
  if (topic == HelpTopic::kRun) further(frame, rest.cutTop(frame.controlHeight()), view);
}

}  // namespace atelier::ui
