#include "ui/panels/network_blocks.h"

#include <cmath>
#include <span>

#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

// Neighbouring layers shown together: [first, last] in RunState::layers.
struct Block {
  std::size_t first = 0;
  std::size_t last = 0;
};

// Everything between the input and the last dense layer, cut before each convolution and dense layer.
std::vector<Block> blocksOf(const std::vector<LayerView>& layers) {
  std::vector<Block> blocks;
  for (std::size_t i = 1; i + 2 < layers.size(); ++i) {
    const bool begins = blocks.empty() || layers[i].kind == "conv" || layers[i].kind == "dense";
    if (begins) blocks.push_back({i, i});
    blocks.back().last = i;
  }
  return blocks;
}

struct Range {
  float low = 0;
  float high = 0;
};

Range rangeOf(std::span<const float> values) {
  if (values.empty()) return {0, 1};
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {*low, *high};
}

float largest(std::span<const float> values) {
  float most = 0;
  for (const float v : values) most = std::max(most, std::abs(v));
  return most;
}

std::span<const float> outputsOf(const RunState& state, const LayerView& layer) {
  if (state.activations.size() < layer.firstOutput + static_cast<std::size_t>(layer.outputs())) return {};
  return std::span(state.activations).subspan(layer.firstOutput, static_cast<std::size_t>(layer.outputs()));
}

std::span<const float> parametersOf(const RunState& state, const LayerView& layer) {
  if (state.weights.size() < layer.firstParameter + static_cast<std::size_t>(layer.parameters)) return {};
  return std::span(state.weights).subspan(layer.firstParameter, static_cast<std::size_t>(layer.parameters));
}

// Sides of the pictures of one filter, in a row.
struct CellSizes {
  float kernel = 0;
  float map = 0;
  float pooled = 0;
  float width() const { return kernel + map + pooled + (kernel > 0 ? 4.0F : 0.0F) + (pooled > 0 ? 4.0F : 0.0F); }
};

class BlockView {
 public:
  BlockView(Frame& frame, const RunState& state, const Block& block)
      : frame_(frame), state_(state), conv_(state.layers[block.first]), map_(state.layers[block.first]), last_(state.layers[block.last]) {
    hasPool_ = last_.height != map_.height || last_.width != map_.width;
    for (std::size_t i = block.first; i <= block.last; ++i) {
      if (state.layers[i].kind == "relu" && state.layers[i].height == map_.height) map_ = state.layers[i];
    }
    if (conv_.kind == "conv" && conv_.channels > 0) {
      const int inputs = state.layers[block.first - 1].channels;
      kernel_ = static_cast<int>(std::lround(std::sqrt((conv_.parameters / conv_.channels - 1) / std::max(1, inputs))));
      inputs_ = inputs;
    }
    title_ = conv_.text;
    for (std::size_t i = block.first + 1; i <= block.last; ++i) title_ += " \u2192 " + state.layers[i].text;
  }

  // Returns the height used.
  float draw(Rect rect) {
    const float top = rect.y;
    line(frame_, rect.cutTop(18), *frame_.fonts.strong, frame_.theme.text, title_);
    line(frame_, rect.cutTop(18, 6), *frame_.fonts.figures, frame_.theme.muted, arithmetic());
    const Rect legends = frame_.isTouch ? rect.cutTop(18, 8) : rect.cutBottom(18);
    if (!frame_.isTouch) rect.cutBottom(8);
    const float side = drawCells(rect);
    drawLegends(legends);
    mirror({rect.x, top, rect.w, 36});
    return rect.y + side - top;
  }

 private:
  std::string arithmetic() const {
    std::string text = kernel_ > 0 ? "kernel " + std::to_string(kernel_) + "\u00d7" + std::to_string(kernel_) + " \u2192 " : "";
    text += std::to_string(map_.height) + "\u00d7" + std::to_string(map_.width);
    if (hasPool_) text += " \u2192 " + std::to_string(last_.height) + "\u00d7" + std::to_string(last_.width);
    return text + ", " + std::to_string(conv_.channels) + " of each";
  }

  CellSizes sizesFor(float map) const {
    CellSizes sizes;
    sizes.map = crispSide(map, std::max(map_.width, 1), frame_.pixelRatio);
    if (kernel_ > 0) sizes.kernel = crispSide(map * 0.46F, kernel_, frame_.pixelRatio);
    if (hasPool_) sizes.pooled = crispSide(map * 0.6F, std::max(last_.width, 1), frame_.pixelRatio);
    return sizes;
  }

