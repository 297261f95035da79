#include "ui/explanation_text.h"
#include "ui/layers/layer_kind.h"
#include "ui/slow_motion.h"
#include "ui/widgets/figures.h"

namespace atelier::ui {

LayerKind maxPoolLayer() {
  static constexpr NumberWord kNumbers[] = {{"size", "", ""}, {"stride", "stride", "size"}};
  LayerKind kind{"max-pool", "Keeps the largest number of each square: smaller maps, and less care for exact places.",
                 "The gradient goes back to the largest number of each window, and to no other."};
  kind.example = "max-pool 2";
  kind.numbers = kNumbers;
  kind.makes = Makes::kLargest;
  kind.goesBack = [](const protocol::Explanation&) -> std::string {
    return "the largest gets the whole gradient, the others none.";
  };
  kind.passesBack = [](const Descent& d) {
    return "the gradient " + figure(d.gradient, 3) + " goes to (" + std::to_string(d.from.row) + ", " +
           std::to_string(d.from.column) + "), which was " + figureOf(d.fromInput) + " and gets " +
           figure(d.fromGradient, 3);
  };
  return kind;
}

}  // namespace atelier::ui
