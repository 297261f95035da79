#include <algorithm>

#include "ui/explanation_text.h"
#include "ui/layers/layer_kind.h"

namespace atelier::ui {

LayerKind softmaxLayer() {
  LayerKind kind{"softmax", "Turns the last sums into probabilities: all above 0, together 100 %.",
                 "The gradient of the loss by each class's sum is its probability, less what it should have been."};
  kind.makes = Makes::kShares;
  kind.how = [](const protocol::Explanation& e, const std::vector<TermView>& terms) {
    const TermView& own = terms[std::min(terms.size() - 1, static_cast<std::size_t>(e.channel))];
    return "exp(" + figureOf(static_cast<double>(own.input)) + " - " + figureOf(e.centre) +
           ") / sum = " + figureOf(static_cast<double>(own.product)) + " / " + figureOf(e.sum) + " = ";
  };
  kind.goesBack = [](const protocol::Explanation&) -> std::string {
    return "with cross-entropy, each logit gets its probability, less 1 for the true class.";
  };
  return kind;
}

}  // namespace atelier::ui
