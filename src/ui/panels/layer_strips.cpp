#include "ui/panels/layer_strips.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/kernels.h"
#include "ui/panels/layer_values.h"
#include "ui/panels/silent.h"
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

// What the pictures say, and what batch-norm has learned, which no picture shows.
std::string says(const RunState& state, std::size_t index) {
  const LayerView& layer = state.layers[index];
  std::string text = layer.isPictures() ? std::to_string(layer.channels) + " maps of " + std::to_string(layer.height) +
                                              "\u00d7" + std::to_string(layer.width)
                                        : std::to_string(layer.channels) + " numbers";
  if (!outputsOf(state, layer).empty()) text += "; " + spoken(outputNumbers(state, index), outputsName(state));
  const auto stored = storedOf(state, layer);
  if (stored.empty()) return text;
  if (layer.kind != "batch-norm") return text + "; " + spoken(weightNumbers(state, index), weightsName(state));
  const auto each = static_cast<std::size_t>(layer.channels);
  return text + "; scale: " + spoken(histogramOf(stored.first(each)), weightsName(state)) +
         "; shift: " + spoken(histogramOf(stored.subspan(each, each)), weightsName(state));
}

class Strips {
 public:
  Strips(Frame& frame, const RunState& state, const View& view, std::size_t first, std::size_t last)
      : frame_(frame), state_(state), scope_(view.scope), first_(first), last_(last) {}

  float draw(Rect rect) {
    const float top = rect.y;
    line(frame_, rect.cutTop(18), *frame_.fonts.strong, frame_.theme.text, "layers");
    line(frame_, rect.cutTop(18, 6), *frame_.fonts.figures, frame_.theme.muted, about());
    float least = rect.y - top;
    side_ = *std::rbegin(kSides);
    for (std::size_t i = first_; i <= last_; ++i) least += heightOf(i, rect.w) + kBetween;
    for (const float side : kSides) {
      if (side_ = side; fits(rect) && (!frame_.isTouch || side <= 52)) break;
    }
    for (std::size_t i = first_; i <= last_; ++i) layer(rect.cutTop(heightOf(i, rect.w), kBetween), i);
    return frame_.isTouch ? rect.y - top : least;
  }

 private:
  std::string about() const {
    const std::string of = outputsName(state_) + ": ";
    return of + (scope_ == Scope::kMap     ? "each picture has its own scale"
                 : scope_ == Scope::kLayer ? "each layer has its own scale"
                                           : "all layers have one scale");
  }

  int inputsOf(std::size_t index) const { return state_.layers[index - 1].channels; }
  float kernelSide() const { return std::round(side_ * 0.5F); }

  int cellsAcross(float width) const { return std::max(1, static_cast<int>(width / kCells)); }
  int rowsOfCells(const LayerView& layer, float width) const {
    const int across = cellsAcross(width);
    return std::min((layer.outputs() + across - 1) / across, kRowsOfCells);
  }

  float heightOf(std::size_t index, float width) const {
    const LayerView& layer = state_.layers[index];
    if (!layer.isPictures()) return kTitle + kCells * static_cast<float>(rowsOfCells(layer, width));
    return kTitle + side_ + (layer.kind == "conv" ? kernelSide() + 4 : 0);
  }

  bool fits(const Rect& rect) const {
    float tall = 0;
    for (std::size_t i = first_; i <= last_; ++i) tall += heightOf(i, rect.w) + kBetween;
    return frame_.isTouch || tall <= rect.h;
  }

  void layer(Rect rect, std::size_t index) {
    const LayerView& layer = state_.layers[index];
    mirrorText(frame_, {rect.x, rect.y, rect.w, kTitle}, "layer." + std::to_string(index), layer.text,
               says(state_, index) + silentText(layer));
    Rect title = rect.cutTop(kTitle);
    const std::string shape = shapeText(layer);
    line(frame_, title.cutRight(textSize(*frame_.fonts.figures, shape).x + 1, 8), *frame_.fonts.figures,
         frame_.theme.muted, shape);
    if (!outputsOf(state_, layer).empty() && title.w > 220) {
      const ValueScale scale = outputScale(state_, scope_, index, {});
      legend(frame_, title.cutRight(kLegend, 8), "scale.values." + std::to_string(index), outputsName(state_),
             scope_ == Scope::kMap ? nullptr : &scale, outputNumbers(state_, index));
    }
    line(frame_, title, *frame_.fonts.figures, frame_.theme.text, layer.text);
    if (layer.isPictures()) {
      maps(rect, index);
    } else {
      cells(rect, index);
    }
  }

