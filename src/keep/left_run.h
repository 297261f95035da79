#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "protocol/messages.h"

namespace atelier::keep {

// A run that the learner left for another one, as a piece of a work file of kind "run2": all of it but the weights of
// its past epochs. It is written again only when somebody has gone back to it.
struct LeftRun {
  int number = 0;  // these three as in protocol::Run::runs
  int from = 0;
  int fromEpoch = 0;
  protocol::Checkpoint run;
  protocol::Floats curve;   // quadruples, as protocol::Curve
  protocol::Floats images;  // that were seen when each epoch was over
  std::string snapshots;    // table of one column: names of the pieces with the weights of its epochs

  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("number", self.number);
    visit("from", self.from);
    visit("fromEpoch", self.fromEpoch);
    protocol::Checkpoint::fields(self.run, visit);
    visit("curve", self.curve);
    visit("images", self.images);
    visit("snapshots", self.snapshots);
  }
};

std::vector<std::uint8_t> writeLeftRun(const LeftRun& run);

// The same of a piece that was read. Returns nothing and sets `error` to a sentence where it is damaged or another
// kind. What it says is for those to judge who take it up.
[[nodiscard]] std::optional<LeftRun> readLeftRun(std::span<const std::uint8_t> bytes, std::string& error);

}  // namespace atelier::keep
