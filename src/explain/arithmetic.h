#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/inputs.h"
#include "nn/network.h"

namespace atelier {

// A number that a network computes of one image. Layer 0 is the input, then come the network's layers; softmax is last.
struct ValuePlace {
  int layer = 0;
  int channel = 0;
  int row = 0;
  int column = 0;
  bool operator==(const ValuePlace&) const = default;
};

// One of the numbers that a value is made from.
struct Term {
  int channel = 0;  // where it is in the layer before; outside of its map for padding, which is 0
  int row = 0;
  int column = 0;
  float input = 0;
  float weight = 0;
  float product = 0;  // what it adds
  float slope = 0;    // derivative of the value by this input: how much of the gradient goes back to it
};

// Of a value that goes on, perhaps through layers that work number by number, into a max-pool.
enum class Onward { kNoPool, kLost, kWon };

// Of a long sum, so many terms are worth a line each, by magnitude; the rest is one number.
inline constexpr int kLargest = 8;

// How a value came about. The terms, by the kind of layer:
//   input                conv and dense, of each number read:            max-pool
//     grey byte / 255      product = weight * input                        the window; weight 1 for the first maximum,
//     else 0 sum = product + bias sum = bias and products = value                 value = sum = the maximum
//   global-average-pool  batch-norm                                      softmax, of each logit
//     product = input      product = (input - centre) * weight             product = exp(input - centre), the weight
//     its share value = sum / count  weight = scale / spread, value = product + bias sum of products, value = its own
//     product / sum
//   relu: weight 1 where input > 0, else 0; dropout: weight 1; value = product.
// Sums are in float and in the order of the layer's contract, so that value has the bits of Network::trace; of softmax,
// in double.
struct Arithmetic {
  float value = 0;
  float bias = 0;    // of batch-norm its shift, of the input what centres it
  float sum = 0;     // of the layer
  float centre = 0;  // of batch-norm the mean, of softmax the largest logit
  float spread = 1;  // of batch-norm: sqrt(variance + 1e-5)
  float scale = 1;   // of batch-norm
  float rest = 0;    // what all terms but the kLargest largest add, summed in double in the layer's order
  int count = 0;     // of all terms
  Onward pool = Onward::kNoPool;
  std::vector<Term> terms;  // all, row by row, channel after channel; of more than `most` the largest, largest first
};

// The arithmetic of one number for an image of grey bytes, with at most `most` terms listed, the largest by magnitude.
// None, with a sentence, when there is no such place. Computes the network's trace: one forward pass.
std::optional<Arithmetic> explainValue(Network<float>& network, std::span<const std::uint8_t> pixels, Inputs inputs,
                                       const ValuePlace& place, int most, std::string& error);

// The same for the first image of a batch in training, which has these grey bytes and for which the layers gave these
// outputs (Network::outputs): batch-norm's centre and spread are then those of the batch, and dropout's weight is 0 or
// 1 / (1 - share).
std::optional<Arithmetic> explainInTraining(const Network<float>& network, const std::vector<Tensor<float>>& outputs,
                                            std::span<const std::uint8_t> pixels, Inputs inputs,
                                            const ValuePlace& place, int most, std::string& error);

}  // namespace atelier
