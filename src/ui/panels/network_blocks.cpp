#include "ui/panels/network_blocks.h"

#include "ui/layers/layer_kind.h"
#include "ui/panels/filter_block.h"
#include "ui/panels/layer_strips.h"
#include "ui/panels/value_scales.h"
#include "ui/panels/weight_pictures.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

// Whose numbers the shown run began with: "of the pretrained model"; empty where they were drawn at random.
std::string originOf(const RunState& state) {
  for (const RunView& run : state.runs) {
    if (run.number != state.run.number || run.from == 0) continue;
    return run.from < 0 ? "of the pretrained model" : "of run " + std::to_string(run.from);
  }
  return "";
}

constexpr int kMostFilters = 64;  // that are all shown

// One convolution, perhaps relu, perhaps pooling, as in the lab: each filter is followed from kernel to pooled map.
bool isLabs(const std::vector<LayerView>& layers) {
  const std::size_t last = layers.size() - 3;
  const auto kind = [&layers](std::size_t i) { return layerKind(layers[i].kind); };
  const auto isPool = [&kind](std::size_t i) { return kind(i).makes == Makes::kLargest; };
  if (kind(1).holds != Holds::kKernels || layers[1].channels > kMostFilters || last > 3) return false;
  if (last == 3) return kind(2).endsAtZero && isPool(3);
  return last == 1 || kind(2).endsAtZero || isPool(2);
}

}  // namespace

float drawBlocks(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  const auto& layers = state.layers;
  view.unfoldedHeight = 0;
  if (layers.size() < 4) {
    line(frame, {rect.x, rect.y, rect.w, 18}, *frame.fonts.words, frame.theme.muted,
         layers.empty() ? "The engine is starting \u2026"
                        : "The classes read the picture itself: there is no layer between.");
    return 30;
  }
  const std::size_t last = layers.size() - 3;
  if (view.shows == Shows::kWeights) return weightPictures(frame, rect, state, view, 1, last);
  if (isLabs(layers) && layers[1].isPictures()) return filterBlock(frame, rect, state, view, 1, last);
  return layerStrips(frame, rect, state, view, 1, last);
}

bool hasClassPictures(const RunState& state) {
  return state.layers.size() >= 3 && state.layers[state.layers.size() - 3].isPictures();
}

int outputParameters(const std::vector<LayerView>& layers) {
  return layers.size() < 2 ? 0 : layers[layers.size() - 2].parameters;
}

std::string sentence(const RunState& state, const View& view) {
  if (view.shows == Shows::kChange) {
    return "Change since the start of the run, of the weights and of what they make of this picture. Orange is more, "
           "blue is less.";
  }
  if (view.shows == Shows::kGradients) {
    const auto label = static_cast<std::size_t>(std::max(state.lossLabel, 0));
    const bool isKnown = state.lossLabel >= 0 && label < state.classes.size();
    return "Gradients of the loss" + (isKnown ? " for " + state.classes[label] : "") +
           (state.activationsOf == "drawing" ? ", which the drawing is likeliest to be" : "") +
           ". Where it is orange, more would raise the loss; where it is blue, more would lower it.";
  }
  int parameters = 0;
  for (const LayerView& layer : state.layers) parameters += layer.parameters;
  if (parameters == 0) return "";
  if (state.run.weights == "pretrained") {
    return "A network of " + grouped(parameters) + " numbers. " + state.run.pretrained +
           " Draw something, or press Train to teach one that begins at random.";
  }
  const int shown = state.timeline.shown;
  const std::string origin = originOf(state);
  if (shown == 0)
    return "At its start: " + grouped(parameters) + " numbers " + (origin.empty() ? "drawn at random" : origin) + ".";
  if (shown > 0) {
    const protocol::EpochDone* epoch = state.epochDone(shown);
    const std::string text = "After epoch " + std::to_string(shown);
    if (epoch == nullptr) return text + ".";
    return text + ": what " + grouped(parameters) + " numbers had learned from " + grouped(epoch->imagesSeen) +
           " images got " + percent(epoch->testAccuracy) + " % of the test images right.";
  }
  if (state.progress.imagesSeen == 0 && !origin.empty())
    return "A network of " + grouped(parameters) + " numbers " + origin + " is about to learn on. Press Train.";
  if (state.progress.imagesSeen == 0) {
    return "A network of " + grouped(parameters) +
           " random numbers is about to learn ten kinds of clothing. Press Train.";
  }
  const std::string began = origin.empty() ? "that began at random; what they learned comes from "
                                           : origin + "; what they learned in this run comes from ";
  return grouped(parameters) + " numbers " + began + grouped(state.progress.imagesSeen) +
         (state.progress.imagesSeen == 1 ? " image so far." : " images so far.");
}

}  // namespace atelier::ui
