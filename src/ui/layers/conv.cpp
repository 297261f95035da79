#include "ui/layers/layer_kind.h"

namespace atelier::ui {

LayerKind convLayer() {
  static constexpr NumberWord kNumbers[] = {
      {"filters", "", ""}, {"kernel", "x", ""}, {"stride", "stride", "1"}, {"pad", "pad", "0"}};
  LayerKind kind{
      "conv", "Slides its kernels over the input; each gives a feature map of how well it matches there.",
      "A kernel's weight is used at every place: its gradient adds up the gradient there times the number read."};
  kind.example = "conv 16x3 pad 1";
  kind.channel = "filter";
  kind.numbers = kNumbers;
  kind.makes = Makes::kPatch;
  kind.holds = Holds::kKernels;
  kind.goesBack = [](const protocol::Explanation&) -> std::string {
    return "each pixel of the patch gets this number's gradient times its weight.";
  };
  return kind;
}

}  // namespace atelier::ui
