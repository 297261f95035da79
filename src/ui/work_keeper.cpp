#include "ui/work_keeper.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "protocol/table.h"

namespace atelier::ui {

namespace {

// "epoch3-0a1b2c3d" is of epoch 3.
int epochOf(const std::string& name) { return std::atoi(name.c_str() + std::min<std::size_t>(name.size(), 5)); }

std::string tableOf(const std::map<int, std::string>& names, int lastEpoch) {
  std::string table;
  for (const auto& [epoch, name] : names) {
    if (epoch <= lastEpoch) table += (table.empty() ? "" : "\n") + name;
  }
  return table;
}

}  // namespace

void WorkKeeper::opened(const keep::Work& work) {
  openedNames_.clear();
  for (const protocol::Row& row : protocol::parseTable(work.snapshots)) openedNames_[epochOf(row[0])] = row[0];
}

void WorkKeeper::workerLost(const RunState& state) {
  if (!state.checkpoint || state.checkpoint->runId != runId_) return;
  openedNames_ = names_;
  std::erase_if(openedNames_, [&](const auto& entry) { return entry.first > state.checkpoint->epoch; });
}

void WorkKeeper::sent(const protocol::Command& command) {
  const auto* recipe = std::get_if<protocol::SetRecipe>(&command);
  if (std::holds_alternative<protocol::SetField>(command) || std::holds_alternative<protocol::NewSeed>(command) ||
      (recipe != nullptr && recipe->recipe != linksRecipe_))
    isEdited_ = true;
}

void WorkKeeper::heard(const protocol::Event& event, const RunState& state) {
  if (const auto* recipe = std::get_if<protocol::Recipe>(&event)) {
    if (isEdited_ && recipe->recipe != recipe_) ++version_;
    recipe_ = recipe->recipe;
  } else if (std::holds_alternative<protocol::Checkpoint>(event) || std::holds_alternative<protocol::Wardrobe>(event)) {
    ++version_;
  } else if (std::holds_alternative<protocol::Ready>(event)) {
    runId_ = -1;  // the worker is another one, and counts its runs anew
    asked_.reset();
  } else if (const auto* snapshot = std::get_if<protocol::Snapshot>(&event)) {
    takeSnapshot(*snapshot, state);
  }
  const bool hasRun = state.checkpoint.has_value();
  if (std::exchange(hadRun_, hasRun) && !hasRun) ++version_;  // it was reset
  if (std::holds_alternative<protocol::Run>(event) && state.run.runId == runId_) number_ = state.run.number;
  if (std::holds_alternative<protocol::Timeline>(event)) heardOfTimeline(state);
}

void WorkKeeper::takeSnapshot(const protocol::Snapshot& snapshot, const RunState& state) {
  const bool isOfNow = snapshot.runId == runId_;
  const bool isAsked = asked_ && asked_->epoch == snapshot.epoch && (!isOfNow || asked_->number == 0);
  const Asked asked = isAsked ? *std::exchange(asked_, std::nullopt) : Asked{0, snapshot.epoch, state.works()};
  if (isOfNow) {
    if (snapshot.name.empty()) return;
    names_[snapshot.epoch] = snapshot.name;
  } else {
    const auto left = asked.works == state.works() ? left_.find(asked.number) : left_.end();
    if (left == left_.end()) return;
    if (snapshot.name.empty()) {
      std::erase(left->second.epochs, snapshot.epoch);
      return;
    }
    left->second.names[snapshot.epoch] = snapshot.name;
  }
  pieces_.push_back(snapshot);
  ++version_;
}

void WorkKeeper::heardOfTimeline(const RunState& state) {
  const bool isAnother = std::exchange(works_, state.works()) != state.works();
  if (isAnother) {
    left_.clear();
    ++version_;
  }
  const int before = std::exchange(runId_, state.timeline.runId);
  if (before != runId_) {
    if (before >= 0 && !isAnother && !state.isComingBack()) {
      left_[number_] = {kept_, names_};
      names_.clear();
      if (state.run.number != number_) names_.swap(left_[state.run.number].names);
    } else {
      names_.clear();
    }
  }
  if (!state.isComingBack())
    std::erase_if(left_, [&](const auto& entry) { return !state.leftRuns().contains(entry.first); });
  if (state.checkpoint && state.checkpoint->runId == runId_ && !openedNames_.empty())
    names_ = std::exchange(openedNames_, {});
  number_ = state.run.number;
  kept_.assign(state.timeline.bulk.begin(), state.timeline.bulk.end());
  std::erase_if(names_, [&](const auto& entry) { return std::ranges::find(kept_, entry.first) == kept_.end(); });
}

void WorkKeeper::askAgain(const RunState& state) {
  names_.clear();
  openedNames_.clear();
  for (const auto& [number, left] : state.leftRuns()) {
    if (left_.contains(number)) continue;
    for (const protocol::Row& row : protocol::parseTable(left.snapshots))
      left_[number].epochs.push_back(epochOf(row[0]));
  }
  for (auto& [number, left] : left_) left.names.clear();
  ++version_;
}

std::optional<protocol::Command> WorkKeeper::question(const RunState& state) {
  if (asked_ || !state.isReady) return std::nullopt;
  if (state.checkpoint && state.checkpoint->runId == runId_) {
    for (const int epoch : kept_) {
      if (names_.contains(epoch)) continue;
      asked_ = {0, epoch, state.works()};
      return protocol::FetchSnapshot{epoch};
    }
  }
  if (state.isComingBack() || works_ != state.works()) return std::nullopt;
  for (const auto& [number, left] : left_) {
    for (const int epoch : left.epochs) {
      if (left.names.contains(epoch)) continue;
      asked_ = {number, epoch, state.works()};
      return protocol::FetchLeftSnapshot{number, epoch};
    }
  }
  return std::nullopt;
}

std::optional<protocol::Snapshot> WorkKeeper::takePiece() {
  if (pieces_.empty()) return std::nullopt;
  protocol::Snapshot piece = std::move(pieces_.back());
  pieces_.pop_back();
  return piece;
}

std::string WorkKeeper::names(const protocol::Checkpoint& checkpoint) const {
  if (checkpoint.runId != runId_ && openedNames_.empty()) return "";
  return tableOf(openedNames_.empty() ? names_ : openedNames_, checkpoint.epoch);
}

std::string WorkKeeper::namesOf(const keep::LeftRun& left, const RunState& state) const {
  const auto found = left_.find(left.number);
  const bool isOpened = !left.snapshots.empty() || works_ != state.works();
  if (isOpened || found == left_.end()) return left.snapshots;
  return tableOf(found->second.names, left.run.epoch);
}

}  // namespace atelier::ui
