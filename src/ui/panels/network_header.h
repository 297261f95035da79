#pragma once

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// What the network panel shows: whose weights, of which picture, which numbers, on what scale of colours. Two rows; on
// a phone three.
void networkHeader(Frame& frame, Rect rect, const RunState& state, View& view);
float networkHeaderHeight(const Frame& frame);

}  // namespace atelier::ui
