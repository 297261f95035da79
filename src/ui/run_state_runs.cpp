// What of RunState is about runs: the one at work, those that were left, and how they come back in another worker.

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "ui/run_state.h"

namespace atelier::ui {

namespace {

constexpr float kMostImages = 1e9F;  // that a run sees
constexpr int kNoRun = -1;           // of this worker

// How many numbers of a curve's quadruples belong to points up to there.
std::size_t pointsUpTo(const protocol::Floats& curve, int imagesSeen) {
  std::size_t count = 0;
  while (count + 4 <= curve.size() && curve[count] <= static_cast<float>(imagesSeen)) count += 4;
  return count;
}

// What was reported of the epochs of a run that was kept.
std::vector<protocol::EpochDone> epochsOfLeft(const keep::LeftRun& left) {
  std::vector<protocol::EpochDone> epochs;
  for (const protocol::Row& row : protocol::parseTable(left.run.history)) {
    if (row.size() < 7 || epochs.size() >= left.images.size()) break;
    const auto cell = [&row](std::size_t column) { return std::atof(row[column].c_str()); };
    const auto images = std::clamp(left.images[epochs.size()], 0.0F, kMostImages);
    epochs.push_back({kNoRun, static_cast<int>(epochs.size()) + 1, static_cast<int>(images), cell(0), cell(1), cell(2),
                      cell(3), cell(4), cell(5), cell(6)});
  }
  return epochs;
}

}  // namespace

void RunState::loseWorker() {
  isReady = false;
  wasLost = true;
  isRestoring_ = checkpoint.has_value();
  if (checkpoint) checkpoint->runId = kNoRun;
  if (!curve.empty()) curveBefore_ = curve;
  place_ = place();
  awaited_ = leftRuns_.size();
  run.runId = 0;                     // the next worker counts anew
  dataset.train = dataset.test = 0;  // and fetches them anew
  progress.running = false;
  progress.imagesPerSecond = 0;
  step.reset();
}

void RunState::open(const keep::Work& work, const std::vector<keep::LeftRun>& leftRuns) {
  std::map<int, keep::LeftRun> byNumber;
  for (const keep::LeftRun& left : leftRuns) byNumber.emplace(left.number, left);
  const protocol::NumberRun place{work.number, work.from, work.fromEpoch};
  isTraining = false;
  speed = work.speed;
  recipe.recipe = work.recipe;
  auto kept = work.hasRun ? std::optional(work.run) : std::nullopt;
  if (kept) kept->runId = kNoRun;
  if (isReady) {
    opened_ = {kept, work.curve, std::move(byNumber), place};
    return;
  }
  wasLost = true;
  isRestoring_ = work.hasRun;
  checkpoint = kept;
  curveBefore_ = work.curve;
  takeLeftRuns(std::move(byNumber), place);
}

void RunState::takeLeftRuns(std::map<int, keep::LeftRun> leftRuns, const protocol::NumberRun& place) {
  curves_.clear();
  epochs_.clear();
  for (const auto& [number, left] : leftRuns) {
    curves_[number] = left.curve;
    epochs_[number] = epochsOfLeft(left);
  }
  awaited_ = leftRuns.size();
  leftRuns_ = std::move(leftRuns);
  place_ = place;
  ++leftVersion_;
  ++works_;
}

protocol::NumberRun RunState::place() const {
  if (place_) return *place_;
  const auto found = std::ranges::find(runs, run.number, &RunView::number);
  return found == runs.end() ? protocol::NumberRun{run.number}
                             : protocol::NumberRun{run.number, found->from, found->fromEpoch};
}

std::vector<protocol::Command> RunState::restoring() const {
  std::vector<protocol::Command> commands;
  if (speed > 0 || opened_) commands.emplace_back(protocol::SetSpeed{speed});
  const auto& kept = opened_ ? opened_->checkpoint : checkpoint;
  if (kept) {
    commands.emplace_back(*kept);
  } else if (!recipe.recipe.empty()) {
    commands.emplace_back(protocol::SetRecipe{recipe.recipe});
    if (opened_) commands.emplace_back(protocol::Reset{});
  }
  if (isTraining) commands.emplace_back(protocol::Train{});
  return commands;
}

void RunState::on(const protocol::Run& event) {
  const bool isOfTheseWeights = event.runId == run.runId && event.weights == run.weights && event.layers == run.layers;
  if (event.runId != run.runId) turnTo(event);
  run = event;
  runs = readRuns(event.runs);
  settleRuns();
  if (isOfTheseWeights) return;  // something is told of them, as that the pretrained model has come
  layers = readLayers(event.layers);
  nameClasses();
  activations.clear();
  weights.clear();
  outputHistograms.clear();
  weightHistograms.clear();
  explanation.reset();
}

void RunState::turnTo(const protocol::Run& event) {
  if (opened_) {
    takeLeftRuns(std::move(opened_->leftRuns), opened_->place);
    isRestoring_ = opened_->checkpoint.has_value();
    checkpoint = std::move(opened_->checkpoint);
    curveBefore_ = std::move(opened_->curve);
    opened_.reset();
  } else if (!isComingBack() && !isRestoring_) {
    leave(event);
  }
  epochs.clear();
  curve.clear();
  timeline = {};
  failed.reset();
  diverged.clear();
  progress = {};
  evaluation.reset();
  attribution.reset();
  activity.reset();
  nearest.reset();
  trainPictures.forgetAnswers();
  testPictures.forgetAnswers();
  if (step) step->bulk.clear();  // of another network, perhaps
  stepExamples.clear();
}

void RunState::leave(const protocol::Run& next) {
  curves_[run.number] = curve;
  epochs_[run.number] = epochs;
  if (checkpoint && checkpoint->runId == run.runId) {
    const protocol::NumberRun at = place();
    keep::LeftRun& left = leftRuns_[run.number];
    left = {at.number, at.from, at.fromEpoch, std::move(*checkpoint), curve, {}, ""};
    left.run.runId = 0;
    left.run.edited = left.run.recipe;
    for (const protocol::EpochDone& epoch : epochs) left.images.push_back(static_cast<float>(epoch.imagesSeen));
    ++leftVersion_;
  }
  checkpoint.reset();
  if (const auto again = leftRuns_.find(next.number); again != leftRuns_.end()) {
    checkpoint = again->second.run;
    checkpoint->runId = next.runId;
  }
  int goesOnFrom = next.number;
  for (const RunView& other : readRuns(next.runs)) {
    if (other.number == next.number && !curves_.contains(next.number)) goesOnFrom = other.from;
  }
  curveBefore_ = curves_[goesOnFrom];
}

void RunState::settleRuns() {
  const auto isKept = [this](int number) { return std::ranges::find(runs, number, &RunView::number) != runs.end(); };
  if (wasLost || opened_) return;
  if (place_) {
    const auto back = std::ranges::count_if(leftRuns_, [&](const auto& entry) { return isKept(entry.first); });
    if (run.number != place_->number || static_cast<std::size_t>(back) < awaited_) return;
    place_.reset();
  }
  const auto gone = [&](const auto& entry) { return entry.first == run.number || !isKept(entry.first); };
  if (std::erase_if(leftRuns_, gone) > 0) ++leftVersion_;
}

const std::vector<protocol::EpochDone>* RunState::epochsOf(int number) const {
  const auto found = epochs_.find(number);
  return found == epochs_.end() ? nullptr : &found->second;
}

void RunState::goBack(int imagesSeen) {
  curve.resize(pointsUpTo(curve, imagesSeen));
  std::erase_if(epochs, [&](const protocol::EpochDone& epoch) { return epoch.imagesSeen > imagesSeen; });
}

void RunState::resume(int imagesSeen) {
  if (std::exchange(isRestoring_, false) && checkpoint) checkpoint->runId = run.runId;
  const auto kept = static_cast<std::ptrdiff_t>(pointsUpTo(curveBefore_, imagesSeen));
  curve.insert(curve.begin(), curveBefore_.begin(), curveBefore_.begin() + kept);
  curveBefore_.clear();
}

}  // namespace atelier::ui
