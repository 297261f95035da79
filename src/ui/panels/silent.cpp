#include "ui/panels/silent.h"

#include <algorithm>

#include "ui/panels/value_scales.h"

namespace atelier::ui {

bool isSilent(const RunState& state, std::span<const float> outputs) {
  return showsActivations(state) && !outputs.empty() &&
         std::all_of(outputs.begin(), outputs.end(), [](float value) { return value == 0; });
}

void markSilent(Frame& frame, const Rect& box) {
  frame.draw.AddLine({box.x + 3, box.bottom() - 3}, {box.right() - 3, box.y + 3}, IM_COL32(255, 255, 255, 150), 1);
}

std::string silentSentence(const std::vector<int>& silent, int count) {
  constexpr std::size_t kNamed = 10;
  std::string text = std::to_string(silent.size()) + " of " + std::to_string(count) +
                     (silent.size() == 1 ? " is" : " are") + " silent for this picture: ";
  for (std::size_t i = 0; i < std::min(silent.size(), kNamed); ++i)
    text += (i > 0 ? ", " : "") + std::to_string(silent[i]);
  return silent.size() > kNamed ? text + " \u2026" : text;
}

}  // namespace atelier::ui
