#include <algorithm>
#include <array>
#include <cmath>

#include "ui/panels/overlays.h"
#include "ui/panels/panels.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

// Even steps to the eye, and each another number, so that every key moves the slider.
constexpr std::array<double, kSpeeds> kSpeedTable = {
    1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10000};

std::string minutes(double seconds) {
  const auto whole = static_cast<int>(std::ceil(seconds));
  return std::to_string(whole / 60) + ":" + (whole % 60 < 10 ? "0" : "") + std::to_string(whole % 60);
}

constexpr float kEnds = 310;            // what stands at the right end of a wide bar
constexpr float kFingersInARow = 1050;  // room that a row of all buttons for fingers needs

struct Figure {
  std::string name;
  std::string value;
};

std::vector<Figure> figuresOf(const RunState& state) {
  const protocol::Progress& p = state.progress;
  if (p.epochs == 0) return {};
  const int epoch = std::min(p.epoch + (p.phase == "finished" ? 0 : 1), p.epochs);
  std::vector<Figure> figures = {{"epoch", std::to_string(epoch) + " / " + std::to_string(p.epochs)},
                                 {"test", p.testAccuracy < 0 ? "\u2013" : percent(p.testAccuracy, 2) + " %"},
                                 {"loss", p.imagesSeen == 0 ? "\u2013" : decimal(p.trainLoss, 3)}};
  if (p.models > 1)
    figures.insert(figures.begin() + 1, {"model", std::to_string(p.model + 1) + " / " + std::to_string(p.models)});
  if (p.running && p.phase == "waiting") {
    figures.push_back({"waiting for images", ""});
  } else if (p.running) {
    figures.push_back({"", grouped(p.imagesPerSecond) + " img/s"});
    if (p.secondsLeft > 0) figures.push_back({"left", minutes(p.secondsLeft)});
  } else if (p.phase == "finished" || p.phase == "paused") {
    figures.push_back({p.phase, grouped(p.imagesSeen) + " img"});
  }
  if (p.validationAccuracy >= 0) figures.push_back({"validation", percent(p.validationAccuracy, 2) + " %"});
  return figures;
}

// One after the other from the left, as many as fit.
void drawFigures(Frame& frame, Rect rect, const std::vector<Figure>& figures) {
  const float spacing = frame.isTouch ? 14.0F : 16.0F;
  for (const Figure& figure : figures) {
    const float name = figure.name.empty() ? 0 : textSize(*frame.fonts.words, figure.name).x + 5;
    const float value = textSize(*frame.fonts.figures, figure.value).x;
    if (name + value > rect.w) return;
    frame.controls.hint({rect.x, rect.y, name + value, rect.h}, std::string(aboutFigure(figure.name)));
    if (name > 0) line(frame, rect.cutLeft(name), *frame.fonts.words, frame.theme.muted, figure.name);
    line(frame, rect.cutLeft(value + 1, spacing), *frame.fonts.figures, frame.theme.text, figure.value);
  }
}

std::string spoken(const std::vector<Figure>& figures) {
  std::string text;
  for (const Figure& f : figures)
    text += (text.empty() ? "" : ", ") + f.name + (f.name.empty() || f.value.empty() ? "" : " ") + f.value;
  return text;
}

// Train and Pause share a place on the canvas; the mirror has both, one of them switched off.
void trainAndPause(Frame& frame, const Rect& rect, const RunState& state, bool canTrain) {
  if (state.progress.running) {
    if (button(frame, rect, "pause", "Pause", Look::kPrimary, true,
               "Stops training between two batches. Train goes on from there."))
      frame.outbox.emplace_back(protocol::Pause{});
    mirrorButton(frame, rect, "train", "Train", false, "It is training.");
    return;
  }
  if (button(frame, rect, "train", "Train", Look::kPrimary, canTrain,
             "Trains to the last epoch, from where the run stands. Begins at once."))
    frame.outbox.emplace_back(protocol::Train{});
  mirrorButton(frame, rect, "pause", "Pause", false, "It is not training.");
}

