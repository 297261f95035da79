#include "explain/features.h"

#include <algorithm>

#include "data/dataset.h"

namespace atelier {

namespace {

std::vector<LayerSpec> upToFeatures(const std::vector<LayerSpec>& layers) {
  const auto isPool = [](const LayerSpec& layer) { return std::holds_alternative<MaxPoolSpec>(layer); };
  const auto isDense = [](const LayerSpec& layer) { return std::holds_alternative<DenseSpec>(layer); };
  const auto lastPool = std::find_if(layers.rbegin(), layers.rend(), isPool);
  return {layers.begin(),
          lastPool != layers.rend() ? lastPool.base() : std::find_if(layers.begin(), layers.end(), isDense)};
}

}  // namespace

Features::Features(const std::vector<LayerSpec>& layers, std::span<const float> parameters, Inputs inputs)
    : network_(upToFeatures(layers), {1, 1, kSide, kSide}),
      inputs_(inputs),
      count_(std::min(network_.shapes().back().features(), kMost)),
      image_({1, 1, kSide, kSide}),
      numbers_(static_cast<std::size_t>(count_)) {
  const auto own = network_.parameters();
  std::copy_n(parameters.begin(), own.size(), own.begin());  // layer after layer: those of the first come first
}

std::span<const float> Features::of(std::span<const std::uint8_t> picture) {
  toInputs(picture, inputs_, image_.data());
  const Tensor<float>& all = network_.forward(image_);
  const auto size = static_cast<std::size_t>(all.size());
  for (std::size_t i = 0; i < numbers_.size(); ++i) numbers_[i] = all.data()[i * size / numbers_.size()];
  return numbers_;
}

}  // namespace atelier
