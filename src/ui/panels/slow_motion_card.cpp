#include "ui/panels/slow_motion_card.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/explanation_marks.h"
#include "ui/panels/value_scales.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/overlay.h"

namespace atelier::ui {

namespace {

constexpr float kTitle = 18;
constexpr float kEdge = 12;    // of the card
constexpr float kPadding = 5;  // of the formula's box
constexpr const char* kAboutNext = "Goes to the next phase of the training step; after the last one the step is taken.";

float controlsHeight(const Frame& frame) { return frame.isTouch ? 44 * 2 + 6 : 26; }

float formulaHeight(const Frame& frame, const std::string& formula, float width) {
  return paragraphHeight(*frame.fonts.figures, formula, width - 20) + 2 * kPadding;
}

// What the card says: of the phase, or why there is none.
PhaseText shownText(const RunState& state, const SlowMotion& slow) {
  if (slow.isTaken || !isStepKnown(state)) return {"Slow motion", spokenPhase(state, slow), ""};
  return textOf(state, slow.now(phasesOf(state.layers)));
}

// The most that a phase of this step needs, so that nothing moves from one to the next.
struct Heights {
  float sentence = 0;
  float formula = 0;
};
Heights heightsOf(const Frame& frame, float width, const RunState& state, const SlowMotion& slow) {
  std::vector<PhaseText> texts = {shownText(state, slow)};
  if (isStepKnown(state)) {
    for (const Phase& phase : phasesOf(state.layers)) texts.push_back(textOf(state, phase));
  }
  Heights most;
  for (const PhaseText& text : texts) {
    most.sentence = std::max(most.sentence, paragraphHeight(*frame.fonts.words, text.sentence, width));
    most.formula = std::max(most.formula, formulaHeight(frame, text.formula, width));
  }
  return most;
}

void leave(Frame& frame) { frame.outbox.emplace_back(protocol::SlowMotion{false}); }

void controls(Frame& frame, Rect rect, const RunState& state, View& view) {
  SlowMotion& slow = view.slowMotion;
  const bool canGo = isStepKnown(state) && !slow.isTaken;
  const int last = std::max(0, static_cast<int>(phasesOf(state.layers).size()) - 1);
  const int phase = std::min(slow.phase, last);
  Rect first = rect;
  Rect second = frame.isTouch ? first.cutBottom(44, 6) : Rect{};
  Rect& buttons = frame.isTouch ? second : first;
  const float sign = frame.isTouch ? 44 : 32;
  const Rect goOut = buttons.cutRight(frame.isTouch ? 72.0F : 60.0F, 6);
  const Rect play = buttons.cutRight(sign, frame.isTouch ? 6.0F : 12.0F);
  const Rect previous = buttons.cutLeft(sign, 6);
  const Rect next = buttons.cutLeft(frame.isTouch ? buttons.w : 104.0F, 12);
  if (signButton(frame, previous, "slow.previous", "Previous phase", Sign::kLeft, canGo && phase > 0,
                 "Goes back to the phase before this one."))
    showPhase(state, view, phase - 1);
  if (button(frame, next, "slow.next", phase == last && canGo ? "Take the step" : "Next phase", Look::kPlain, canGo,
             kAboutNext))
    nextPhase(frame.outbox, state, view);
  const std::string at = std::to_string(phase + 1) + " of " + std::to_string(last + 1);
  const auto moved = slider(frame, first, "slow.phase", "Phase", phase, std::max(1, last),
                            canGo ? at + ": " + shownText(state, slow).title : "no step yet",
                            "Goes through the phases of the training step; the arrow keys do, too.");
  if (moved && canGo) showPhase(state, view, *moved);
  if (signButton(frame, play, "slow.play", slow.plays ? "Stop playing" : "Play the phases",
                 slow.plays ? Sign::kStop : Sign::kPlay, isStepKnown(state) || slow.plays,
                 "Goes from phase to phase by itself, and on to the next steps."))
    slow.plays = !slow.plays;
  if (button(frame, goOut, "slow.leave", "Leave", Look::kPlain, true, "Leaves slow motion, as Escape does."))
    leave(frame);
}

// The rectangle around both, of which the first may be none yet.
Rect joined(const Rect& one, const Rect& other) {
  if (one.w <= 0) return other;
  const float x = std::min(one.x, other.x);
  const float y = std::min(one.y, other.y);
  return {x, y, std::max(one.right(), other.right()) - x, std::max(one.bottom(), other.bottom()) - y};
}

int layerOf(const RunState& state, const ShownNumbers& shown) {
  const auto after = std::find_if(state.layers.begin(), state.layers.end(),
                                  [&](const LayerView& layer) { return layer.firstOutput > shown.first; });
  return static_cast<int>(after - state.layers.begin()) - 1;
}

// The layer that the phase is about; -1: none more than the others.
int layerOf(const Phase& phase) {
  const bool isOfOne = phase.kind == Phase::Kind::kForward || phase.kind == Phase::Kind::kBackward;
  return isOfOne ? phase.layer : phase.kind == Phase::Kind::kPick ? 0 : -1;
}

}  // namespace

void slowMotionButton(Frame& frame, Rect rect, const RunState& state, const View& view) {
  constexpr float kWord = 88;
  constexpr const char* kId = "slowMotion";
  constexpr const char* kName = "Slow motion";
  const bool isOn = view.slowMotion.isOn;
  const bool enabled = state.isReady && state.progress.epochs > 0;
  const std::string about =
      isOn ? "Leaves slow motion." : "Pauses, and plays the next training step phase by phase, before it is taken.";
  const bool pressed =
      rect.w >= kWord
          ? button(frame, rect.cutRight(kWord), kId, kName, isOn ? Look::kChosen : Look::kPlain, enabled, about)
          : signButton(frame, rect.cutRight(std::min(rect.w, 24.0F)), kId, kName, Sign::kPlay, enabled, about);
  if (pressed) frame.outbox.emplace_back(protocol::SlowMotion{!isOn});
}

float slowMotionHeight(const Frame& frame, float width, const RunState& state, const View& view) {
  const Heights heights = heightsOf(frame, width - 2 * kEdge, state, view.slowMotion);
  return 2 * kEdge + kTitle + 2 + heights.sentence + 6 + heights.formula + 8 + controlsHeight(frame);
}

Rect slowMotionCard(Frame& frame, const Rect& room, const Rect& panel, const RunState& state, View& view) {
  frame.controls.setPanel("Network");
  if (frame.controls.take("page.escaped")) leave(frame);
  const Theme& t = frame.theme;
  const SlowMotion& slow = view.slowMotion;
  Rect card = view.slowMotionPlace;
  card.y = std::max(room.y, std::min(card.y, room.bottom() - card.h));
  card.y = std::round(std::min(card.y, panel.inset(14).bottom() - card.h));
  cardGround(frame, card, "slow.card", "Slow motion");
  Rect rect = card.inset(kEdge);
  const Rect foot = rect.cutBottom(controlsHeight(frame), 8);
  const PhaseText text = shownText(state, slow);
  mirrorText(frame, rect, "slow.text", "Slow motion", spokenPhase(state, slow));
  Rect title = rect.cutTop(kTitle, 2);
  if (!text.formula.empty()) {
    const std::string at =
        "phase " + std::to_string(slow.phase + 1) + " of " + std::to_string(phasesOf(state.layers).size());
    line(frame, title.cutRight(textSize(*frame.fonts.figures, at).x + 1, 8), *frame.fonts.figures, t.muted, at);
  }
  line(frame, title, *frame.fonts.strong, t.text, text.title);
  const Heights heights = heightsOf(frame, rect.w, state, slow);
  paragraph(frame, rect.cutTop(heights.sentence, 6), *frame.fonts.words, t.text, text.sentence);
  if (!text.formula.empty()) {
    fill(frame, rect, t.well, 6);
    const Rect inside{rect.x + 10, rect.y + kPadding, rect.w - 20, rect.h};
    paragraph(frame, inside, *frame.fonts.figures, t.text, text.formula);
  }
  controls(frame, foot, state, view);
  return card;
}

float scrollToSee(const Rect& lit, const Rect& room, const Rect& card) {
  constexpr float kAround = 12;
  const Rect above{room.x, room.y, room.w, card.y - room.y};
  const Rect below{room.x, card.bottom(), room.w, room.bottom() - card.bottom()};
  const Rect& free = above.h >= below.h ? above : below;
  if (lit.y >= free.y && lit.bottom() <= free.bottom()) return 0;
  const float toTop = lit.y - free.y - kAround;
  return toTop < 0 ? toTop : std::min(toTop, lit.bottom() - free.bottom() + kAround);
}

void slowMotionLight(Frame& frame, const RunState& state, View& view) {
  view.litPhase = view.slowMotion.phase;
  view.litPlace = {};
  if (view.slowMotion.isTaken || !isStepKnown(state)) return;
  const Phase phase = view.slowMotion.now(phasesOf(state.layers));
  const int lit = layerOf(phase);
  Rect inARow;  // the numbers of the layer that are no maps
  for (const ShownNumbers& shown : frame.shown) {
    const int layer = layerOf(state, shown);
    const bool isMap = shown.rows > 1;
    if (layer == lit && !shown.isWeights) view.litPlace = joined(view.litPlace, shown.rect);
    if (layer == lit && isMap && !shown.isWeights) outline(frame, shown.rect.inset(-2), frame.theme.accent, 2, 2);
    if (layer == lit && !isMap) inARow = joined(inARow, shown.rect);
    if (layer == lit || lit < 0 || shown.columns == 1) continue;
    const bool isThere = layer == 0 || (shown.isWeights && phase.kind != Phase::Kind::kBackward);
    const bool isHidden = !isThere && !isReached(phase, layer);
    fill(frame, shown.rect.inset(-0.5F), isHidden ? frame.theme.well : (frame.theme.panel & 0x00ffffffU) | 0x90000000U,
         1);
  }
  if (inARow.w > 0) outline(frame, inARow.inset(-4), frame.theme.accent, 4, 2);
  const auto example = state.stepExamples.find(lit);
  if (phase.kind == Phase::Kind::kForward && example != state.stepExamples.end())
    explanationMarks(frame, state, example->second);
}

bool isReachedNow(const RunState& state, const View& view, int layer) {
  if (!view.slowMotion.isOn || !isStepKnown(state)) return true;
  return isReached(view.slowMotion.now(phasesOf(state.layers)), layer);
}

void showPhase(const RunState& state, View& view, int phase) {
  view.slowMotion.phase = phase;
  view.slowMotion.seen.insert(phase);
  const auto phases = phasesOf(state.layers);
  if (phases.empty()) return;
  const Phase::Kind kind = view.slowMotion.now(phases).kind;
  const bool goesBack = kind == Phase::Kind::kBackward || kind == Phase::Kind::kUpdate;
  view.shows = goesBack ? Shows::kGradients : Shows::kActivations;
}

void nextPhase(std::vector<protocol::Command>& outbox, const RunState& state, View& view) {
  SlowMotion& slow = view.slowMotion;
  const std::size_t phases = phasesOf(state.layers).size();
  if (slow.phase + 1 < static_cast<int>(phases)) return showPhase(state, view, slow.phase + 1);
  slow.isTaken = true;
  if (slow.seen.size() == phases) ++slow.stepsSeen;
  outbox.emplace_back(protocol::StepBatch{});
}

}  // namespace atelier::ui
