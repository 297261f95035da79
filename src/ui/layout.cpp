#include "ui/layout.h"

#include <cmath>

namespace atelier::ui {

namespace {

constexpr float kGap = 8;
constexpr float kTimeline = 48;
constexpr float kTabs = 46;
constexpr float kWidestDraw = 420;    // of a wide page, where there is no column beside it
constexpr float kRoomForFixed = 560;  // of a page with tabs: half of it is left between the fixed bars
constexpr float kColumn = 392;        // for fingers: a panel as on a phone
constexpr float kLessonColumn = 340;
constexpr float kRoomForColumn = 1200;  // for fingers
constexpr float kRoomForColumns = 1700;

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

Rect& panelOf(Layout& layout, Tab tab) {
  switch (tab) {
    case Tab::kNetwork:
      return layout.network;
    case Tab::kDraw:
      return layout.draw;
    case Tab::kResults:
      return layout.results;
    case Tab::kRecipe:
      return layout.recipe;
    default:
      return layout.more;
  }
}

float needOf(Tab tab, const Needs& needs) {
  switch (tab) {
    case Tab::kNetwork:
      return needs.network;
    case Tab::kDraw:
      return needs.draw;
    case Tab::kResults:
      return needs.results;
    case Tab::kRecipe:
      return needs.recipe;
    default:
      return needs.more;
  }
}

// Lesson and recipe to the left of the rest and draw to its right, as far as they have no tabs; each as high as the
// window at least. Returns what is between them.
Rect cutColumns(Layout& layout, Rect rest, const Needs& needs, const link::Hidden& hidden) {
  const bool hasRecipe = layout.tabless.recipe && !hidden.recipe;
  const bool hasDraw = layout.tabless.draw && !hidden.draw;
  if (hasRecipe || needs.lesson > 0) {
    Rect column = rest.cutLeft(hasRecipe ? kColumn : kLessonColumn, kGap);
    column.h = std::max(rest.h, stacked(needs.lesson, hasRecipe ? needs.recipe : 0));
    if (needs.lesson > 0) layout.lesson = column.cutTop(hasRecipe ? needs.lesson : column.h, kGap);
    if (hasRecipe) layout.recipe = column;
  }
  if (hasDraw) {
    layout.draw = rest.cutRight(kColumn, kGap);
    layout.draw.h = std::max(rest.h, needs.draw);
  }
  return rest;
}

Layout tabbed(float width, float height, Tab tab, const Needs& needs, const link::Hidden& hidden, bool isTouch) {
  const float timeline = timelineOf(hidden);
  Layout layout;
  layout.hasTabs = true;
  layout.isFixed = height >= kRoomForFixed;
  layout.tabless = isTouch ? tabless(width, hidden) : hidden;
  layout.bar = {0, 0, width, needs.bar};
  layout.tabs = {0, needs.bar, width, kTabs};
  const bool hasColumns = isTouch && width >= kRoomForColumn;
  Needs above = needs;
  if (hasColumns) above.lesson = 0;
  const float bodyTop = stackTop(layout, width, needs.bar + kTabs + kGap, above);
  const float window = std::max(0.0F, height - bodyTop - kGap - timeline);
  Rect body{kGap, bodyTop, width - 2 * kGap, window};
  if (hasColumns) {
    body = cutColumns(layout, body, needs, hidden);
    body.h = std::max(body.h, needOf(tab, needs));
  } else {
    body.h = std::max(needOf(tab, needs), tab == Tab::kResults ? std::min(window, 560.0F) : 0.0F);
  }
  panelOf(layout, tab) = body;
  const float bottom = std::max({body.bottom(), layout.lesson.bottom(), layout.recipe.bottom(), layout.draw.bottom()});
  layout.timeline = {0, height - timeline, width, timeline};
  layout.documentHeight = std::max(height, bottom + kGap + timeline);
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

link::Hidden tabless(float width, const link::Hidden& hidden) {
  link::Hidden without = hidden;
  if (hidden.network && hidden.results) return without;  // nothing is left for the middle
  without.draw |= width >= kRoomForColumn;
  without.recipe |= width >= kRoomForColumns;
  return without;
}

Layout layOut(float width, float height, Tab tab, const Needs& needs, const link::Hidden& hidden, bool isTouch) {
  const Needs those = withoutHidden(needs, hidden);
  if (isTouch || width < 820) return tabbed(width, height, tab, those, hidden, isTouch);
  return width < 1000 ? middle(width, height, those, hidden) : wide(width, height, those, hidden);
}

Layout scrolled(Layout layout, float by) {
  for (Rect* rect :
       {&layout.notices, &layout.lesson, &layout.recipe, &layout.network, &layout.results, &layout.draw, &layout.more})
    *rect = rect->moved(0, -by);
  if (!layout.hasTabs) layout.timeline = layout.timeline.moved(0, -by);
  if (layout.isFixed) return layout;
  for (Rect* rect : {&layout.bar, &layout.tabs, &layout.timeline}) *rect = rect->moved(0, -by);
  return layout;
}

}  // namespace atelier::ui
