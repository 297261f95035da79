#include <algorithm>
#include <cmath>

#include "ui/panels/overlays.h"
#include "ui/panels/panels.h"
#include "ui/panels/run_choice.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kRunChoice = 144;  // as wide as the longest name of a run needs

// Along the track: the epochs that can be shown, in growing order, then the weights of now.
class Places {
 public:
  Places(const RunState& state, int shown, const Rect& track) : kept_(state.timeline.bulk), track_(track) {
    const protocol::Progress& p = state.progress;
    const double within = p.batches > 0 ? static_cast<double>(p.batch) / p.batches : 0;
    epochs_ = p.epochs;
    now_ = std::min<double>(p.epochs, p.epoch + within);
    shown_ = steps();
    if (shown < 0) return;
    const auto after = std::upper_bound(kept_.begin(), kept_.end(), static_cast<float>(shown));
    shown_ = std::max(0, static_cast<int>(after - kept_.begin()) - 1);  // it, or if it was thinned out the one before
  }

  int steps() const { return static_cast<int>(kept_.size()); }
  int shown() const { return shown_; }
  bool isNow(int place) const { return place >= steps(); }
  int epochAt(int place) const { return isNow(place) ? -1 : static_cast<int>(kept_[static_cast<std::size_t>(place)]); }
  bool isKept(int epoch) const { return std::binary_search(kept_.begin(), kept_.end(), static_cast<float>(epoch)); }

  // The epoch whose bead is nearest to an x, whether it was kept or not.
  int overAt(float x) const {
    const float share = (x - track_.x) / track_.w;
    return std::clamp(static_cast<int>(std::lround(share * static_cast<float>(epochs_))), 0, epochs_);
  }
  float xOf(double epoch) const { return track_.x + track_.w * static_cast<float>(epoch / epochs_); }
  float xAt(int place) const { return isNow(place) ? xOf(now_) : xOf(epochAt(place)); }
  int nearest(float x) const {
    int best = steps();
    for (int i = 0; i < steps(); ++i) {
      if (std::abs(xAt(i) - x) < std::abs(xAt(best) - x)) best = i;
    }
    return best;
  }

 private:
  const protocol::Floats& kept_;
  Rect track_;
  int epochs_ = 0;
  double now_ = 0;
  int shown_ = 0;
};

std::string textOf(const RunState& state, int epoch) {
  if (epoch < 0) return "now";
  std::string text = epoch == 0 ? "the start" : "epoch " + std::to_string(epoch);
  if (const protocol::EpochDone* done = state.epochDone(epoch))
    text += ", test " + percent(done->testAccuracy, 2) + " %";
  return text;
}

// Of what lies at an x: the nearest epoch, and where it was thinned out, that and what is shown in its place.
std::string textAt(const RunState& state, const Places& places, float x) {
  const int epoch = places.overAt(x);
  std::string shown = textOf(state, places.epochAt(places.nearest(x)));
  if (epoch > state.progress.epoch || places.isKept(epoch) || places.isNow(places.nearest(x))) return shown;
  return "epoch " + std::to_string(epoch) + " was not kept, to spare memory; shown instead: " + shown;
}

// "6 of 15", and which of them were thinned out, if any.
std::string spokenEpochs(const RunState& state, const Places& places) {
  std::string text = std::to_string(state.progress.epoch) + " of " + std::to_string(state.progress.epochs);
  std::string lacking;
  for (int epoch = 0; places.steps() > 0 && epoch <= state.progress.epoch; ++epoch) {
    if (!places.isKept(epoch)) lacking += (lacking.empty() ? "" : ", ") + std::to_string(epoch);
  }
  return lacking.empty() ? text : text + "; not kept, to spare memory: " + lacking;
}

// A bead for the start and one for each epoch; fewer where they would crowd. Those that were not kept are rings.
void beads(Frame& frame, const Rect& track, const RunState& state, const Places& places) {
  const Theme& t = frame.theme;
  const int epochs = state.progress.epochs;
  const int every = std::max(1, static_cast<int>(std::ceil(static_cast<float>(epochs) * 18 / track.w)));
  for (int epoch = 0; epoch <= epochs; epoch += every) {
    const ImVec2 at{places.xOf(epoch), track.middleY()};
    if (epoch > state.progress.epoch) {
      frame.draw.AddCircleFilled(at, 3, (t.muted & 0x00ffffffU) | 0x80000000U, 12);
    } else if (places.isKept(epoch)) {
      frame.draw.AddCircleFilled(at, 5, t.accent, 20);
    } else {
      frame.draw.AddCircleFilled(at, 3.5F, t.accent, 12);
      frame.draw.AddCircleFilled(at, 2, t.panel, 12);
    }
  }
}

