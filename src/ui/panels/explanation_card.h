#pragma once

#include <span>

#include "protocol/messages.h"
#include "ui/frame.h"
#include "ui/run_state.h"

namespace atelier::ui {

// An explanation enlarged, over everything else: patch, kernel and products with their numbers, the window of a pool
// with its winner, or the largest contributions as a list and as a picture. It is laid somewhere in `room` where it
// covers as little as can be of what is to be `seen`, the first of which it stays near to.
void explanationCard(Frame& frame, const Rect& room, const RunState& state, const protocol::Explanation& explanation,
                     std::span<const Rect> seen);

}  // namespace atelier::ui