void stepButtons(Frame& frame, Rect& row, const RunState& state, bool canTrain, float width) {
  const auto one = [&](const char* id, const char* name, bool enabled, const char* about,
                       const protocol::Command& command) {
    if (row.w < width) return;
    if (button(frame, row.cutLeft(width, 8), id, name, Look::kPlain, enabled, about)) frame.outbox.push_back(command);
  };
  const bool canStep = canTrain && !state.progress.running;
  one("stepBatch", "Step batch", canStep, "Trains one batch, then pauses.", protocol::StepBatch{});
  one("stepEpoch", "Step epoch", canTrain, "Trains to the end of this epoch, then pauses.", protocol::StepEpoch{});
}

void resetButtons(Frame& frame, Rect& row, const RunState& state, float width) {
  if (button(frame, row.cutLeft(width, 8), "reset", "Reset", Look::kPlain, state.isReady,
             "Starts over, at once, with the recipe as it is edited now and the same initial weights.")) {
    frame.outbox.emplace_back(protocol::Reset{});
  }
  if (button(frame, row.cutLeft(width + 18, 8), "newSeed", "New seed", Look::kPlain, state.isReady,
             "Starts over, at once, with the recipe as it is edited now and other initial weights.")) {
    frame.outbox.emplace_back(protocol::NewSeed{});
  }
}

void speedSlider(Frame& frame, Rect row, const RunState& state) {
  if (frame.isTouch) line(frame, row.cutLeft(40, 6), *frame.fonts.words, frame.theme.muted, "speed");
  const std::string text = speedText(state.speed);
  constexpr const char* kAbout =
      "How many images a second are trained on, at most. Takes effect at once, and changes no result.";
  const Rect value = row.cutRight(76);
  frame.controls.hint(value, kAbout);
  if (const auto moved = slider(frame, {row.x, row.y, row.w - 8, row.h}, "speed", "Speed", positionOf(state.speed),
                                kSpeeds, text, kAbout)) {
    frame.outbox.emplace_back(protocol::SetSpeed{speedAt(*moved)});
  }
  line(frame, value, *frame.fonts.figures, frame.theme.text,
       state.speed <= 0 ? "full speed" : grouped(state.speed) + " img/s");
}

// A disc, half of it dark.
void themeSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  constexpr float kRadius = 6;
  draw.AddCircle({x, y}, kRadius, colour, 24, 1.5F);
  draw.PathArcTo({x, y}, kRadius, 1.5708F, 4.7124F, 16);
  draw.PathFillConvex(colour);
}

void themeButton(Frame& frame, const Rect& rect, View& view) {
  if (button(frame, rect, "theme", "Theme", Look::kPlain, true,
             "Light, dark, or black on white for a projector. Remembered in this browser.",
             frame.isTouch ? nullptr : themeSign))
    view.wantsOtherTheme = true;
}

void shareButton(Frame& frame, const Rect& rect, View& view) {
  if (button(frame, rect, "share", "Share", Look::kPlain, true,
             "Makes a link that opens the page with this recipe, and a frame for course pages."))
    openSharing(view);
}

void lessonsButton(Frame& frame, const Rect& rect, View& view) {
  if (button(frame, rect, "lessons", "Lessons", Look::kPlain, true, "Shows the lessons that lead through the page."))
    view.choosesLesson = true;
}

// "Help" in a word, where there is room for it.
void helpWord(Frame& frame, const Rect& rect, View& view) {
  if (button(frame, rect, "help.0", "Help", Look::kPlain, true, "Explains training and the numbers of this bar."))
    view.help = HelpTopic::kRun;
  if (view.help == HelpTopic::kRun) view.helpAnchor = rect;
}

