#include "worker/run.h"

#include <algorithm>
#include <cstdlib>

#include "math/hash.h"
#include "protocol/table.h"

namespace atelier::worker {

namespace {

constexpr double kReportEvery = 0.05;     // seconds
constexpr double kCheckpointEvery = 2.0;  // seconds
constexpr double kRateWindow = 1.0;       // seconds
constexpr double kCatchUp = 0.1;          // a slow run never makes up for more than this
constexpr int kPointsPerEpoch = 200;
constexpr int kImagesPerLookAtClock = 16;

// The decimal number of a cell, if it is one.
bool readCell(const std::string& cell, double& to) {
  char* end = nullptr;
  to = std::strtod(cell.c_str(), &end);
  return !cell.empty() && *end == '\0';
}

}  // namespace

Run::Run(int id, const Recipe& recipe, const Dataset& dataset, Clock clock)
    : id_(id), trainer_(recipe, dataset), clock_(std::move(clock)) {
  addToTimeline();
}

void Run::addToTimeline() {
  TrainerState state = trainer_.state();
  timeline_.add({state.epoch, std::move(state.parameters), std::move(state.moments), state.steps});
  timelineChanged_ = true;
}

void Run::begin(Mode mode, Events& events) {
  if (!trainer_.isFinished()) {
    mode_ = mode;
    due_ = lastCheckpoint_ = clock_();
    seen_.clear();
  }
  report(events);
}

void Run::pause(Events& events) {
  mode_ = Mode::kPaused;
  waiting_ = false;
  checkpointDue_ = true;
  report(events);
}

void Run::setSpeed(double imagesPerSecond) {
  speed_ = imagesPerSecond;
  due_ = clock_();
  seen_.clear();
}

void Run::adopt(const Recipe& recipe, Events& events) {
  trainer_.adopt(recipe);
  if (trainer_.isFinished()) mode_ = Mode::kPaused;
  checkpointDue_ = true;
  report(events);
}

double Run::secondsUntilDue() const {
  const bool isPaced = speed_ > 0 && mode_ != Mode::kStepBatch && !trainer_.isMeasuring();
  return isPaced ? std::max(0.0, due_ - clock_()) : 0.0;
}

double Run::work(double budget, Events& events) {
  const double end = clock_() + budget;
  int sinceLook = 0;
  while (isRunning()) {
    const double wait = secondsUntilDue();
    if (wait > 0) {
      if (clock_() - lastReport_ >= kReportEvery) report(events);
      return wait;
    }
    const Trainer::Advance advance = trainer_.advance();
    if (account(advance, events)) return -1;
    if (completedEpoch_ >= 0) return isRunning() ? 0 : -1;  // it is handed over before the next is told of
    sinceLook += advance == Trainer::Advance::kTrained ? trainer_.lastBatch().images : kImagesPerLookAtClock;
    if (sinceLook < kImagesPerLookAtClock) continue;
    sinceLook = 0;
    const double now = clock_();
    if (now - lastReport_ >= kReportEvery) report(events);
    if (now - lastCheckpoint_ >= kCheckpointEvery) {
      checkpointDue_ = true;
      lastCheckpoint_ = now;
    }
    if (now >= end) return 0;
  }
  return -1;
}

bool Run::account(Trainer::Advance advance, Events& events) {
  const bool wasWaiting = std::exchange(waiting_, advance == Trainer::Advance::kWaiting);
  if (advance == Trainer::Advance::kWaiting) {
    if (!wasWaiting) report(events);
    return true;
  }
  if (advance == Trainer::Advance::kTrained) return accountBatch(events);
  if (advance == Trainer::Advance::kDiverged) {
    stopDiverged(events);
    return true;
  }
  const bool epochIsOver = !trainer_.isMeasuring() && trainer_.position() == 0 && trainer_.epoch() > 0;
  if (advance == Trainer::Advance::kMeasured && epochIsOver) {
    events.emplace_back(epochDone(trainer_.epoch()));
    addToTimeline();
    completedEpoch_ = trainer_.epoch();
    checkpointDue_ = true;
    lastCheckpoint_ = clock_();
    if (mode_ == Mode::kStepEpoch || trainer_.isFinished()) pause(events);
  }
  return false;
}

bool Run::accountBatch(Events& events) {
  addToCurve();
  if (speed_ > 0) due_ = std::max(due_, clock_() - kCatchUp) + trainer_.lastBatch().images / speed_;
  if (mode_ == Mode::kStepBatch) {
    pause(events);
    return true;
  }
  return false;
}

void Run::stopDiverged(Events& events) {
  const Trainer::Divergence& failed = trainer_.divergence();
  const std::string kept = failed.goodBatch > 0
                               ? "those after step " + std::to_string(failed.goodBatch) + " of this epoch"
                               : "those at the start of this epoch";
  curve_.clear();
  curvePoint_ = {};
  timeline_.forgetAfter(trainer_.epoch());
  timelineChanged_ = true;
  pause(events);
  events.emplace_back(protocol::Failed{
      "diverged",
      "Training diverged in epoch " + std::to_string(failed.epoch + 1) + " at step " + std::to_string(failed.batch) +
          ": a learning rate of " + printNumber(failed.rate) + " is too high here. The last good weights stay, " +
          kept + ". Choose a lower rate and press Train, or Reset.",
      -1, "", 0});
}

void Run::addToCurve() {
  const Score& batch = trainer_.lastBatch();
  curvePoint_.images += batch.images;
  curvePoint_.correct += batch.correct;
  curvePoint_.lossSum += batch.lossSum;
  const int wanted = std::max(1, trainer_.epochImages() / kPointsPerEpoch);
  if (curvePoint_.images < wanted && !trainer_.isMeasuring()) return;
  for (const double number :
       {static_cast<double>(trainer_.imagesSeen()), curvePoint_.loss(), curvePoint_.accuracy(), trainer_.rate()}) {
    curve_.push_back(static_cast<float>(number));
  }
  curvePoint_ = {};
}

void Run::report(Events& events) {
  lastReport_ = clock_();
  trainer_.measureNextGradient();
  if (isRunning()) {
    seen_.emplace_back(lastReport_, trainer_.imagesSeen());
    while (seen_.size() > 2 && lastReport_ - seen_[1].first >= kRateWindow) seen_.pop_front();
  }
  events.emplace_back(progress());
  if (!curve_.empty()) events.emplace_back(protocol::Curve{id_, std::exchange(curve_, {})});
}

protocol::Progress Run::progress() const {
  protocol::Progress p;
  const Recipe& recipe = trainer_.recipe();
  const auto& history = trainer_.history();
  const bool inEpoch = trainer_.position() > 0;
  p.runId = id_;
  p.running = isRunning();
  p.phase = trainer_.isFinished()        ? "finished"
            : isRunning() && waiting_    ? "waiting"
            : isRunning()                ? (trainer_.isMeasuring() ? "testing" : "training")
            : trainer_.imagesSeen() == 0 ? "ready"
                                         : "paused";
  p.epoch = trainer_.epoch();
  p.epochs = trainer_.totalEpochs();
  p.batch = (trainer_.position() + recipe.batch - 1) / recipe.batch;
  p.batches = (trainer_.epochImages() + recipe.batch - 1) / recipe.batch;
  p.imagesSeen = trainer_.imagesSeen();
  if (isRunning() && seen_.size() > 1 && seen_.back().first > seen_.front().first) {
    p.imagesPerSecond = (seen_.back().second - seen_.front().second) / (seen_.back().first - seen_.front().first);
  }
  const double left = static_cast<double>(trainer_.imagesInAll()) - trainer_.imagesSeen();
  if (p.imagesPerSecond > 0) p.secondsLeft = left / p.imagesPerSecond;
  if (inEpoch) {
    p.trainLoss = trainer_.score().loss();
    p.trainAccuracy = trainer_.score().accuracy();
  } else if (!history.empty()) {
    p.trainLoss = history.back().trainLoss;
    p.trainAccuracy = history.back().trainAccuracy;
  }
  p.learningRate = trainer_.rate();
  p.gradientNorm = trainer_.gradientNorm();
  p.models = recipe.models();
  p.model = std::min(trainer_.epoch() / recipe.epochs, p.models - 1);
  if (!history.empty()) {
    p.validationAccuracy = history.back().validationAccuracy;
    p.validationLoss = history.back().validationLoss;
    p.testAccuracy = history.back().testAccuracy;
    p.testLoss = history.back().testLoss;
  }
  if (!isRunning()) p.weightsHash = hashOfWeights(trainer_.network().parameters());
  return p;
}

protocol::EpochDone Run::epochDone(int epoch) const {
  const EpochResult& result = trainer_.history()[static_cast<std::size_t>(epoch - 1)];
  return {id_,
          epoch,
          trainer_.imagesBefore(epoch),
          result.trainLoss,
          result.trainAccuracy,
          result.testLoss,
          result.testAccuracy,
          result.rate,
          result.validationLoss,
          result.validationAccuracy};
}

std::vector<protocol::EpochDone> Run::history() const {
  std::vector<protocol::EpochDone> done;
  for (int epoch = 1; epoch <= trainer_.epoch(); ++epoch) done.push_back(epochDone(epoch));
  return done;
}

void Run::takeUp(int id) {
  id_ = id;
  checkpointDue_ = true;
}

TrainerState Run::stateAt(const Timeline::Snapshot& snapshot) const {
  const auto& history = trainer_.history();
  TrainerState state;
  state.epoch = snapshot.epoch;
  state.history.assign(history.begin(), history.begin() + snapshot.epoch);
  state.parameters = snapshot.parameters;
  state.moments = snapshot.moments;
  state.steps = snapshot.steps;
  return state;
}

bool Run::recall(Timeline::Snapshot snapshot, std::string& error) {
  const bool isOver = snapshot.epoch >= 0 && snapshot.epoch <= trainer_.epoch();
  if (!isOver || !fits(stateAt(snapshot), trainer_.recipe())) {
    error = "What was kept of epoch " + std::to_string(snapshot.epoch) + " does not fit this run.";
    return false;
  }
  if (snapshot.epoch == 0) {
    Network<float> start(trainer_.recipe().network, kInputShape);
    startWeights(trainer_.recipe(), start);
    isGiven_ = !std::ranges::equal(start.parameters(), snapshot.parameters);
  }
  timeline_.putBack(std::move(snapshot));
  timelineChanged_ = true;
  return true;
}

void Run::branch(const Run& other, int epoch) {
  trainer_.restore(other.stateAt(*other.timeline_.at(epoch)));
  timeline_ = other.timeline_;
  isGiven_ = other.isGiven_;
  timeline_.forgetAfter(epoch);
  timelineChanged_ = checkpointDue_ = true;
}

void Run::beginWith(std::vector<float> weights) {
  TrainerState state;
  state.parameters = std::move(weights);
  trainer_.restore(state);
  isGiven_ = checkpointDue_ = true;
  addToTimeline();
}

std::span<const float> Run::given() const {
  const Timeline::Snapshot* start = isGiven_ ? timeline_.at(0) : nullptr;
  return start == nullptr ? std::span<const float>() : start->parameters;
}

protocol::Checkpoint Run::checkpoint(const std::string& edited, const std::string& data) const {
  TrainerState state = trainer_.state();
  std::vector<protocol::Row> rows;
  for (const EpochResult& e : state.history) {
    rows.push_back({printNumber(e.trainLoss), printNumber(e.trainAccuracy), printNumber(e.testLoss),
                    printNumber(e.testAccuracy), printNumber(e.rate), printNumber(e.validationLoss),
                    printNumber(e.validationAccuracy)});
  }
  state.parameters.insert(state.parameters.end(), state.moments.begin(), state.moments.end());
  return {id_,
          printRecipe(trainer_.recipe()),
          edited,
          data,
          state.epoch,
          state.position,
          state.score.lossSum,
          state.score.correct,
          state.steps,
          protocol::printTable(rows),
          std::move(state.parameters)};
}

bool Run::restore(const protocol::Checkpoint& checkpoint, std::string& error) {
  TrainerState state;
  state.epoch = checkpoint.epoch;
  state.position = checkpoint.position;
  state.score = {checkpoint.position, checkpoint.correct, checkpoint.lossSum};
  state.steps = checkpoint.steps;
  bool ok = true;
  for (const protocol::Row& row : protocol::parseTable(checkpoint.history)) {
    EpochResult e;
    ok = ok && row.size() == 7 && readCell(row[0], e.trainLoss) && readCell(row[1], e.trainAccuracy) &&
         readCell(row[2], e.testLoss) && readCell(row[3], e.testAccuracy) && readCell(row[4], e.rate) &&
         readCell(row[5], e.validationLoss) && readCell(row[6], e.validationAccuracy);
    state.history.push_back(e);
  }
  const auto& bulk = checkpoint.bulk;
  const std::size_t parameters = std::min(bulk.size(), trainer_.network().parameters().size());
  const auto border = bulk.begin() + static_cast<std::ptrdiff_t>(parameters);
  state.parameters.assign(bulk.begin(), border);
  state.moments.assign(border, bulk.end());
  if (!ok || !fits(state, trainer_.recipe())) {
    error = "This checkpoint does not fit its recipe, or holds numbers that are not finite; nothing was changed.";
    return false;
  }
  trainer_.restore(state);
  isGiven_ = trainer_.imagesSeen() == 0;  // no other run has a checkpoint at its start
  if (state.position == 0) addToTimeline();
  return true;
}

}  // namespace atelier::worker
