#include <cmath>
#include <span>

#include "ui/layers/layer_kind.h"
#include "ui/panels/class_weights.h"
#include "ui/panels/inspector.h"
#include "ui/panels/network_blocks.h"
#include "ui/panels/network_header.h"
#include "ui/panels/panels.h"
#include "ui/panels/slow_motion_card.h"
#include "ui/panels/value_scales.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kLeastRoom = 268;  // for the columns, on a wide page

std::string className(const RunState& state, int label) {
  return label >= 0 && label < static_cast<int>(state.classes.size()) ? state.classes[static_cast<std::size_t>(label)]
                                                                      : "";
}

bool showsDrawing(const RunState& state, const View& view) {
  return sourceOf(state, view) == "drawing" && !view.slowMotion.isOn;
}

// The last outputs: the probabilities; empty when nothing is known.
std::span<const float> probabilitiesOf(const RunState& state) {
  if (state.layers.empty() || state.activations.empty()) return {};
  const LayerView& softmax = state.layers.back();
  return std::span(state.activations).subspan(softmax.firstOutput, static_cast<std::size_t>(softmax.outputs()));
}

void pickButtons(Frame& frame, Rect rect, const RunState& state, View& view) {
  const float height = frame.isTouch ? 44.0F : 26.0F;
  const auto pick = [&](const std::string& how) {
    frame.outbox.emplace_back(protocol::PickImage{view.split, how, 0, view.label});
  };
  const bool enabled = state.dataset.test > 0 || state.dataset.train > 0;
  Rect row = rect.cutTop(height, 6);
  const float third = (row.w - 8) / 3;
  if (signButton(frame, row.cutLeft(third, 4), "previousImage", "Previous image", Sign::kLeft, enabled,
                 "Shows the picture before this one, of those chosen below."))
    pick("previous");
  if (signButton(frame, row.cutLeft(third, 4), "nextImage", "Next image", Sign::kRight, enabled,
                 "Shows the picture after this one, of those chosen below."))
    pick("next");
  if (signButton(frame, row.cutLeft(third), "randomImage", "Random image", Sign::kDie, enabled,
                 "Shows any picture of those chosen below."))
    pick("random");
  std::vector<std::string> classes = {"any class"};
  classes.insert(classes.end(), state.dataClasses().begin(), state.dataClasses().end());
  const auto label = selectField(frame, rect.cutTop(height, 6), "class", "Class", classes,
                                 classes[static_cast<std::size_t>(view.label + 1)],
                                 "Of which class the pictures to choose from are. Shows one at once.");
  const auto split =
      selectField(frame, rect.cutTop(height, 6), "split", "Pictures", {"test", "training"},
                  view.split == "test" ? "test" : "training",
                  "Whether to choose from test images, never trained on, or training images. Shows one at once.");
  if (label)
    view.label = static_cast<int>(std::find(classes.begin(), classes.end(), *label) - classes.begin()) %
                     static_cast<int>(classes.size()) -
                 1;
  if (split) view.split = *split == "test" ? "test" : "train";
  if (label) pick(view.label < 0 ? "index" : "next");
  if (split) pick(view.label < 0 ? "index" : "next");
}

// The input as a picture, what it is, and how to choose another.
void inputColumn(Frame& frame, Rect rect, const RunState& state, View& view) {
  line(frame, rect.cutTop(18), *frame.fonts.strong, frame.theme.text, "input");
  frame.controls.hint({rect.x, rect.y - 18, rect.w, 18}, std::string(layerKind("input").about));
  const Rect shape = rect.cutTop(18, 6);
  line(frame, shape, *frame.fonts.figures, frame.theme.muted, "28\u00d728");
  frame.controls.hint(shape, "Rows \u00d7 columns.");
  constexpr float kBelow = 140;  // its words and the buttons
  const float largest = frame.isTouch ? 140.0F : std::clamp(rect.h - kBelow, 56.0F, 140.0F);
  const float side = crispSide(std::min(rect.w, largest), 28, frame.pixelRatio);
  const Rect image{rect.x, rect.y, side, side};
  const bool drawing = showsDrawing(state, view);
  rect.cutTop(side, 6);
  fill(frame, image, IM_COL32(0, 0, 0, 255), 2);
  std::string what = "no picture yet: it comes with the images";
  if (drawing) {
    what = "your drawing";
    greys(frame, image, 28, 28, state.seen.bulk);
  } else if (state.picture && state.picture->bulk.size() == 784) {
    what = state.picture->split + " " + std::to_string(state.picture->index) + ": " +
           className(state, state.picture->label);
    greys(frame, image, 28, 28, state.picture->bulk);
  }
  frame.shown.push_back({image, 28, 28, 0});
  rect.cutTop(paragraph(frame, rect, *frame.fonts.figures, frame.theme.muted, what), 8);
  mirrorText(frame, image, "chosenPicture", "Shown", what);
  pickButtons(frame, rect, state, view);
}

