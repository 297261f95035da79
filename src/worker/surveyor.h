#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "data/dataset.h"
#include "explain/activity.h"
#include "protocol/messages.h"
#include "worker/time_share.h"
#include "worker/views.h"

namespace atelier::worker {

// Finds out which channels of a network never let anything through, over some of the test images, one after the other
// beside whatever else the worker does. Like Evaluator, it works with a copy of the weights.
class Surveyor {
 public:
  using Events = std::deque<protocol::Event>;

  // `clock` as of Run.
  explicit Surveyor(std::function<double()> clock) : clock_(std::move(clock)) {}

  // `about` says whose weights they are; what is to be found out is filled in. Forgets what was under way.
  void begin(protocol::Activity about, const Shown& shown);
  bool isBusy() const { return network_ != nullptr; }

  // Works for about `budget` seconds, at least on one image, unless that were more than this share, above 0, of the
  // time since it last did. Appends the Activity when it is complete. With images of another data set it begins anew.
  void work(double budget, double share, const Dataset& dataset, Events& events);

 private:
  std::function<double()> clock_;
  protocol::Activity about_;
  std::unique_ptr<Network<float>> network_;  // while it is busy
  Inputs inputs_ = Inputs::kUnit;
  std::string data_;  // name of the data set
  Activity activity_;
  TimeShare time_;
};

}  // namespace atelier::worker
