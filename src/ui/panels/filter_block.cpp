#include "ui/panels/filter_block.h"

#include "ui/layers/layer_kind.h"
#include "ui/panels/channel_marks.h"
#include "ui/panels/layer_values.h"
#include "ui/panels/value_scales.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

// Sides of the pictures of one filter, in a row.
struct CellSizes {
  float kernel = 0;
  float map = 0;
  float pooled = 0;
  float width() const { return kernel + map + pooled + (kernel > 0 ? 4.0F : 0.0F) + (pooled > 0 ? 4.0F : 0.0F); }
};

constexpr float kColumnGap = 12;
constexpr float kRowGap = 8;
constexpr float kTouchGap = 40;     // for fingers, between columns
constexpr float kTouchLeast = 300;  // and how wide one is at least
constexpr float kWords = 16;        // below the legends, where there may be some

class BlockView {
 public:
  BlockView(Frame& frame, const RunState& state, const View& view, std::size_t first, std::size_t last)
      : frame_(frame),
        state_(state),
        scope_(view.scope),
        first_(first),
        mapIndex_(first),
        conv_(state.layers[first]),
        map_(state.layers[first]),
        last_(state.layers[last]) {
    hasPool_ = last_.height != map_.height || last_.width != map_.width;
    for (std::size_t i = first; i <= last; ++i) {
      if (layerKind(state.layers[i].kind).endsAtZero && state.layers[i].height == map_.height) {
        map_ = state.layers[i];
        mapIndex_ = i;
      }
    }
    if (layerKind(conv_.kind).holds == Holds::kKernels && conv_.channels > 0) {
      const int inputs = state.layers[first - 1].channels;
      kernel_ = static_cast<int>(std::lround(std::sqrt((conv_.parameters / conv_.channels - 1) / std::max(1, inputs))));
      inputs_ = inputs;
    }
    title_ = conv_.text;
    for (std::size_t i = first + 1; i <= last; ++i) title_ += " \u2192 " + state.layers[i].text;
    for (std::size_t i = first; i <= last; ++i)
      about_ += (i > first ? " " : "") + std::string(layerKind(state.layers[i].kind).about);
  }

  // Returns the height that it takes: on a phone what was used, else what it cannot do without.
  float draw(Rect rect) {
    const float top = rect.y;
    const Rect title = rect.cutTop(18);
    line(frame_, title, *frame_.fonts.strong, frame_.theme.text, title_);
    frame_.controls.hint(title, about_);
    const Rect second = rect.cutTop(18, 6);
    line(frame_, second, *frame_.fonts.figures, frame_.theme.muted, arithmetic());
    frame_.controls.hint(second,
                         "From left to right: each filter's kernel, its map and, where there is a pool, what the pool "
                         "leaves of it, with their rows \u00d7 columns.");
    const Rect whole = rect;
    if (frame_.isTouch) {
      const Rect legends = rect.cutTop(legendsHeight(), 8);
      rect.cutTop(drawCells(rect));
      drawLegends(legends);
    } else {
      rect.cutBottom(legendsHeight() + 12);
      const float used = drawCells(rect);
      drawLegends({rect.x, rect.y + used + 12, rect.w, legendsHeight()});
      rect.y += std::max(leastHeight(whole), 0.0F) + legendsHeight() + 12;
    }
    mirrorText(frame_, {rect.x, top, rect.w, 36}, "layer." + title_ + std::to_string(conv_.firstOutput), title_,
               says());
    return rect.y - top;
  }

 private:
  float legendsHeight() const {
    const bool hasWords = scope_ == Scope::kMap || hasMarks(state_);
    return kLegendHeight + (hasWords ? kWords : 0);
  }

  std::string arithmetic() const {
    std::string text =
        kernel_ > 0 ? "kernel " + std::to_string(kernel_) + "\u00d7" + std::to_string(kernel_) + " \u2192 " : "";
    text += std::to_string(map_.height) + "\u00d7" + std::to_string(map_.width);
    if (hasPool_) text += " \u2192 " + std::to_string(last_.height) + "\u00d7" + std::to_string(last_.width);
    return text + ", " + std::to_string(conv_.channels) + " of each";
  }

  // Of a map this many device pixels wide.
  CellSizes sizesFor(int mapPixels) const {
    CellSizes sizes;
    sizes.map = static_cast<float>(mapPixels) / frame_.pixelRatio;
    if (kernel_ > 0) sizes.kernel = crispSide(sizes.map * 0.48F, kernel_, frame_.pixelRatio);
    if (hasPool_) sizes.pooled = crispSide(sizes.map * 0.64F, std::max(last_.width, 1), frame_.pixelRatio);
    return sizes;
  }

  struct Grid {
    int columns = 1;
    int rows = 1;
    CellSizes sizes;
    float height() const { return static_cast<float>(rows) * (sizes.map + kRowGap) - kRowGap; }
  };

