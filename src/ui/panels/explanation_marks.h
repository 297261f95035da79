#pragma once

#include <vector>

#include "protocol/messages.h"
#include "ui/frame.h"
#include "ui/run_state.h"

namespace atelier::ui {

// Frames around the explained number and around those that it is made from, as far as they are on the screen, with
// lines between: to the corners of a patch, to the winner of a pool, to the numbers that add most. Returns what shall
// not be hidden: the explained number's picture first (a point at the foot of the screen where it is not shown), then
// the others.
std::vector<Rect> explanationMarks(Frame& frame, const RunState& state, const protocol::Explanation& explanation);

}  // namespace atelier::ui
