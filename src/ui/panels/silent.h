#pragma once

#include <span>
#include <string>
#include <vector>

#include "ui/frame.h"
#include "ui/rect.h"
#include "ui/run_state.h"

namespace atelier::ui {

// Filters and numbers whose relu lets nothing through. Of one picture nobody can tell whether they are dead for good,
// so they are called silent for this one. Known of activations alone, not of their changes or gradients.

// All outputs of one filter, after its relu, are here and 0.
bool isSilent(const RunState& state, std::span<const float> outputs);

// A line across the picture, from corner to corner.
void markSilent(Frame& frame, const Rect& box);

// "3 of 32 are silent for this picture: 4, 7, 20"; the first ten, counted from 1.
std::string silentSentence(const std::vector<int>& silent, int count);

}  // namespace atelier::ui
