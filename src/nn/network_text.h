#pragma once

// A network as text, from the input to the logits: `conv 12x3 | relu | max-pool 2 | dense 10`.
//   conv FxK     F filters of K x K, stride 1, no padding (F 1 to 256, K 1 to 15)
//   max-pool S   maximum over S x S, stride S (S 2 to 14)
//   relu         max(x, 0)
//   dense O      fully connected, O outputs (1 to 1024)

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "math/tensor.h"

namespace atelier {

// What is wrong with a text, as one plain sentence, and at which character of it.
struct TextError {
  int position = 0;
  std::string text;
};

struct ConvSpec {
  int filters;
  int kernel;
  bool operator==(const ConvSpec&) const = default;
};
struct MaxPoolSpec {
  int size;
  bool operator==(const MaxPoolSpec&) const = default;
};
struct ReluSpec {
  bool operator==(const ReluSpec&) const = default;
};
struct DenseSpec {
  int outputs;
  bool operator==(const DenseSpec&) const = default;
};

using LayerSpec = std::variant<ConvSpec, MaxPoolSpec, ReluSpec, DenseSpec>;

// "conv 12x3"
std::string printLayer(const LayerSpec& layer);
// "conv", "max-pool", "relu" or "dense"
std::string kindOf(const LayerSpec& layer);
std::string printNetwork(const std::vector<LayerSpec>& layers);

// Output of a layer, or a sentence why it cannot be had from this input.
std::variant<Shape, std::string> outputShape(const LayerSpec& layer, const Shape& x);

// Parameters of a layer on this input.
int parameterCount(const LayerSpec& layer, const Shape& x);

// The layers of the text, all of whose shapes fit an input of this shape and which end in `outputs` logits; or
// nothing, and `error` says what and where. At most 24 layers and 4 million parameters.
[[nodiscard]] std::optional<std::vector<LayerSpec>> parseNetwork(std::string_view text, const Shape& input, int outputs,
                                                                 TextError& error);

}  // namespace atelier
