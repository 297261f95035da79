#include "ui/explanation_text.h"
#include "ui/layers/layer_kind.h"

namespace atelier::ui {

LayerKind inputLayer() {
  LayerKind kind{"input", "The picture: 28 by 28 greys.", ""};
  kind.how = [](const protocol::Explanation& e, const std::vector<TermView>& terms) {
    return "grey " + figureOf(static_cast<double>(terms.front().input), 0) + " / 255" +
           (e.bias == 0 ? "" : plus(e.bias)) + " = ";
  };
  kind.goesBack = [](const protocol::Explanation&) -> std::string { return "the gradient ends here."; };
  return kind;
}

}  // namespace atelier::ui