// The grey bytes of what is shown; empty when there is nothing.
std::span<const std::uint8_t> pixelsOf(const RunState& state, const View& view) {
  if (showsDrawing(state, view)) return state.seen.bulk;
  return state.picture ? std::span<const std::uint8_t>(state.picture->bulk) : std::span<const std::uint8_t>();
}

// "dense \u2192 softmax"
std::string classesTitle(const RunState& state) {
  const auto& layers = state.layers;
  return layers.size() < 2 ? "classes" : layers[layers.size() - 2].kind + " \u2192 " + layers.back().kind;
}

// What the last layers do.
std::string aboutClasses(const RunState& state) {
  std::string text;
  for (std::size_t i = std::max<std::size_t>(state.layers.size(), 2) - 2; i < state.layers.size(); ++i)
    text += (text.empty() ? "" : " ") + std::string(layerKind(state.layers[i].kind).about);
  return text;
}

// The classes: their dense weights laid back over the maps they read, and their probabilities. Returns its height.
float classColumn(Frame& frame, Rect rect, const RunState& state, const View& view) {
  const auto probabilities = isReachedNow(state, view, static_cast<int>(state.layers.size()) - 1)
                                 ? probabilitiesOf(state)
                                 : std::span<const float>();
  const float top = rect.y;
  const bool isLarge = view.shows == Shows::kWeights;
  line(frame, rect.cutTop(18), *frame.fonts.strong, frame.theme.text, classesTitle(state));
  frame.controls.hint({rect.x, rect.y - 18, rect.w, 18}, aboutClasses(state));
  Rect second = rect.cutTop(18, 6);
  if (second.w > 270 || (isLarge && second.w > 160)) classLegend(frame, second.cutRight(132, 8), state, view);
  frame.controls.hint(
      second,
      isLarge
          ? "How many numbers the last layer has learned."
          : "How many numbers the last layer has learned; the bars are the probabilities of the classes, in per cent.");
  line(frame, second, *frame.fonts.figures, frame.theme.muted,
       grouped(outputParameters(state.layers)) + (isLarge ? "" : " weights, %"));
  if (isLarge) return rect.y - top + largeClassWeights(frame, rect, state, view, pixelsOf(state, view));
  const auto bars = static_cast<float>(std::max<std::size_t>(state.classes.size(), 1));
  const float height = frame.isTouch ? 32.0F : std::clamp((rect.h - 4) / bars, 22.0F, 36.0F);
  std::function<void(const Rect&, int)> weights;
  if (hasClassPictures(state)) {
    const float side = std::min(26.0F, std::floor(height) - 3);
    weights = [&frame, &state, &view, side](const Rect& box, int k) {
      const Rect square{box.x, box.middleY() - side / 2, side, side};
      classWeights(frame, square, state, view, k);
      const std::size_t dense = state.layers[state.layers.size() - 2].firstOutput;
      frame.shown.push_back({square, 26, 26, dense, false, true});
    };
  }
  shareBars(frame, rect, height, "picture", state.classes, probabilities, weights);
  const std::size_t classes = probabilitiesOf(state).size();
  for (std::size_t k = 0; k < classes; ++k) {  // a class's name and weights stand for its logit, its bar for its share
    const std::size_t softmax = state.layers.back().firstOutput;
    Rect row{rect.x, rect.y + height * static_cast<float>(k), rect.w, height};
    frame.shown.push_back({row.cutLeft(116, 2), 1, 1, softmax - classes + k, showsActivations(state)});
    frame.shown.push_back({row, 1, 1, softmax + k, showsActivations(state)});
  }
  return rect.y - top + bars * height;
}

