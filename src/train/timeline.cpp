#include "train/timeline.h"

#include <algorithm>

namespace atelier {

void Timeline::add(int epoch, std::span<const float> parameters) {
  forgetAfter(epoch - 1);
  if (!snapshots_.empty() && snapshots_.back().epoch % every_ != 0) snapshots_.pop_back();
  snapshots_.push_back({epoch, {parameters.begin(), parameters.end()}});
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

std::span<const float> Timeline::at(int epoch) const {
  const auto found =
      std::find_if(snapshots_.begin(), snapshots_.end(), [&](const Snapshot& s) { return s.epoch == epoch; });
  if (found == snapshots_.end()) return {};
  return found->parameters;
}

std::vector<int> Timeline::epochs() const {
  std::vector<int> epochs;
  for (const Snapshot& s : snapshots_) epochs.push_back(s.epoch);
  return epochs;
}

std::size_t Timeline::bytes() const {
  std::size_t numbers = 0;
  for (const Snapshot& s : snapshots_) numbers += s.parameters.size();
  return numbers * sizeof(float);
}

}  // namespace atelier
