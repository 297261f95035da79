#pragma once

#include <cstddef>
#include <vector>

namespace atelier {

// The weights of a run at its start and after each epoch, to look back at and to go on from. A long run of a large
// network keeps only every second epoch, or every fourth, and so on, beside the latest: as many as fit.
class Timeline {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{24} << 20;

  struct Snapshot {
    int epoch = 0;  // epochs over
    std::vector<float> parameters;
    std::vector<float> moments = {};  // the optimizer's
    int steps = 0;                    // of the optimizer
  };

  explicit Timeline(std::size_t mostBytes = kMostBytes) : mostBytes_(mostBytes) {}

  // What was kept of that epoch and later ones is dropped: a run that went back has gone another way since.
  void add(Snapshot snapshot);

  // In place of what was kept of that epoch, if anything was; others stay.
  void putBack(Snapshot snapshot);

  // Drops what was kept of later epochs.
  void forgetAfter(int epoch);

  // Null where the epoch is not here. Valid until the next change.
  const Snapshot* at(int epoch) const;

  // What is kept, in growing order.
  std::vector<int> epochs() const;
  std::size_t bytes() const;

 private:
  void thinOut();

  std::size_t mostBytes_;
  int every_ = 1;  // epochs between two that stay
  std::vector<Snapshot> snapshots_;
};

}  // namespace atelier
