#pragma once

#include <span>
#include <string>

#include "ui/panels/panels.h"
#include "ui/run_state.h"
#include "ui/widgets/legend.h"

namespace atelier::ui {

// Which colours the pictures of the network panel have for their numbers, as the numbers that are here want it (they
// may still be those of the view before), and as the learner has chosen their scope.

// Of a picture of outputs of the layer with this index. All layers: those between the input and the classes.
ValueScale outputScale(const RunState& state, Scope scope, std::size_t layer, std::span<const float> picture);

// Of a picture of weights; `most` is the largest magnitude among the pictures of its layer.
ValueScale weightScale(const RunState& state, Scope scope, float most, std::span<const float> picture);

// The outputs that are here are activations, not their changes or gradients.
inline bool showsActivations(const RunState& state) { return state.activationsView == "activations"; }

// What the numbers are called: "values", "changes of values", "gradients by value", and the same of weights.
std::string outputsName(const RunState& state);
std::string weightsName(const RunState& state);

// Those of a layer; of none when they are not known.
Histogram outputNumbers(const RunState& state, std::size_t layer);
Histogram weightNumbers(const RunState& state, std::size_t layer);

}  // namespace atelier::ui
