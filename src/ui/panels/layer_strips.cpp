#include "ui/panels/layer_strips.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/channel_marks.h"
#include "ui/panels/kernels.h"
#include "ui/panels/layer_folds.h"
#include "ui/panels/layer_values.h"
#include "ui/panels/value_scales.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kTitle = 18;
constexpr float kGap = 6;                     // between maps
constexpr float kCells = 7;                   // side of a number that is no map
constexpr float kBetween = 12;                // layers
constexpr float kLegend = 132;                // width of a layer's scale
constexpr int kRowsOfCells = 4;               // at most
constexpr float kSides[] = {60, 52, 44, 36};  // of a map, the largest that fits in height

std::string shapeText(const LayerView& layer) {
  if (!layer.isPictures()) return std::to_string(layer.channels);
  return std::to_string(layer.height) + "\u00d7" + std::to_string(layer.width) + "\u00d7" +
         std::to_string(layer.channels);
}

// What the pictures say, and what was learned of each channel, which no picture shows.
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

class Strips {
 public:
  Strips(Frame& frame, const RunState& state, View& view, std::size_t first, std::size_t last)
      : frame_(frame), state_(state), view_(view), scope_(view.scope), first_(first), last_(last) {}

  float draw(Rect rect) {
    const float top = rect.y;
    const Rect head = rect.cutTop(18);
    line(frame_, head, *frame_.fonts.strong, frame_.theme.text,
         std::to_string(last_ - first_ + 1) + (last_ > first_ ? " layers" : " layer"));
    frame_.controls.hint(head, "From the input above to the classes, in their order.");
    const Rect second = rect.cutTop(18, 6);
    line(frame_, second, *frame_.fonts.figures, frame_.theme.muted, about());
    frame_.controls.hint(second, "What the maps are of, and which of them have one scale of colours in common.");
    side_ = *std::rbegin(kSides);
    const float least = rect.y - top + foldedHeight(rect.w);
    for (const float side : kSides) {
      side_ = side;
      if (frame_.isTouch ? side <= 52 : foldedHeight(rect.w) <= rect.h) break;
    }
    const float before = rect.y;
    const float folded = foldedHeight(rect.w);
    for (std::size_t i = first_; i <= last_; ++i)
      layer(rect.cutTop(heightOf(i, rowsOf(i, rect.w, isUnfolded(view_, state_, i))), kBetween), i);
    view_.unfoldedHeight = rect.y - before - folded;
    return frame_.isTouch ? rect.y - top : least;
  }

 private:
  std::string about() const {
    const std::string of = outputsName(state_) + ": ";
    return of + (scope_ == Scope::kMap     ? "each picture has its own scale"
                 : scope_ == Scope::kLayer ? "each layer has its own scale"
                                           : "all layers have one scale");
  }

  static bool hasKernels(const LayerView& layer) { return layerKind(layer.kind).holds == Holds::kKernels; }
  int inputsOf(std::size_t index) const { return state_.layers[index - 1].channels; }
  float kernelSide() const { return std::round(side_ * 0.5F); }

  FoldedRows rowsOf(std::size_t index, float width, bool isUnfolded) const {
    const LayerView& layer = state_.layers[index];
    return layer.isPictures() ? foldedRows(frame_, width, side_ + kGap, kGap, layer.channels, 1, isUnfolded)
                              : foldedRows(frame_, width, kCells, 0, layer.outputs(), kRowsOfCells, isUnfolded);
  }

  // A row of maps, with the kernels below them.
  float rowHeight(const LayerView& layer) const {
    if (!layer.isPictures()) return kCells;
    return side_ + (hasKernels(layer) ? kernelSide() + 4 : 0);
  }

  float heightOf(std::size_t index, const FoldedRows& rows) const {
    const LayerView& layer = state_.layers[index];
    const float between = layer.isPictures() ? kGap : 0;
    const float ownScale = hasKernels(layer) && rows.rows > 1 ? kGap + kTitle : 0;
    const float all = static_cast<float>(rows.rows) * (rowHeight(layer) + between) - between + ownScale;
    return kTitle + (frame_.isTouch && rows.hasButton ? std::max(all, 44.0F) : all);
  }

