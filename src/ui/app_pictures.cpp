// What of App is about files: pictures of the learner's that come in, and drawings that go out.

#include <utility>

#include "ui/app.h"
#include "ui/panels/overlays.h"

namespace atelier::ui {

using Stage = OwnPicture::Stage;

void App::leaveOtherCards() {
  unsettled_ = kSettle;
  view_.isDroppedOn = false;
  view_.help.reset();
  view_.sharing.reset();
  view_.choosesLesson = false;
}

void App::openPicture(protocol::Bytes file) {
  leaveOtherCards();
  if (!state_.isReady) return view_.own.fail("The engine is still starting: try again in a moment.");
  view_.own.wait();
  outbox_.emplace_back(protocol::OpenPicture{std::move(file)});
}

void App::pictureProblem(const std::string& text) {
  leaveOtherCards();
  view_.own.fail(text);
}

void App::setDroppedOn(bool isOver) {
  if (view_.isDroppedOn == isOver) return;
  view_.isDroppedOn = isOver;
  unsettled_ = kSettle;
}

void App::framePointer(const std::string& phase, float x, float y) {
  constexpr float kReach = 16;  // CSS pixels
  constexpr float kReachOfTouch = 28;
  unsettled_ = kSettle;
  for (const Control& c : controls_.list()) {
    if (c.id != "crop" || phase != "down") continue;
    const float reach = layout_.hasTabs ? kReachOfTouch : kReach;
    view_.own.grab(x, y, reach / c.rect.w, reach / c.rect.h);
  }
  if (phase == "move") view_.own.dragTo(x, y);
  if (phase == "up" || phase == "cancel") view_.own.letGo();
}

bool App::heardOfPicture(const protocol::Event& event) {
  const auto* opened = std::get_if<protocol::OpenedPicture>(&event);
  const auto* failed = std::get_if<protocol::Failed>(&event);
  const auto* file = std::get_if<protocol::DrawingFile>(&event);
  const bool isRefused = failed != nullptr && failed->code == "picture";
  if (opened == nullptr && file == nullptr && !isRefused) return false;
  unsettled_ = kSettle;
  if (file != nullptr) file_ = file->bulk;
  const bool isAwaited = view_.own.stage() == Stage::kOpening;
  if (isRefused && isAwaited) view_.own.fail(failed->text);
  if (isRefused) return isAwaited;
  if (opened == nullptr || !isAwaited) return true;
  if (opened->drawing) {
    view_.own.close();
    pad_.drawOver(opened->bulk);
  } else {
    view_.own.adjust(*opened);
  }
  return true;
}

void App::ownCard(Frame& frame, const Rect& window) {
  constexpr float kMargin = 12;
  const Stage before = view_.own.stage();
  if (before == Stage::kClosed) {
    ownScroll_ = scroll_;
    cardBottom_ = 0;
    return;
  }
  const float height = ownPictureCard(frame, window, scroll_ - ownScroll_, state_, view_, pad_);
  cardBottom_ = ownScroll_ + height + 2 * kMargin;
  if (view_.own.stage() != before) unsettled_ = kSettle;
}

}  // namespace atelier::ui
