#include "ui/run_state.h"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <utility>

#include "ui/layers/layer_kind.h"

namespace atelier::ui {

namespace {

constexpr float kMostImages = 1e9F;  // that a run sees
constexpr int kNoRun = -1;           // of this worker

// The run that an event belongs to; kNoRun for events of none.
template <class Event>
int runOf(const Event& event) {
  if constexpr (requires { event.runId; }) {
    return event.runId;
  } else {
    return kNoRun;
  }
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  parts.emplace_back();
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

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

int LayerView::stored() const {
  const auto arrays = static_cast<int>(layerKind(kind).arrays.size());
  return arrays > 0 ? arrays * channels : parameters;
}

std::vector<LayerView> readLayers(const std::string& table) {
  std::vector<LayerView> layers;
  std::size_t output = 0;
  std::size_t stored = 0;
  std::size_t channel = 0;
  for (const protocol::Row& row : protocol::parseTable(table)) {
    if (row.size() < 6) continue;
    const auto number = [&row](std::size_t column) { return std::atoi(row[column].c_str()); };
    layers.push_back({row[0], row[1], number(2), number(3), number(4), number(5), output, stored, channel});
    output += static_cast<std::size_t>(layers.back().outputs());
    stored += static_cast<std::size_t>(layers.back().stored());
    channel += static_cast<std::size_t>(layers.back().channels);
  }
  return layers;
}

std::vector<RunView> readRuns(const std::string& table) {
  std::vector<RunView> runs;
  for (const protocol::Row& row : protocol::parseTable(table)) {
    if (row.size() < 6) continue;
    const auto number = [&row](std::size_t column) { return std::atoi(row[column].c_str()); };
    runs.push_back({number(0), number(1), number(2), number(3), std::atof(row[4].c_str()), row[5]});
  }
  return runs;
}

void RunState::apply(const protocol::Event& event) {
  std::visit(
      [this](const auto& e) {
        const int of = runOf(e);
        if (of >= 0 && of < run.runId) return;
        on(e);
      },
      event);
}

void RunState::loseWorker() {
  isReady = false;
  wasLost = true;
  isRestoring_ = checkpoint.has_value();
  if (checkpoint) checkpoint->runId = kNoRun;
  if (!curve.empty()) curveBefore_ = curve;
  place_ = place();
  awaited_ = leftRuns_.size();
  run.runId = 0;  // the next worker counts anew
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

void RunState::on(const protocol::Ready& event) {
  isReady = true;
  buildId = event.buildId;
  presets = protocol::parseTable(event.presets);
  classes = split(event.classes, '\n');
  nameClasses();
}

void RunState::on(const protocol::Dataset& event) {
  if (event.name != dataset.name) {
    evaluation.reset();
    attribution.reset();
    nearest.reset();
    trainPictures.clear();
    testPictures.clear();
  }
  dataset = event;
}

bool RunState::isEvaluationStale() const {
  if (!evaluation) return true;
  const EvaluationView& e = *evaluation;
  if (!isOfShown(e.runId, e.isPretrained, e.epoch) || isBehind(e.imagesSeen)) return true;
  return dataset.test > e.images && e.images < e.wanted;
}

bool RunState::isActivityStale() const {
  if (shownActivity() == nullptr || isBehind(activity->imagesSeen)) return true;
  return dataset.test > activity->images && activity->images < protocol::Activity::kImages;
}

const protocol::Activity* RunState::shownActivity() const {
  const bool isShown = activity && isOfShown(activity->runId, activity->weights == "pretrained", activity->epoch);
  return isShown ? &*activity : nullptr;
}

bool RunState::isNearestStale() const {
  if (shownNearest() == nullptr || isBehind(nearest->about.imagesSeen)) return true;
  return nearest->about.pictures < nearest->about.wanted && dataset.train > nearest->about.pictures;
}

const NearestView* RunState::shownNearest() const {
  if (!nearest) return nullptr;
  const protocol::Nearest& about = nearest->about;
  return isOfShown(about.runId, about.weights == "pretrained", about.epoch) ? &*nearest : nullptr;
}

bool RunState::isJudgedStale(const std::string& split) const {
  const SplitView& known = pictures(split);
  const protocol::Judged& whose = known.whose();
  if (!known.isJudged() || !isOfShown(whose.runId, whose.weights == "pretrained", whose.epoch)) return true;
  return known.judged() < picturesHere(split) || (!progress.running && isBehind(whose.imagesSeen));
}

bool RunState::isOfShown(int runId, bool isPretrained, int epoch) const {
  if (runId != run.runId || isPretrained != (run.weights == "pretrained")) return false;
  return isPretrained || epoch == timeline.shown;
}

bool RunState::isBehind(int imagesSeen) const {
  return run.weights != "pretrained" && timeline.shown < 0 && imagesSeen != progress.imagesSeen;
}

void RunState::dismissRefusal() {
  if (failed && failed->code == "recipe") failed.reset();
}

void RunState::on(const protocol::Recipe& event) {
  dismissRefusal();  // this follows whatever was accepted
  recipe = event;
  editedLayers = readLayers(event.layers);
  fields.clear();
  for (const protocol::Row& row : protocol::parseTable(event.fieldTable)) {
    if (row.size() < 8) continue;
    fields.push_back({row[0], row[1], row[2], row[3] == "now", row[4], split(row[5], '|'), row[6] == "yes", row[7]});
  }
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

void RunState::on(const protocol::Wardrobe& event) {
  if (failed && failed->code == "wardrobe") failed.reset();
  wardrobe = WardrobeView(event);
  nameClasses();
}

void RunState::nameClasses() {
  classes.resize(dataClasses().size());
  const auto known = layers.empty() ? 0 : std::min(layers.back().channels, protocol::kMostLabels);
  for (int own = 0; protocol::kClasses + own < known; ++own) {
    const bool isNamed = own < static_cast<int>(wardrobe.names.size());
    classes.push_back(isNamed ? wardrobe.names[static_cast<std::size_t>(own)] : "own class " + std::to_string(own + 1));
  }
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

void RunState::on(const protocol::Progress& event) {
  if (event.imagesSeen < progress.imagesSeen) goBack(event.imagesSeen);
  if (event.running) diverged.clear();
  progress = event;
  if (event.imagesSeen > 0 || !isRestoring_) resume(event.imagesSeen);
  if (isReady && !wasLost) isTraining = event.running;
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

void RunState::on(const protocol::Curve& event) { curve.insert(curve.end(), event.bulk.begin(), event.bulk.end()); }

void RunState::on(const protocol::EpochDone& event) {
  if (!epochs.empty() && epochs.back().epoch >= event.epoch) return;
  epochs.push_back(event);
}

const protocol::EpochDone* RunState::epochDone(int epoch) const {
  const auto found =
      std::find_if(epochs.begin(), epochs.end(), [&](const protocol::EpochDone& e) { return e.epoch == epoch; });
  return found == epochs.end() ? nullptr : &*found;
}

void RunState::on(const protocol::Failed& event) {
  if (event.code == "explain") {
    explanation.reset();  // the network has changed since it was asked for
  } else if (event.code == "attribution") {
    attribution.reset();  // the image is gone
  } else if (event.code == "diverged") {
    diverged = event.text;
  } else {
    if (event.code == "checkpoint" && (opened_ || isRestoring_)) {  // what was to come back does not
      opened_.reset();
      checkpoint.reset();
      curveBefore_.clear();
      isRestoring_ = false;
    }
    if (event.code == "run" && place_ && awaited_ > 0) --awaited_;
    settleRuns();
    failed = event;
  }
}

void RunState::on(const protocol::Explanation& event) {
  const bool isOfTheseLayers = event.layer >= 0 && event.layer < static_cast<int>(layers.size()) &&
                               layers[static_cast<std::size_t>(event.layer)].kind == event.kind;
  if (!isOfTheseLayers) return;
  if (event.source == "step") {
    stepExamples[event.layer] = event;
  } else {
    explanation = event;
  }
}

void RunState::on(const protocol::NextBatch& event) {
  stepExamples.clear();
  step.reset();
  if (event.active) step = event;
}

void RunState::on(const protocol::Attribution& event) {
  const auto isClass = [this](int label) { return label >= 0 && label < static_cast<int>(classes.size()); };
  const std::size_t planes = event.noClassMap.empty() ? 4 : 3;
  if (isClass(event.label) && isClass(event.predicted) && event.bulk.size() == planes * protocol::kPicturePixels)
    attribution = event;
}

void RunState::on(const protocol::Activations& event) {
  activations = event.bulk;
  activationsOf = event.source;
  activationsView = event.view;
  lossLabel = event.label;
  outputHistograms.clear();
  for (const LayerView& layer : layers) {
    const auto count = static_cast<std::size_t>(layer.outputs());
    if (activations.size() >= layer.firstOutput + count)
      outputHistograms.push_back(histogramOf(std::span(activations).subspan(layer.firstOutput, count)));
  }
}

void RunState::on(const protocol::Weights& event) {
  weights = event.bulk;
  weightsView = event.view;
  weightHistograms.clear();
  for (const LayerView& layer : layers) {
    const auto count = static_cast<std::size_t>(layer.stored());
    if (weights.size() >= layer.firstStored + count)
      weightHistograms.push_back(histogramOf(std::span(weights).subspan(layer.firstStored, count)));
  }
}

}  // namespace atelier::ui
