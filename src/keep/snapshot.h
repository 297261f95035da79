#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "protocol/messages.h"

namespace atelier::keep {

// What a timeline keeps of an epoch, as a piece of a work file of kind "epoch3". Once written it never changes.
struct Snapshot {
  int epoch = 0;
  int steps = 0;  // of the optimizer
  protocol::Floats parameters;
  protocol::Floats moments;

  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("epoch", self.epoch);
    visit("steps", self.steps);
    visit("parameters", self.parameters);
    visit("moments", self.moments);
  }
};

std::vector<std::uint8_t> writeSnapshot(const Snapshot& snapshot);

// The same of a piece that was read. Returns nothing and sets `error` to a sentence where it is damaged or another
// kind. Its numbers are not looked at.
[[nodiscard]] std::optional<Snapshot> readSnapshot(std::span<const std::uint8_t> bytes, std::string& error);

}  // namespace atelier::keep