  // The number of columns at which the maps are largest.
  int bestColumns(const Rect& rect, float& map) const {
    const int n = std::max(1, conv_.channels);
    if (frame_.isTouch) {
      map = std::min(104.0F, rect.w * 0.36F);
      return 1;
    }
    int best = 1;
    map = 0;
    for (int columns = 1; columns <= n; ++columns) {
      const int rows = (n + columns - 1) / columns;
      const float parts = 1 + (kernel_ > 0 ? 0.46F : 0.0F) + (hasPool_ ? 0.6F : 0.0F);
      const float byWidth = (rect.w / static_cast<float>(columns) - 18) / parts;
      const float byHeight = rect.h / static_cast<float>(rows) - 6;
      const float side = std::min({byWidth, byHeight, 130.0F});
      if (side > map) {
        map = side;
        best = columns;
      }
    }
    map = std::max(map, 8.0F);
    return best;
  }

  // Returns the height used.
  float drawCells(const Rect& rect) {
    float map = 0;
    const int columns = bestColumns(rect, map);
    const CellSizes sizes = sizesFor(map);
    const int rows = (conv_.channels + columns - 1) / columns;
    const float stepX = frame_.isTouch ? rect.w : std::min(rect.w / static_cast<float>(columns), sizes.width() + 28);
    const float stepY = frame_.isTouch ? sizes.map + 14 : std::min(rect.h / static_cast<float>(rows), sizes.map + 12);
    const auto maps = outputsOf(state_, map_);
    const auto pooled = hasPool_ ? outputsOf(state_, last_) : std::span<const float>();
    mapRange_ = rangeOf(maps);
    const auto weights = parametersOf(state_, conv_);
    const std::size_t kernels = static_cast<std::size_t>(conv_.channels * inputs_ * kernel_ * kernel_);
    weightRange_ = kernel_ > 0 && weights.size() >= kernels ? largest(weights.first(kernels)) : 0;
    for (int f = 0; f < conv_.channels; ++f) {
      const Rect cell{rect.x + static_cast<float>(f % columns) * stepX, rect.y + static_cast<float>(f / columns) * stepY, stepX, sizes.map};
      drawCell(cell, f, sizes, maps, pooled, weights);
    }
    return stepY * static_cast<float>(rows);
  }

  void drawCell(Rect cell, int f, const CellSizes& sizes, std::span<const float> maps, std::span<const float> pooled, std::span<const float> weights) {
    const float spread = frame_.isTouch ? (cell.w - 26 - sizes.kernel - sizes.map - sizes.pooled) / 2 : 4;
    if (frame_.isTouch) {
      line(frame_, cell.cutLeft(26), *frame_.fonts.figures, frame_.theme.muted, std::to_string(f + 1));
    }
    const auto centred = [&cell](float side) { return Rect{cell.x, cell.middleY() - side / 2, side, side}; };
    const auto connect = [&](const Rect& box) {
      cell.cutLeft(box.w);
      if (frame_.isTouch) frame_.draw.AddLine({cell.x + 8, cell.middleY()}, {cell.x + spread - 8, cell.middleY()}, frame_.theme.hairline);
      cell.cutLeft(spread);
    };
    if (sizes.kernel > 0) {
      const Rect box = centred(sizes.kernel);
      const auto taps = static_cast<std::size_t>(kernel_ * kernel_);
      show(box, f, "weight", kernel_, kernel_, taps > 0 && weightRange_ > 0 ? weights.subspan(static_cast<std::size_t>(f * inputs_) * taps, taps) : std::span<const float>(),
           -weightRange_, weightRange_, frame_.theme.diverging);
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
    show(box, f, layer.text, layer.width, layer.height, values.empty() ? values : values.subspan(static_cast<std::size_t>(f) * plane, plane), mapRange_.low,
         mapRange_.high, frame_.theme.sequential);
  }

  void show(const Rect& box, int f, const std::string& what, int width, int height, std::span<const float> values, float low, float high,
            const std::array<ImU32, 256>& scale) {
    if (values.empty()) return fill(frame_, box, frame_.theme.well, 2);
    const auto cell = numbers(frame_, box, width, height, values, low, high, scale);
    if (!cell) return;
    const float value = values[static_cast<std::size_t>(cell->row * width + cell->column)];
    tooltip(frame_, "filter " + std::to_string(f + 1) + "  " + what + " (" + std::to_string(cell->row) + ", " + std::to_string(cell->column) + ")  " + decimal(value, 3));
  }

  void drawLegends(Rect rect) {
    if (outputsOf(state_, map_).empty()) return;
    legend(frame_, rect.cutLeft(std::min(190.0F, rect.w / 2 - 10), 24), frame_.theme.sequential, decimal(mapRange_.low, 1), decimal(mapRange_.high, 1));
    if (weightRange_ > 0 && rect.w > 100) {
      legend(frame_, rect.cutLeft(std::min(190.0F, rect.w)), frame_.theme.diverging, decimal(-weightRange_, 1), decimal(weightRange_, 1));
    }
  }

  void mirror(const Rect& rect) {
    std::string text = arithmetic();
    if (!outputsOf(state_, map_).empty()) {
      text += "; values from " + decimal(mapRange_.low, 2) + " to " + decimal(mapRange_.high, 2);
      if (weightRange_ > 0) text += ", weights up to " + decimal(weightRange_, 2);
    }
    mirrorText(frame_, rect, "layer." + title_ + std::to_string(conv_.firstOutput), title_, text);
  }

  Frame& frame_;
  const RunState& state_;
  const LayerView& conv_;
  LayerView map_;  // the convolution's output, after relu if there is one
  const LayerView& last_;
  bool hasPool_ = false;
  int kernel_ = 0;  // 0: not a convolution
  int inputs_ = 0;  // channels that it reads
  std::string title_;
  Range mapRange_;
  float weightRange_ = 0;
};

// Outputs that are not pictures: one row of cells.
void drawStrip(Frame& frame, Rect rect, const RunState& state, const LayerView& layer) {
  line(frame, rect.cutTop(18), *frame.fonts.strong, frame.theme.text, layer.text);
  line(frame, rect.cutTop(18, 6), *frame.fonts.figures, frame.theme.muted, std::to_string(layer.outputs()) + " outputs");
  const auto values = outputsOf(state, layer);
  if (values.empty()) return;
  const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(values.size()))));
  std::vector<float> square(values.begin(), values.end());
  square.resize(static_cast<std::size_t>(columns * columns), std::min(0.0F, rangeOf(values).low));
  const Range range = rangeOf(values);
  const float side = std::min({rect.w, rect.h, 180.0F});
  numbers(frame, {rect.x, rect.y, side, side}, columns, columns, square, range.low, range.high, frame.theme.sequential);
}

}  // namespace

