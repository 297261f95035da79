#pragma once

#include "ui/drawing_pad.h"
#include "ui/frame.h"

namespace atelier::ui {

// The tools of the pad in a row, the mirror, and the chosen picture to draw over (28 x 28 grey bytes, or empty).
void toolRow(Frame& frame, Rect row, DrawingPad& pad, const protocol::Bytes& picture);

// How the tool in hand works: width and grey of the brush, or the size of what was drawn.
void toolSettings(Frame& frame, Rect row, DrawingPad& pad);

// Undo, redo and clear, from the right end of the row.
void historyButtons(Frame& frame, Rect& row, DrawingPad& pad);

}  // namespace atelier::ui
