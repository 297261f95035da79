#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/inputs.h"
#include "nn/network.h"

namespace atelier {

// What a network makes of a picture on its way to the classes, as rows of numbers in which alike pictures lie near to
// each other, in two places:
//   maps     the output of its last max-pool, or without one what its first dense layer reads: what the picture looks
//            like. Scribbles lie apart from garments here; the layers after it put them among the classes.
//   hidden   what its last dense layer reads: what the picture counts as. It may be the same place.
// Of more than kMost numbers so many are taken, evenly spread. Owns a copy of those layers, so that the network may be
// trained on meanwhile.
class Features {
 public:
  static constexpr int kMost = 1024;

  // Parameters as Network::parameters() has them for these layers, which parseNetwork() accepted.
  Features(const std::vector<LayerSpec>& layers, std::span<const float> parameters, Inputs inputs);

  // Looks at a picture of kPixels grey bytes; the two below are of it then, until the next one. The same picture gives
  // the same bits.
  void look(std::span<const std::uint8_t> picture);
  const std::vector<float>& maps() const { return maps_; }
  const std::vector<float>& hidden() const { return hidden_; }

 private:
  Network<float> toMaps_;
  Network<float> toHidden_;  // from there
  Inputs inputs_;
  Tensor<float> image_;
  std::vector<float> maps_;
  std::vector<float> hidden_;
};

}  // namespace atelier
