// What of Session is about seeing: whose weights are shown, and of which pictures.

#include <algorithm>

#include "worker/picture_files.h"
#include "worker/session.h"

namespace atelier::worker {

void Session::on(const protocol::UseWeights& command) {
  if (command.weights != "pretrained" && command.weights != "scratch") {
    return fail("message", "useWeights: weights must be \"pretrained\" or \"scratch\".");
  }
  weightsChosen_ = true;
  if (command.weights == "pretrained" && !pretrained_.isThere()) return fail("pretrained", pretrained_.note());
  if (command.weights == "pretrained") slowMotion_.leave(run().id(), viewer_, events_);
  if (command.weights == "pretrained" && run().isRunning()) run().pause(events_);
  showWeights(command.weights);
}

void Session::on(const protocol::ShowEpoch& command) {
  if (command.epoch < 0) {
    showWeights("scratch");
    return showNow();
  }
  const std::string why = runs_.whyNotKept(command.epoch);
  if (!why.empty()) return fail("timeline", why);
  slowMotion_.leave(run().id(), viewer_, events_);
  showWeights("scratch");
  if (!past_) past_ = std::make_unique<Network<float>>(run().trainer().recipe().network, kInputShape);
  const auto& weights = run().timeline().at(command.epoch)->parameters;
  std::copy(weights.begin(), weights.end(), past_->parameters().begin());
  shownEpoch_ = command.epoch;
  sendTimeline();
  predictDrawing();
}

void Session::showWeights(const std::string& weights) {
  if (weights_ == weights) return;
  weights_ = weights;
  sendRun();
  predictDrawing();
}

void Session::showNow() {
  if (shownEpoch_ < 0) return;
  shownEpoch_ = -1;
  sendTimeline();
  predictDrawing();
}

Shown Session::shown() {
  if (showsPretrained()) return pretrained_.shown(run().id());
  Network<float>& network = shownEpoch_ < 0 ? run().trainer().network() : *past_;
  return {network, run().trainer().recipe(), run().id(), run().given()};
}

void Session::on(const protocol::PickImage& command) {
  std::string error;
  if (!viewer_.pick(command, source_.dataset(), events_, error)) return fail("data", error);
  slowMotion_.leave(run().id(), viewer_, events_);
}

void Session::on(const protocol::FetchPictures& command) {
  std::string error;
  if (!Viewer::fetch(command, source_.dataset(), events_, error)) fail("pictures", error);
}

void Session::on(const protocol::Draw& command) {
  std::string error;
  if (!viewer_.draw(command, events_, error)) return fail("message", error);
  predictDrawing();
  compareDrawing(false);
}

void Session::on(const protocol::SetFit& command) {
  viewer_.setFit({command.crop, command.bright, command.fill}, events_);
  if (!viewer_.hasDrawing()) return;
  predictDrawing();
  compareDrawing(false);
}

void Session::predictDrawing() {
  lastPrediction_ = clock_();
  events_.emplace_back(viewer_.predict(shown()));
}

void Session::on(const protocol::OpenPicture& command) {
  std::string error;
  if (!openPicture(command, events_, error)) fail("picture", error);
}

void Session::on(const protocol::SaveDrawing& command) {
  std::string error;
  if (!saveDrawing(command, events_, error)) fail("picture", error);
}

void Session::on(const protocol::Inspect& command) {
  std::string error;
  if (command.source == "step" && slowMotion_.inspect(command, run().id(), events_)) return;
  if (!viewer_.inspect(command, shown(), events_, error)) fail("message", error);
}

void Session::on(const protocol::Explain& command) {
  std::string error;
  if (!viewer_.explain(command, shown(), events_, error)) fail("explain", error);
}

void Session::on(const protocol::SlowMotion& command) {
  if (!command.on) return slowMotion_.leave(run().id(), viewer_, events_);
  showWeights("scratch");
  showNow();
  if (run().isRunning()) run().pause(events_);
  slowMotion_.begin();
}

}  // namespace atelier::worker
