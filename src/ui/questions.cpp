#include "ui/questions.h"

#include <algorithm>
#include <utility>

#include "ui/panels/channel_marks.h"
#include "ui/waits.h"

namespace atelier::ui {

namespace {

// Milliseconds from one question to the next of its kind.
constexpr double kNumbersEvery = 90;
constexpr double kExplainEvery = 30;   // of one number after the other
constexpr double kWeightsEvery = 500;  // also of all gradients, of a network with more than so many
constexpr std::size_t kManyWeights = 100'000;
constexpr double kJudgeEvery = 2000;      // while training
constexpr double kAttributeEvery = 1000;  // while training

bool isLarge(const RunState& state) { return state.weights.size() > kManyWeights; }

// The shown weights are those of now, and soon others.
bool isTrainingShown(const RunState& state) { return state.progress.running && state.timeline.shown < 0; }

std::string weightsShown(const RunState& state) {
  return std::to_string(state.run.runId) + state.run.weights + std::to_string(state.timeline.shown);
}

}  // namespace

void Questions::heard(const protocol::Event& event, const RunState& state, bool showsOtherEpoch) {
  using std::holds_alternative;
  const bool isEvaluation = holds_alternative<protocol::Evaluation>(event);
  const bool isFailure = holds_alternative<protocol::Failed>(event);
  if (holds_alternative<protocol::Activations>(event)) numbersUnderWay_ = false;  // the last answer
  if (holds_alternative<protocol::Explanation>(event) || isFailure) explanationUnderWay_ = false;
  if (holds_alternative<protocol::Attribution>(event) || isFailure) attributionUnderWay_ = false;
  if (isEvaluation) evaluation_.asked.clear();
  if (holds_alternative<protocol::Activity>(event)) activity_.asked.clear();
  if (const auto* nearest = std::get_if<protocol::Nearest>(&event); nearest && nearest->isFirst) nearest_.asked.clear();
  if (const auto* judged = std::get_if<protocol::Judged>(&event)) {
    const bool isLast = judged->first + static_cast<int>(judged->bulk.size() / 3) == judged->wanted;
    if (isLast) judged_.asked.clear();
  }
  // What was refused is asked for again with the next answers only, not with every frame.
  if (isEvaluation || holds_alternative<protocol::Pictures>(event)) picturesUnderWay_ = false;

  if (showsOtherEpoch) lastNumbers_ = lastWeights_ = kNever;
  const bool trains = holds_alternative<protocol::Progress>(event) && state.timeline.shown < 0;
  const bool changesWhatIsShown = trains || showsOtherEpoch || holds_alternative<protocol::Run>(event) ||
                                  holds_alternative<protocol::Picture>(event) ||
                                  holds_alternative<protocol::Seen>(event);
  if (changesWhatIsShown) numbersDue_ = weightsDue_ = explanationDue_ = attributionDue_ = true;

  if (!holds_alternative<protocol::Ready>(event)) return;
  workerLost();
  picturesUnderWay_ = false;
  evaluation_.asked.clear();
  activity_.asked.clear();
  nearest_.asked.clear();
  judged_.asked.clear();
  labelsAsked_.clear();
  attributionOf_.clear();
}

void Questions::workerLost() { numbersUnderWay_ = explanationUnderWay_ = attributionUnderWay_ = false; }

void Questions::networkChanged() {
  numbersDue_ = weightsDue_ = true;
  lastNumbers_ = lastWeights_ = kNever;
}

double Questions::ask(double now, const RunState& state, const View& view, bool showsNetwork, Outbox& outbox) {
  if (!state.isReady) return -1;
  askPictures(view, outbox);
  const double numbers = askNumbers(now, state, view, outbox);
  const double explanation = showsNetwork ? askExplanation(now, state, view, outbox) : -1;
  const double evaluation = askEvaluation(now, state, view, outbox);
  const double attribution = askAttribution(now, state, view, outbox);
  const double activity = askActivity(now, state, showsNetwork, outbox);
  const double nearest = askNearest(now, state, view, outbox);
  const double gallery = askGallery(now, state, view, outbox);
  return sooner(sooner(sooner(numbers, gallery), sooner(activity, nearest)),
                sooner(explanation, sooner(evaluation, attribution)));
}

double Questions::askNumbers(double now, const RunState& state, const View& view, Outbox& outbox) {
  const std::string source = view.slowMotion.isOn ? "step" : sourceOf(state, view);
  if (source != shownSource_) numbersDue_ = true;
  const std::string shows = viewOf(view.shows);
  if (shows != shownView_) networkChanged();
  if (!(numbersDue_ || weightsDue_) || numbersUnderWay_) return -1;
  const double weightsWait = lastWeights_ + (isLarge(state) ? kWeightsEvery : 0) - now;
  const bool areAllGradients = isLarge(state) && shows == "gradients";  // which are computed together
  const double numbersWait = lastNumbers_ + (areAllGradients ? kWeightsEvery : kNumbersEvery) - now;
  const double wait = std::max(numbersWait, numbersDue_ ? 0 : weightsWait);
  if (wait > 0) return wait;
  const bool takesWeights = weightsDue_ && weightsWait <= 0;
  outbox.emplace_back(protocol::Inspect{source, takesWeights, shows});
  shownSource_ = source;
  shownView_ = shows;
  lastNumbers_ = now;
  numbersDue_ = false;
  if (takesWeights) {
    lastWeights_ = now;
    weightsDue_ = false;
  }
  numbersUnderWay_ = true;
  return -1;
}

double Questions::askExplanation(double now, const RunState& state, const View& view, Outbox& outbox) {
  const auto& place = view.inspecting.place();
  const bool isShown = !state.activations.empty() && !view.slowMotion.isOn;
  if (!place || !isShown || explanationUnderWay_) return -1;
  const bool isOther = shownSource_ != explainedSource_ || explainedPlace_ != place;
  if (!isOther && !explanationDue_) return -1;
  const double every = isOther ? kExplainEvery : isLarge(state) ? kWeightsEvery : kNumbersEvery;
  const double wait = lastExplanation_ + every - now;
  if (wait > 0) return wait;
  outbox.emplace_back(protocol::Explain{shownSource_, place->layer, place->channel, place->row, place->column});
  explainedSource_ = shownSource_;
  explainedPlace_ = place;
  lastExplanation_ = now;
  explanationDue_ = false;
  explanationUnderWay_ = true;
  return -1;
}

void Questions::askPictures(const View& view, Outbox& outbox) {
  const std::vector<int>& missing = view.results.missing;
  if (missing.empty() || picturesUnderWay_) return;
  const auto count = std::min<std::size_t>(missing.size(), protocol::kMostPictures);
  outbox.emplace_back(protocol::FetchPictures{view.results.missingOf,
                                              {missing.begin(), missing.begin() + static_cast<std::ptrdiff_t>(count)}});
  picturesUnderWay_ = true;
}

double Questions::askEvaluation(double now, const RunState& state, const View& view, Outbox& outbox) {
  if (!view.results.wantsEvaluation || state.dataset.test == 0 || !state.isEvaluationStale()) return -1;
  const double wait = evaluation_.due(now, state);
  if (wait != 0) return wait;
  outbox.emplace_back(protocol::Evaluate{});
  return -1;
}

double Questions::askActivity(double now, const RunState& state, bool showsNetwork, Outbox& outbox) {
  if (!showsNetwork || state.dataset.test == 0 || !hasMarks(state) || !state.isActivityStale()) return -1;
  const double wait = activity_.due(now, state);
  if (wait != 0) return wait;
  outbox.emplace_back(protocol::Survey{});
  return -1;
}

double Questions::askNearest(double now, const RunState& state, const View& view, Outbox& outbox) {
  const bool isOfUse = !state.progress.running || !state.seen.empty;  // training is not slowed down for nothing
  if (!view.wantsNearest || !isOfUse || state.dataset.train == 0 || !state.isNearestStale()) return -1;
  const double wait = nearest_.due(now, state);
  if (wait != 0) return wait;
  outbox.emplace_back(protocol::FindNearest{});
  return -1;
}

double Questions::askGallery(double now, const RunState& state, const View& view, Outbox& outbox) {
  const std::string& split = view.results.gallery.split;
  const int here = state.picturesHere(split);
  if (!view.results.gallery.isOpen || here == 0) return -1;
  const std::string labels = split + std::to_string(here);
  if (state.pictures(split).count() != here && std::exchange(labelsAsked_, labels) != labels)
    outbox.emplace_back(protocol::FetchLabels{split});
  if (!state.isJudgedStale(split)) return -1;
  const double wait = judged_.due(now, state, split);
  if (wait != 0) return wait;
  outbox.emplace_back(protocol::Judge{split});
  return -1;
}

double Questions::Judging::due(double now, const RunState& state, const std::string& what) {
  const std::string about = weightsShown(state) + what;
  if (asked == about) return -1;
  const bool changes = isTrainingShown(state) && of == about;
  const double wait = changes ? last + kJudgeEvery - now : 0;
  if (wait > 0) return wait;
  asked = of = about;
  last = now;
  return 0;
}

double Questions::askAttribution(double now, const RunState& state, const View& view, Outbox& outbox) {
  const protocol::Attribute wish{sourceOf(state, view), view.results.whyLabel};
  const bool isDrawing = wish.source == "drawing";
  if (!view.results.wantsAttribution || !(isDrawing || state.picture)) return -1;
  const std::string image = isDrawing ? wish.source : state.picture->split + std::to_string(state.picture->index);
  const std::string about = image + " " + std::to_string(wish.label) + " " + weightsShown(state);
  const bool isOther = about != attributionOf_;
  if (!isOther && (!attributionDue_ || attributionUnderWay_)) return -1;
  const double every = isTrainingShown(state) ? kAttributeEvery : kNumbersEvery;
  const double wait = isOther ? 0 : lastAttribution_ + every - now;
  if (wait > 0) return wait;
  outbox.emplace_back(wish);
  attributionOf_ = about;
  lastAttribution_ = now;
  attributionDue_ = false;
  attributionUnderWay_ = true;
  return -1;
}

}  // namespace atelier::ui
