#pragma once

#include "ui/panels/panels.h"

namespace atelier::ui {

// The tools of the pad in a row, the mirror, and the chosen picture to draw over (28 x 28 grey bytes, or empty).
void toolRow(Frame& frame, Rect row, DrawingPad& pad, const protocol::Bytes& picture);

// How the tool in hand works: width and grey of the brush, or the size of what was drawn.
void toolSettings(Frame& frame, Rect row, DrawingPad& pad);

// Clear, redo and undo, from the right end of the row.
void historyButtons(Frame& frame, Rect& row, DrawingPad& pad);

// Beside them, save and open.
void fileButtons(Frame& frame, Rect& row, const RunState& state, View& view, const DrawingPad& pad);

}  // namespace atelier::ui
