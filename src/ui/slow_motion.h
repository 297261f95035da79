#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "ui/inspecting.h"
#include "ui/run_state.h"

namespace atelier::ui {

// A training step, taken apart: what happens in it one after the other. All numbers are the engine's (NextBatch).

struct Phase {
  enum class Kind { kPick, kForward, kLoss, kBackward, kUpdate };
  Kind kind = Kind::kPick;
  int layer = 0;  // of RunState::layers, of kForward and kBackward
  bool operator==(const Phase&) const = default;
};

// Pick, forward through each layer, loss, backward through each layer, update. None without layers.
std::vector<Phase> phasesOf(const std::vector<LayerView>& layers);

// What the network has computed when it is in this phase: the layer's outputs, or in a phase that goes back, the
// gradients by them.
bool isReached(const Phase& phase, int layer);

// A row of NextBatch::bulk.
struct Descent {
  ValuePlace place;
  double gradient = 0;
  ValuePlace from;
  int plane = 0;  // numbers of a channel that is read
  double fromGradient = 0;
  double fromInput = 0;
  int weight = -1;  // -1: nothing is learned
  double before = 0;
  double after = 0;
  double mean = 0;  // gradient over the batch
  double own = 0;   // what the image adds to it
  int products = 0;
  double largest[4] = {};  // gradient, number, gradient, number
  double moments[2] = {};
};

struct PhaseText {
  std::string title;     // "Forward: conv 12x3"
  std::string sentence;  // what happens
  std::string formula;   // with the numbers filled in
};

// Requires a step that RunState::step tells of, and one of its network's phases.
PhaseText textOf(const RunState& state, const Phase& phase);

// Where the learner is in it.
struct SlowMotion {
  bool isOn = false;
  int phase = 0;         // of phasesOf()
  bool plays = false;    // phase after phase, by itself
  bool isTaken = false;  // the step is being taken; the next one is not told yet
  std::set<int> seen;    // phases of this step
  int stepsSeen = 0;     // that were taken after all of their phases had been seen

  // The phase, which may be of a network that has become smaller.
  Phase now(const std::vector<Phase>& phases) const {
    return phases[std::min(static_cast<std::size_t>(phase), phases.size() - 1)];
  }
};

// A step is told, with numbers.
bool isStepKnown(const RunState& state);

// "Phase 3 of 11. Forward: max-pool 2. ...", or why there is no step.
std::string spokenPhase(const RunState& state, const SlowMotion& slowMotion);

}  // namespace atelier::ui
