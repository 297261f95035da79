// What of App connects the rest: news of the worker comes in, commands go out, and so does what pointer and pad do.

#include "ui/app.h"

#include <algorithm>
#include <utility>

#include "ui/progress_sentence.h"

namespace atelier::ui {

namespace {

constexpr double kLossStays = 12000;  // milliseconds that the notice of a lost worker outlives it

// What comes many times a second, and changes what is drawn but nothing of where and whether it is.
bool isOnlyNumbers(const protocol::Event& event) {
  return std::holds_alternative<protocol::Progress>(event) || std::holds_alternative<protocol::Curve>(event) ||
         std::holds_alternative<protocol::Activations>(event) || std::holds_alternative<protocol::Weights>(event) ||
         std::holds_alternative<protocol::Prediction>(event) || std::holds_alternative<protocol::Nearest>(event);
}

}  // namespace

App::App(std::string buildId) : buildId_(std::move(buildId)) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  ImGui::GetStyle().WindowPadding = {0, 0};
  ImGui::GetStyle().WindowBorderSize = 0;
}

void App::apply(const protocol::Event& event) {
  if (heardOfPicture(event)) return;
  const int shownBefore = state_.timeline.shown;
  const int worksBefore = state_.works();
  state_.apply(event);
  if (state_.works() != worksBefore) sendLeftRuns();  // of a file that was opened, now that the engine has taken it
  if (std::holds_alternative<protocol::Seen>(event)) drawingIsAnswered_ = true;
  if (std::holds_alternative<protocol::Dataset>(event)) sendLink();
  if (!isOnlyNumbers(event)) unsettled_ = kSettle;
  const bool showsOtherEpoch = state_.timeline.shown != shownBefore;
  const bool endsAsking =
      std::holds_alternative<protocol::Failed>(event) || std::holds_alternative<protocol::Run>(event);
  if (endsAsking || view_.askedEpoch == state_.timeline.shown) view_.askedEpoch.reset();
  questions_.heard(event, state_, showsOtherEpoch);
  hearForLesson(event);
  keeper_.heard(event, state_);
  if (const auto question = keeper_.question(state_)) outbox_.emplace_back(*question);
  if (std::holds_alternative<protocol::NextBatch>(event)) followSlowMotion();
  if (!std::holds_alternative<protocol::Ready>(event)) return;
  if (state_.buildId != buildId_) problem("This page has been updated on its site: reload it.");
  sendWardrobe();  // before the run, which goes on with it
  if (state_.wasLost && !awaitsPieces_) giveBack();
  sendLink();
  readLesson();
}

void App::giveBack() {
  if (state_.checkpoint) sendPieces(keeper_.names(*state_.checkpoint));
  for (const protocol::Command& command : state_.restoring()) outbox_.push_back(command);
  sendLeftRuns();
  outbox_.emplace_back(pad_.fit);
  if (!pad_.isEmpty()) outbox_.emplace_back(drawing());
  state_.wasLost = false;
  sendLink();
}

std::optional<protocol::Command> App::nextCommand() {
  if (sent_ == outbox_.size()) {
    outbox_.clear();
    sent_ = 0;
    return std::nullopt;
  }
  protocol::Command command = std::move(outbox_[sent_++]);
  keeper_.sent(command);
  if (const auto* speed = std::get_if<protocol::SetSpeed>(&command)) state_.speed = speed->imagesPerSecond;
  return command;
}

void App::workerLost(const std::string& text) {
  keeper_.workerLost(state_);
  if (state_.picture && state_.picture->split != "wardrobe" && !(link_ && link_->image)) {
    if (!link_) link_.emplace();
    link_->image = link::Image{state_.picture->split, state_.picture->index};  // chosen again when the images are there
  }
  state_.loseWorker();
  awaitsPieces_ = openedPieces_.empty() && !workPieces().empty();
  if (view_.own.stage() == OwnPicture::Stage::kOpening)
    view_.own.fail("The engine stopped before the picture was open.");
  view_.own.tellAgain();
  questions_.workerLost();
  followSlowMotion();
  std::erase(problems_, lossText_);
  lossText_ = text;
  lossEnds_ = -1;
  problem(text);
}