  // As many columns as fit across at this size.
  Grid gridFor(int mapPixels, float width) const {
    Grid grid{1, 1, sizesFor(mapPixels)};
    const int most = static_cast<int>((width + kColumnGap) / (grid.sizes.width() + kColumnGap));
    grid.columns = std::clamp(most, 1, std::max(1, conv_.channels));
    grid.rows = (conv_.channels + grid.columns - 1) / grid.columns;
    grid.columns = (conv_.channels + grid.rows - 1) / grid.rows;  // the last row as full as the others, or nearly
    return grid;
  }

  // A CSS pixel for each cell.
  int leastPixels() const { return static_cast<int>(std::lround(static_cast<float>(map_.width) * frame_.pixelRatio)); }

  // The largest pictures that fit, with cells of whole device pixels where that is not much smaller; one CSS pixel a
  // cell in more height than there is when not even that fits.
  Grid bestGrid(const Rect& rect) const {
    const int cells = std::max(map_.width, 1);
    if (frame_.isTouch) {
      const int columns = std::max(1, static_cast<int>((rect.w + kTouchGap) / (kTouchLeast + kTouchGap)));
      const int pixels = static_cast<int>(std::min(104.0F, rect.w * 0.36F) * frame_.pixelRatio);
      return {columns, (conv_.channels + columns - 1) / columns, sizesFor(std::max(pixels / cells, 1) * cells)};
    }
    Grid best = gridFor(leastPixels(), rect.w);
    Grid crisp = best;
    const int most = static_cast<int>(182 * frame_.pixelRatio);
    for (int pixels = leastPixels() + 1; pixels <= most; ++pixels) {
      const Grid grid = gridFor(pixels, rect.w);
      if (grid.sizes.width() > rect.w || grid.height() > rect.h) continue;
      best = grid;
      if (pixels % cells == 0) crisp = grid;
    }
    return crisp.sizes.map >= 0.85F * best.sizes.map ? crisp : best;
  }

  // Returns the height used.
  float drawCells(const Rect& rect) {
    const Grid grid = bestGrid(rect);
    const CellSizes& sizes = grid.sizes;
    const float stepX = frame_.isTouch
                            ? (rect.w + kTouchGap) / static_cast<float>(grid.columns)
                            : std::min((rect.w + kColumnGap) / static_cast<float>(grid.columns), sizes.width() + 32);
    const float spare = grid.rows > 1 ? (rect.h - grid.height()) / static_cast<float>(grid.rows - 1) : 0;
    const float stepY = sizes.map + (frame_.isTouch ? 14 : kRowGap + std::clamp(std::floor(spare), 0.0F, 10.0F));
    const auto maps = outputsOf(state_, map_);
    const auto pooled = hasPool_ ? outputsOf(state_, last_) : std::span<const float>();
    const auto weights = storedOf(state_, conv_);
    const std::size_t kernels = static_cast<std::size_t>(conv_.channels * inputs_ * kernel_ * kernel_);
    mostWeight_ = kernel_ > 0 && weights.size() >= kernels ? largest(weights.first(kernels)) : 0;
    for (int f = 0; f < conv_.channels; ++f) {
      const int row = f / grid.columns;
      const Rect cell{rect.x + static_cast<float>(f % grid.columns) * stepX, rect.y + static_cast<float>(row) * stepY,
                      frame_.isTouch ? stepX - kTouchGap : stepX, sizes.map};
      drawCell(cell, f, sizes, maps, pooled, weights);
    }
    return stepY * static_cast<float>(grid.rows - 1) + sizes.map;
  }

  // The height without which even the smallest pictures do not fit.
  float leastHeight(const Rect& rect) const { return gridFor(leastPixels(), rect.w).height(); }

  void drawCell(Rect cell, int f, const CellSizes& sizes, std::span<const float> maps, std::span<const float> pooled,
                std::span<const float> weights) {
    const float spread = frame_.isTouch ? (cell.w - 26 - sizes.kernel - sizes.map - sizes.pooled) / 2 : 4;
    if (frame_.isTouch) {
      line(frame_, cell.cutLeft(26), *frame_.fonts.figures, frame_.theme.muted, std::to_string(f + 1));
    }
    const auto centred = [&cell](float side) { return Rect{cell.x, cell.middleY() - side / 2, side, side}; };
    const auto connect = [&](const Rect& box) {
      cell.cutLeft(box.w);
      if (frame_.isTouch)
        frame_.draw.AddLine({cell.x + 8, cell.middleY()}, {cell.x + spread - 8, cell.middleY()}, frame_.theme.hairline);
      cell.cutLeft(spread);
    };
    if (sizes.kernel > 0) {
      const Rect box = centred(sizes.kernel);
      const auto taps = static_cast<std::size_t>(kernel_ * kernel_);
      const auto kernel = taps > 0 && !weights.empty()
                              ? weights.subspan(static_cast<std::size_t>(f * inputs_) * taps, taps)
                              : std::span<const float>();
      show(box, f, "weight", kernel_, kernel_, kernel, weightScale(state_, scope_, mostWeight_, kernel));
      frame_.shown.push_back({box, kernel_, kernel_, conv_.firstOutput, false, true});
      connect(box);
    }
    const Rect box = centred(sizes.map);
    showPlane(box, f, map_, maps);
    if (!hasPool_) return;
    connect(box);
    showPlane(centred(sizes.pooled), f, last_, pooled);
  }

