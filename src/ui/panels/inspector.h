#pragma once

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// The inspector of the network panel: a number is pointed at, or chosen by four sliders, and its explanation is shown.

// The height that the sliders' row takes.
float inspectorHeight(const Frame& frame);

// Sliders for layer, channel, row and column, by which the arrow keys go through all numbers, and the explanation as
// text for the mirror. Moving one pins the number.
void inspectorBar(Frame& frame, const Rect& rect, const RunState& state, View& view);

// The explanation in one line, with `otherwise` where there is none. Takes this rectangle.
void explanationLine(Frame& frame, const Rect& rect, const RunState& state, const View& view,
                     const std::string& otherwise);

// After all numbers of the frame are drawn: which is pointed at, pinned or let go, and of the explained one, where it
// and what it is made from lie, and the enlarged card.
void inspectNumbers(Frame& frame, const RunState& state, View& view);

}  // namespace atelier::ui
