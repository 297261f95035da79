#include <algorithm>
#include <cmath>

#include "ui/attribution_text.h"
#include "ui/panels/results_panel.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr int kSide = 28;  // pixels along a side of the image
constexpr float kGap = 16;
constexpr float kName = 20;
constexpr float kBetween = 4;
constexpr float kLeastPicture = 84;
constexpr float kTouchPicture = 112;
constexpr float kLargestPicture = 168;
constexpr float kLeastScale = 100;  // or the figures at its ends meet
constexpr float kLeastColumn = 200;

float heightOf(float picture) { return kName + picture + kBetween + kLegendHeight; }

// Why there are no maps to show; empty where there are.
std::string whyNone(const RunState& state, const View& view) {
  if (sourceOf(state, view) == "picture" && !state.picture)
    return "There is no picture yet: it comes with the data. A drawing can be explained, too.";
  if (!state.attribution) return "What spoke for the class is being worked out \u2026";
  if (!std::isfinite(state.attribution->probability))
    return "The network's answer is not a number, so that there is nothing to explain.";
  return "";
}

// The class and its probability; of which image, and in whose weights, in the same line or below.
void heading(Frame& frame, Rect rect, const RunState& state, bool isOneLine) {
  const Theme& t = frame.theme;
  const protocol::Attribution& a = *state.attribution;
  const std::string name = classNameOf(state, a.label);
  const std::string share = shareText(a.probability);
  const std::string said = a.label == a.predicted ? "" : "said " + classNameOf(state, a.predicted);
  const std::string image = a.source == "drawing"
                                ? "your drawing"
                                : a.split + " " + std::to_string(a.index) + ": " + classNameOf(state, a.truth);
  const std::string of = image + ". " + whose(state, a.weights == "pretrained", a.epoch, a.imagesSeen);
  mirrorText(frame, rect, "why", "Explained", name + " " + share + (said.empty() ? "" : ", " + said) + ". " + of);
  Rect first = isOneLine ? rect : rect.cutTop(20);
  line(frame, first.cutLeft(textSize(*frame.fonts.strong, name).x + 1, 8), *frame.fonts.strong, t.text, name);
  line(frame, first.cutLeft(textSize(*frame.fonts.figures, share).x + 1, 10), *frame.fonts.figures, t.text, share);
  const float needs = textSize(*frame.fonts.words, of).x + 1;
  line(frame, isOneLine ? first.cutRight(std::min(needs, first.w), 8) : rect, *frame.fonts.words, t.muted, of);
  line(frame, first, *frame.fonts.words, t.muted, said);
}

// Where a patch lies over the map.
void outlinePatch(Frame& frame, const Rect& map, int row, int column, float thickness) {
  const float pixel = map.w / kSide;
  const float side = pixel * protocol::Attribution::kPatch;
  outline(frame, {map.x + pixel * static_cast<float>(column), map.y + pixel * static_cast<float>(row), side, side},
          frame.theme.text, 0, thickness);
}

// The image under the map; of occlusion with the patches that take and give most.
void drawMap(Frame& frame, const Rect& rect, const protocol::Attribution& a, WhyMap map, float most) {
  const auto numbers = numbersOf(a, map);
  const auto cell = numbersOver(frame, rect, kSide, kSide, imageOf(a), numbers, most);
  outline(frame, rect, frame.theme.hairline, 2);
  if (map == WhyMap::kOcclusion) {
    if (isLowered(a)) outlinePatch(frame, rect, a.loweredRow, a.loweredColumn, 2);
    if (isRaised(a)) outlinePatch(frame, rect, a.raisedRow, a.raisedColumn, 1);
  }
  if (!cell) return;
  tooltip(frame, "row " + std::to_string(cell->row) + ", column " + std::to_string(cell->column) + "  " +
                     figure(static_cast<double>(numbers[static_cast<std::size_t>(cell->row * kSide + cell->column)])));
}

// Where the map of a class is strongest.
std::string strongestIn(const RunState& state, WhyMap map) {
  return strongestOf(*state.attribution, map, classNameOf(state, state.attribution->label));
}

