#include "ui/panels/network_blocks.h"

#include <cmath>

#include "ui/panels/filter_block.h"
#include "ui/panels/layer_values.h"
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

// Outputs that are not pictures: one row of cells.
void drawStrip(Frame& frame, Rect rect, const RunState& state, const LayerView& layer) {
  line(frame, rect.cutTop(18), *frame.fonts.strong, frame.theme.text, layer.text);
  line(frame, rect.cutTop(18, 6), *frame.fonts.figures, frame.theme.muted,
       std::to_string(layer.outputs()) + " outputs");
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
         state.layers.empty() ? "The engine is starting \u2026"
                              : "The classes read the picture itself: there is no layer between.");
    return 30;
  }
  Rect rest = rect;
  float need = 0;
  const float width = (rect.w - 16 * static_cast<float>(blocks.size() - 1)) / static_cast<float>(blocks.size());
  for (const Block& block : blocks) {
    const LayerView& first = state.layers[block.first];
    const bool isPictures = first.height * first.width > 1;
    if (frame.isTouch) {
      if (isPictures) {
        rest.cutTop(filterBlock(frame, rest, state, block.first, block.last), 16);
      } else {
        drawStrip(frame, rest.cutTop(220, 12), state, first);
      }
      continue;
    }
    const Rect column = rest.cutLeft(width, 16);
    if (isPictures) {
      need = std::max(need, filterBlock(frame, column, state, block.first, block.last));
    } else {
      drawStrip(frame, column, state, first);
    }
  }
  return frame.isTouch ? rest.y - rect.y : need;
}

void classWeights(Frame& frame, const Rect& rect, const RunState& state, int k) {
  if (state.layers.size() < 3) return;
  const LayerView& dense = state.layers[state.layers.size() - 2];
  const LayerView& read = state.layers[state.layers.size() - 3];
  const auto weights = storedOf(state, dense);
  const std::size_t plane = static_cast<std::size_t>(read.height * read.width);
  if (weights.empty() || plane < 4) return;
  const std::size_t inputs = plane * static_cast<std::size_t>(read.channels);
  std::vector<float> mean(plane);
  for (std::size_t i = 0; i < inputs; ++i)
    mean[i % plane] += weights[static_cast<std::size_t>(k) * inputs + i] / static_cast<float>(read.channels);
  const float most = std::max(largest(mean), 1e-6F);
  const auto cell = numbers(frame,
                            {rect.x, rect.y, crispSide(rect.w, read.width, frame.pixelRatio),
                             crispSide(rect.h, read.height, frame.pixelRatio)},
                            read.width, read.height, mean, -most, most, frame.theme.diverging);
  if (cell)
    tooltip(frame, "mean weight  " + decimal(mean[static_cast<std::size_t>(cell->row * read.width + cell->column)], 3));
}

int outputParameters(const std::vector<LayerView>& layers) {
  return layers.size() < 2 ? 0 : layers[layers.size() - 2].parameters;
}

std::string sentence(const RunState& state) {
  int parameters = 0;
  for (const LayerView& layer : state.layers) parameters += layer.parameters;
  if (parameters == 0) return "";
  if (state.run.weights == "pretrained") {
    return "A network of " + grouped(parameters) + " numbers. " + state.run.pretrained +
           " Draw something, or press Train to teach one that begins at random.";
  }
  if (state.progress.imagesSeen == 0) {
    return "A network of " + grouped(parameters) +
           " random numbers is about to learn ten kinds of clothing. Press Train.";
  }
  return grouped(parameters) + " numbers that began at random; what they learned comes from " +
         grouped(state.progress.imagesSeen) + (state.progress.imagesSeen == 1 ? " image so far." : " images so far.");
}

}  // namespace atelier::ui
