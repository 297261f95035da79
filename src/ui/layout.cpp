#include "ui/layout.h"

#include <cmath>

namespace atelier::ui {

namespace {

constexpr float kGap = 8;
constexpr float kTimeline = 48;
constexpr float kTabs = 46;
constexpr float kRoomForFixed = 560;  // of a narrow page: half of it is left between the fixed bars

// Network, timeline and results below each other; the spare height goes to the network first.
void stackMiddle(Layout& layout, Rect column, const Needs& needs) {
  const float spare = std::max(0.0F, column.h - needs.network - needs.unfolded - needs.results - kTimeline - 2 * kGap);
  layout.network = column.cutTop(std::floor(needs.network + spare * 0.6F) + needs.unfolded, kGap);
  layout.timeline = column.cutTop(kTimeline, kGap);
  layout.results = column;
}

Layout wide(float width, float height, const Needs& needs) {
  Layout layout;
  const float top = needs.bar + kGap + (needs.notices > 0 ? needs.notices + kGap : 0);
  const float window = height - top - kGap;
  const float middle = std::max(window, needs.network + needs.results + kTimeline + 2 * kGap) + needs.unfolded;
  const float draw = std::max(window, needs.draw);
  const float recipe = std::max(window, needs.recipe);
  layout.documentHeight = top + std::max({middle, draw, recipe}) + kGap;
  layout.bar = {0, 0, width, needs.bar};
  layout.notices = {kGap, needs.bar + kGap, width - 2 * kGap, needs.notices};
  // A long column makes the document longer, not the others: what is looked at together stays in the window.
  Rect rest{kGap, top, width - 2 * kGap, middle};
  const bool isLarge = width >= 1600;
  layout.recipe = rest.cutLeft(isLarge ? 284 : 256, kGap);
  layout.recipe.h = recipe;
  layout.draw = rest.cutRight(isLarge ? 340 : 276, kGap);
  layout.draw.h = draw;
  stackMiddle(layout, rest, needs);
  return layout;
}

Layout middle(float width, float height, const Needs& needs) {
  Layout layout;
  const float top = needs.bar + kGap + (needs.notices > 0 ? needs.notices + kGap : 0);
  const float left = needs.network + needs.results + kTimeline + 2 * kGap;
  const float right = needs.draw + kGap + needs.recipe;
  const float folded = std::max({height - top - kGap, left, right});
  const float body = folded + needs.unfolded;
  layout.documentHeight = top + body + kGap;
  layout.bar = {0, 0, width, needs.bar};
  layout.notices = {kGap, needs.bar + kGap, width - 2 * kGap, needs.notices};
  Rect rest{kGap, top, width - 2 * kGap, body};
  Rect column = rest.cutRight(276, kGap);
  layout.draw = column.cutTop(needs.draw, kGap);
  layout.recipe = column;
  layout.recipe.h -= needs.unfolded;
  stackMiddle(layout, rest, needs);
  return layout;
}

Layout narrow(float width, float height, Tab tab, const Needs& needs) {
  Layout layout;
  layout.isNarrow = true;
  layout.isFixed = height >= kRoomForFixed;
  layout.bar = {0, 0, width, needs.bar};
  layout.tabs = {0, needs.bar, width, kTabs};
  const float top = needs.bar + kTabs + kGap;
  layout.notices = {kGap, top, width - 2 * kGap, needs.notices};
  const float bodyTop = top + (needs.notices > 0 ? needs.notices + kGap : 0);
  const float need = tab == Tab::kNetwork ? needs.network
                     : tab == Tab::kDraw  ? needs.draw
                     : tab == Tab::kResults
                         ? std::max(needs.results, std::min(height - bodyTop - kGap - kTimeline, 560.0F))
                     : tab == Tab::kRecipe ? needs.recipe
                                           : needs.more;
  const Rect body{kGap, bodyTop, width - 2 * kGap, need};
  (tab == Tab::kNetwork   ? layout.network
   : tab == Tab::kDraw    ? layout.draw
   : tab == Tab::kResults ? layout.results
   : tab == Tab::kRecipe  ? layout.recipe
                          : layout.more) = body;
  layout.timeline = {0, height - kTimeline, width, kTimeline};
  layout.documentHeight = std::max(height, body.bottom() + kGap + kTimeline);
  if (!layout.isFixed) layout.timeline.y = layout.documentHeight - kTimeline;
  return layout;
}

}  // namespace

Layout layOut(float width, float height, Tab tab, const Needs& needs) {
  if (width < 700) return narrow(width, height, tab, needs);
  return width < 1000 ? middle(width, height, needs) : wide(width, height, needs);
}

Layout scrolled(Layout layout, float by) {
  for (Rect* rect : {&layout.notices, &layout.recipe, &layout.network, &layout.results, &layout.draw, &layout.more})
    *rect = rect->moved(0, -by);
  if (!layout.isNarrow) layout.timeline = layout.timeline.moved(0, -by);
  if (layout.isFixed) return layout;
  for (Rect* rect : {&layout.bar, &layout.tabs, &layout.timeline}) *rect = rect->moved(0, -by);
  return layout;
}

}  // namespace atelier::ui
