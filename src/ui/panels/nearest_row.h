#pragma once

#include "ui/panels/panels.h"

namespace atelier::ui {

// The height of the row that seenRow() fills.
float seenHeight(const Frame& frame);

// The 28 x 28 of the drawing, what was done to it, and the training pictures that it is nearest to, each of which
// becomes the chosen one when it is pressed. They are asked for as long as this is called.
void seenRow(Frame& frame, Rect row, const RunState& state, View& view);

// Two lines above the bars: whose answer it is and what is nearest, or that nothing is and the answer means little.
// Returns whether that is so.
bool verdict(Frame& frame, Rect rect, const RunState& state);

inline constexpr float kVerdictHeight = 34;

}  // namespace atelier::ui
