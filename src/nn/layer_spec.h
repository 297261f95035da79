#pragma once

#include <string>
#include <variant>

#include "math/tensor.h"

namespace atelier {

// A layer as its text says it: its kind and sizes, without numbers. Each prints itself and knows its output's shape.
struct ConvSpec {
  int filters = 1;
  int kernel = 1;
  int stride = 1;
  int pad = 0;
  bool operator==(const ConvSpec&) const = default;
};
struct MaxPoolSpec {
  int size;
  int stride;
  explicit MaxPoolSpec(int side) : MaxPoolSpec(side, side) {}
  MaxPoolSpec(int side, int step) : size(side), stride(step) {}
  bool operator==(const MaxPoolSpec&) const = default;
};
struct GlobalAveragePoolSpec {
  bool operator==(const GlobalAveragePoolSpec&) const = default;
};
struct DenseSpec {
  int outputs;
  bool operator==(const DenseSpec&) const = default;
};
struct ReluSpec {
  bool operator==(const ReluSpec&) const = default;
};
struct BatchNormSpec {
  bool operator==(const BatchNormSpec&) const = default;
};
struct DropoutSpec {
  double share;  // of the numbers that are dropped
  bool operator==(const DropoutSpec&) const = default;
};

using LayerSpec =
    std::variant<ConvSpec, MaxPoolSpec, GlobalAveragePoolSpec, DenseSpec, ReluSpec, BatchNormSpec, DropoutSpec>;

// "conv 12x3", "conv 32x3 stride 2 pad 1"
std::string printLayer(const LayerSpec& layer);
// Its first word: "conv", "max-pool", "global-average-pool", "dense", "relu", "batch-norm" or "dropout".
std::string kindOf(const LayerSpec& layer);

// Output of a layer, or a sentence why it cannot be had from this input.
std::variant<Shape, std::string> outputShape(const LayerSpec& layer, const Shape& x);

// Learned numbers of a layer on this input.
int parameterCount(const LayerSpec& layer, const Shape& x);

}  // namespace atelier
