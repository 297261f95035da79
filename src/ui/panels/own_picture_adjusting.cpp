#include "ui/panels/own_picture_adjusting.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sketch/acts.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kGap = 8;
constexpr float kColumns = 20;      // between the two
constexpr float kTwoColumns = 640;  // a card from here on has room for them
constexpr int kMostPixels = 360;    // along a side of the picture, which shares a texture with all others
constexpr int kSlider = 100;        // positions of a slider of the frame: per cent

// Where everything is in the card while a picture is adjusted.
struct Places {
  Rect picture, frame, turns, tilt, ground, words, results, bars;
  float height = 0;
};

int barsOf(const Frame& frame) { return frame.isTouch ? 3 : 5; }
float barHeight(const Frame& frame) { return frame.isTouch ? 24.0F : 20.0F; }

std::string wordsOf(const OwnPicture& own) { return (own.note().empty() ? "" : own.note() + " ") + own.guess(); }

Places placesIn(const Frame& frame, const Rect& inside, const OwnPicture& own) {
  const bool isWide = inside.w >= kTwoColumns;
  const float row = frame.controlHeight();
  Rect left{inside.x, inside.y, isWide ? (inside.w - kColumns) / 2 : inside.w, 10000};
  Places places;
  places.picture = left.cutTop(isWide ? left.w : std::min(left.w, 200.0F), kGap);
  places.frame = left.cutTop(2 * row + kGap / 2, kGap);
  Rect right = isWide ? Rect{left.right() + kColumns, inside.y, left.w, 10000} : left;
  places.turns = right.cutTop(row, kGap);
  places.tilt = right.cutTop(row, kGap);
  places.ground = right.cutTop(row, kGap);
  places.words = right.cutTop(paragraphHeight(*frame.fonts.words, wordsOf(own), right.w), kGap);
  places.results = right.cutTop(20 + (frame.isTouch ? 84.0F : 112.0F), kGap);
  places.bars = right.cutTop(22 + static_cast<float>(barsOf(frame)) * barHeight(frame), kGap);
  places.height = std::max(left.y, right.y) - inside.y;
  return places;
}

// The picture itself, as large as the place allows.
Rect shownIn(const Rect& place, const sketch::Picture& picture) {
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  const float scale = std::min(place.w / width, place.h / height);
  const float w = std::max(1.0F, std::round(width * scale));
  const float h = std::max(1.0F, std::round(height * scale));
  return {std::round(place.middleX() - w / 2), std::round(place.middleY() - h / 2), w, h};
}

Rect frameIn(const Rect& shown, const sketch::Adjustment& a) {
  const auto at = [](float from, float size, int part) {
    return from + size * static_cast<float>(part) / sketch::Adjustment::kWhole;
  };
  const float x = at(shown.x, shown.w, a.left);
  const float y = at(shown.y, shown.h, a.top);
  return {x, y, at(shown.x, shown.w, a.right) - x, at(shown.y, shown.h, a.bottom) - y};
}

void drawFrame(Frame& frame, const Rect& shown, const Rect& kept) {
  constexpr ImU32 kShade = IM_COL32(0, 0, 0, 120);
  fill(frame, {shown.x, shown.y, shown.w, kept.y - shown.y}, kShade, 0);
  fill(frame, {shown.x, kept.bottom(), shown.w, shown.bottom() - kept.bottom()}, kShade, 0);
  fill(frame, {shown.x, kept.y, kept.x - shown.x, kept.h}, kShade, 0);
  fill(frame, {kept.right(), kept.y, shown.right() - kept.right(), kept.h}, kShade, 0);
  outline(frame, kept, IM_COL32(0, 0, 0, 160), 0, 3);
  outline(frame, kept, IM_COL32_WHITE, 0, 1.5F);
  for (const float x : {kept.x, kept.right()}) {
    for (const float y : {kept.y, kept.bottom()}) {
      frame.draw.AddCircleFilled({x, y}, 6, IM_COL32(0, 0, 0, 160), 16);
      frame.draw.AddCircleFilled({x, y}, 4.5F, IM_COL32_WHITE, 16);
    }
  }
}

std::string percentOf(int thousandths) { return std::to_string((thousandths + 5) / 10) + " %"; }

void keysOnFrame(Frame& frame, OwnPicture& own) {
  constexpr float kStep = 0.02F;
  while (const auto act = frame.controls.take("crop")) {
    if (*act == "key:ArrowLeft") own.moveFrame(-kStep, 0);
    if (*act == "key:ArrowRight") own.moveFrame(kStep, 0);
    if (*act == "key:ArrowUp") own.moveFrame(0, -kStep);
    if (*act == "key:ArrowDown") own.moveFrame(0, kStep);
    if (*act == "key:Plus") own.growFrame(kStep);
    if (*act == "key:Minus") own.growFrame(-kStep);
  }
}

