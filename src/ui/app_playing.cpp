// What of App goes on by itself: a film of the epochs, and the phases of slow motion.

#include <algorithm>
#include <utility>

#include "ui/app.h"
#include "ui/panels/slow_motion_card.h"

namespace atelier::ui {

namespace {

constexpr double kFilmEvery = 350;    // milliseconds
constexpr double kPhaseEvery = 3000;  // milliseconds: a sentence and a formula are to be read

}  // namespace

double App::playFilm(double now) {
  const protocol::Floats& kept = state_.timeline.bulk;
  const auto shown = static_cast<float>(state_.timeline.shown);
  if (view_.startsFilm) {
    view_.startsFilm = false;
    if (kept.empty()) return -1;
    view_.playsFilm = true;
    nextOfFilm_ = now + kFilmEvery;
    if (shown < 0 || shown >= kept.back()) outbox_.emplace_back(protocol::ShowEpoch{static_cast<int>(kept.front())});
  }
  if (!view_.playsFilm) return -1;
  if (now < nextOfFilm_) return nextOfFilm_ - now;
  const auto next = std::upper_bound(kept.begin(), kept.end(), shown);
  view_.playsFilm = next != kept.end();
  unsettled_ = kSettle;
  if (!view_.playsFilm) return -1;
  nextOfFilm_ = now + kFilmEvery;
  outbox_.emplace_back(protocol::ShowEpoch{static_cast<int>(*next)});
  return kFilmEvery;
}

void App::followSlowMotion() {
  SlowMotion& slow = view_.slowMotion;
  const bool wasOn = std::exchange(slow.isOn, state_.step.has_value());
  if (slow.isOn && !wasOn) view_.showsBefore = view_.shows;
  if (!slow.isOn && wasOn) view_.shows = view_.showsBefore;
  slow.isTaken = false;
  slow.seen.clear();
  followedPhase_ = -1;
  slow.plays = slow.plays && slow.isOn;
  if (slow.isOn) showPhase(state_, view_, 0);
  questions_.networkChanged();
}

void App::followPhase(const Rect& card) {
  if (view_.litPhase != view_.slowMotion.phase || view_.litPhase == followedPhase_) return;
  followedPhase_ = view_.litPhase;
  if (view_.litPlace.w <= 0) return;
  const float by = scrollToSee(view_.litPlace, roomBetweenBars(), card);
  const float to = std::clamp(scroll_ + by, 0.0F, std::max(0.0F, layout_.documentHeight - height_));
  if (to != scroll_) wantedScroll_ = to;
}

double App::playPhases(double now) {
  SlowMotion& slow = view_.slowMotion;
  const bool isOther =
      slow.phase != playedPhase_.phase || slow.plays != playedPhase_.plays || slow.isTaken != playedPhase_.isTaken;
  if (isOther) phaseSince_ = now;
  playedPhase_ = slow;
  if (!slow.plays || slow.isTaken || !isStepKnown(state_)) return -1;
  if (now < phaseSince_ + kPhaseEvery) return phaseSince_ + kPhaseEvery - now;
  nextPhase(outbox_, state_, view_);
  unsettled_ = kSettle;
  return 0;
}

}  // namespace atelier::ui
