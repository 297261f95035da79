#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "nn/network.h"
#include "protocol/messages.h"
#include "train/evaluation.h"
#include "worker/time_share.h"
#include "worker/views.h"

namespace atelier::worker {

// Has some weights judge the test images, a few at a time, beside whatever else the worker does. It works with a copy
// of the weights: training them on meanwhile changes nothing here, and this changes nothing there.
class Evaluator {
 public:
  using Events = std::deque<protocol::Event>;

  // `clock` as of Run.
  explicit Evaluator(std::function<double()> clock) : clock_(std::move(clock)) {}

  // Judges as many of the test images as `about` says are wanted and are here. `about` says whose weights they are;
  // what is to be found out is filled in. Forgets what was under way.
  void begin(protocol::Evaluation about, const Shown& shown, const Dataset& dataset);
  bool isBusy() const { return network_ != nullptr; }

  // Works for about `budget` seconds, at least on a few images, unless that were more than this share, above 0, of the
  // time since it last did. Appends the Evaluation when it is complete. When the images are other ones than at the
  // beginning, it begins anew.
  void work(double budget, double share, const Dataset& dataset, Events& events);

 private:
  void take(const Dataset& dataset);
  protocol::Evaluation finished();

  std::function<double()> clock_;
  protocol::Evaluation about_;
  std::unique_ptr<Network<float>> network_;  // while it is busy
  Inputs inputs_ = Inputs::kUnit;
  std::string data_;  // name of the data set
  std::vector<Answer> answers_;
  TimeShare time_;
};

}  // namespace atelier::worker