void showPicture(Frame& frame, const Rect& place, OwnPicture& own) {
  keysOnFrame(frame, own);
  const Rect shown = shownIn(place, own.picture());
  const float longer = std::max(shown.w, shown.h);
  const int side = std::min(kMostPixels, static_cast<int>(std::lround(longer * frame.pixelRatio)));
  fill(frame, place, frame.theme.well, 4);
  const Rect square{shown.middleX() - longer / 2, shown.middleY() - longer / 2, longer, longer};
  ImGui::PushClipRect({shown.x, shown.y}, {shown.right(), shown.bottom()}, true);
  frame.draw.PushClipRect({shown.x, shown.y}, {shown.right(), shown.bottom()}, true);
  greys(frame, square, side, side, sketch::fitted(own.picture(), side));
  frame.draw.PopClipRect();
  ImGui::PopClipRect();
  const sketch::Adjustment& a = own.adjustment();
  drawFrame(frame, shown, frameIn(shown, a));
  frame.controls.add({.id = "crop",
                      .role = "pad",
                      .name = "What is kept of the picture",
                      .value = {},
                      .valueText = "from " + percentOf(a.left) + " to " + percentOf(a.right) + " across and from " +
                                   percentOf(a.top) + " to " + percentOf(a.bottom) + " down",
                      .description =
                          "Drag the frame, its edges or its corners. Or move it with the arrow keys, and make it "
                          "larger or smaller with plus and minus. The sliders set each edge.",
                      .rect = shown,
                      .panel = frame.controls.panel()});
}

// One slider of the frame, for the edge that it moves.
void edgeSlider(Frame& frame, Rect row, OwnPicture& own, const char* name, int sketch::Adjustment::* edge, int low,
                int high) {
  constexpr float kLabel = 48;
  line(frame, row.cutLeft(kLabel, 4), *frame.fonts.words, frame.theme.muted, name);
  const int now = own.adjustment().*edge;
  const std::string id = "own." + std::string(name);
  const auto moved = slider(frame, row, id, std::string(name) + " edge", (now + 5) / 10, kSlider, percentOf(now),
                            "Where what is kept of the picture begins or ends, as a share of it.");
  if (!moved) return;
  sketch::Adjustment to = own.adjustment();
  to.*edge = std::clamp(10 * *moved, low, high);
  own.change(to);
}

void edgeSliders(Frame& frame, Rect place, OwnPicture& own) {
  constexpr int kLeast = sketch::Adjustment::kLeast;
  constexpr int kWhole = sketch::Adjustment::kWhole;
  using A = sketch::Adjustment;
  const A& a = own.adjustment();
  Rect upper = place.cutTop(frame.controlHeight(), kGap / 2);
  Rect lower = place.cutTop(frame.controlHeight());
  const float half = (upper.w - 2 * kGap) / 2;
  edgeSlider(frame, upper.cutLeft(half, 2 * kGap), own, "Left", &A::left, 0, a.right - kLeast);
  edgeSlider(frame, upper, own, "Right", &A::right, a.left + kLeast, kWhole);
  edgeSlider(frame, lower.cutLeft(half, 2 * kGap), own, "Top", &A::top, 0, a.bottom - kLeast);
  edgeSlider(frame, lower, own, "Bottom", &A::bottom, a.top + kLeast, kWhole);
}

void turnButtons(Frame& frame, Rect row, OwnPicture& own) {
  const float width = (row.w - 2 * kGap) / 3;
  if (button(frame, row.cutLeft(width, kGap), "own.left", "Turn left", Look::kPlain, true,
             "Turns the picture a quarter to the left."))
    own.change(turnedFurther(own.adjustment(), 3));
  if (button(frame, row.cutLeft(width, kGap), "own.right", "Turn right", Look::kPlain, true,
             "Turns the picture a quarter to the right."))
    own.change(turnedFurther(own.adjustment(), 1));
  if (button(frame, row, "own.invert", "Invert", own.adjustment().inverts ? Look::kChosen : Look::kPlain, true,
             "Makes light dark and dark light. The pictures of the data set are light on black."))
    own.change(invertedOther(own.adjustment()));
}

