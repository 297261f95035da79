#include "worker/runs.h"

#include <algorithm>

#include "protocol/table.h"

namespace atelier::worker {

Runs::Runs(const Recipe& recipe, const Dataset& dataset, Clock clock) : dataset_(dataset), clock_(std::move(clock)) {
  add({++lastNumber_, 0, 0, fresh(recipe)});
}

void Runs::leave(Run::Events& events) {
  if (current().isRunning()) current().pause(events);
  if (current().takeCheckpointDue() && !current().isFresh())
    events.emplace_back(current().checkpoint(printRecipe(current().trainer().recipe()), data_));
}

void Runs::add(Entry entry) {
  if (entries_.size() == kMost) entries_.erase(entries_.begin() + (entries_.front().number == entry.from ? 1 : 0));
  entries_.push_back(std::move(entry));
  current_ = entries_.size() - 1;
}

void Runs::put(int from, int fromEpoch, std::unique_ptr<Run> run) {
  Entry& now = entries_[current_];
  if (now.run->isFresh()) {
    now = {now.number, from == now.number ? 0 : from, fromEpoch, std::move(run)};
  } else {
    add({++lastNumber_, from, fromEpoch, std::move(run)});
  }
}

void Runs::begin(const Recipe& recipe, Run::Events& events) {
  leave(events);
  put(0, 0, fresh(recipe));
}

void Runs::beginWith(const Recipe& recipe, std::vector<float> weights, int epoch, Run::Events& events) {
  leave(events);
  auto run = fresh(recipe);
  run->beginWith(std::move(weights));
  put(epoch < 0 ? kPretrained : number(), std::max(0, epoch), std::move(run));
}

bool Runs::branch(int epoch, const Recipe& edited, Run::Events& events, std::string& error) {
  error = whyNotKept(epoch);
  if (!error.empty()) return false;
  leave(events);
  const Run& parent = current();
  std::unique_ptr<Run> run = fresh(parent.trainer().recipe());
  run->branch(parent, epoch);
  Run::Events unsaid;  // of a run that nobody has heard of yet
  run->adopt(edited, unsaid);
  add({++lastNumber_, number(), epoch, std::move(run)});
  return true;
}

const Run* Runs::find(int number) const {
  const auto found = std::ranges::find(entries_, number, &Entry::number);
  return found == entries_.end() ? nullptr : found->run.get();
}

bool Runs::choose(int number, Run::Events& events, std::string& error) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.number == number; });
  if (found == entries_.end()) {
    error = "There is no run " + std::to_string(number) + ": the latest " + std::to_string(kMost) + " are kept.";
    return false;
  }
  leave(events);
  current_ = static_cast<std::size_t>(found - entries_.begin());
  current().takeUp(++lastId_);
  return true;
}

bool Runs::restore(const protocol::Checkpoint& checkpoint, const Recipe& recipe, std::string& error) {
  auto restored = std::make_unique<Run>(lastId_ + 1, recipe, dataset_, clock_);
  if (!restored->restore(checkpoint, error)) return false;
  ++lastId_;
  entries_.clear();
  lastNumber_ = 1;
  add({1, 0, 0, std::move(restored)});
  return true;
}

bool Runs::renumber(const protocol::NumberRun& command, std::string& error) {
  if (!isPlace(command.number, command.from, command.fromEpoch)) {
    error = "There is no such number of a run: it keeps the one that it has.";
    return false;
  }
  forgetOthers();
  Entry& only = entries_.front();
  only.number = lastNumber_ = command.number;
  only.from = command.from;
  only.fromEpoch = command.fromEpoch;
  return true;
}

Run* Runs::bring(const keep::LeftRun& left, std::string& error) {
  TextError ignored;
  const auto recipe = parseRecipe(left.run.recipe, ignored);
  const bool hasRoom = entries_.size() < kMost && find(left.number) == nullptr;
  error = "What was kept of run " + std::to_string(left.number) + " does not fit, so it is left out.";
  if (!recipe || !hasRoom || !isPlace(left.number, left.from, left.fromEpoch)) return nullptr;
  auto run = std::make_unique<Run>(++lastId_, *recipe, dataset_, clock_);
  std::string reason;
  if (!run->restore(left.run, reason)) return nullptr;
  const int now = number();
  const auto place = std::ranges::upper_bound(entries_, left.number, {}, &Entry::number);
  const auto brought = entries_.insert(place, {left.number, left.from, left.fromEpoch, std::move(run)});
  lastNumber_ = std::max(lastNumber_, left.number);
  Run* const made = brought->run.get();
  current_ = static_cast<std::size_t>(std::ranges::find(entries_, now, &Entry::number) - entries_.begin());
  return made;
}

void Runs::forgetOthers() {
  Entry only = std::move(entries_[current_]);
  entries_.clear();
  add(std::move(only));
}

std::string Runs::whyNotKept(int epoch) const {
  if (epoch >= 0 && current().timeline().at(epoch) != nullptr) return "";
  if (epoch < 0 || epoch > current().trainer().epoch()) {
    return "Epoch " + std::to_string(epoch) + " is not over yet.";
  }
  return "The weights after epoch " + std::to_string(epoch) + " were not kept.";
}

std::string Runs::table() const {
  std::vector<protocol::Row> rows;
  for (const Entry& entry : entries_) {
    const Trainer& trainer = entry.run->trainer();
    const double accuracy = trainer.history().empty() ? -1 : trainer.history().back().testAccuracy;
    rows.push_back({std::to_string(entry.number), std::to_string(entry.from), std::to_string(entry.fromEpoch),
                    std::to_string(trainer.epoch()), printNumber(accuracy), printRecipe(trainer.recipe())});
  }
  return protocol::printTable(rows);
}

}  // namespace atelier::worker
