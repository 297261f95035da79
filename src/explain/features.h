#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/inputs.h"
#include "nn/network.h"

namespace atelier {

// What a network makes of a picture on its way to the classes, as numbers by which alike pictures lie near to each
// other, from two places:
//   maps     the output of its last max-pool, or without one what its first dense layer reads: what the picture looks
//            like.
//   hidden   what its last dense layer reads: what the picture counts as. It may be the same place.
// Of more than kMost numbers, kMost are made, each the mean of a run of them. One of each run in place of its mean told
// springs from garments less often; half as many means told less, and twice as many nothing more. Owns a copy of those
// layers, so that the network may be trained on meanwhile.
class Features {
 public:
  static constexpr int kMost = 256;

  // Parameters as Network::parameters() has them for these layers, which parseNetwork() accepted.
  Features(const std::vector<LayerSpec>& layers, std::span<const float> parameters, Inputs inputs);

  // Looks at a picture of kPixels grey bytes; those below are of it then, until the next one. The same picture gives
  // the same bits.
  void look(std::span<const std::uint8_t> picture);
  std::span<const float> maps() const { return std::span(all_).first(maps_); }
  std::span<const float> hidden() const { return std::span(all_).subspan(maps_); }
  // Maps and hidden, one after the other, and how many numbers each has.
  std::span<const float> all() const { return all_; }
  std::vector<int> parts() const { return {static_cast<int>(maps().size()), static_cast<int>(hidden().size())}; }

 private:
  Network<float> toMaps_;
  Network<float> toHidden_;  // from there
  Inputs inputs_;
  Tensor<float> image_;
  std::size_t maps_;  // so many numbers
  std::vector<float> all_;
};

}  // namespace atelier