// The bar of a page with tabs. Returns its height.
float barForFingers(Frame& frame, const Rect& rect, const RunState& state, View& view, bool canTrain) {
  Rect rest = rect.inset(12);
  const bool isOneRow = rest.w >= kFingersInARow;
  Rect top = rest.cutTop(44, 6);
  line(frame, top.cutLeft(72, 8), *frame.fonts.name, frame.theme.text, "Atelier");
  if (isOneRow) {
    trainAndPause(frame, top.cutLeft(112, 8), state, canTrain);
    Rect steps = top.cutLeft(216, 8);
    stepButtons(frame, steps, state, canTrain, 104);
  }
  resetButtons(frame, top, state, 76);
  helpButton(frame, top.cutRight(helpButtonWidth(frame), 4), HelpTopic::kRun, view);
  themeButton(frame, top.cutRight(std::min(76.0F, top.w), 16), view);
  if (isOneRow) {
    speedSlider(frame, top, state);
  } else {
    Rect buttons = rest.cutTop(44, 6);
    const float third = (buttons.w - 16) / 3;
    trainAndPause(frame, buttons.cutLeft(third, 8), state, canTrain);
    stepButtons(frame, buttons, state, canTrain, third);
    speedSlider(frame, rest.cutTop(44, 0), state);
  }
  Rect numbers = rest.cutTop(22);
  workWord(frame, numbers.cutRight(workButtonWidth(frame), 8), view);
  const auto figures = figuresOf(state);
  drawFigures(frame, numbers, figures);
  mirrorText(frame, numbers, "progress", "Progress", spoken(figures));
  return isOneRow ? 92.0F : 192.0F;
}

}  // namespace

double speedAt(int position) {
  return position >= kSpeeds ? 0 : kSpeedTable[static_cast<std::size_t>(std::max(position, 0))];
}

int positionOf(double imagesPerSecond) {
  if (imagesPerSecond <= 0) return kSpeeds;
  const auto farFrom = [imagesPerSecond](double speed) { return std::abs(std::log(speed / imagesPerSecond)); };
  const auto nearest = std::min_element(kSpeedTable.begin(), kSpeedTable.end(),
                                        [&](double one, double other) { return farFrom(one) < farFrom(other); });
  return static_cast<int>(nearest - kSpeedTable.begin());
}

std::string speedText(double imagesPerSecond) {
  if (imagesPerSecond <= 0) return "as fast as it goes";
  return imagesPerSecond == 1 ? "1 image a second" : grouped(imagesPerSecond) + " images a second";
}

float runBar(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  frame.controls.setPanel("Run");
  if (frame.isTouch) {
    fill(frame, rect, frame.theme.panel, 0);  // over what is scrolled below it
  } else {
    frame.plates.push_back({rect, frame.theme.panel});
  }
  frame.draw.AddLine({rect.x, rect.bottom()}, {rect.right(), rect.bottom()}, frame.theme.hairline);
  const bool canTrain = state.isReady && state.progress.epochs > 0 && state.progress.phase != "finished";
  if (frame.isTouch) return barForFingers(frame, rect, state, view, canTrain);

  Rect row{rect.x + 16, rect.y + 12, rect.w - 32, 32};
  line(frame, row.cutLeft(66, 8), *frame.fonts.name, frame.theme.text, "Atelier");
  trainAndPause(frame, row.cutLeft(70, 8), state, canTrain);
  stepButtons(frame, row, state, canTrain, 88);
  resetButtons(frame, row, state, 58);
  const bool twoRows = row.w < 680;
  Rect second{rect.x + 16, rect.y + 50, rect.w - 32, 28};
  Rect& ends = row.w < kEnds ? second : row;
  helpWord(frame, ends.cutRight(50, 6), view);
  themeButton(frame, ends.cutRight(32, 6), view);
  shareButton(frame, ends.cutRight(56, 6), view);
  lessonsButton(frame, ends.cutRight(68, 6), view);
  workButton(frame, ends.cutRight(workButtonWidth(frame), 8), view);
  Rect& numbers = twoRows ? second : row;
  numbers.cutLeft(8);
  const auto figures = figuresOf(state);
  speedSlider(frame, numbers.cutLeft(118, 12), state);
  drawFigures(frame, numbers, figures);
  mirrorText(frame, numbers, "progress", "Progress", spoken(figures));
  return twoRows ? 90.0F : 56.0F;
}

}  // namespace atelier::ui
