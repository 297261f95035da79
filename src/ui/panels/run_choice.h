#pragma once

#include "ui/frame.h"
#include "ui/run_state.h"

namespace atelier::ui {

// A list of the runs that are kept, to go back to another: "run 2, 86.0 %". Draws nothing while there is but one; true
// when it has drawn.
bool runChoice(Frame& frame, const Rect& rect, const RunState& state);

}  // namespace atelier::ui
