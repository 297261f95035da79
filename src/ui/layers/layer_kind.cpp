#include "ui/layers/layer_kind.h"

namespace atelier::ui {

std::span<const LayerKind> layerKinds() {
  static const LayerKind kKinds[] = {inputLayer(),  convLayer(), maxPoolLayer(),   globalAveragePoolLayer(),
                                     denseLayer(),  reluLayer(), batchNormLayer(), dropoutLayer(),
                                     softmaxLayer()};
  return kKinds;
}

const LayerKind& layerKind(std::string_view word) {
  static const LayerKind kUnknown{};
  for (const LayerKind& kind : layerKinds()) {
    if (kind.word == word) return kind;
  }
  return kUnknown;
}

}  // namespace atelier::ui