void tiltSlider(Frame& frame, Rect row, OwnPicture& own) {
  constexpr int kSteepest = sketch::Adjustment::kSteepest;
  sketch::Adjustment to = own.adjustment();
  line(frame, row.cutLeft(48, 4), *frame.fonts.words, frame.theme.muted, "Tilt");
  line(frame, row.cutRight(34, 4), *frame.fonts.words, to.degrees != 0 ? frame.theme.text : frame.theme.muted,
       std::to_string(to.degrees) + "\u00b0", Align::kRight);
  const auto moved = slider(frame, row, "own.tilt", "Tilt", to.degrees + kSteepest, 2 * kSteepest,
                            std::to_string(to.degrees) + (to.degrees == 1 ? " degree" : " degrees"),
                            "Turns the picture by degrees, clockwise to the right.");
  if (!moved) return;
  to.degrees = *moved - kSteepest;
  own.change(to);
}

void groundControls(Frame& frame, Rect row, OwnPicture& own) {
  sketch::Adjustment to = own.adjustment();
  const float width = (row.w - 2 * kGap) / 3;
  if (button(frame, row.cutLeft(width, 2 * kGap), "own.ground", "Black ground",
             to.clears ? Look::kChosen : Look::kPlain, true,
             "Makes all that is darker than the threshold black, so that only the piece of clothing is left.")) {
    to.clears = !to.clears;
    if (to.clears && to.threshold == 0) to.threshold = 64;
    own.change(to);
  }
  line(frame, row.cutRight(26, 4), *frame.fonts.figures, to.clears ? frame.theme.text : frame.theme.muted,
       std::to_string(to.threshold), Align::kRight);
  const auto moved =
      slider(frame, row, "own.threshold", "Threshold of the ground", to.threshold, 255,
             std::to_string(to.threshold) + " of 255", "What is darker than this, after inverting, counts as ground.");
  if (!moved) return;
  to.threshold = *moved;
  to.clears = true;
  own.change(to);
}

void showResults(Frame& frame, Rect place, const RunState& state, const OwnPicture& own) {
  const float side = place.h - 20;
  const auto titled = [&](const char* title, Rect column) {
    line(frame, column.cutTop(18, 2), *frame.fonts.words, frame.theme.muted, title);
    const Rect box{column.x, column.y, side, side};
    fill(frame, box, IM_COL32_BLACK, 2);
    return box;
  };
  const Rect onPad = titled("On the pad", place.cutLeft((place.w - kGap) / 2, kGap));
  greys(frame, onPad, 112, 112, sketch::fitted({sketch::kPadSide, sketch::kPadSide, own.result()}, 112));
  const Rect seen = titled("What the network sees", place);
  if (state.seen.bulk.size() == protocol::kPicturePixels) greys(frame, seen, 28, 28, state.seen.bulk);
  mirrorText(frame, seen, "own.seen", "What the network sees", state.seen.empty ? "nothing" : state.seen.how);
}

// The likeliest classes, best first.
void showBars(Frame& frame, Rect place, const RunState& state) {
  line(frame, place.cutTop(20, 2), *frame.fonts.words, frame.theme.muted, "What it says of it");
  const std::size_t count = std::min(state.classes.size(), static_cast<std::size_t>(barsOf(frame)));
  std::vector<std::size_t> order(state.classes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const bool isKnown = state.prediction.size() == order.size();
  if (isKnown) {
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return state.prediction[a] > state.prediction[b] || (state.prediction[a] == state.prediction[b] && a < b);
    });
  }
  std::vector<std::string> names;
  std::vector<float> shares;
  for (std::size_t i = 0; i < count; ++i) {
    names.push_back(state.classes[order[i]]);
    if (isKnown) shares.push_back(state.prediction[order[i]]);
  }
  shareBars(frame, place, barHeight(frame), "own.prediction", names, shares, nullptr);
}

}  // namespace

float adjustingHeight(const Frame& frame, float width, const OwnPicture& own) {
  return placesIn(frame, {0, 0, width, 0}, own).height;
}

void adjustPicture(Frame& frame, const Rect& inside, const RunState& state, OwnPicture& own) {
  const Places places = placesIn(frame, inside, own);
  showPicture(frame, places.picture, own);
  edgeSliders(frame, places.frame, own);
  turnButtons(frame, places.turns, own);
  tiltSlider(frame, places.tilt, own);
  groundControls(frame, places.ground, own);
  paragraph(frame, places.words, *frame.fonts.words, frame.theme.text, wordsOf(own));
  mirrorText(frame, places.words, "own.guess", "First guess", wordsOf(own));
  showResults(frame, places.results, state, own);
  showBars(frame, places.bars, state);
}

}  // namespace atelier::ui
