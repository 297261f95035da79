#include <array>

#include "ui/panels/panels.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/plot.h"

namespace atelier::ui {

namespace {

enum Curve { kAccuracy, kLoss, kRate };

constexpr float kRoomForAll = 560;  // tabs and buttons in one row

// Columns of protocol::Curve's quadruples.
std::size_t columnOf(int curve) { return curve == kLoss ? 1 : curve == kAccuracy ? 2 : 3; }

ImU32 faint(ImU32 colour) { return (colour & 0x00ffffffU) | 0x70000000U; }

float training(const protocol::EpochDone& e, int curve) {
  return static_cast<float>(curve == kLoss ? e.trainLoss : curve == kAccuracy ? e.trainAccuracy : e.learningRate);
}

// How the other runs that are kept did on the test images, faintly.
std::vector<Series> otherRuns(const Theme& theme, const RunState& state, const View& view) {
  std::vector<Series> series;
  for (const RunView& run : state.runs) {
    const auto* epochs = run.number == state.run.number ? nullptr : state.epochsOf(run.number);
    if (epochs == nullptr || epochs->empty()) continue;
    series.push_back({"run " + std::to_string(run.number) + " test",
                      faint(theme.accent),
                      {},
                      false,
                      false,
                      true,
                      "Of another run that is kept, on the test images."});
    for (const protocol::EpochDone& e : *epochs) {
      series.back().points.push_back({static_cast<float>(view.byStep ? e.imagesSeen : e.epoch),
                                      static_cast<float>(view.curve == kLoss ? e.testLoss : e.testAccuracy)});
    }
  }
  return series;
}

std::vector<Series> seriesOf(const Theme& theme, const RunState& state, const View& view) {
  const bool isRate = view.curve == kRate;
  Series train{isRate ? "learning rate" : "training",
               theme.muted,
               {},
               !view.byStep,
               false,
               false,
               isRate ? "What each gradient is multiplied by, by the schedule."
                      : "On each training image just before it is trained on, while the weights still move."};
  Series validation{"validation",
                    theme.validation,
                    {},
                    true,
                    true,
                    false,
                    "After each epoch, on the training images that were held out."};
  Series test{"test",
              theme.accent,
              {},
              true,
              false,
              false,
              "After each epoch, on the test images, which are never trained on."};
  for (const protocol::EpochDone& e : state.epochs) {
    const auto x = static_cast<float>(view.byStep ? e.imagesSeen : e.epoch);
    if (!view.byStep) train.points.push_back({x, training(e, view.curve)});
    test.points.push_back({x, static_cast<float>(view.curve == kLoss ? e.testLoss : e.testAccuracy)});
    const double held = view.curve == kLoss ? e.validationLoss : e.validationAccuracy;
    if (held >= 0) validation.points.push_back({x, static_cast<float>(held)});
  }
  if (view.byStep) {
    for (std::size_t i = 0; i + 4 <= state.curve.size(); i += 4)
      train.points.push_back({state.curve[i], state.curve[i + columnOf(view.curve)]});
  }
  if (isRate) return {train};
  std::vector<Series> all = otherRuns(theme, state, view);
  all.push_back(train);
  if (!validation.points.empty()) all.push_back(validation);
  all.push_back(test);
  return all;
}

std::string spokenValidation(const protocol::EpochDone& e) {
  if (e.validationAccuracy < 0) return "";
  return "validation loss " + decimal(e.validationLoss, 3) + ", validation accuracy " + percent(e.validationAccuracy) +
         " %, ";
}

// Where one of several models ends and the next begins.
std::vector<float> bordersOf(const RunState& state, const View& view) {
  std::vector<float> borders;
  const int each = state.progress.epochs / std::max(1, state.progress.models);
  for (const protocol::EpochDone& e : state.epochs) {
    if (e.epoch % std::max(1, each) == 0 && e.epoch < state.progress.epochs)
      borders.push_back(static_cast<float>(view.byStep ? e.imagesSeen : e.epoch));
  }
  return borders;
}

// How long the gradient is, quietly.
void gradient(Frame& frame, Rect rect, const RunState& state) {
  const double norm = state.progress.gradientNorm;
  if (norm < 0) return;
  const std::string value = decimal(norm, norm < 10 ? 3 : 1);
  const Rect figure = rect.cutRight(textSize(*frame.fonts.figures, value).x + 1, 6);
  if (textSize(*frame.fonts.words, "gradient norm").x > rect.w) return;
  line(frame, figure, *frame.fonts.figures, frame.theme.muted, value);
  frame.controls.hint({rect.right() - 86, rect.y, figure.w + 92, rect.h},
                      "The length of a batch's gradient over all weights: how steep the loss is.");
  line(frame, rect, *frame.fonts.words, frame.theme.muted, "gradient norm", Align::kRight);
  mirrorText(frame, {rect.x, rect.y, rect.w + figure.w + 6, rect.h}, "gradient", "Gradient norm", value);
}

// The kept epoch nearest to that place of the plot.
void showEpochAt(Frame& frame, float x, const RunState& state, View& view) {
  std::optional<int> best;
  float distance = 0;
  for (const float kept : state.timeline.bulk) {
    const int epoch = static_cast<int>(kept);
    const protocol::EpochDone* done = state.epochDone(epoch);
    const float at = !view.byStep ? kept : done != nullptr ? static_cast<float>(done->imagesSeen) : 0.0F;
    if (!best || std::abs(at - x) < distance) {
      best = epoch;
      distance = std::abs(at - x);
    }
  }
  if (best) showEpoch(frame, view, *best);
}

// All of x, from 0 to `whole`, or what was zoomed into, as long as there is something of it.
Stretch shownStretch(View& view, float whole) {
  if (view.zoom && view.zoom->from >= whole) view.zoom.reset();
  return view.zoom.value_or(Stretch{0, whole});
}

// At least an epoch, or a two-hundredth of all steps.
float leastZoom(const View& view, float whole) { return view.byStep ? whole / 200 : 1; }

// Half of a span, with `focus` in its middle where that is possible.
Stretch halfOf(const Stretch& span, float focus) {
  const float half = (span.to - span.from) / 2;
  const float from = std::clamp(focus - half / 2, span.from, span.from + half);
  return {from, from + half};
}

// Around the shown epoch, or else the newest.
float focusOf(const RunState& state, const View& view) {
  const protocol::EpochDone* shown = state.epochDone(state.timeline.shown);
  const int images = shown != nullptr ? shown->imagesSeen : state.progress.imagesSeen;
  const int epoch = shown != nullptr ? shown->epoch : static_cast<int>(state.epochs.size());
  return static_cast<float>(view.byStep ? images : epoch);
}

// "zoom", and, once that was used, "whole". The plot itself is zoomed by dragging over a part of it.
void zoomButtons(Frame& frame, const Rect& zoomBox, const Rect& wholeBox, float whole, const RunState& state,
                 View& view) {
  const Stretch shown = shownStretch(view, whole);
  const bool canZoom = (shown.to - shown.from) / 2 >= leastZoom(view, whole);
  if (button(frame, zoomBox, "zoom", "zoom", Look::kQuiet, canZoom,
             "Shows half of what is shown, around the shown epoch or the newest. Dragging over a part of the curves "
             "shows that part."))
    view.zoom = halfOf(shown, focusOf(state, view));
  if (view.zoom && button(frame, wholeBox, "whole", "whole", Look::kChosen, true, "Shows the whole run again."))
    view.zoom.reset();
}

// Where x ends.
float wholeOf(const RunState& state, const View& view) {
  if (!view.byStep) return static_cast<float>(std::max(1, state.progress.epochs));
  const int epochImages =
      state.epochs.empty() ? 0 : state.epochs.back().imagesSeen / std::max(1, state.epochs.back().epoch);
  return static_cast<float>(std::max({1, state.progress.imagesSeen, epochImages}));
}

// The epochs as text, newest first.
std::string spokenTable(const RunState& state) {
  std::string text;
  for (auto e = state.epochs.rbegin(); e != state.epochs.rend(); ++e) {
    text += "Epoch " + std::to_string(e->epoch) + ": training loss " + decimal(e->trainLoss, 3) +
            ", training accuracy " + percent(e->trainAccuracy) + " %, " + spokenValidation(*e) + "test loss " +
            decimal(e->testLoss, 3) + ", test accuracy " + percent(e->testAccuracy) + " %. ";
  }
  return text.empty() ? "No epoch is over yet." : text;
}

// Whether the buttons have a row of their own.
bool isSlimIn(const Frame& frame, const Rect& rect) { return frame.isTouch || rect.w < kRoomForAll; }
float rowOf(const Frame& frame) { return frame.isTouch ? 44 : 24; }

// Tabs, buttons and the gradient norm above the curves. Returns what is left below.
Rect aboveCurves(Frame& frame, Rect rest, const RunState& state, View& view) {
  const bool isSlim = isSlimIn(frame, rest);
  const float row = rowOf(frame);
  Rect head = rest.cutTop(row, frame.isTouch ? 4 : 8);
  static constexpr float kBy = 80;
  const Rect byStep = isSlim ? Rect{} : head.cutRight(kBy, 4);
  const Rect byEpoch = isSlim ? Rect{} : head.cutRight(kBy, 12);
  const Rect logBox = isSlim || view.curve != kLoss ? Rect{} : head.cutRight(44, 4);
  const Rect zoomBox = isSlim ? Rect{} : head.cutRight(56, 4);
  const Rect wholeBox = isSlim || !view.zoom ? Rect{} : head.cutRight(58, 4);
  const std::array<std::string, 3> names = {"Accuracy", "Loss", "Learning rate"};
  const std::array<std::string, 3> abouts = {"Draws the share of images that are classified right.",
                                             "Draws the mean cross-entropy, which training makes small.",
                                             "Draws how far each update moved the weights: the rate, by its schedule."};
  view.curve = tabs(frame, head, "curve", names, view.curve, abouts);
  head.cutLeft(std::min(head.w, 230.0F));
  Rect buttons = isSlim ? rest.cutTop(row, 8) : Rect{};
  gradient(frame, frame.isTouch ? rest.cutTop(18, 4) : head, state);
  const auto boxOf = [&](const Rect& wide, float slim) { return isSlim ? buttons.cutRight(slim, 8) : wide; };
  if (view.curve == kLoss &&
      button(frame, boxOf(logBox, 48), "logarithmic", "log", view.byLogarithm ? Look::kChosen : Look::kQuiet, true,
             "The loss on a logarithmic scale: small differences late in the training show."))
    view.byLogarithm = !view.byLogarithm;
  const float whole = wholeOf(state, view);
  const Rect zoom = boxOf(zoomBox, 56);
  zoomButtons(frame, zoom, view.zoom ? boxOf(wholeBox, 60) : Rect{}, whole, state, view);
  const bool wasByStep = view.byStep;
  const Rect epochBox = isSlim ? buttons.cutLeft(buttons.w / 2 - 4, 8) : byEpoch;
  const Rect stepBox = isSlim ? buttons : byStep;
  if (button(frame, epochBox, "byEpoch", "by epoch", view.byStep ? Look::kQuiet : Look::kChosen, true,
             "One point for each epoch that is over."))
    view.byStep = false;
  if (button(frame, stepBox, "byStep", "by step", view.byStep ? Look::kChosen : Look::kQuiet, true,
             "The training curve within its epochs too, along the images seen."))
    view.byStep = true;
  if (view.byStep != wasByStep) view.zoom.reset();
  return rest;
}

}  // namespace

float curvesPanel(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  const Rect rest = aboveCurves(frame, rect, state, view);
  const float need = (frame.isTouch ? 186.0F : 174.0F) + (isSlimIn(frame, rect) ? rowOf(frame) + 8 : 0);
  mirrorText(frame, rest, "epochs", "Epochs", spokenTable(state));

  const auto series = seriesOf(frame.theme, state, view);
  if (std::all_of(series.begin(), series.end(), [](const Series& s) { return s.points.empty(); })) {
    const bool begun = state.progress.imagesSeen > 0;
    line(frame, rest, *frame.fonts.words, frame.theme.muted,
         begun ? "The first point comes at the end of the first epoch; \"by step\" shows earlier ones."
               : "Press Train: how well it learns is drawn here.",
         Align::kCentre);
    return need;
  }
  PlotAxes axes;
  axes.xName = view.byStep ? "images" : "epoch";
  axes.xAbout = view.byStep ? "Images trained on since the run began." : "Times through all training images.";
  axes.x = shownStretch(view, wholeOf(state, view));
  axes.isShare = view.curve == kAccuracy;
  axes.digits = view.curve == kAccuracy ? 4 : view.curve == kLoss ? 3 : 5;
  axes.fromZero = view.curve == kRate;
  axes.borders = bordersOf(state, view);
  axes.isLogarithmic = view.curve == kLoss && view.byLogarithm;
  const PlotAct act = plot(frame, rest, axes, series);
  if (act.pressed) showEpochAt(frame, *act.pressed, state, view);
  if (act.chosen) {
    const float lacking = std::max(0.0F, leastZoom(view, wholeOf(state, view)) - (act.chosen->to - act.chosen->from));
    view.zoom = Stretch{act.chosen->from - lacking / 2, act.chosen->to + lacking / 2};
  }
  return need;
}

}  // namespace atelier::ui
