#include "ui/panels/layer_strips.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/layer_values.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kTitle = 18;
constexpr float kGap = 6;                     // between maps
constexpr float kCells = 7;                   // side of a number that is no map
constexpr float kBetween = 12;                // layers
constexpr int kRowsOfCells = 4;               // at most
constexpr float kSides[] = {60, 52, 44, 36};  // of a map, the largest that fits in height

// The first kernels of a convolution, each the mean over the channels that it reads, one after the other.
struct Kernels {
  int side = 0;  // 0: no convolution
  std::vector<float> means;

  Kernels(const RunState& state, const LayerView& layer, int inputs, int count) {
    if (layer.kind != "conv") return;
    const int taps = (layer.parameters / layer.channels - 1) / std::max(inputs, 1);
    side = static_cast<int>(std::lround(std::sqrt(taps)));
    const auto stored = storedOf(state, layer);
    if (stored.empty()) return;
    const auto plane = static_cast<std::size_t>(taps);
    means.resize(plane * static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < means.size() * static_cast<std::size_t>(inputs); ++i) {
      const std::size_t filter = i / (plane * static_cast<std::size_t>(inputs));
      means[filter * plane + i % plane] += stored[i] / static_cast<float>(inputs);
    }
  }
  std::span<const float> of(int filter) const {
    const auto plane = static_cast<std::size_t>(side * side);
    return means.empty() ? std::span<const float>()
                         : std::span(means).subspan(static_cast<std::size_t>(filter) * plane, plane);
  }
};

std::string shapeText(const LayerView& layer) {
  if (!layer.isPictures()) return std::to_string(layer.channels);
  return std::to_string(layer.height) + "\u00d7" + std::to_string(layer.width) + "\u00d7" +
         std::to_string(layer.channels);
}

std::string rangeText(const std::string& name, std::span<const float> values) {
  const Range range = rangeOf(values);
  return name + " from " + decimal(range.low, 2) + " to " + decimal(range.high, 2);
}

// What the pictures say, and what batch-norm has learned, which no picture shows.
std::string spoken(const RunState& state, const LayerView& layer) {
  std::string text = layer.isPictures() ? std::to_string(layer.channels) + " maps of " + std::to_string(layer.height) +
                                              "\u00d7" + std::to_string(layer.width)
                                        : std::to_string(layer.channels) + " numbers";
  const auto values = outputsOf(state, layer);
  if (!values.empty()) text += "; " + rangeText("values", values);
  const auto stored = storedOf(state, layer);
  if (stored.empty()) return text;
  if (layer.kind != "batch-norm") return text + "; weights up to " + decimal(largest(stored), 2);
  const auto each = static_cast<std::size_t>(layer.channels);
  return text + "; " + rangeText("scale", stored.first(each)) + ", " + rangeText("shift", stored.subspan(each, each));
}

class Strips {
 public:
  Strips(Frame& frame, const RunState& state, std::size_t first, std::size_t last)
      : frame_(frame), state_(state), first_(first), last_(last) {}

  float draw(Rect rect) {
    const float top = rect.y;
    line(frame_, rect.cutTop(18), *frame_.fonts.strong, frame_.theme.text, "layers");
    const Rect scale = rect.cutTop(18, 6);
    legend(frame_, {scale.x, scale.y, std::min(scale.w, 190.0F), scale.h}, frame_.theme.sequential, "lowest",
           "highest");
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
               spoken(state_, layer));
    Rect title = rect.cutTop(kTitle);
    const std::string shape = shapeText(layer);
    line(frame_, title.cutRight(textSize(*frame_.fonts.figures, shape).x + 1, 8), *frame_.fonts.figures,
         frame_.theme.muted, shape);
    line(frame_, title, *frame_.fonts.figures, frame_.theme.text, layer.text);
    if (layer.isPictures()) {
      maps(rect, layer, inputsOf(index));
    } else {
      cells(rect, layer);
    }
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

  void maps(const Rect& rect, const LayerView& layer, int inputs) {
    const auto values = outputsOf(state_, layer);
    const Range range = rangeOf(values);
    const auto plane = static_cast<std::size_t>(layer.height * layer.width);
    const float step = side_ + kGap;
    const int shown = fitting(rect.w, step, layer.channels);
    const Kernels kernels(state_, layer, inputs, shown);
    const float most = largest(kernels.means);
    for (int f = 0; f < shown; ++f) {
      const float x = rect.x + static_cast<float>(f) * step;
      show({x, rect.y, crispSide(side_, layer.width, frame_.pixelRatio),
            crispSide(side_, layer.height, frame_.pixelRatio)},
           "map " + std::to_string(f + 1), layer.width, layer.height,
           values.empty() ? values : values.subspan(static_cast<std::size_t>(f) * plane, plane), range,
           frame_.theme.sequential, layer.firstOutput + static_cast<std::size_t>(f) * plane);
      if (kernels.side == 0) continue;
      const float side = crispSide(kernelSide(), kernels.side, frame_.pixelRatio);
      show({x, rect.y + side_ + 4, side, side}, "filter " + std::to_string(f + 1) + ", mean weight", kernels.side,
           kernels.side, kernels.of(f), {-most, most}, frame_.theme.diverging);
    }
    rest(rect.x + static_cast<float>(shown) * step, rect.y + side_ / 2, layer.channels - shown);
  }

  // Numbers from left to right, row by row.
  void cells(const Rect& rect, const LayerView& layer) {
    const auto values = outputsOf(state_, layer);
    const Range range = rangeOf(values);
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
           range, frame_.theme.sequential, layer.firstOutput + static_cast<std::size_t>(from));
    }
    rest(rect.x + kCells * static_cast<float>(across) + kGap, rect.y + kCells * static_cast<float>(rows) / 2,
         layer.outputs() - shown);
  }

  void show(const Rect& box, const std::string& what, int width, int height, std::span<const float> values,
            const Range& range, const std::array<ImU32, 256>& scale,
            const std::optional<std::size_t>& firstOutput = std::nullopt) {
    if (values.empty()) return fill(frame_, box, frame_.theme.well, 2);
    const auto cell = numbers(frame_, box, width, height, values, range.low, range.high, scale);
    if (firstOutput) frame_.shown.push_back({box, width, height, *firstOutput});
    if (!cell || firstOutput) return;  // outputs are the inspector's to tell of
    const float value = values[static_cast<std::size_t>(cell->row * width + cell->column)];
    tooltip(frame_,
            what + " (" + std::to_string(cell->row) + ", " + std::to_string(cell->column) + ")  " + decimal(value, 3));
  }

  Frame& frame_;
  const RunState& state_;
  std::size_t first_;
  std::size_t last_;
  float side_ = 0;
};

}  // namespace

float layerStrips(Frame& frame, const Rect& rect, const RunState& state, std::size_t first, std::size_t last) {
  return Strips(frame, state, first, last).draw(rect);
}

}  // namespace atelier::ui