void App::act(const std::string& id, const std::string& value) {
  if (view_.lesson) view_.lesson->said.clear();
  controls_.act(id, value);
  describer_.act();
  unsettled_ = kSettle;
}

void App::resize(float width, float height, float pixelRatio) {
  width_ = width;
  height_ = height;
  pixelRatio_ = pixelRatio;
  unsettled_ = kSettle;
}

void App::pointer(const std::string& phase, float x, float y, bool isTouch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(isTouch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  unsettled_ = kSettle;
  describer_.setFinger(isTouch);
  if (phase == "leave" || phase == "cancel") {
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // before the button, which would else be released over something
    io.AddMouseButtonEvent(0, false);
    return;
  }
  io.AddMousePosEvent(x, y);
  if (phase == "down") io.AddMouseButtonEvent(0, true);
  if (phase == "up") io.AddMouseButtonEvent(0, false);
  if (phase == "up" && isTouch) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // a finger that is gone hovers over nothing
}

void App::padPointer(const std::string& phase, float x, float y, std::optional<float> pressure) {
  unsettled_ = kSettle;
  describer_.act();
  if (phase == "down") {
    view_.showsCursor = view_.keysDraw = false;
    pad_.begin(x, y, pressure);
  }
  if (view_.keysDraw) return;
  if (phase == "move") pad_.moveTo(x, y, pressure);
  if (phase == "up") pad_.end();
  if (phase == "cancel") pad_.cancel();
  if (drawingIsAnswered_) sendDrawing();
}

void App::updateWaits() {
  view_.updateWaits = true;
  unsettled_ = kSettle;
}

void App::problem(const std::string& text) {
  unsettled_ = kSettle;
  if (text.empty()) {
    if (!problems_.empty()) problems_.pop_back();
    return;
  }
  if (std::find(problems_.begin(), problems_.end(), text) == problems_.end()) problems_.push_back(text);
  if (problems_.size() > 3) problems_.erase(problems_.begin());
}

void App::introduce() {
  view_.introduction = 0;
  unsettled_ = kSettle;
}

double App::dropLoss(double now) {
  if (lossText_.empty() || !state_.isReady) return -1;
  if (lossEnds_ < 0) lossEnds_ = now + kLossStays;
  if (now < lossEnds_) return lossEnds_ - now;
  std::erase(problems_, lossText_);
  lossText_.clear();
  unsettled_ = kSettle;
  return -1;
}

void App::sendDrawing() {
  if (!state_.isReady) return;
  const bool adjusts = view_.own.stage() == OwnPicture::Stage::kAdjusting;
  const bool isOther = adjusts ? view_.own.takeChanged() : pad_.takeChanged() || showsOwn_;
  showsOwn_ = adjusts;
  if (!isOther) return;
  if (!adjusts) keeper_.changed();
  outbox_.emplace_back(drawing());
  drawingIsAnswered_ = false;
}

protocol::Draw App::drawing() const {
  return {DrawingPad::kSide, DrawingPad::kSide, showsOwn_ ? view_.own.result() : pad_.pixels()};
}

std::string App::status() const {
  if (!problems_.empty() && !state_.isReady) return problems_.back();
  if (!view_.own.note().empty()) return view_.own.note();
  if (state_.failed) return state_.failed->text;
  if (hasLesson() && !view_.lesson->said.empty()) return view_.lesson->said;
  if (view_.slowMotion.isOn) return spokenPhase(state_, view_.slowMotion);
  if (!state_.diverged.empty()) return state_.diverged;
  const std::string data = state_.dataset.problem.empty() ? "" : " " + state_.dataset.problem;
  const std::string problem = problems_.empty() ? "" : " " + problems_.back();
  if (!state_.isReady || state_.progress.epochs == 0) return "Atelier is starting." + problem;
  return progressSentence(state_) + data + problem;
}

}  // namespace atelier::ui
