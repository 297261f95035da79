#pragma once

#include "link/link.h"
#include "ui/rect.h"

namespace atelier::ui {

enum class Tab { kNetwork, kDraw, kResults, kRecipe, kMore };

// The panel of this tab is not among those that are hidden.
bool isThere(Tab tab, const link::Hidden& hidden);

// Heights that the panels' content needs, as they found them in the frame before.
struct Needs {
  float bar = 56;
  float notices = 0;
  float lesson = 0;  // 0: there is none
  float recipe = 600;
  float network = 400;
  float unfolded = 0;  // by what the network is taller yet; of this, no part is made up from spare height
  float results = 238;
  float draw = 560;
  float more = 200;
};

// Where everything goes on a page of this size: rectangles in document coordinates, but bar, tabs and timeline of a
// page with tabs, which stay where they are on the screen. Those of panels that are not shown are empty.
//   wide (from 1000)     lesson, recipe | network, timeline, results | draw
//   middle (from 820)    lesson, and below it network, timeline, results | draw, recipe
//   with tabs            bar, tabs, lesson, one panel, timeline
//   for fingers: with tabs, and
//     from 1200          bar, tabs, lesson | one panel | draw, timeline
//     from 1700          bar, tabs, lesson, recipe | one panel | draw, timeline
// What is hidden leaves its room to its neighbours.
struct Layout {
  bool hasTabs = false;  // and controls for fingers
  bool isFixed =
      true;  // bar and tabs, and the timeline of a page with tabs, stay on the screen; else they scroll with the rest
  link::Hidden tabless;  // panels that are hidden, or always shown beside the one of the chosen tab
  Rect bar;
  Rect tabs;
  Rect notices;
  Rect lesson;
  Rect recipe;
  Rect network;
  Rect timeline;
  Rect results;
  Rect draw;
  Rect more;
  float documentHeight = 0;  // at least the viewport's
};

// Layout::tabless of a page for fingers.
link::Hidden tabless(float width, const link::Hidden& hidden);

// For fingers a page has tabs at any width: the others have no room for what they can hit. Requires that the chosen one
// is there.
Layout layOut(float width, float height, Tab tab, const Needs& needs, const link::Hidden& hidden = {},
              bool isTouch = false);

// The same on the screen, when the document is scrolled by so much.
Layout scrolled(Layout layout, float by);

}  // namespace atelier::ui
