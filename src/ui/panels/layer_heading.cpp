#include "ui/panels/layer_heading.h"

#include <algorithm>

#include "ui/layers/layer_kind.h"
#include "ui/panels/channel_marks.h"
#include "ui/panels/layer_values.h"
#include "ui/panels/value_scales.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

constexpr float kLegend = 132;

std::string shapeText(const LayerView& layer) {
  if (!layer.isPictures()) return std::to_string(layer.channels);
  return std::to_string(layer.height) + "\u00d7" + std::to_string(layer.width) + "\u00d7" +
         std::to_string(layer.channels);
}

void figures(Frame& frame, const Rect& rect, ImU32 colour, const std::string& text, const std::string& hint) {
  line(frame, rect, *frame.fonts.figures, colour, text);
  if (!hint.empty()) frame.controls.hint(rect, hint);
}

void name(Frame& frame, const Rect& rect, const LayerView& layer) {
  figures(frame, rect, frame.theme.text, layer.text, std::string(layerKind(layer.kind).about));
}

void shape(Frame& frame, const Rect& rect, const LayerView& layer) {
  figures(
      frame, rect, frame.theme.muted, shapeText(layer),
      layer.isPictures() ? "Rows \u00d7 columns \u00d7 maps of what it puts out." : "How many numbers it puts out.");
}

float widthOf(const Frame& frame, const std::string& text) { return textSize(*frame.fonts.figures, text).x + 1; }

std::string says(const RunState& state, std::size_t index) {
  const LayerView& layer = state.layers[index];
  std::string text = layer.isPictures() ? std::to_string(layer.channels) + " maps of " + std::to_string(layer.height) +
                                              "\u00d7" + std::to_string(layer.width)
                                        : std::to_string(layer.channels) + " numbers";
  if (!outputsOf(state, layer).empty()) text += "; " + spoken(outputNumbers(state, index), outputsName(state));
  const auto stored = storedOf(state, layer);
  if (stored.empty()) return text;
  const auto arrays = layerKind(layer.kind).arrays;
  if (arrays.empty()) return text + "; " + spoken(weightNumbers(state, index), weightsName(state));
  const auto each = static_cast<std::size_t>(layer.channels);
  const std::size_t learned = static_cast<std::size_t>(layer.parameters) / each;
  for (std::size_t i = 0; i < std::min(learned, arrays.size()); ++i)
    text +=
        "; " + std::string(arrays[i]) + ": " + spoken(histogramOf(stored.subspan(i * each, each)), weightsName(state));
  return text;
}

}  // namespace

void headingAbove(Frame& frame, Rect rect, const RunState& state, Scope scope, std::size_t index) {
  const LayerView& layer = state.layers[index];
  shape(frame, rect.cutRight(widthOf(frame, shapeText(layer)), 8), layer);
  if (rect.w > 220) outputLegend(frame, rect.cutRight(kLegend, 8), state, scope, index);
  name(frame, rect.cutLeft(std::min(rect.w, widthOf(frame, layer.text)), 8), layer);
  figures(frame, rect, frame.theme.muted, markWords(state, index), markSentence(state, index));
}

void headingBeside(Frame& frame, Rect rect, const RunState& state, std::size_t index) {
  constexpr float kLine = 14;
  const LayerView& layer = state.layers[index];
  rect.cutTop(std::max(0.0F, (rect.h - 2 * kLine) / 2));
  name(frame, rect.cutTop(kLine), layer);
  Rect second = rect.cutTop(kLine);
  shape(frame, second.cutLeft(widthOf(frame, shapeText(layer)), 6), layer);
  figures(frame, second, frame.theme.muted, markWords(state, index), markSentence(state, index));
}

void outputLegend(Frame& frame, const Rect& rect, const RunState& state, Scope scope, std::size_t index) {
  if (outputsOf(state, state.layers[index]).empty()) return;
  const ValueScale scale = outputScale(state, scope, index, {});
  legend(frame, rect, "scale.values." + std::to_string(index), outputsName(state),
         scope == Scope::kMap ? nullptr : &scale, outputNumbers(state, index));
}

void tellLayer(Frame& frame, const Rect& rect, const RunState& state, std::size_t index) {
  const std::string marks = markSentence(state, index);
  mirrorText(frame, rect, "layer." + std::to_string(index), state.layers[index].text,
             says(state, index) + (marks.empty() ? "" : ". " + marks));
}

}  // namespace atelier::ui
