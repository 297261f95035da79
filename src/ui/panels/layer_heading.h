#pragma once

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// What is told of a layer beside its pictures, by its place in RunState::layers: its text, the shape of what it puts
// out, its marks, and its scale of colours.

inline constexpr float kHeadingHeight = 18;  // above the pictures, in one line
inline constexpr float kHeadingWidth = 112;  // beside them, in two lines of at least 28

void headingAbove(Frame& frame, Rect rect, const RunState& state, Scope scope, std::size_t index);
void headingBeside(Frame& frame, Rect rect, const RunState& state, std::size_t index);

// The colours of its outputs, in either form of legend(); nothing while they are not known.
void outputLegend(Frame& frame, const Rect& rect, const RunState& state, Scope scope, std::size_t index);

// For the mirror: what the pictures say, and what was learned of each channel, which no picture shows.
void tellLayer(Frame& frame, const Rect& rect, const RunState& state, std::size_t index);

}  // namespace atelier::ui
