#include "ui/panels/value_scales.h"

#include <algorithm>

#include "ui/panels/layer_values.h"

namespace atelier::ui {

namespace {

std::string nameOf(const std::string& view, const std::string& one) {
  if (view == "change") return "changes of " + one + "s";
  if (view == "gradients") return "gradients by " + one;
  return one + "s";
}

}  // namespace

std::string viewOf(Shows shows) {
  return shows == Shows::kChange ? "change" : shows == Shows::kGradients ? "gradients" : "activations";
}

ValueScale outputScale(const RunState& state, Scope scope, std::size_t layer, std::span<const float> picture) {
  const bool isDiverging = !showsActivations(state);
  if (scope == Scope::kMap) {
    const Range own = rangeOf(picture);
    return scaleOver(own.low, own.high, isDiverging);
  }
  Histogram numbers = outputNumbers(state, layer);
  for (std::size_t i = 1; scope == Scope::kAll && i + 2 < state.outputHistograms.size(); ++i) {
    numbers.low = std::min(numbers.low, state.outputHistograms[i].low);
    numbers.high = std::max(numbers.high, state.outputHistograms[i].high);
  }
  return scaleOver(numbers.low, numbers.high, isDiverging);
}

ValueScale weightScale(const RunState& state, Scope scope, float most, std::span<const float> picture) {
  if (scope == Scope::kMap) most = largest(picture);
  if (scope == Scope::kAll) {
    for (const Histogram& layer : state.weightHistograms) most = std::max(most, layer.most());
  }
  return scaleOver(-most, most, true);
}

std::string outputsName(const RunState& state) { return nameOf(state.activationsView, "value"); }
std::string weightsName(const RunState& state) { return nameOf(state.weightsView, "weight"); }

Histogram outputNumbers(const RunState& state, std::size_t layer) {
  return layer < state.outputHistograms.size() ? state.outputHistograms[layer] : Histogram();
}

Histogram weightNumbers(const RunState& state, std::size_t layer) {
  return layer < state.weightHistograms.size() ? state.weightHistograms[layer] : Histogram();
}

}  // namespace atelier::ui
