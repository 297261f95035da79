#pragma once

#include <string>

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// The layers between the input and the classes as pictures: of the lab's network its filters side by side, each with
// kernel, map and, where a pooling follows, pooled map; of any other every layer by itself; or the weights
// alone, large. Returns the height that it
// takes: on a phone what was used, else what it cannot do without.
float drawBlocks(Frame& frame, const Rect& rect, const RunState& state, View& view);

// The last dense layer reads maps, over which its weights can be laid.
bool hasClassPictures(const RunState& state);

// Parameters of the last dense layer.
int outputParameters(const std::vector<LayerView>& layers);

// What is shown, for someone who sees it for the first time.
std::string sentence(const RunState& state, const View& view);

}  // namespace atelier::ui
