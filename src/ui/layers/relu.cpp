#include "ui/explanation_text.h"
#include "ui/layers/layer_kind.h"
#include "ui/slow_motion.h"
#include "ui/widgets/figures.h"

namespace atelier::ui {

LayerKind reluLayer() {
  LayerKind kind{"relu", "Turns negative numbers into 0 and keeps the others; without it, layers in a row are one.",
                 "The gradient passes where the number was above 0, and stops elsewhere."};
  kind.example = "relu";
  kind.endsAtZero = true;
  kind.how = [](const protocol::Explanation&, const std::vector<TermView>& terms) {
    return "max(0, " + figureOf(static_cast<double>(terms.front().input)) + ") = ";
  };
  kind.goesBack = [](const protocol::Explanation& e) -> std::string {
    const auto terms = termsOf(e);
    const bool passes = !terms.empty() && terms.front().weight > 0;
    return passes ? "the number is above 0, so the gradient passes." : "relu made this 0, so no gradient passes.";
  };
  kind.passesBack = [](const Descent& d) {
    return "it was " + figureOf(d.fromInput) + ", so the gradient " + figure(d.gradient, 3) + " becomes " +
           figure(d.fromGradient, 3);
  };
  return kind;
}

}  // namespace atelier::ui