  void showPlane(const Rect& box, int f, const LayerView& layer, std::span<const float> values) {
    const auto plane = static_cast<std::size_t>(layer.height * layer.width);
    if (values.empty()) return fill(frame_, box, frame_.theme.well, 2);
    const std::size_t first = static_cast<std::size_t>(f) * plane;
    const auto map = values.subspan(first, plane);
    const ValueScale scale = outputScale(state_, scope_, mapIndex_, map);
    const auto cell =
        numbers(frame_, box, layer.width, layer.height, map, scale.low, scale.high, scale.colours(frame_.theme));
    const bool isExplained = showsActivations(state_);
    frame_.shown.push_back({box, layer.width, layer.height, layer.firstOutput + first, isExplained});
    if (!isExplained && cell) tell(*cell, f, outputsName(state_), layer.width, map);
    drawMark(frame_, box, markOf(state_, mapIndex_, f));
  }

  void show(const Rect& box, int f, const std::string& what, int width, int height, std::span<const float> values,
            const ValueScale& scale) {
    if (values.empty()) return fill(frame_, box, frame_.theme.well, 2);
    const auto cell = numbers(frame_, box, width, height, values, scale.low, scale.high, scale.colours(frame_.theme));
    if (cell) tell(*cell, f, what, width, values);
  }

  void tell(const Cell& cell, int f, const std::string& what, int width, std::span<const float> values) {
    const float value = values[static_cast<std::size_t>(cell.row * width + cell.column)];
    tooltip(frame_, "filter " + std::to_string(f + 1) + "  " + what + " (" + std::to_string(cell.row) + ", " +
                        std::to_string(cell.column) + ")  " + figure(value, 3));
  }

  void drawLegends(Rect rect) {
    const Rect words = rect.cutBottom(legendsHeight() - kLegendHeight);
    const bool isShared = scope_ != Scope::kMap;
    const float width = std::min(190.0F, rect.w / 2 - 12);
    const std::string id = std::to_string(first_);
    if (!outputsOf(state_, map_).empty()) {
      const ValueScale scale = outputScale(state_, scope_, mapIndex_, {});
      legend(frame_, rect.cutLeft(width, 24), "scale.values." + id, outputsName(state_), isShared ? &scale : nullptr,
             outputNumbers(state_, mapIndex_));
    }
    if (kernel_ > 0 && !storedOf(state_, conv_).empty()) {
      const ValueScale scale = weightScale(state_, scope_, mostWeight_, {});
      legend(frame_, rect.cutLeft(width), "scale.weights." + id, weightsName(state_), isShared ? &scale : nullptr,
             weightNumbers(state_, first_));
    }
    const std::string text = isShared ? "" : "Each picture has its own scale. ";
    line(frame_, words, *frame_.fonts.figures, frame_.theme.muted, text + markSentence(state_, mapIndex_));
  }

  std::string says() const {
    std::string text = arithmetic();
    if (!outputsOf(state_, map_).empty()) text += "; " + spoken(outputNumbers(state_, mapIndex_), outputsName(state_));
    if (kernel_ > 0 && !storedOf(state_, conv_).empty())
      text += "; " + spoken(weightNumbers(state_, first_), weightsName(state_));
    const std::string marks = markSentence(state_, mapIndex_);
    return marks.empty() ? text : text + ". " + marks;
  }

  Frame& frame_;
  const RunState& state_;
  Scope scope_;
  std::size_t first_;
  std::size_t mapIndex_;  // of map_
  const LayerView& conv_;
  LayerView map_;  // the convolution's output, after relu if there is one
  const LayerView& last_;
  bool hasPool_ = false;
  int kernel_ = 0;  // 0: not a convolution
  int inputs_ = 0;  // channels that it reads
  std::string title_;
  std::string about_;
  float mostWeight_ = 0;  // the largest of the kernels' magnitudes
};

}  // namespace

float filterBlock(Frame& frame, const Rect& rect, const RunState& state, const View& view, std::size_t first,
                  std::size_t last) {
  return BlockView(frame, state, view, first, last).draw(rect);
}

}  // namespace atelier::ui
