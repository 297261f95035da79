#include <algorithm>
#include <cmath>

#include "ui/panels/overlays.h"
#include "ui/panels/view_tabs.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/overlay.h"

namespace atelier::ui {

namespace {

constexpr float kWidth = 400;
constexpr float kPadding = 14;

// What a step is about: its panel, or the tab that leads there.
Rect targetOf(const Layout& layout, int step) {
  const auto panel = [&](const Rect& rect, Tab which) {
    const Rect tab = layout.hasTabs ? placeOfTab(layout.tabs, which, layout.tabless) : Rect{};
    return tab.w > 0 ? tab : rect;
  };
  switch (step) {
    case 0:
      return layout.bar;
    case 1:
      return panel(layout.network, Tab::kNetwork);
    case 2:
      return layout.timeline;
    case 3:
      return panel(layout.draw, Tab::kDraw);
    default:
      return panel(layout.recipe, Tab::kRecipe);
  }
}

// Above the timeline of a page with tabs, else over the curves, which are empty at a first visit.
Rect placeOf(const Rect& window, const Layout& layout, float width, float height) {
  if (layout.hasTabs)
    return {std::round(window.middleX() - width / 2), std::min(layout.timeline.y, window.bottom()) - height - 8, width,
            height};
  const Rect& over = layout.results;
  const float lowest = window.bottom() - height - 16;
  return {std::round(over.middleX() - width / 2),
          std::round(std::max(16.0F, std::min(over.middleY() - height / 2, lowest))), width, height};
}

void buttons(Frame& frame, Rect row, View& view) {
  const int step = view.introduction;
  const bool isLast = step + 1 == kIntroductionSteps;
  if (button(frame, row.cutRight(72, 8), "introduction.next", isLast ? "Done" : "Next", Look::kPrimary, true,
             isLast ? "Closes the introduction; Help shows it again." : "The next step of the introduction."))
    view.introduction = isLast ? kNoIntroduction : step + 1;
  if (button(frame, row.cutRight(72, 8), "introduction.back", "Back", Look::kPlain, step > 0,
             "The step of the introduction before this one."))
    view.introduction = step - 1;
  if (!isLast && button(frame, row.cutLeft(72), "introduction.skip", "Skip", Look::kQuiet, true,
                        "Closes the introduction; Help shows it again."))
    view.introduction = kNoIntroduction;
}

}  // namespace

void introduction(Frame& frame, const Rect& window, const Layout& layout, View& view) {
  const int step = view.introduction;
  const IntroductionStep& words = introductionStep(step);
  frame.controls.setPanel("Introduction");
  const Rect target = targetOf(layout, step);
  if (target.w > 0) outline(frame, target.inset(layout.hasTabs ? 2 : 1), frame.theme.accent, 8, 2);
  const float width = std::min(kWidth, window.w - 16);
  const std::string text(words.text);
  const float tall = paragraphHeight(*frame.fonts.words, text, width - 2 * kPadding);
  const float height = 2 * kPadding + 18 + 6 + tall + 10 + frame.controlHeight();
  const Rect card = placeOf(window, layout, width, height);
  cardGround(frame, card, "introduction", "Introduction");
  Rect rest = card.inset(kPadding);
  const Rect title = rest.cutTop(18, 6);
  const std::string count = std::to_string(step + 1) + " / " + std::to_string(kIntroductionSteps);
  line(frame, title, *frame.fonts.strong, frame.theme.text, std::string(words.title));
  line(frame, title, *frame.fonts.figures, frame.theme.muted, count, Align::kRight);
  mirrorText(frame, rest, "introduction.text", "Step " + count + ", " + std::string(words.title), text);
  paragraph(frame, rest, *frame.fonts.words, frame.theme.text, text);
  buttons(frame, {rest.x, rest.bottom() - frame.controlHeight(), rest.w, frame.controlHeight()}, view);
}

}  // namespace atelier::ui
