#include "ui/panels/class_weights.h"

#include <algorithm>

#include "ui/panels/kernels.h"
#include "ui/panels/network_blocks.h"
#include "ui/panels/value_scales.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr int kInput = 28;  // pixels along a side of the picture

const LayerView& denseOf(const RunState& state) { return state.layers[state.layers.size() - 2]; }
int classesOf(const RunState& state) { return denseOf(state).channels; }
const LayerView& readOf(const RunState& state) { return state.layers[state.layers.size() - 3]; }

std::vector<float> weightsOf(const RunState& state, int k) {
  return denseOver(state, denseOf(state), readOf(state), k);
}

// The largest magnitude among the pictures of all classes.
float mostOf(const RunState& state) {
  float most = 0;
  for (int k = 0; k < classesOf(state); ++k) most = std::max(most, largest(weightsOf(state, k)));
  return most;
}

void show(Frame& frame, const Rect& box, const RunState& state, Scope scope, float most, int k) {
  const std::vector<float> weights = weightsOf(state, k);
  if (weights.empty()) return fill(frame, box, frame.theme.well, 2);
  const LayerView& read = readOf(state);
  const int width = std::min(read.isPictures() ? read.width : read.channels, static_cast<int>(Atlas::kWidth));
  const ValueScale scale = weightScale(state, scope, most, weights);
  const auto shown = std::span(weights).first(static_cast<std::size_t>(width * read.height));
  const auto cell = numbers(frame, box, width, read.height, shown, scale.low, scale.high, scale.colours(frame.theme));
  if (!cell) return;
  tooltip(frame, (read.isPictures() ? "mean weight  " : "weight  ") +
                     figure(weights[static_cast<std::size_t>(cell->row * width + cell->column)], 3));
}

// Which cells of a grid over the picture are rather bright: more than half of its brightest.
std::vector<bool> brightCells(std::span<const std::uint8_t> picture, int width, int height) {
  std::vector<int> sums(static_cast<std::size_t>(width * height));
  std::vector<int> counts(sums.size());
  for (int i = 0; i < kInput * kInput; ++i) {
    const auto cell = static_cast<std::size_t>((i / kInput * height / kInput) * width + i % kInput * width / kInput);
    sums[cell] += picture[static_cast<std::size_t>(i)];
    ++counts[cell];
  }
  int most = 1;
  for (std::size_t i = 0; i < sums.size(); ++i) most = std::max(most, sums[i] /= std::max(counts[i], 1));
  std::vector<bool> bright(sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) bright[i] = 2 * sums[i] > most;
  return bright;
}

// A line between every bright cell and one that is not.
void outlineOf(Frame& frame, const Rect& box, const std::vector<bool>& bright, int width, int height) {
  const float w = box.w / static_cast<float>(width);
  const float h = box.h / static_cast<float>(height);
  const auto is = [&](int row, int column) {
    return row >= 0 && column >= 0 && row < height && column < width &&
           bright[static_cast<std::size_t>(row * width + column)];
  };
  const ImU32 ink = (frame.theme.text & 0x00ffffffU) | 0xa0000000U;
  for (int row = 0; row <= height; ++row) {
    for (int column = 0; column <= width; ++column) {
      const ImVec2 at{std::round(box.x + static_cast<float>(column) * w),
                      std::round(box.y + static_cast<float>(row) * h)};
      if (is(row, column) != is(row - 1, column)) frame.draw.AddLine(at, {at.x + w, at.y}, ink);
      if (is(row, column) != is(row, column - 1)) frame.draw.AddLine(at, {at.x, at.y + h}, ink);
    }
  }
}

}  // namespace

void classWeights(Frame& frame, const Rect& rect, const RunState& state, const View& view, int k) {
  if (!hasClassPictures(state)) return;
  const LayerView& read = readOf(state);
  const Rect box{rect.x, rect.y, crispSide(rect.w, read.width, frame.pixelRatio),
                 crispSide(rect.h, read.height, frame.pixelRatio)};
  const bool isShared = view.scope == Scope::kAll;  // each class by itself, or what is faint in one could not be seen
  show(frame, box, state, isShared ? Scope::kAll : Scope::kMap, 0, k);
}

float largeClassWeights(Frame& frame, const Rect& rect, const RunState& state, const View& view,
                        std::span<const std::uint8_t> picture) {
  if (state.layers.size() < 3) return 0;
  const LayerView& read = readOf(state);
  const float most = mostOf(state);
  const bool isPictures = read.isPictures();
  const int columns = isPictures ? 2 : 1;
  const int rows = (classesOf(state) + columns - 1) / columns;
  constexpr float kName = 17;
  const float across = (rect.w - 10 * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float room = rect.h / static_cast<float>(rows);
  const float step = isPictures ? std::max(room, 66.0F) : std::clamp(room, 34.0F, 44.0F);
  const float side = crispSide(std::clamp(step - kName - 6, 40.0F, across), std::max(read.width, 1), frame.pixelRatio);
  const auto bright = isPictures && picture.size() == kInput * kInput ? brightCells(picture, read.width, read.height)
                                                                      : std::vector<bool>();
  for (int k = 0; k < classesOf(state); ++k) {
    const int row = k / columns;
    const Rect cell{rect.x + static_cast<float>(k % columns) * (across + 10), rect.y + static_cast<float>(row) * step,
                    across, step};
    const std::string name =
        static_cast<std::size_t>(k) < state.classes.size() ? state.classes[static_cast<std::size_t>(k)] : "";
    line(frame, {cell.x, cell.y, cell.w, kName}, *frame.fonts.words, frame.theme.text, name);
    const Rect box{cell.x, cell.y + kName, isPictures ? side : across, isPictures ? side : 10};
    show(frame, box, state, view.scope, most, k);
    if (!bright.empty()) outlineOf(frame, box, bright, read.width, read.height);
    mirrorText(frame, cell, "classWeights." + std::to_string(k), name,
               spoken(histogramOf(weightsOf(state, k)), weightsName(state)));
  }
  return static_cast<float>(rows) * step;
}

void classLegend(Frame& frame, const Rect& rect, const RunState& state, const View& view) {
  if (state.layers.size() < 3 || storedOf(state, denseOf(state)).empty()) return;
  std::vector<float> all;
  for (int k = 0; k < classesOf(state); ++k) {
    const auto weights = weightsOf(state, k);
    all.insert(all.end(), weights.begin(), weights.end());
  }
  const ValueScale scale = weightScale(state, view.scope, largest(all), {});
  legend(frame, rect, "scale.classes", weightsName(state) + (readOf(state).isPictures() ? ", means over channels" : ""),
         view.scope == Scope::kMap ? nullptr : &scale, histogramOf(all));
}

}  // namespace atelier::ui
