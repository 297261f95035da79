#include "sketch/drawing.h"

#include <algorithm>
#include <utility>

namespace atelier::sketch {

namespace {

constexpr std::size_t kMostSnapshots = 32;  // then every second one goes

}  // namespace

void Drawing::add(Act act) {
  acts_.resize(static_cast<std::size_t>(done_));
  acts_.push_back(std::move(act));
  ++done_;
  paintLast();
}

void Drawing::goOn(const Place& place) {
  auto& stroke = std::get<Stroke>(acts_.back());
  raster_.strokeTo(stroke.places.back(), place, stroke.mirrored);
  stroke.places.push_back(place);
}

void Drawing::undo() {
  if (!canUndo()) return;
  --done_;
  repaint();
}

void Drawing::redo() {
  if (!canRedo()) return;
  ++done_;
  paintLast();
}

void Drawing::replace(std::vector<Act> acts, int done) {
  acts_ = std::move(acts);
  done_ = done;
  snapshots_.clear();
  repaint();
}

// Only a move changes what was painted before.
void Drawing::paintLast() {
  const Act& last = acts_[static_cast<std::size_t>(done_) - 1];
  if (std::holds_alternative<Move>(last)) return repaint();
  keep();
  raster_.paint(last);
}

void Drawing::repaint() {
  const auto isMove = [](const Act& act) { return std::holds_alternative<Move>(act); };
  const auto isBegin = [](const Act& act) { return std::holds_alternative<Begin>(act); };
  while (!snapshots_.empty() && snapshots_.back().done > done_) snapshots_.pop_back();
  int from = done_;
  while (from > 0 && !isBegin(acts_[static_cast<std::size_t>(from) - 1])) --from;
  from = std::max(0, from - 1);
  const int kept = snapshots_.empty() ? 0 : snapshots_.back().done;
  if (kept > from && std::none_of(acts_.begin() + kept, acts_.begin() + done_, isMove)) {
    from = kept;
    raster_.restore(snapshots_.back().pixels);
  } else {
    raster_.paint(Begin{});
  }
  std::vector<View> views(static_cast<std::size_t>(done_ - from));
  View view;
  for (int i = done_ - 1; i >= from; --i) {
    views[static_cast<std::size_t>(i - from)] = view;
    if (const auto* move = std::get_if<Move>(&acts_[static_cast<std::size_t>(i)])) view = view.before(*move);
  }
  for (int i = from; i < done_; ++i) {
    raster_.paint(acts_[static_cast<std::size_t>(i)], views[static_cast<std::size_t>(i - from)]);
  }
}

void Drawing::keep() {
  const int done = done_ - 1;
  if (done == 0 || done % spacing_ != 0 || (!snapshots_.empty() && snapshots_.back().done >= done)) return;
  snapshots_.push_back({done, raster_.pixels()});
  if (snapshots_.size() <= kMostSnapshots) return;
  spacing_ *= 2;
  std::erase_if(snapshots_, [this](const Snapshot& snapshot) { return snapshot.done % spacing_ != 0; });
}

}  // namespace atelier::sketch
