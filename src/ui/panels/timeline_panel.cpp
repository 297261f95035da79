#include <cmath>

#include "ui/panels/panels.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

float timelinePanel(Frame& frame, const Rect& rect, const RunState& state) {
  frame.controls.setPanel("Timeline");
  const Theme& t = frame.theme;
  if (frame.isTouch) {
    fill(frame, rect, t.panel, 0);
    frame.draw.AddLine({rect.x, rect.y}, {rect.right(), rect.y}, t.hairline);
  } else {
    fill(frame, rect, t.panel, 8);
    outline(frame, rect, t.hairline, 8);
  }
  const int epochs = state.progress.epochs;
  if (epochs == 0) return rect.h;
  const float margin = frame.isTouch ? 18.0F : 28.0F;
  const Rect track{rect.x + margin, rect.middleY() - 1, rect.w - 2 * margin, 2};
  fill(frame, track, t.hairline, 1);
  const auto xOf = [&](double epoch) { return track.x + track.w * static_cast<float>(epoch / epochs); };
  const double within =
      state.progress.batches > 0 ? static_cast<double>(state.progress.batch) / state.progress.batches : 0;
  const float now = xOf(std::min<double>(epochs, state.progress.epoch + within));
  fill(frame, {track.x, track.y, now - track.x, 2}, t.accent, 1);
  // A bead for the start and one for each epoch; fewer where they would crowd.
  const int every = std::max(1, static_cast<int>(std::ceil(static_cast<float>(epochs) * 18 / track.w)));
  for (int epoch = 0; epoch <= epochs; epoch += every) {
    const ImVec2 at{xOf(epoch), track.middleY()};
    const bool isDone = epoch <= state.progress.epoch;
    frame.draw.AddCircleFilled(at, isDone ? 5 : 3.5F, isDone ? t.accent : t.hairline, isDone ? 20 : 12);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!Rect{at.x - 7, at.y - 12, 14, 24}.contains(mouse.x, mouse.y)) continue;
    std::string text = epoch == 0 ? "start" : "epoch " + std::to_string(epoch);
    for (const protocol::EpochDone& e : state.epochs) {
      if (e.epoch == epoch) text += "  test " + percent(e.testAccuracy, 2) + " %";
    }
    tooltip(frame, text);
  }
  if (state.progress.imagesSeen > 0) {
    frame.draw.AddCircleFilled({now, track.middleY()}, 7, t.panel, 24);
    frame.draw.AddCircle({now, track.middleY()}, 8, t.accent, 28, 2);
    frame.draw.AddCircleFilled({now, track.middleY()}, 5, t.accent, 20);
  }
  mirrorText(frame, rect, "timeline", "Epochs completed",
             std::to_string(state.progress.epoch) + " of " + std::to_string(epochs));
  return rect.h;
}

}  // namespace atelier::ui