float narrowNetwork(Frame& frame, Rect rest, const RunState& state, View& view) {
  const float top = rest.y;
  rest.cutTop(4);
  const std::string about = sentence(state, view);  // first, for it says what to do
  const float words = paragraph(frame, rest, *frame.fonts.words, frame.theme.muted, about);
  mirrorText(frame, {rest.x, rest.y, rest.w, words}, "what", "About", about);
  rest.cutTop(words, words > 0 ? 12 : 0);
  if (view.slowMotion.isOn) view.slowMotionPlace = rest.cutTop(slowMotionHeight(frame, rest.w, state, view), 10);
  Rect first = rest.cutTop(view.shows == Shows::kWeights ? 430 : 360, 8);
  const Rect input = first.cutLeft(140, 14);
  inputColumn(frame, input, state, view);
  classColumn(frame, first, state, view);
  rest.h = 100000;
  rest.cutTop(drawBlocks(frame, rest, state, view), 12);
  if (view.slowMotion.isOn) {
    slowMotionLight(frame, state, view);
    return rest.y - top;
  }
  inspectorBar(frame, rest.cutTop(inspectorHeight(frame)), state, view);
  inspectNumbers(frame, state, view);
  return rest.y - top;
}

// The sentence at the foot, or the explanation of a number, and the inspector, under a hairline; or the place of
// slow motion's card. Returns what is left above.
Rect foot(Frame& frame, Rect rest, const RunState& state, View& view) {
  if (view.slowMotion.isOn) {
    view.slowMotionPlace = rest.cutBottom(slowMotionHeight(frame, rest.w, state, view), 10);
    return rest;
  }
  const Rect bar = rest.cutBottom(inspectorHeight(frame), 6);
  const std::string text =
      frame.atlas.wasFull() ? "Not all of these maps can be drawn at once: fold a layer." : sentence(state, view);
  const bool fitsOneLine = textSize(*frame.fonts.words, text).x <= rest.w;
  const Rect words = rest.cutBottom(fitsOneLine ? 18.0F : 36.0F, 9);
  frame.draw.AddLine({rest.x, std::round(rest.bottom())}, {rest.right(), std::round(rest.bottom())},
                     frame.theme.hairline);
  explanationLine(frame, words, state, view, text);
  mirrorText(frame, words, "what", "About", text);
  inspectorBar(frame, bar, state, view);
  rest.cutBottom(10);
  return rest;
}

// A column beside layers of which some are unfolded: as high as if they were not, and where it is seen while the page
// scrolls along them.
Rect besideUnfolded(const Rect& column, float unfolded) {
  constexpr float kEdge = 14;
  const float top = ImGui::GetWindowDrawList()->GetClipRectMin().y;
  const float folded = column.h - unfolded;
  return {column.x, column.y + std::clamp(top + kEdge - column.y, 0.0F, unfolded), column.w, folded};
}

}  // namespace

std::string sourceOf(const RunState& state, const View& view) {
  return view.source == "drawing" && !state.seen.empty ? "drawing" : "picture";
}

float networkPanel(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  Rect rest = beginPanel(frame, rect, "Network");
  const float header = networkHeaderHeight(frame);
  networkHeader(frame, rest.cutTop(header, 6), state, view);
  if (frame.isTouch) {
    const float used = narrowNetwork(frame, rest, state, view) + header + 54;
    view.unfoldedHeight = 0;  // is among what was used
    return used;
  }
  const float full = rest.h;
  rest = foot(frame, rest, state, view);
  const float around = rect.h - full + (full - rest.h);
  const bool isWide = rest.w > 620;
  const float unfolded = std::min(view.unfoldedHeight, rest.h);  // as this panel was laid out for
  inputColumn(frame, besideUnfolded(rest.cutLeft(isWide ? 116 : 92, 16), unfolded), state, view);
  const float share = hasClassPictures(state) ? 0.355F : 0.3F;
  const Rect classes = rest.cutRight(isWide ? std::clamp(std::floor(rest.w * share), 190.0F, 330.0F) : 170, 16);
  const float tall = classColumn(frame, besideUnfolded(classes, unfolded), state, view);
  rest.h -= unfolded;
  const float blocks = drawBlocks(frame, rest, state, view);
  if (view.slowMotion.isOn) {
    slowMotionLight(frame, state, view);
  } else {
    inspectNumbers(frame, state, view);
  }
  return around + std::max({blocks, kLeastRoom, view.shows == Shows::kWeights ? tall : 0.0F});
}

}  // namespace atelier::ui