float drawBlocks(Frame& frame, const Rect& rect, const RunState& state) {
  const auto blocks = blocksOf(state.layers);
  if (blocks.empty()) {
    line(frame, {rect.x, rect.y, rect.w, 18}, *frame.fonts.words, frame.theme.muted,
         state.layers.empty() ? "The engine is starting \u2026" : "The classes read the picture itself: there is no layer between.");
    return 30;
  }
  Rect rest = rect;
  const float width = (rect.w - 16 * static_cast<float>(blocks.size() - 1)) / static_cast<float>(blocks.size());
  for (const Block& block : blocks) {
    const LayerView& first = state.layers[block.first];
    const bool isPictures = first.height * first.width > 1;
    if (frame.isTouch) {
      if (isPictures) {
        rest.cutTop(BlockView(frame, state, block).draw(rest), 12);
      } else {
        drawStrip(frame, rest.cutTop(220, 12), state, first);
      }
      continue;
    }
    const Rect column = rest.cutLeft(width, 16);
    if (isPictures) {
      BlockView(frame, state, block).draw(column);
    } else {
      drawStrip(frame, column, state, first);
    }
  }
  return rest.y - rect.y;
}

void classWeights(Frame& frame, const Rect& rect, const RunState& state, int k) {
  if (state.layers.size() < 3) return;
  const LayerView& dense = state.layers[state.layers.size() - 2];
  const LayerView& read = state.layers[state.layers.size() - 3];
  const auto weights = parametersOf(state, dense);
  const std::size_t plane = static_cast<std::size_t>(read.height * read.width);
  if (weights.empty() || plane < 4) return;
  const std::size_t inputs = plane * static_cast<std::size_t>(read.channels);
  std::vector<float> mean(plane);
  for (std::size_t i = 0; i < inputs; ++i) mean[i % plane] += weights[static_cast<std::size_t>(k) * inputs + i] / static_cast<float>(read.channels);
  const float most = std::max(largest(mean), 1e-6F);
  const auto cell = numbers(frame, {rect.x, rect.y, crispSide(rect.w, read.width, frame.pixelRatio), crispSide(rect.h, read.height, frame.pixelRatio)}, read.width,
                            read.height, mean, -most, most, frame.theme.diverging);
  if (cell) tooltip(frame, "mean weight  " + decimal(mean[static_cast<std::size_t>(cell->row * read.width + cell->column)], 3));
}

int outputParameters(const std::vector<LayerView>& layers) { return layers.size() < 2 ? 0 : layers[layers.size() - 2].parameters; }

std::string sentence(const RunState& state) {
  int parameters = 0;
  for (const LayerView& layer : state.layers) parameters += layer.parameters;
  if (parameters == 0) return "";
  if (state.run.weights == "pretrained") {
    return state.run.pretrained + " Draw, or press Train to teach fresh weights.";
  }
  if (state.progress.imagesSeen == 0) {
    return "A network of " + grouped(parameters) + " random numbers is about to learn ten kinds of clothing. Press Train.";
  }
  return grouped(parameters) + " numbers that began at random; what they learned comes from " + grouped(state.progress.imagesSeen) + " images so far.";
}

}  // namespace atelier::ui
