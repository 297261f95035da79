#pragma once

#include <string>
#include <vector>

#include "ui/frame.h"
#include "ui/rect.h"
#include "ui/run_state.h"

namespace atelier::ui {

// Marks on the channels of a relu, or another layer that ends at zero, as protocol::Activity tells of them over many
// images. They are of the weights, so they stand in every view.

enum class Mark {
  kNone,
  kDead,  // 0 everywhere in all images: it lets nothing through, and learns nothing
  kOpen,  // above 0 everywhere in all images: it might as well have no relu
};

// The network has channels that may have marks.
bool hasMarks(const RunState& state);

// kNone as well where nothing is known of the shown weights.
Mark markOf(const RunState& state, std::size_t layer, int channel);

// A line from corner to corner where it is dead, a dot in the corner where it is open.
void drawMark(Frame& frame, const Rect& box, Mark mark);

// "3 of 32 are dead, 0 everywhere in 200 test images: 4, 7, 20." and the same of the open ones; channels are counted
// from 1. Empty where none has a mark.
std::string markSentence(const RunState& state, std::size_t layer);

// "3 dead, 1 open"; empty where no channel has a mark.
std::string markWords(const RunState& state, std::size_t layer);

}  // namespace atelier::ui
