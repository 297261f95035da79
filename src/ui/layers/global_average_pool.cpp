#include "ui/layers/layer_kind.h"
#include "ui/slow_motion.h"
#include "ui/widgets/figures.h"

namespace atelier::ui {

LayerKind globalAveragePoolLayer() {
  LayerKind kind{"global-average-pool", "Replaces each map by its mean: one number for each channel.",
                 "Each number of a map gets an equal part of the gradient of its mean."};
  kind.example = "global-average-pool";
  kind.makes = Makes::kMean;
  kind.goesBack = [](const protocol::Explanation& e) {
    return "each of the " + std::to_string(e.count) + " numbers gets an equal part of the gradient.";
  };
  kind.passesBack = [](const Descent& d) {
    return figure(d.gradient, 3) + " / " + std::to_string(d.plane) + " = " + figure(d.fromGradient, 3);
  };
  return kind;
}

}  // namespace atelier::ui