  // Of a relu: which of its filters or numbers let nothing through, if any.
  std::string silentText(const LayerView& layer) const {
    const auto values = outputsOf(state_, layer);
    if (layer.kind != "relu" || values.empty()) return "";
    const auto plane = static_cast<std::size_t>(layer.height * layer.width);
    std::vector<int> silent;
    for (int f = 0; f < layer.channels; ++f) {
      if (isSilent(state_, values.subspan(static_cast<std::size_t>(f) * plane, plane))) silent.push_back(f + 1);
    }
    return silent.empty() ? "" : "; " + silentSentence(silent, layer.channels);
  }

  // How many of `count` things this wide fit, with room for the count of the rest.
  static int fitting(float width, float step, int count) {
    const int all = static_cast<int>((width + kGap) / step);
    if (count <= all) return count;
    constexpr float kRest = 40;
    return std::max(1, static_cast<int>((width + kGap - kRest) / step));
  }

  void rest(float x, float middle, int count) {
    if (count > 0)
      line(frame_, {x, middle - 9, 40, 18}, *frame_.fonts.figures, frame_.theme.muted, "+ " + std::to_string(count));
  }

  void maps(const Rect& rect, std::size_t index) {
    const LayerView& layer = state_.layers[index];
    const auto values = outputsOf(state_, layer);
    const auto plane = static_cast<std::size_t>(layer.height * layer.width);
    const float step = side_ + kGap;
    const int shown = fitting(rect.w, step, layer.channels);
    const Kernels kernels(state_, layer, inputsOf(index), shown);
    const float most = largest(kernels.means);
    const bool hasScale = !kernels.means.empty() && rect.w > 2 * kLegend;
    const float kernelsEnd = rect.right() - (hasScale ? kLegend + 8 : 0);
    for (int f = 0; f < shown; ++f) {
      const float x = rect.x + static_cast<float>(f) * step;
      const auto map = values.empty() ? values : values.subspan(static_cast<std::size_t>(f) * plane, plane);
      const Rect box{x, rect.y, crispSide(side_, layer.width, frame_.pixelRatio),
                     crispSide(side_, layer.height, frame_.pixelRatio)};
      show(box, "map " + std::to_string(f + 1), layer.width, layer.height, map, outputScale(state_, scope_, index, map),
           layer.firstOutput + static_cast<std::size_t>(f) * plane);
      if (layer.kind == "relu" && isSilent(state_, map)) markSilent(frame_, box);
      const float side = kernels.side > 0 ? crispSide(kernelSide(), kernels.side, frame_.pixelRatio) : 0;
      if (kernels.side == 0 || x + side > kernelsEnd) continue;
      show({x, rect.y + side_ + 4, side, side}, "filter " + std::to_string(f + 1) + ", mean weight", kernels.side,
           kernels.side, kernels.of(f), weightScale(state_, scope_, most, kernels.of(f)));
      frame_.shown.push_back(
          {{x, rect.y + side_ + 4, side, side}, kernels.side, kernels.side, layer.firstOutput, false, true});
    }
    rest(rect.x + static_cast<float>(shown) * step, rect.y + side_ / 2, layer.channels - shown);
    if (!hasScale) return;
    const ValueScale scale = weightScale(state_, scope_, most, {});
    legend(frame_, {rect.right() - kLegend, rect.y + side_ + 4, kLegend, std::min(kernelSide(), kTitle)},
           "scale.weights." + std::to_string(index), weightsName(state_) + ", means over channels",
           scope_ == Scope::kMap ? nullptr : &scale, histogramOf(kernels.means));
  }

  // Numbers from left to right, row by row.
  void cells(const Rect& rect, std::size_t index) {
    const LayerView& layer = state_.layers[index];
    const auto values = outputsOf(state_, layer);
    // Each is a number alone: a scale of its own would say nothing.
    const ValueScale scale = outputScale(state_, scope_ == Scope::kMap ? Scope::kLayer : scope_, index, {});
    int across = cellsAcross(rect.w);
    const int rows = rowsOfCells(layer, rect.w);
    const bool isCut = layer.outputs() > across * rows;
    if (isCut) across = cellsAcross(rect.w - 40);
    const int shown = std::min(layer.outputs(), across * rows);
    for (int from = 0; from < shown; from += across) {
      const int count = std::min(across, shown - from);
      const int row = from / across;
      const float y = rect.y + kCells * static_cast<float>(row);
      show({rect.x, y, kCells * static_cast<float>(count), kCells}, "number " + std::to_string(from + 1) + " on", count,
           1, values.empty() ? values : values.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(count)),
           scale, layer.firstOutput + static_cast<std::size_t>(from));
    }
    rest(rect.x + kCells * static_cast<float>(across) + kGap, rect.y + kCells * static_cast<float>(rows) / 2,
         layer.outputs() - shown);
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
  Scope scope_;
  std::size_t first_;
  std::size_t last_;
  float side_ = 0;
};

}  // namespace

float layerStrips(Frame& frame, const Rect& rect, const RunState& state, const View& view, std::size_t first,
                  std::size_t last) {
  return Strips(frame, state, view, first, last).draw(rect);
}

}  // namespace atelier::ui
