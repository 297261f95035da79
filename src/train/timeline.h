#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace atelier {

// The weights of a run at its start and after each epoch, to look back at. A long run of a large network keeps only
// every second epoch, or every fourth, and so on, beside the latest: as many as fit.
class Timeline {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{48} << 20;

  explicit Timeline(std::size_t mostBytes = kMostBytes) : mostBytes_(mostBytes) {}

  // The parameters when `epoch` epochs were over. What was kept of that epoch and later ones is dropped: a run that
  // went back has gone another way since.
  void add(int epoch, std::span<const float> parameters);

  // Drops what was kept of later epochs.
  void forgetAfter(int epoch);

  // Those parameters, or none where the epoch is not here. Valid until the next change.
  std::span<const float> at(int epoch) const;

  // What is kept, in growing order.
  std::vector<int> epochs() const;
  std::size_t bytes() const;

 private:
  struct Snapshot {
    int epoch;
    std::vector<float> parameters;
  };

  void thinOut();

  std::size_t mostBytes_;
  int every_ = 1;  // epochs between two that stay
  std::vector<Snapshot> snapshots_;
};

}  // namespace atelier
