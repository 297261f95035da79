#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "protocol/messages.h"
#include "train/evaluation.h"
#include "worker/time_share.h"
#include "worker/views.h"

namespace atelier::worker {

// Has some weights judge all pictures of a split, a few at a time, beside whatever else the worker does, and tells of
// them piece by piece. Like Evaluator, it works with a copy of the weights.
class Grader {
 public:
  using Events = std::deque<protocol::Event>;

  // `clock` as of Run.
  explicit Grader(std::function<double()> clock) : clock_(std::move(clock)) {}

  // `about` says whose weights they are, and of which split; what is to be found out is filled in. Forgets what was
  // under way. Without pictures there is nothing to do.
  void begin(protocol::Judged about, const Shown& shown, const Dataset& dataset);
  bool isBusy() const { return network_ != nullptr; }

  // Works for about `budget` seconds, at least on a few pictures, unless that were more than this share, above 0, of
  // the time since it last did. Appends a Judged for every piece that is complete. With pictures of another data set it
  // begins anew.
  void work(double budget, double share, const Dataset& dataset, Events& events);

 private:
  void take(const Dataset& dataset);
  void tell(Events& events);

  std::function<double()> clock_;
  protocol::Judged about_;                   // of the next piece
  std::unique_ptr<Network<float>> network_;  // while it is busy
  Inputs inputs_ = Inputs::kUnit;
  std::string data_;             // name of the data set
  std::vector<Answer> answers_;  // of the next piece
  TimeShare time_;
};

}  // namespace atelier::worker
