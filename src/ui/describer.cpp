#include "ui/describer.h"

#include "ui/widgets/overlay.h"

namespace atelier::ui {

double Describer::draw(Frame& frame, double now) {
  constexpr double kRest = 500;  // milliseconds
  const ImGuiIO& io = ImGui::GetIO();
  const auto found = isFinger_ ? std::nullopt : frame.controls.describedAt(io.MousePos.x, io.MousePos.y);
  const Rect place = found ? found->rect : Rect{};
  if (place != place_) {
    since_ = now;
    wasActed_ = false;
  }
  place_ = place;
  wasActed_ |= io.MouseDown[0];
  if (!found || found->text.empty() || wasActed_) return -1;
  if (now < since_ + kRest) return since_ + kRest - now;
  hoverText(frame, place, found->text);
  return -1;
}

}  // namespace atelier::ui
