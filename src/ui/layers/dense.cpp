#include "ui/layers/layer_kind.h"

namespace atelier::ui {

LayerKind denseLayer() {
  static constexpr NumberWord kNumbers[] = {{"outputs", "", ""}};
  LayerKind kind{"dense", "Each output is a sum of all inputs, each times a weight of its own, plus a bias.",
                 "A weight's gradient is that of its output, times the number that it multiplied."};
  kind.example = "dense 64";
  kind.numbers = kNumbers;
  kind.makes = Makes::kSum;
  kind.holds = Holds::kMatrix;
  kind.goesBack = [](const protocol::Explanation&) -> std::string {
    return "each number read gets the gradient times its weight.";
  };
  return kind;
}

}  // namespace atelier::ui
