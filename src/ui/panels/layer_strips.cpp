#include "ui/panels/layer_strips.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/channel_marks.h"
#include "ui/panels/kernels.h"
#include "ui/panels/layer_folds.h"
#include "ui/panels/layer_heading.h"
#include "ui/panels/layer_values.h"
#include "ui/panels/value_scales.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kGap = 6;                     // between maps
constexpr float kCells = 7;                   // side of a number that is no map
constexpr float kBetween = 12;                // layers
constexpr float kLegend = 132;                // width of the kernels' scale
constexpr int kRowsOfCells = 4;               // at most
constexpr float kSides[] = {60, 52, 44, 36};  // of a map, the largest that fits in height
constexpr float kLeastLow = 30;               // height of a low row: two lines of figures, or four of cells
constexpr float kMostLow = 60;

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
    const float before = rect.y;
    const float least = before - top + choose(rect);
    for (std::size_t i = first_; i <= last_; ++i) {
      const bool open = isUnfolded(view_, state_, i);
      layer(rect.cutTop(heightOf(i, rect.w, open), between()), i);
    }
    const float folded = foldedHeight(rect.w);
    view_.unfoldedHeight = rect.y - before - folded;
    return frame_.isTouch ? rect.y - top : least;
  }

 private:
  // How large the pictures are, and whether rows are low, so that most layers are in the window at once. Returns the
  // least height for that.
  float choose(const Rect& rect) {
    side_ = *std::rbegin(kSides);
    const float full = foldedHeight(rect.w);
    // Of a low row, for a picture and the button beside it.
    const float room = rect.w - kHeadingWidth - kUprightLegend - 2 * kGap - foldWidth(frame_);
    if (!frame_.isTouch && full > ImGui::GetIO().DisplaySize.y / 2 && room >= kLeastLow) {
      const auto count = static_cast<float>(last_ - first_ + 1);
      low_ = std::clamp(std::floor(rect.h / count) - kGap, kLeastLow, std::min(room, kMostLow));
      return count * (kLeastLow + kGap);
    }
    for (const float side : kSides) {
      side_ = side;
      if (frame_.isTouch ? side <= 52 : foldedHeight(rect.w) <= rect.h) break;
    }
    return full;
  }

  std::string about() const {
    const std::string of = outputsName(state_) + ": ";
    return of + (scope_ == Scope::kMap     ? "each picture has its own scale"
                 : scope_ == Scope::kLayer ? "each layer has its own scale"
                                           : "all layers have one scale");
  }

  static bool hasKernels(const LayerView& layer) { return layerKind(layer.kind).holds == Holds::kKernels; }
  int inputsOf(std::size_t index) const { return state_.layers[index - 1].channels; }
  float kernelSide() const { return std::round(side_ * 0.5F); }

  // The layer's pictures are beside its heading, without kernels: an unfolded one has room for both.
  bool isLow(bool isOpen) const { return low_ > 0 && !isOpen; }
  float sideOf(bool isOpen) const { return isLow(isOpen) ? low_ : side_; }
  float between() const { return low_ > 0 ? kGap : kBetween; }

  // Of the pictures of a layer, in a rectangle of this width without heading and scale.
  FoldedRows rowsOf(std::size_t index, float width, bool isOpen) const {
    const LayerView& layer = state_.layers[index];
    return layer.isPictures() ? foldedRows(frame_, width, sideOf(isOpen) + kGap, kGap, layer.channels, 1, isOpen)
                              : foldedRows(frame_, width, kCells, 0, layer.outputs(), kRowsOfCells, isOpen);
  }

  // A row of maps, with the kernels below them.
  float rowHeight(const LayerView& layer, bool isOpen) const {
    if (!layer.isPictures()) return kCells;
    return sideOf(isOpen) + (hasKernels(layer) && !isLow(isOpen) ? kernelSide() + 4 : 0);
  }

  float heightOf(std::size_t index, float width, bool isOpen) const {
    if (isLow(isOpen)) return low_;
    const LayerView& layer = state_.layers[index];
    const FoldedRows rows = rowsOf(index, width, isOpen);
    const float gap = layer.isPictures() ? kGap : 0;
    const float ownScale = hasKernels(layer) && rows.rows > 1 ? kGap + kHeadingHeight : 0;
    const float all = static_cast<float>(rows.rows) * (rowHeight(layer, isOpen) + gap) - gap + ownScale;
    return kHeadingHeight + (frame_.isTouch && rows.hasButton ? std::max(all, 44.0F) : all);
  }

  float foldedHeight(float width) const {
    float tall = 0;
    for (std::size_t i = first_; i <= last_; ++i) tall += heightOf(i, width, false) + between();
    return tall;
  }

  void layer(Rect rect, std::size_t index) {
    tellLayer(frame_, {rect.x, rect.y, rect.w, kHeadingHeight}, state_, index);
    const bool isOpen = isUnfolded(view_, state_, index);
    if (isLow(isOpen)) {
      headingBeside(frame_, rect.cutLeft(kHeadingWidth, kGap), state_, index);
      outputLegend(frame_, rect.cutRight(kUprightLegend, kGap), state_, scope_, index);
    } else {
      headingAbove(frame_, rect.cutTop(kHeadingHeight), state_, scope_, index);
    }
    if (state_.layers[index].isPictures()) {
      maps(rect, index, isOpen);
    } else {
      cells(rect, index, isOpen);
    }
  }

  void maps(const Rect& rect, std::size_t index, bool isOpen) {
    const LayerView& layer = state_.layers[index];
    const auto values = outputsOf(state_, layer);
    const auto plane = static_cast<std::size_t>(layer.height * layer.width);
    const float mapSide = sideOf(isOpen);
    const float step = mapSide + kGap;
    const FoldedRows rows = rowsOf(index, rect.w, isOpen);
    const Kernels kernels(state_, layer, inputsOf(index), isLow(isOpen) ? 0 : rows.shown);
    const float most = largest(kernels.means);
    const bool hasScale = !kernels.means.empty() && rect.w > 2 * kLegend;
    // The scale stands beside the kernels of one row, in place of some, and below those of several.
    const bool isBeside = rows.rows == 1;
    const float kernelsEnd = rect.right() - (hasScale && isBeside ? kLegend + 8 : 0);
    for (int f = 0; f < rows.shown; ++f) {
      const float x = rect.x + static_cast<float>(f % rows.across) * step;
      const int row = f / rows.across;
      const float y = rect.y + static_cast<float>(row) * (rowHeight(layer, isOpen) + kGap);
      const auto map = values.empty() ? values : values.subspan(static_cast<std::size_t>(f) * plane, plane);
      const Rect box{x, y, crispSide(mapSide, layer.width, frame_.pixelRatio),
                     crispSide(mapSide, layer.height, frame_.pixelRatio)};
      show(box, "map " + std::to_string(f + 1), layer.width, layer.height, map, outputScale(state_, scope_, index, map),
           layer.firstOutput + static_cast<std::size_t>(f) * plane);
      drawMark(frame_, box, markOf(state_, index, f));
      const float side = kernels.side > 0 ? crispSide(kernelSide(), kernels.side, frame_.pixelRatio) : 0;
      if (kernels.side == 0 || isLow(isOpen) || x + side > kernelsEnd) continue;
      const Rect kernel{x, y + mapSide + 4, side, side};
      show(kernel, "filter " + std::to_string(f + 1) + ", mean weight", kernels.side, kernels.side, kernels.of(f),
           weightScale(state_, scope_, most, kernels.of(f)));
      frame_.shown.push_back({kernel, kernels.side, kernels.side, layer.firstOutput, false, true});
    }
    fold(rect, rows, index, "maps", layer.channels, mapSide);
    if (!hasScale) return;
    const ValueScale scale = weightScale(state_, scope_, most, {});
    const Rect beside{rect.right() - kLegend, rect.y + mapSide + 4, kLegend, std::min(kernelSide(), kHeadingHeight)};
    legend(frame_, isBeside ? beside : Rect{rect.x, rect.bottom() - kHeadingHeight, kLegend, kHeadingHeight},
           "scale.weights." + std::to_string(index), weightsName(state_) + ", means over channels",
           scope_ == Scope::kMap ? nullptr : &scale, histogramOf(kernels.means));
  }

  // Numbers from left to right, row by row.
  void cells(const Rect& rect, std::size_t index, bool isOpen) {
    const LayerView& layer = state_.layers[index];
    const auto values = outputsOf(state_, layer);
    // Each is a number alone: a scale of its own would say nothing.
    const ValueScale scale = outputScale(state_, scope_ == Scope::kMap ? Scope::kLayer : scope_, index, {});
    const FoldedRows rows = rowsOf(index, rect.w, isOpen);
    for (int from = 0; from < rows.shown; from += rows.across) {
      const int count = std::min(rows.across, rows.shown - from);
      const int row = from / rows.across;
      const float y = rect.y + kCells * static_cast<float>(row);
      show({rect.x, y, kCells * static_cast<float>(count), kCells}, "number " + std::to_string(from + 1) + " on", count,
           1, values.empty() ? values : values.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(count)),
           scale, layer.firstOutput + static_cast<std::size_t>(from));
    }
    fold(rect, rows, index, "numbers", layer.outputs(), kCells * kRowsOfCells);
  }

  // The button to the right of the rows, which are so high together, that a folded layer has.
  void fold(const Rect& rect, const FoldedRows& rows, std::size_t index, const std::string& things, int count,
            float high) {
    if (!rows.hasButton) return;
    const bool isOfMaps = state_.layers[index].isPictures();
    const float wide = static_cast<float>(rows.across) * (isOfMaps ? high + kGap : kCells) - (isOfMaps ? kGap : 0);
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
  float low_ = 0;  // height of the rows of folded layers where they are low; else 0
};

}  // namespace

float layerStrips(Frame& frame, const Rect& rect, const RunState& state, View& view, std::size_t first,
                  std::size_t last) {
  return Strips(frame, state, view, first, last).draw(rect);
}

}  // namespace atelier::ui
