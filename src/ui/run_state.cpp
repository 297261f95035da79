#include "ui/run_state.h"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <utility>

#include "ui/layers/layer_kind.h"

namespace atelier::ui {

namespace {

// The run that an event belongs to; -1 for events of none.
template <class Event>
int runOf(const Event& event) {
  if constexpr (requires { event.runId; }) {
    return event.runId;
  } else {
    return -1;
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

void RunState::on(const protocol::Progress& event) {
  if (event.imagesSeen < progress.imagesSeen) goBack(event.imagesSeen);
  if (event.running) diverged.clear();
  progress = event;
  if (event.imagesSeen > 0 || !isRestoring_) resume(event.imagesSeen);
  if (isReady && !wasLost) isTraining = event.running;
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
