#include "explain/activity.h"

#include <cmath>
#include <limits>

namespace atelier {

void Activity::add(Network<float>& network, const Tensor<float>& image) {
  outputs_.assign(image.data(), image.data() + image.size());
  network.trace(image, outputs_);
  if (images_ == 0) {
    for (const Shape& shape : network.shapes()) {
      const auto plane = static_cast<std::size_t>(shape.h) * static_cast<std::size_t>(shape.w);
      channels_.resize(channels_.size() + static_cast<std::size_t>(shape.c), {plane});
    }
  }
  ++images_;
  auto number = outputs_.begin();
  for (Channel& channel : channels_) {
    for (std::size_t i = 0; i < channel.numbers; ++i, ++number) {
      channel.above += *number > 0 ? 1 : 0;
      channel.isFinite = channel.isFinite && std::isfinite(*number);
    }
  }
}

std::vector<float> Activity::shares() const {
  std::vector<float> shares;
  for (const Channel& channel : channels_) {
    const auto all = static_cast<double>(channel.numbers) * images_;
    shares.push_back(channel.isFinite ? static_cast<float>(static_cast<double>(channel.above) / all)
                                      : std::numeric_limits<float>::quiet_NaN());
  }
  return shares;
}

}  // namespace atelier
