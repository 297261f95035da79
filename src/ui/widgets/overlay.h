#pragma once

#include <string>

#include "ui/frame.h"

namespace atelier::ui {

// Widgets of what lies over the panels.

// A question mark in a circle. True when pressed.
bool helpSign(Frame& frame, const Rect& rect, const std::string& id, const std::string& name);

// Catches all presses beside a dialog, and makes it one in the mirror: the rest cannot be operated. True when pressed,
// or at Escape.
bool coverWindow(Frame& frame, const Rect& window, const std::string& id, const std::string& name);

// A card's ground; what is under it is neither seen nor pressed.
void cardGround(Frame& frame, const Rect& rect, const std::string& id, const std::string& name);

// A dialog in the middle of the window, with a title and a button that closes it.
struct Dialog {
  std::string id;       // of its controls: "share" has "share.close"
  std::string name;     // of the dialog, for the mirror
  std::string title;    // as it is written
  std::string outside;  // what lies beside it: "Outside of Share"
  float widest = 460;
  float height = 0;  // of what is below its head
};
// Draws it, but for what is below its head, and returns the place of that. `closes`: at a press of Close or beside it,
// or at Escape.
Rect openDialog(Frame& frame, const Rect& window, const Dialog& dialog, bool& closes);

// How wide that place is.
float insideOfDialog(const Rect& window, float widest);

// A description of what `anchor` is, beside it, in a few lines.
void hoverText(Frame& frame, const Rect& anchor, const std::string& text);

}  // namespace atelier::ui
