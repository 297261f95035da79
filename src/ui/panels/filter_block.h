#pragma once

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// The layers first .. last of RunState::layers, of which the first gives maps: a title, then for each filter its kernel
// (of a convolution), its map and, where the last layer gives smaller ones, its pooled map, as large as fits; then the
// legends. Returns the height that it takes: on a phone what was used, else what it cannot do without.
float filterBlock(Frame& frame, const Rect& rect, const RunState& state, const View& view, std::size_t first,
                  std::size_t last);

}  // namespace atelier::ui
