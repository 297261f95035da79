#include "worker/session.h"

#include <algorithm>
#include <utility>

#include "train/presets.h"
#include "worker/tables.h"

namespace atelier::worker {

namespace {

constexpr double kPredictEvery = 0.05;  // seconds, while training

Recipe firstRecipe() {
  TextError error;
  return *parseRecipe(kPresets[0].recipe, error);
}

}  // namespace

Session::Session(std::string buildId, Clock clock)
    : buildId_(std::move(buildId)),
      clock_(std::move(clock)),
      wardrobe_(source_.wardrobe()),
      edited_(firstRecipe()),
      runs_(edited_, source_.dataset(), clock_),
      evaluator_(clock_),
      attributor_(clock_),
      surveyor_(clock_),
      comparer_(clock_),
      grader_(clock_) {
  events_.emplace_back(protocol::Ready{buildId_, presetTable(), classTable()});
  startRun("scratch");
}

void Session::handle(const protocol::Command& command) {
  std::visit([this](const auto& c) { on(c); }, command);
  sendWhatIsDue();
}

double Session::work(double budget) {
  const double end = clock_() + budget;
  const bool drew = source_.drawSome();
  if (drew) dataChanged();
  const double wait = run().work(std::max(0.0, end - clock_()), events_);
  const bool rests = !run().isRunning();
  sendWhatIsDue();
  const bool goesOn = rests && run().isRunning();  // for slow motion
  const bool predicts = run().isRunning() && viewer_.hasDrawing() && shownEpoch_ < 0;
  if (predicts && clock_() - lastPrediction_ >= kPredictEvery) predictDrawing();
  judge(budget, end, run().isRunning() && wait == 0);
  return drew || goesOn || isJudging() ? 0 : wait;
}

std::optional<protocol::Event> Session::nextEvent() {
  if (events_.empty()) return std::nullopt;
  protocol::Event event = std::move(events_.front());
  events_.pop_front();
  return event;
}

std::string Session::nextFetch() {
  if (std::exchange(pretrainedAsked_, true)) return source_.nextFetch();
  return Pretrained::kFile;
}

void Session::fetched(const std::string& path, std::span<const std::uint8_t> bytes) {
  if (path == Pretrained::kFile) return pretrainedArrived(bytes);
  if (source_.fetched(path, bytes)) dataChanged();
}

void Session::fetchFailed(const std::string& path, const std::string& reason) {
  if (path == Pretrained::kFile) {
    pretrained_.failed(reason);
    return sendRun();
  }
  if (source_.fetchFailed(path, reason)) dataChanged();
}

void Session::on(const protocol::RetryData&) {
  source_.retry();
  sendDataset();
}

void Session::dataChanged() {
  const std::string& name = source_.dataset().name;
  const bool another = !name.empty() && name != runs_.data();
  if (another && run().isFresh()) {
    runs_.setData(name);
  } else if (another && name != "synthetic") {
    startRun("scratch");
    runs_.forgetOthers();
  } else if (another && run().isRunning()) {
    run().pause(events_);  // what was learned from real pictures is kept, and not trained on other ones unasked
  }
  sendDataset();
  std::string ignored;
  if (source_.dataset().test.count() > 0 && (another || !viewer_.hasPicture())) {
    static_cast<void>(viewer_.pick({"test", "index", 0, -1}, source_.dataset(), events_, ignored));
  }
  compareAgainIfShort();
  slowMotion_.follow(run(), source_.dataset(), viewer_, events_);
}

void Session::pretrainedArrived(std::span<const std::uint8_t> bytes) {
  if (pretrained_.arrived(bytes) && !weightsChosen_ && run().isFresh() && !run().isRunning() && !slowMotion_.isOn()) {
    showWeights("pretrained");
  } else {
    sendRun();
  }
}

void Session::fail(const std::string& code, const std::string& text) {
  events_.emplace_back(protocol::Failed{code, text, -1, "", 0});
}

void Session::sendDataset() {
  const Dataset& dataset = source_.dataset();
  events_.emplace_back(protocol::Dataset{dataset.name, dataset.train.count(), dataset.test.count(),
                                         source_.trainWanted(), source_.testWanted(), source_.bytes(),
                                         source_.bytesWanted(), source_.problem()});
}

void Session::sendRecipe() { events_.emplace_back(recipeMessage(edited_, run().trainer().recipe())); }

void Session::sendRun() {
  const Shown now = shown();
  events_.emplace_back(protocol::Run{now.runId, weights_, printRecipe(now.recipe), layerTable(now.recipe.network),
                                     pretrained_.note(), runs_.number(), runs_.table()});
}

void Session::sendTimeline() {
  protocol::Floats kept;
  for (const int epoch : run().timeline().epochs()) kept.push_back(static_cast<float>(epoch));
  events_.emplace_back(protocol::Timeline{run().id(), shownEpoch_, std::move(kept)});
}

void Session::sendWhatIsDue() {
  const int completed = run().takeCompletedEpoch();
  if (completed >= 0) sendSnapshot(run(), completed);  // before the checkpoint, which may be all that is left of it
  if (run().takeTimelineChanged()) sendTimeline();
  if (run().takeCheckpointDue() && !run().isFresh())
    events_.emplace_back(run().checkpoint(printRecipe(edited_), runs_.data()));
  slowMotion_.follow(run(), source_.dataset(), viewer_, events_);
}

}  // namespace atelier::worker
