#include "train/timeline.h"

#include <algorithm>

namespace atelier {

void Timeline::add(Snapshot snapshot) {
  forgetAfter(snapshot.epoch - 1);
  if (!snapshots_.empty() && snapshots_.back().epoch % every_ != 0) snapshots_.pop_back();
  snapshots_.push_back(std::move(snapshot));
  while (bytes() > mostBytes_ && snapshots_.size() > 2) thinOut();
}

void Timeline::putBack(Snapshot snapshot) {
  const auto next =
      std::find_if(snapshots_.begin(), snapshots_.end(), [&](const Snapshot& s) { return s.epoch >= snapshot.epoch; });
  if (next != snapshots_.end() && next->epoch == snapshot.epoch) {
    *next = std::move(snapshot);
    return;
  }
  snapshots_.insert(next, std::move(snapshot));
  while (bytes() > mostBytes_ && snapshots_.size() > 2) thinOut();
}

void Timeline::forgetAfter(int epoch) {
  while (!snapshots_.empty() && snapshots_.back().epoch > epoch) snapshots_.pop_back();
}

void Timeline::thinOut() {
  every_ *= 2;
  const int latest = snapshots_.back().epoch;
  std::erase_if(snapshots_, [&](const Snapshot& s) { return s.epoch % every_ != 0 && s.epoch != latest; });
}

const Timeline::Snapshot* Timeline::at(int epoch) const {
  const auto found =
      std::find_if(snapshots_.begin(), snapshots_.end(), [&](const Snapshot& s) { return s.epoch == epoch; });
  return found == snapshots_.end() ? nullptr : &*found;
}

std::vector<int> Timeline::epochs() const {
  std::vector<int> epochs;
  for (const Snapshot& s : snapshots_) epochs.push_back(s.epoch);
  return epochs;
}

std::size_t Timeline::bytes() const {
  std::size_t numbers = 0;
  for (const Snapshot& s : snapshots_) numbers += s.parameters.size() + s.moments.size();
  return numbers * sizeof(float);
}

}  // namespace atelier
