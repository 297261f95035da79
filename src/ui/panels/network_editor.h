#pragma once

#include "ui/panels/panels.h"

namespace atelier::ui {

// The network as text, with what is wrong below it; then layer by layer, each with its output's shape and its number of
// parameters, to be chosen, set, moved and removed; then how to add one. Returns the height.
float networkEditor(Frame& frame, const Rect& rect, const RunState& state, View& view);

}  // namespace atelier::ui
