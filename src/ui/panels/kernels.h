#pragma once

#include <cmath>
#include <vector>

#include "ui/layers/layer_kind.h"
#include "ui/panels/layer_values.h"

namespace atelier::ui {

// The first `count` kernels of a layer, each the mean over the channels that it reads, one after the other.
struct Kernels {
  int side = 0;  // 0: it has none
  std::vector<float> means;

  Kernels(const RunState& state, const LayerView& layer, int inputs, int count) {
    if (layerKind(layer.kind).holds != Holds::kKernels) return;
    const int taps = (layer.parameters / layer.channels - 1) / std::max(inputs, 1);
    side = static_cast<int>(std::lround(std::sqrt(taps)));
    const auto stored = storedOf(state, layer);
    if (stored.empty()) return;
    const auto plane = static_cast<std::size_t>(taps);
    means.resize(plane * static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < means.size() * static_cast<std::size_t>(inputs); ++i) {
      const std::size_t filter = i / (plane * static_cast<std::size_t>(inputs));
      means[filter * plane + i % plane] += stored[i] / static_cast<float>(inputs);
    }
  }
  std::span<const float> of(int filter) const {
    const auto plane = static_cast<std::size_t>(side * side);
    return means.empty() ? std::span<const float>()
                         : std::span(means).subspan(static_cast<std::size_t>(filter) * plane, plane);
  }
};

// The weights of one output of a dense layer, laid back over what it reads: over maps, the mean over their channels.
// Empty when they are not known.
inline std::vector<float> denseOver(const RunState& state, const LayerView& dense, const LayerView& read, int output) {
  const auto weights = storedOf(state, dense);
  if (weights.empty()) return {};
  const auto channels = read.isPictures() ? static_cast<std::size_t>(read.channels) : 1;
  const auto inputs = static_cast<std::size_t>(read.outputs());
  std::vector<float> mean(inputs / channels);
  auto weight = weights.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(output) * inputs);
  for (std::size_t c = 0; c < channels; ++c) {
    for (float& sum : mean) sum += *weight++ / static_cast<float>(channels);
  }
  return mean;
}

}  // namespace atelier::ui
