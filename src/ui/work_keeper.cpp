#include "ui/work_keeper.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "protocol/table.h"

namespace atelier::ui {

namespace {

// "epoch3-0a1b2c3d" is of epoch 3.
int epochOf(const std::string& name) { return std::atoi(name.c_str() + std::min<std::size_t>(name.size(), 5)); }

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
    asked_.reset();
    if (snapshot->runId != runId_ || snapshot->name.empty()) return;
    names_[snapshot->epoch] = snapshot->name;
    pieces_.push_back(*snapshot);
    ++version_;
  }
  const bool hasRun = state.checkpoint.has_value();
  if (std::exchange(hadRun_, hasRun) && !hasRun) ++version_;  // it was reset
  if (!std::holds_alternative<protocol::Timeline>(event)) return;
  if (std::exchange(runId_, state.timeline.runId) != state.timeline.runId) names_.clear();
  if (state.checkpoint && state.checkpoint->runId == runId_ && !openedNames_.empty())
    names_ = std::exchange(openedNames_, {});
  std::erase_if(names_, [&](const auto& entry) {
    const auto& kept = state.timeline.bulk;
    return std::find(kept.begin(), kept.end(), static_cast<float>(entry.first)) == kept.end();
  });
}

void WorkKeeper::askAgain() {
  names_.clear();
  openedNames_.clear();
  ++version_;
}

std::optional<protocol::FetchSnapshot> WorkKeeper::question(const RunState& state) {
  if (asked_ || !state.isReady || !state.checkpoint || state.checkpoint->runId != runId_) return std::nullopt;
  for (const float number : state.timeline.bulk) {
    const auto epoch = static_cast<int>(number);
    if (names_.contains(epoch)) continue;
    asked_ = epoch;
    return protocol::FetchSnapshot{epoch};
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
  std::string table;
  if (checkpoint.runId != runId_ && openedNames_.empty()) return table;
  for (const auto& [epoch, name] : openedNames_.empty() ? names_ : openedNames_) {
    if (epoch <= checkpoint.epoch) table += (table.empty() ? "" : "\n") + name;
  }
  return table;
}

}  // namespace atelier::ui
