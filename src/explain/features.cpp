#include "explain/features.h"

#include <algorithm>
#include <numeric>

#include "data/dataset.h"

namespace atelier {

namespace {

constexpr Shape kPicture{1, 1, kSide, kSide};

using Layers = std::vector<LayerSpec>;

bool isPool(const LayerSpec& layer) { return std::holds_alternative<MaxPoolSpec>(layer); }
bool isDense(const LayerSpec& layer) { return std::holds_alternative<DenseSpec>(layer); }

// One past the layer that gives the maps, and the last dense layer.
Layers::const_iterator endOfMaps(const Layers& layers) {
  const auto pool = std::find_if(layers.rbegin(), layers.rend(), isPool);
  return pool != layers.rend() ? pool.base() : std::find_if(layers.begin(), layers.end(), isDense);
}
Layers::const_iterator lastDense(const Layers& layers) {
  const auto dense = std::find_if(layers.rbegin(), layers.rend(), isDense);
  return dense != layers.rend() ? dense.base() - 1 : layers.end();
}

// The means of as many runs as `to` holds.
void average(const Tensor<float>& all, std::span<float> to) {
  const auto size = static_cast<std::size_t>(all.size());
  for (std::size_t i = 0; i < to.size(); ++i) {
    const std::size_t begin = i * size / to.size();
    const std::size_t end = (i + 1) * size / to.size();
    const float sum = std::accumulate(all.data() + begin, all.data() + end, 0.0F);
    to[i] = sum / static_cast<float>(end - begin);
  }
}

std::size_t rowOf(const Network<float>& network) {
  return static_cast<std::size_t>(std::min(network.shapes().back().features(), Features::kMost));
}

}  // namespace

Features::Features(const Layers& layers, std::span<const float> parameters, Inputs inputs)
    : toMaps_({layers.begin(), endOfMaps(layers)}, kPicture),
      toHidden_({endOfMaps(layers), std::max(endOfMaps(layers), lastDense(layers))}, toMaps_.shapes().back()),
      inputs_(inputs),
      image_(kPicture),
      maps_(rowOf(toMaps_)),
      all_(maps_ + rowOf(toHidden_)) {
  for (Network<float>* part : {&toMaps_, &toHidden_}) {  // their parameters come first, layer after layer
    const auto own = part->parameters();
    std::copy_n(parameters.begin(), own.size(), own.begin());
    parameters = parameters.subspan(own.size());
  }
}

void Features::look(std::span<const std::uint8_t> picture) {
  toInputs(picture, inputs_, image_.data());
  const Tensor<float>& maps = toMaps_.forward(image_);
  average(maps, std::span(all_).first(maps_));
  average(toHidden_.forward(maps), std::span(all_).subspan(maps_));
}

}  // namespace atelier