  float foldedHeight(float width) const {
    float tall = 0;
    for (std::size_t i = first_; i <= last_; ++i) tall += heightOf(i, rowsOf(i, width, false)) + kBetween;
    return tall;
  }

  void layer(Rect rect, std::size_t index) {
    const LayerView& layer = state_.layers[index];
    const std::string marks = markSentence(state_, index);
    mirrorText(frame_, {rect.x, rect.y, rect.w, kTitle}, "layer." + std::to_string(index), layer.text,
               says(state_, index) + (marks.empty() ? "" : ". " + marks));
    Rect title = rect.cutTop(kTitle);
    const std::string shape = shapeText(layer);
    const Rect right = title.cutRight(textSize(*frame_.fonts.figures, shape).x + 1, 8);
    line(frame_, right, *frame_.fonts.figures, frame_.theme.muted, shape);
    frame_.controls.hint(right, layer.isPictures() ? "Rows \u00d7 columns \u00d7 maps of what it puts out."
                                                   : "How many numbers it puts out.");
    if (!outputsOf(state_, layer).empty() && title.w > 220) {
      const ValueScale scale = outputScale(state_, scope_, index, {});
      legend(frame_, title.cutRight(kLegend, 8), "scale.values." + std::to_string(index), outputsName(state_),
             scope_ == Scope::kMap ? nullptr : &scale, outputNumbers(state_, index));
    }
    const Rect name = title.cutLeft(std::min(title.w, textSize(*frame_.fonts.figures, layer.text).x + 1), 8);
    line(frame_, name, *frame_.fonts.figures, frame_.theme.text, layer.text);
    frame_.controls.hint(name, std::string(layerKind(layer.kind).about));
    line(frame_, title, *frame_.fonts.figures, frame_.theme.muted, markWords(state_, index));
    if (!marks.empty()) frame_.controls.hint(title, marks);
    if (layer.isPictures()) {
      maps(rect, index);
    } else {
      cells(rect, index);
    }
  }

  void maps(const Rect& rect, std::size_t index) {
    const LayerView& layer = state_.layers[index];
    const auto values = outputsOf(state_, layer);
    const auto plane = static_cast<std::size_t>(layer.height * layer.width);
    const float step = side_ + kGap;
    const FoldedRows rows = rowsOf(index, rect.w, isUnfolded(view_, state_, index));
    const Kernels kernels(state_, layer, inputsOf(index), rows.shown);
    const float most = largest(kernels.means);
    const bool hasScale = !kernels.means.empty() && rect.w > 2 * kLegend;
    // The scale stands beside the kernels of one row, in place of some, and below those of several.
    const bool isBeside = rows.rows == 1;
    const float kernelsEnd = rect.right() - (hasScale && isBeside ? kLegend + 8 : 0);
    for (int f = 0; f < rows.shown; ++f) {
      const float x = rect.x + static_cast<float>(f % rows.across) * step;
      const int row = f / rows.across;
      const float y = rect.y + static_cast<float>(row) * (rowHeight(layer) + kGap);
      const auto map = values.empty() ? values : values.subspan(static_cast<std::size_t>(f) * plane, plane);
      const Rect box{x, y, crispSide(side_, layer.width, frame_.pixelRatio),
                     crispSide(side_, layer.height, frame_.pixelRatio)};
      show(box, "map " + std::to_string(f + 1), layer.width, layer.height, map, outputScale(state_, scope_, index, map),
           layer.firstOutput + static_cast<std::size_t>(f) * plane);
      drawMark(frame_, box, markOf(state_, index, f));
      const float side = kernels.side > 0 ? crispSide(kernelSide(), kernels.side, frame_.pixelRatio) : 0;
      if (kernels.side == 0 || x + side > kernelsEnd) continue;
      const Rect kernel{x, y + side_ + 4, side, side};
      show(kernel, "filter " + std::to_string(f + 1) + ", mean weight", kernels.side, kernels.side, kernels.of(f),
           weightScale(state_, scope_, most, kernels.of(f)));
      frame_.shown.push_back({kernel, kernels.side, kernels.side, layer.firstOutput, false, true});
    }
    fold(rect, rows, index, "maps", layer.channels);
    if (!hasScale) return;
    const ValueScale scale = weightScale(state_, scope_, most, {});
    const Rect beside{rect.right() - kLegend, rect.y + side_ + 4, kLegend, std::min(kernelSide(), kTitle)};
    legend(frame_, isBeside ? beside : Rect{rect.x, rect.bottom() - kTitle, kLegend, kTitle},
           "scale.weights." + std::to_string(index), weightsName(state_) + ", means over channels",
           scope_ == Scope::kMap ? nullptr : &scale, histogramOf(kernels.means));
  }

