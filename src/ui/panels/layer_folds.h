#pragma once

#include <string>

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// A layer with more maps, numbers or weights than fit beside each other shows the first of them, and a count of the
// rest. The count is a button that unfolds the layer to all of them, row by row and in every view; at the same place it
// folds the layer again.

// How things are laid out.
struct FoldedRows {
  int across = 1;
  int rows = 1;
  int shown = 0;           // the first of them
  bool hasButton = false;  // they do not all fit, so that the button stands to the right of the first row
};

// `count` things, each `step` wide with the gap after it, of which the last one needs none; folded to `most` rows.
FoldedRows foldedRows(const Frame& frame, float width, float step, float gap, int count, int most, bool isUnfolded);

// As wide as the button, with the gap before it.
float foldWidth(const Frame& frame);

bool isUnfolded(const View& view, const RunState& state, std::size_t layer);

// To the right of a row of this height. `things` are what the layer has `count` of: "maps"; `shown` of them are.
void foldButton(Frame& frame, const Rect& row, const RunState& state, View& view, std::size_t layer,
                const std::string& things, int count, int shown);

}  // namespace atelier::ui
