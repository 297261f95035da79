#pragma once

#include <cstddef>
#include <vector>

#include "nn/network.h"

namespace atelier {

// How often every channel of a network is above 0, counted over images one after the other. A channel after a relu that
// never is lets nothing through and learns nothing: it is dead, as far as these images tell. One that always is might
// as well have no relu.
class Activity {
 public:
  // Requires the same weights and an image (1, C, H, W), as the network is fed it, in every call.
  void add(Network<float>& network, const Tensor<float>& image);

  int images() const { return images_; }

  // For each channel of the input and of every layer's own output, one after the other: the share of its numbers, over
  // all images, that were above 0; not a number where one of them was none. Empty before the first image.
  std::vector<float> shares() const;

 private:
  struct Channel {
    std::size_t numbers = 0;  // of an image
    std::size_t above = 0;
    bool isFinite = true;
  };

  int images_ = 0;
  std::vector<Channel> channels_;
  std::vector<float> outputs_;  // of the last image, to be written again
};

}  // namespace atelier
