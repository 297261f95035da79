#pragma once

namespace atelier::worker {

// Holds something to a share of the time: after each piece of work it waits until the piece is no more than that share
// of the time since it began. Times are seconds, shares above 0; 1 never waits.
class TimeShare {
 public:
  bool allows(double now, double share) const { return share >= 1 || now >= mayFrom_; }
  void worked(double from, double to, double share) { mayFrom_ = to + (to - from) * (1 / share - 1); }

 private:
  double mayFrom_ = 0;
};

}  // namespace atelier::worker
