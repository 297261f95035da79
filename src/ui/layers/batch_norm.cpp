#include "ui/explanation_text.h"
#include "ui/layers/layer_kind.h"

namespace atelier::ui {

LayerKind batchNormLayer() {
  static constexpr std::string_view kArrays[] = {"scale", "shift", "mean", "variance"};
  LayerKind kind{"batch-norm",
                 "Brings each channel to mean 0 and variance 1 over a batch, then to a learned scale and shift.",
                 "A scale's gradient adds up, over all places, the gradient there times the normalised number."};
  kind.example = "batch-norm";
  kind.holds = Holds::kPerChannel;
  kind.arrays = kArrays;
  kind.decays = false;
  kind.how = [](const protocol::Explanation& e, const std::vector<TermView>& terms) {
    return "(" + figureOf(static_cast<double>(terms.front().input)) + " - " + figureOf(e.centre) + ") / " +
           figureOf(e.spread) + " \u00d7 " + figureOf(e.scale) + plus(e.bias) + " = ";
  };
  kind.goesBack = [](const protocol::Explanation&) -> std::string {
    return "the gradient is scaled by scale / spread.";
  };
  return kind;
}

}  // namespace atelier::ui
