// What of App is about work that is kept: it comes in from a file, goes out as one, and goes to each new worker.

#include <algorithm>
#include <utility>

#include "keep/piece.h"
#include "ui/app.h"

namespace atelier::ui {

namespace {

constexpr const char* kNoDrawing = "drawing 1";

}  // namespace

std::string App::openWork(std::span<const std::uint8_t> bytes) {
  unsettled_ = kSettle;
  std::string error;
  auto file = keep::readWork(bytes, error);
  if (!file) return error;
  const keep::Work& work = file->work;
  if (!pad_.open(work.drawing.empty() ? kNoDrawing : work.drawing, error))
    problem("The drawing that was kept cannot be read. " + error);
  pad_.fit = work.fit;
  if (file->lost > 0) problem("Some weights of past epochs could not be read: the timeline leaves them out.");
  if (link_) link_->recipe = link_->weights = "";
  if (!work.split.empty()) {
    if (!link_) link_.emplace();
    link_->image = link::Image{work.split, work.index};
  }
  keptWardrobe_ = work.wardrobe;
  openedPieces_ = std::move(file->pieces);
  if (std::exchange(awaitsPieces_, false) && state_.isReady) state_.wasLost = false;
  state_.open(work, file->leftRuns);
  keeper_.opened(work);
  if (!state_.isReady) return "";
  if (!work.wardrobe.empty()) {
    outbox_.emplace_back(protocol::OpenWardrobe{false, work.wardrobe});
  } else if (!state_.wardrobe.file.empty()) {
    outbox_.emplace_back(protocol::RemoveFromWardrobe{});
  }
  if (work.hasRun) sendPieces(keeper_.names(work.run));
  for (const protocol::Command& command : state_.restoring()) outbox_.push_back(command);
  outbox_.emplace_back(pad_.fit);
  sendLink();
  return "";
}

void App::sendPieces(const std::string& names) {
  for (const protocol::Row& row : protocol::parseTable(names)) {
    const auto piece = openedPieces_.find(row[0]);
    if (piece != openedPieces_.end()) outbox_.emplace_back(protocol::Snapshot{0, 0, "", piece->second});
  }
}

void App::sendLeftRuns() {
  outbox_.emplace_back(state_.place());
  for (const auto& [number, left] : state_.leftRuns()) {
    sendPieces(keeper_.namesOf(left, state_));
    outbox_.emplace_back(protocol::BringRun{keep::writeLeftRun(left)});
  }
  openedPieces_.clear();
}

void App::bringPieces(std::vector<protocol::Bytes> pieces) {
  if (!std::exchange(awaitsPieces_, false)) return;
  std::string ignored;
  for (protocol::Bytes& bytes : pieces) {
    const auto piece = keep::readPiece(bytes, ignored);
    if (piece) openedPieces_[piece->name] = std::move(bytes);
  }
  if (state_.isReady) giveBack();
}

keep::Work App::workNow() const {
  keep::Work work;
  work.recipe = state_.recipe.recipe;
  work.speed = state_.speed;
  if (state_.picture && state_.picture->split != "wardrobe") {
    work.split = state_.picture->split;
    work.index = state_.picture->index;
  }
  if (link_ && link_->image) {  // it is on its way
    work.split = link_->image->split;
    work.index = link_->image->index;
  }
  work.fit = pad_.fit;
  work.drawing = drawingText();
  work.wardrobe = state_.wardrobe.file.empty() ? keptWardrobe_ : state_.wardrobe.file;
  const protocol::NumberRun place = state_.place();
  work.number = place.number;
  work.from = place.from;
  work.fromEpoch = place.fromEpoch;
  for (const auto& [number, piece] : leftPieces_) work.leftRuns += (work.leftRuns.empty() ? "" : "\n") + piece.name;
  work.hasRun = state_.checkpoint.has_value();
  if (!work.hasRun) return work;
  work.run = *state_.checkpoint;
  work.curve = state_.curveToKeep();
  work.snapshots = keeper_.names(work.run);
  return work;
}

protocol::Bytes App::workHead() const { return keep::writeHead(workNow()); }

std::string App::workPieces() const {
  std::vector<protocol::Row> names = protocol::parseTable(state_.checkpoint ? keeper_.names(*state_.checkpoint) : "");
  for (const auto& [number, piece] : leftPieces_) {
    names.push_back({piece.name});
    for (protocol::Row& row : protocol::parseTable(piece.snapshots)) names.push_back(std::move(row));
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::unique(names);
  names.erase(twice.begin(), twice.end());
  return protocol::printTable(names);
}

std::optional<protocol::Snapshot> App::takePiece() {
  writeLeftRuns();
  return keeper_.takePiece();
}

void App::writeLeftRuns() {
  std::erase_if(leftPieces_, [&](const auto& entry) { return !state_.leftRuns().contains(entry.first); });
  for (const auto& [number, left] : state_.leftRuns()) {
    LeftPiece& piece = leftPieces_[number];
    const std::string snapshots = keeper_.namesOf(left, state_);
    if (piece.version == state_.leftVersion() && piece.snapshots == snapshots) continue;
    keep::LeftRun whole = left;
    whole.snapshots = snapshots;
    protocol::Bytes bytes = keep::writeLeftRun(whole);
    std::string ignored;
    const std::string name = keep::readPiece(bytes, ignored)->name;
    if (name != piece.name) keeper_.add(name, std::move(bytes));
    piece = {state_.leftVersion(), snapshots, name};
  }
}

void App::askForPieces() {
  keeper_.askAgain(state_);
  leftPieces_.clear();
  if (const auto question = keeper_.question(state_)) outbox_.emplace_back(*question);
}

void App::setKeeping(Keeping keeping) {
  unsettled_ = kSettle;
  if (keeping.canTakeOver && !view_.keeping.canTakeOver) view_.work.emplace();
  view_.keeping = std::move(keeping);
}

void App::sendWardrobe() {
  const protocol::Bytes& file = state_.wardrobe.file.empty() ? keptWardrobe_ : state_.wardrobe.file;
  if (!file.empty()) outbox_.emplace_back(protocol::OpenWardrobe{false, file});
}

}  // namespace atelier::ui
