#pragma once

#include <optional>
#include <span>

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

// What the layers first .. last have learned, large: the kernels of a convolution (the mean over the channels that they
// read) with their numbers in the cells where there is room; of a dense layer the weights of each of its numbers laid
// back over what it reads; of any other a row for each number that a channel has. As many as fit, with a count of the
// rest. Returns as layerStrips().
float weightPictures(Frame& frame, const Rect& rect, const RunState& state, View& view, std::size_t first,
                     std::size_t last);

// Numbers as a picture, with the figures in its cells where there is room. Returns the cell under the pointer.
std::optional<Cell> writtenNumbers(Frame& frame, const Rect& rect, int width, int height, std::span<const float> values,
                                   const ValueScale& scale);

}  // namespace atelier::ui
