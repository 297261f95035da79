#pragma once

#include <algorithm>
#include <cmath>
#include <span>

#include "ui/run_state.h"

namespace atelier::ui {

// The numbers of a layer, as far as they are known.

struct Range {
  float low = 0;
  float high = 0;
};

inline Range rangeOf(std::span<const float> values) {
  if (values.empty()) return {0, 1};
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {*low, *high};
}

// The largest magnitude.
inline float largest(std::span<const float> values) {
  float most = 0;
  for (const float v : values) most = std::max(most, std::abs(v));
  return most;
}

inline std::span<const float> outputsOf(const RunState& state, const LayerView& layer) {
  if (state.activations.size() < layer.firstOutput + static_cast<std::size_t>(layer.outputs())) return {};
  return std::span(state.activations).subspan(layer.firstOutput, static_cast<std::size_t>(layer.outputs()));
}

// Learned or not, as protocol::Weights has them.
inline std::span<const float> storedOf(const RunState& state, const LayerView& layer) {
  if (state.weights.size() < layer.firstStored + static_cast<std::size_t>(layer.stored())) return {};
  return std::span(state.weights).subspan(layer.firstStored, static_cast<std::size_t>(layer.stored()));
}

}  // namespace atelier::ui