// A map below its name and where it is strongest, for which there is so much height, with its scale below and what it
// means and does not mean to the right. The picture grows with `room`. Returns the height that it needs.
float explained(Frame& frame, Rect rect, const RunState& state, WhyMap map, float strongestHeight, float room) {
  const ImFont& font = *frame.fonts.words;
  const float top = rect.y;
  const protocol::Attribution& a = *state.attribution;
  const WhyWords& words = wordsOf(map);
  const std::string means(words.means);
  const std::string meansNot(words.meansNot);
  const std::string id = "why." + std::string(words.id);
  const std::string strongest = strongestIn(state, map);
  mirrorText(frame, rect, id, std::string(words.name), means + " " + meansNot + " " + strongest);
  const Rect name = rect.cutTop(kName - 2, 2);
  line(frame, name, *frame.fonts.strong, frame.theme.text, std::string(words.name));
  frame.controls.hint(name, means + " " + meansNot);
  paragraph(frame, rect.cutTop(strongestHeight, kBetween), font, frame.theme.text, strongest);
  const auto numbers = numbersOf(a, map);
  if (numbers.empty()) return rect.y - top;
  const float side =
      crispSide(std::clamp(std::min(room, rect.w * 0.42F), kLeastPicture, kLargestPicture), kSide, frame.pixelRatio);
  const Rect left = rect.cutLeft(std::max(side, kLeastScale), 10);
  const Histogram lie = histogramOf(numbers);
  const ValueScale scale = scaleOver(lie.low, lie.high, true);
  const Rect picture{left.x, left.y, side, side};
  drawMap(frame, picture, a, map, scale.high);
  legend(frame, {left.x, picture.bottom() + kBetween, left.w, kLegendHeight}, id + ".scale", std::string(words.numbers),
         &scale, lie);
  const float least = rect.y - top + heightOf(frame.isTouch ? side : kLeastPicture) - kName;
  rect.cutTop(paragraph(frame, rect, font, frame.theme.text, means), kBetween);
  rect.cutTop(paragraph(frame, rect, font, frame.theme.muted, meansNot));
  return std::max(least, rect.y - top);
}

// The height of the longest of the sentences on where the maps are strongest.
float strongestHeight(const Frame& frame, float width, const RunState& state) {
  float height = 0;
  for (const WhyMap map : kWhyMaps)
    height = std::max(height, paragraphHeight(*frame.fonts.words, strongestIn(state, map), width));
  return height;
}

}  // namespace

float whyTab(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  view.results.wantsAttribution = true;
  Rect rest = rect;
  Rect head = rest.cutTop(frame.isTouch ? 44 : 24, 8);
  if (view.results.whyLabel >= static_cast<int>(state.classes.size())) view.results.whyLabel = -1;
  classField(frame, head.cutLeft(frame.isTouch ? 170 : 142, 14), "whyClass", "Class explained", "predicted class",
             "The class whose maps are shown, at once: why this one, or why not that one.", state.classes,
             view.results.whyLabel);
  const bool isBeside = rect.w >= 3 * kLeastColumn + 2 * kGap;
  const float each = heightOf(frame.isTouch ? kTouchPicture : kLeastPicture);
  const std::string none = whyNone(state, view);
  if (!none.empty()) {
    line(frame, rest, *frame.fonts.words, frame.theme.muted, none, Align::kCentre);
    mirrorText(frame, rest, "noAttribution", "", none);
    return rest.y - rect.y + each;
  }
  heading(frame, isBeside ? head : rest.cutTop(40, 10), state, isBeside);
  const float width = isBeside ? std::floor((rest.w - 2 * kGap) / 3) : rest.w;
  const float strongest = strongestHeight(frame, width, state);
  if (!isBeside) {
    rest.h = each + strongest + kBetween;
    for (const WhyMap map : kWhyMaps) rest.y += explained(frame, rest, state, map, strongest, kTouchPicture) + kGap;
    return rest.y - kGap - rect.y;
  }
  float need = 0;
  const float room = rest.h - strongest - kBetween - heightOf(0);
  for (const WhyMap map : kWhyMaps) {
    need = std::max(need, explained(frame, {rest.x, rest.y, width, rest.h}, state, map, strongest, room));
    rest.x += width + kGap;
  }
  return rest.y - rect.y + need;
}

}  // namespace atelier::ui
