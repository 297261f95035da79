#pragma once

#include "ui/frame.h"
#include "ui/own_picture.h"
#include "ui/run_state.h"

namespace atelier::ui {

// The inside of the card in which a picture of one's own is adjusted: the picture with the frame of what is kept, what
// is done to it, and what comes of it on the pad and in the network. In two columns where there is room.
void adjustPicture(Frame& frame, const Rect& inside, const RunState& state, OwnPicture& own);

float adjustingHeight(const Frame& frame, float width, const OwnPicture& own);

}  // namespace atelier::ui
