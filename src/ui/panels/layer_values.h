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

// Of the finite ones; 0 of none.
inline Range rangeOf(std::span<const float> values) {
  Range range;
  bool isFirst = true;
  for (const float v : values) {
    if (!std::isfinite(v)) continue;
    range = isFirst ? Range{v, v} : Range{std::min(range.low, v), std::max(range.high, v)};
    isFirst = false;
  }
  return range;
}

// The largest finite magnitude.
inline float largest(std::span<const float> values) {
  float most = 0;
  for (const float v : values) most = std::isfinite(v) ? std::max(most, std::abs(v)) : most;
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
