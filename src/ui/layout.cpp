#include "ui/layout.h"

#include <cmath>

namespace atelier::ui {

namespace {

constexpr float kGap = 8;
constexpr float kTimeline = 48;
constexpr float kTabs = 46;
constexpr float kWidestDraw = 420;    // of a wide page, where there is no column beside it
constexpr float kRoomForFixed = 560;  // of a narrow page: half of it is left between the fixed bars

// Heights of panels, 0 of those that are hidden, for which there is no gap either.
Needs withoutHidden(Needs needs, const link::Hidden& hidden) {
  if (hidden.recipe) needs.recipe = 0;
  if (hidden.network) needs.network = needs.unfolded = 0;
  if (hidden.results) needs.results = 0;
  if (hidden.draw) needs.draw = 0;
  return needs;
}

float timelineOf(const link::Hidden& hidden) { return hidden.timeline ? 0 : kTimeline; }

// With gaps between those that are there.
template <class... Heights>
float stacked(Heights... heights) {
  float all = -kGap;
  for (const float height : {heights...}) all += height > 0 ? height + kGap : 0;
  return std::max(0.0F, all);
}

// Network, timeline and results below each other; the spare height goes to the network first.
void stackMiddle(Layout& layout, Rect column, const Needs& needs, const link::Hidden& hidden) {
  const float timeline = timelineOf(hidden);
  const float spare = std::max(0.0F, column.h - stacked(needs.network + needs.unfolded, timeline, needs.results));
  const float share = hidden.results ? 1 : 0.6F;
  if (!hidden.network) layout.network = column.cutTop(std::floor(needs.network + spare * share) + needs.unfolded, kGap);
  if (!hidden.timeline) layout.timeline = column.cutTop(timeline, kGap);
  if (!hidden.results) layout.results = column;
}

// Of a wide page: a lesson's lines are read, not looked up.
float leftWidth(bool isLarge, const Needs& needs) {
  if (needs.lesson > 0) return isLarge ? 340 : 300;
  return isLarge ? 284 : 256;
}

// At the top of the others: the notices, and below them the lesson. Returns where those begin.
float stackTop(Layout& layout, float width, float top, const Needs& needs) {
  Rect rest{kGap, top, width - 2 * kGap, 0};
  layout.notices = rest.cutTop(needs.notices, needs.notices > 0 ? kGap : 0);
  if (needs.lesson > 0) layout.lesson = rest.cutTop(needs.lesson, kGap);
  return rest.y;
}

Layout wide(float width, float height, const Needs& needs, const link::Hidden& hidden) {
  Layout layout;
  const float top = needs.bar + kGap + (needs.notices > 0 ? needs.notices + kGap : 0);
  const float window = height - top - kGap;
  const float middle = std::max(window, stacked(needs.network, timelineOf(hidden), needs.results)) + needs.unfolded;
  const float draw = std::max(window, needs.draw);
  const float left = std::max(window, stacked(needs.lesson, needs.recipe));
  layout.documentHeight = top + std::max({middle, draw, left}) + kGap;
  layout.bar = {0, 0, width, needs.bar};
  layout.notices = {kGap, needs.bar + kGap, width - 2 * kGap, needs.notices};
  // A long column makes the document longer, not the others: what is looked at together stays in the window.
  Rect rest{kGap, top, width - 2 * kGap, middle};
  const bool isLarge = width >= 1600;
  const bool hasMiddle = !hidden.network || !hidden.results;
  if (!hidden.recipe || needs.lesson > 0) {
    Rect column = rest.cutLeft(leftWidth(isLarge, needs), kGap);
    column.h = left;
    if (needs.lesson > 0) layout.lesson = column.cutTop(hidden.recipe ? left : needs.lesson, kGap);
    if (!hidden.recipe) layout.recipe = column;
  }
  if (!hidden.draw) {
    layout.draw = rest.cutRight(!hasMiddle ? kWidestDraw : isLarge ? 340 : 276, kGap);
    layout.draw.h = draw;
  }
  stackMiddle(layout, rest, needs, hidden);
  return layout;
}

Layout middle(float width, float height, const Needs& needs, const link::Hidden& hidden) {
  Layout layout;
  const float top = stackTop(layout, width, needs.bar + kGap, needs);
  const float left = stacked(needs.network, timelineOf(hidden), needs.results);
  const float right = stacked(needs.draw, needs.recipe);
  const float folded = std::max({height - top - kGap, left, right});
  const float body = folded + needs.unfolded;
  layout.documentHeight = top + body + kGap;
  layout.bar = {0, 0, width, needs.bar};
  Rect rest{kGap, top, width - 2 * kGap, body};
  if (right > 0) {
    const bool hasMiddle = !hidden.network || !hidden.results;
    Rect column = rest.cutRight(hasMiddle ? 276 : kWidestDraw, kGap);
    column.h -= needs.unfolded;
    if (!hidden.draw) layout.draw = column.cutTop(hidden.recipe ? column.h : needs.draw, kGap);
    if (!hidden.recipe) layout.recipe = column;
  }
  stackMiddle(layout, rest, needs, hidden);
  return layout;
}

Layout narrow(float width, float height, Tab tab, const Needs& needs, const link::Hidden& hidden) {
  const float timeline = timelineOf(hidden);
  Layout layout;
  layout.isNarrow = true;
  layout.isFixed = height >= kRoomForFixed;
  layout.bar = {0, 0, width, needs.bar};
  layout.tabs = {0, needs.bar, width, kTabs};
  const float bodyTop = stackTop(layout, width, needs.bar + kTabs + kGap, needs);
  const float need = tab == Tab::kNetwork ? needs.network
                     : tab == Tab::kDraw  ? needs.draw
                     : tab == Tab::kResults
                         ? std::max(needs.results, std::min(height - bodyTop - kGap - timeline, 560.0F))
                     : tab == Tab::kRecipe ? needs.recipe
                                           : needs.more;
  const Rect body{kGap, bodyTop, width - 2 * kGap, need};
  (tab == Tab::kNetwork   ? layout.network
   : tab == Tab::kDraw    ? layout.draw
   : tab == Tab::kResults ? layout.results
   : tab == Tab::kRecipe  ? layout.recipe
                          : layout.more) = body;
  layout.timeline = {0, height - timeline, width, timeline};
  layout.documentHeight = std::max(height, body.bottom() + kGap + timeline);
  if (!layout.isFixed) layout.timeline.y = layout.documentHeight - timeline;
  return layout;
}

}  // namespace

bool isThere(Tab tab, const link::Hidden& hidden) {
  switch (tab) {
    case Tab::kNetwork:
      return !hidden.network;
    case Tab::kDraw:
      return !hidden.draw;
    case Tab::kResults:
      return !hidden.results;
    case Tab::kRecipe:
      return !hidden.recipe;
    default:
      return true;
  }
}

Layout layOut(float width, float height, Tab tab, const Needs& needs, const link::Hidden& hidden, bool isTouch) {
  const Needs those = withoutHidden(needs, hidden);
  if (width < (isTouch ? 1200 : 820)) return narrow(width, height, tab, those, hidden);
  return width < 1000 ? middle(width, height, those, hidden) : wide(width, height, those, hidden);
}

Layout scrolled(Layout layout, float by) {
  for (Rect* rect :
       {&layout.notices, &layout.lesson, &layout.recipe, &layout.network, &layout.results, &layout.draw, &layout.more})
    *rect = rect->moved(0, -by);
  if (!layout.isNarrow) layout.timeline = layout.timeline.moved(0, -by);
  if (layout.isFixed) return layout;
  for (Rect* rect : {&layout.bar, &layout.tabs, &layout.timeline}) *rect = rect->moved(0, -by);
  return layout;
}

}  // namespace atelier::ui
