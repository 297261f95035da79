#include "ui/layers/layer_kind.h"

namespace atelier::ui {

LayerKind dropoutLayer() {
  static constexpr NumberWord kNumbers[] = {{"share", "", ""}};
  LayerKind kind{"dropout", "While training, sets a random share of the numbers to 0, so that none is relied on alone.",
                 "The gradient passes where the number did, and stops where it was dropped."};
  kind.example = "dropout 0.25";
  kind.numbers = kNumbers;
  kind.how = [](const protocol::Explanation&, const std::vector<TermView>&) -> std::string {
    return "unchanged outside of training: ";
  };
  kind.goesBack = [](const protocol::Explanation&) -> std::string { return "the gradient passes as the number did."; };
  return kind;
}

}  // namespace atelier::ui
