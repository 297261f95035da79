#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "explain/saliency.h"
#include "protocol/messages.h"
#include "worker/time_share.h"
#include "worker/views.h"

namespace atelier::worker {

// Finds out what of an image mattered to a class, a little at a time, beside whatever else the worker does. Like
// Evaluator, it works with a copy of the weights.
class Attributor {
 public:
  using Events = std::deque<protocol::Event>;

  // `clock` as of Run.
  explicit Attributor(std::function<double()> clock) : clock_(std::move(clock)) {}

  // `about` says which image it is, whose weights, and which class (-1: the likeliest); what is to be found out is
  // filled in. Requires kPixels grey bytes. Forgets what was under way.
  void begin(protocol::Attribution about, const Shown& shown, std::span<const std::uint8_t> pixels);
  bool isBusy() const { return network_ != nullptr; }

  // Works for about `budget` seconds, at least one patch, unless that were more than this share, above 0, of the time
  // since it last did, for whatever image. Appends the Attribution when it is complete.
  void work(double budget, double share, Events& events);

 private:
  // The probabilities, the input gradient, and what occlusion begins with.
  void prepare();
  protocol::Attribution finished();

  std::function<double()> clock_;
  protocol::Attribution about_;
  std::unique_ptr<Network<float>> network_;  // while it is busy
  Tensor<float> image_;                      // as the network is fed it
  float hidden_ = 0;                         // so is black
  std::optional<Occlusion> occlusion_;       // once it is prepared
  TimeShare time_;
};

}  // namespace atelier::worker