  // Numbers from left to right, row by row.
  void cells(const Rect& rect, std::size_t index) {
    const LayerView& layer = state_.layers[index];
    const auto values = outputsOf(state_, layer);
    // Each is a number alone: a scale of its own would say nothing.
    const ValueScale scale = outputScale(state_, scope_ == Scope::kMap ? Scope::kLayer : scope_, index, {});
    const FoldedRows rows = rowsOf(index, rect.w, isUnfolded(view_, state_, index));
    for (int from = 0; from < rows.shown; from += rows.across) {
      const int count = std::min(rows.across, rows.shown - from);
      const int row = from / rows.across;
      const float y = rect.y + kCells * static_cast<float>(row);
      show({rect.x, y, kCells * static_cast<float>(count), kCells}, "number " + std::to_string(from + 1) + " on", count,
           1, values.empty() ? values : values.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(count)),
           scale, layer.firstOutput + static_cast<std::size_t>(from));
    }
    fold(rect, rows, index, "numbers", layer.outputs());
  }

  // The button to the right of the rows that a folded layer has.
  void fold(const Rect& rect, const FoldedRows& rows, std::size_t index, const std::string& things, int count) {
    if (!rows.hasButton) return;
    const bool isOfMaps = state_.layers[index].isPictures();
    const float step = isOfMaps ? side_ + kGap : kCells;
    const float high = isOfMaps ? side_ : kCells * kRowsOfCells;
    const float wide = static_cast<float>(rows.across) * step - (isOfMaps ? kGap : 0);
    foldButton(frame_, {rect.x, rect.y, wide, high}, state_, view_, index, things, count, rows.shown);
  }

  void show(const Rect& box, const std::string& what, int width, int height, std::span<const float> values,
            const ValueScale& scale, const std::optional<std::size_t>& firstOutput = std::nullopt) {
    if (values.empty()) return fill(frame_, box, frame_.theme.well, 2);
    const auto cell = numbers(frame_, box, width, height, values, scale.low, scale.high, scale.colours(frame_.theme));
    const bool isActivations = firstOutput && showsActivations(state_);
    if (firstOutput) frame_.shown.push_back({box, width, height, *firstOutput, isActivations});
    if (!cell || isActivations) return;  // they are the inspector's to tell of
    const float value = values[static_cast<std::size_t>(cell->row * width + cell->column)];
    tooltip(frame_,
            what + " (" + std::to_string(cell->row) + ", " + std::to_string(cell->column) + ")  " + figure(value, 3));
  }

  Frame& frame_;
  const RunState& state_;
  View& view_;
  Scope scope_;
  std::size_t first_;
  std::size_t last_;
  float side_ = 0;
};

}  // namespace

float layerStrips(Frame& frame, const Rect& rect, const RunState& state, View& view, std::size_t first,
                  std::size_t last) {
  return Strips(frame, state, view, first, last).draw(rect);
}

}  // namespace atelier::ui
