#pragma once

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// The layers first .. last of RunState::layers below each other: for each its text and shape, and its first maps (of a
// convolution with their kernels below, the mean over the channels they read) or its first numbers as cells, as many as
// fit across, with a count of the rest, and its scale of colours. Layers that would take more than half of a wide
// window are low rows instead, without kernels, as long as they are folded. Returns the height that it takes: on a
// phone what was used, else what it cannot do without.
float layerStrips(Frame& frame, const Rect& rect, const RunState& state, View& view, std::size_t first,
                  std::size_t last);

}  // namespace atelier::ui
