#pragma once

#include "ui/frame.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// Slow motion in the network panel: a training step phase by phase.

// Begins it, or leaves it. As wide as its name, at the rectangle's right end; a sign alone where there is no room.
void slowMotionButton(Frame& frame, Rect rect, const RunState& state, const View& view);

// A card with the phase in words and figures, and the controls that go through them; or why there is no step. It lies
// over the network panel: at its place, or where that is not in the `room` of the window, as near to it as can be.
// Escape leaves. Returns where it lies.
Rect slowMotionCard(Frame& frame, const Rect& room, const Rect& panel, const RunState& state, View& view);
float slowMotionHeight(const Frame& frame, float width, const RunState& state, const View& view);

// After all numbers of the frame are drawn: hides what is not computed yet in this phase, dims what is not its layer's,
// and frames its example. Sets View::litPhase and litPlace.
void slowMotionLight(Frame& frame, const RunState& state, View& view);

// How far the page is to be scrolled so that something lies in this room without the card; 0 where it does. What is
// taller shows its top.
float scrollToSee(const Rect& lit, const Rect& room, const Rect& card);

// Outside of slow motion, everything.
bool isReachedNow(const RunState& state, const View& view, int layer);

// Another phase, and the numbers that belong to it.
void showPhase(const RunState& state, View& view, int phase);
// The one after this; after the last, the step is taken.
void nextPhase(std::vector<protocol::Command>& outbox, const RunState& state, View& view);

}  // namespace atelier::ui