void thumb(Frame& frame, const ImVec2& at, bool isLit) {
  frame.draw.AddCircleFilled(at, isLit ? 10.0F : 9.0F, frame.theme.accent, 28);
  frame.draw.AddCircleFilled(at, isLit ? 8.0F : 7.0F, frame.theme.panel, 24);
  frame.draw.AddCircleFilled(at, 5, frame.theme.accent, 20);
}

// A new run from the epoch that is shown, when that is not now.
void branchButton(Frame& frame, const Rect& rect, const RunState& state, int epoch) {
  static constexpr const char* kName = "Continue from here";
  static constexpr const char* kAbout =
      "A new run that goes on from this epoch, with the recipe as it is set now. The run that it leaves stays, to be "
      "gone back to.";
  const bool enabled = state.isReady && epoch >= 0;
  const bool pressed = frame.isTouch ? signButton(frame, rect, "branch", kName, Sign::kBranch, enabled, kAbout)
                                     : button(frame, rect, "branch", kName, Look::kPlain, enabled, kAbout);
  if (pressed) frame.outbox.emplace_back(protocol::Branch{epoch});
}

}  // namespace

void showEpoch(Frame& frame, View& view, int epoch) {
  view.playsFilm = false;
  view.askedEpoch = epoch;
  frame.outbox.emplace_back(protocol::ShowEpoch{epoch});
}

float timelinePanel(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  frame.controls.setPanel("Timeline");
  const Theme& t = frame.theme;
  if (frame.isTouch) {
    fill(frame, rect, t.panel, 0);
    frame.draw.AddLine({rect.x, rect.y}, {rect.right(), rect.y}, t.hairline);
  } else {
    fill(frame, rect, t.panel, 8);
    outline(frame, rect, t.hairline, 8);
  }
  if (state.progress.epochs == 0) return rect.h;
  const float height = frame.isTouch ? 44.0F : 28.0F;
  Rect row{rect.x + 8, std::round(rect.middleY() - height / 2), rect.w - 16, height};
  if (!frame.isTouch) helpButton(frame, row.cutRight(helpButtonWidth(frame), 6), HelpTopic::kTimeline, view);
  const Rect play = row.cutLeft(height, 20);
  const int shown = view.askedEpoch.value_or(state.timeline.shown);
  const Rect live = row.cutRight(frame.isTouch ? 52 : 56, 8);
  branchButton(frame, row.cutRight(frame.isTouch ? 44 : 132, 18), state, shown);
  if (!frame.isTouch && runChoice(frame, {row.x - 12, row.y, kRunChoice, row.h}, state)) row.cutLeft(kRunChoice, 10);
  const Rect track{row.x, row.middleY() - 1, row.w, 2};
  const Places places(state, shown, track);

  const bool canPlay = places.steps() > 1;
  const bool isPlaying = view.playsFilm && canPlay;
  if (signButton(frame, play, "film", isPlaying ? "Stop the film" : "Play the epochs as a film",
                 isPlaying ? Sign::kStop : Sign::kPlay, canPlay,
                 "Shows the epochs that were kept one after the other. Training goes on meanwhile.")) {
    view.playsFilm = false;
    view.startsFilm = !isPlaying;
  }

  fill(frame, track, t.hairline, 1);
  fill(frame, {track.x, track.y, places.xAt(places.steps()) - track.x, 2}, t.accent, 1);
  beads(frame, track, state, places);
  const Rect reach{track.x - 12, row.y, track.w + 24, row.h};
  const Handle held = handle(
      frame, reach, "shownEpoch", "Epoch shown", places.shown(), std::max(1, places.steps()),
      textOf(state, places.epochAt(places.shown())), [&](float x) { return places.nearest(x); },
      "Shows the network as it was after an earlier epoch, at once. Changes nothing in the run.");
  if (held.moved && *held.moved != places.shown()) showEpoch(frame, view, places.epochAt(*held.moved));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (held.isLit && reach.contains(mouse.x, mouse.y)) {
    tooltip(frame, textAt(state, places, mouse.x));
  }
  const bool showsNow = places.isNow(places.shown()) && state.run.weights != "pretrained";
  if (!places.isNow(places.shown()) || state.progress.imagesSeen > 0) {
    thumb(frame, {places.xAt(places.shown()), track.middleY()}, held.isLit);
  }

  if (button(frame, live, "showNow", "now", showsNow ? Look::kChosen : Look::kPlain, true,
             "Shows the weights as they are now, and follows the training.") &&
      !showsNow) {
    showEpoch(frame, view, -1);
  }
  mirrorText(frame, rect, "timeline", "Epochs completed", spokenEpochs(state, places));
  return rect.h;
}

}  // namespace atelier::ui
