#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "explain/arithmetic.h"

namespace atelier {

// How the gradient goes back through a layer, at one number and at one weight, for the first image of a batch in
// training. `gradient` is always that of the batch's mean loss.

// The layer's output whose gradient is the largest in magnitude, and a number that the layer reads, to which it goes:
// the same place, a pool's winner, a map's first number; of conv and dense, which read many, the first of them.
struct NumberDescent {
  ValuePlace place;
  float gradient = 0;
  ValuePlace from;
  float input = 0;  // what is read there
  float inputGradient = 0;
};

// The gradient of an output, and the number that a weight multiplied for it: of batch-norm the normalised one.
struct Product {
  float gradient = 0;
  float input = 0;
};

// A weight (of batch-norm a scale) whose mean gradient over the batch is the largest in magnitude.
struct WeightDescent {
  std::size_t index = 0;           // in Network::parameters()
  int count = 0;                   // of products, for this image
  float sum = 0;                   // of them all: what this image adds to the gradient; summed in double
  std::array<Product, 2> largest;  // the largest products; the second is 0 where there is one
};

// Layers count from 1, as in ValuePlace. `outputs` and `byOutputs` are as in Network::outputs and
// Network::outputGradients.
NumberDescent descentOfNumber(const Network<float>& network, const std::vector<Tensor<float>>& outputs,
                              const std::vector<Tensor<float>>& byOutputs, int layer);

// `gradients` is the batch's, as Network::parameters(). Requires a layer that learns.
WeightDescent descentOfWeight(const Network<float>& network, const std::vector<Tensor<float>>& outputs,
                              const std::vector<Tensor<float>>& byOutputs, std::span<const float> gradients, int layer);

}  // namespace atelier
