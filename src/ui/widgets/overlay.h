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

// A description of what `anchor` is, beside it, in a few lines.
void hoverText(Frame& frame, const Rect& anchor, const std::string& text);

}  // namespace atelier::ui
