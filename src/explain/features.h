#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/inputs.h"
#include "nn/network.h"

namespace atelier {

// What a network makes of a picture on its way to the classes, as a row of numbers in which alike pictures lie near to
// each other: the output of its last max-pool, or without one what its first dense layer reads. Of more than kMost
// numbers so many are taken, evenly spread. The hidden layers after that know classes alone, and put scribbles among
// them. Owns a copy of the layers up to there, so that the network may be trained on meanwhile.
class Features {
 public:
  static constexpr int kMost = 1024;

  // Parameters as Network::parameters() has them for these layers, which parseNetwork() accepted.
  Features(const std::vector<LayerSpec>& layers, std::span<const float> parameters, Inputs inputs);

  int count() const { return count_; }

  // Of a picture of kPixels grey bytes; the numbers stay until the next call. The same picture has the same bits.
  std::span<const float> of(std::span<const std::uint8_t> picture);

 private:
  Network<float> network_;  // those layers
  Inputs inputs_;
  int count_;
  Tensor<float> image_;
  std::vector<float> numbers_;
};

}  // namespace atelier
