#pragma once

#include <span>

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// The weights of the last dense layer by class, laid back over what it reads; over maps, the mean over their channels.

// Those of class k, small.
void classWeights(Frame& frame, const Rect& rect, const RunState& state, const View& view, int k);

// Those of all classes, large, in two columns; over maps with the outline of the picture (28 x 28 grey bytes, or none)
// that is shown. Returns the height that it takes.
float largeClassWeights(Frame& frame, const Rect& rect, const RunState& state, const View& view,
                        std::span<const std::uint8_t> picture);

// Their scale of colours.
void classLegend(Frame& frame, const Rect& rect, const RunState& state, const View& view);

}  // namespace atelier::ui
