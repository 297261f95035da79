#include "ui/panels/panels.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

// One sentence with a mark, and perhaps a button. Returns the height.
float notice(Frame& frame, const Rect& rect, const std::string& id, const std::string& text, const char* buttonName,
             bool* pressed) {
  Rect box = rect;
  const float buttonWidth = buttonName != nullptr ? 80.0F : 0.0F;
  Rect words{rect.x + 24, rect.y + 9, rect.w - 38 - buttonWidth, 0};
  const ImFont& font = *frame.fonts.words;
  box.h =
      std::max(paragraphHeight(font, text, words.w) + 21, buttonName != nullptr ? frame.controlHeight() + 12 : 0.0F);
  fill(frame, box, frame.theme.panel, 8);
  outline(frame, box, frame.theme.hairline, 8);
  fill(frame, {box.x + 10, box.y + 9, 3, box.h - 18}, frame.theme.trouble, 1.5F);
  paragraph(frame, words, font, frame.theme.text, text);
  mirrorText(frame, words, id, "Notice", text);
  if (buttonName != nullptr) {
    const Rect place{box.right() - buttonWidth - 6, box.middleY() - frame.controlHeight() / 2, buttonWidth,
                     frame.controlHeight()};
    *pressed = button(frame, place, id + ".do", buttonName, Look::kPlain, true,
                      "Asks again, at once, for the images that did not come.");
  }
  return box.h;
}

}  // namespace

float noticesPanel(Frame& frame, const Rect& rect, const RunState& state, const View& view,
                   const std::vector<std::string>& problems) {
  frame.controls.setPanel("Notices");
  float used = 0;
  const auto place = [&]() { return Rect{rect.x, rect.y + used, rect.w, 0}; };
  const auto add = [&](float height) { used += height + 6; };
  for (std::size_t i = 0; i < problems.size(); ++i)
    add(notice(frame, place(), "problem." + std::to_string(i), problems[i], nullptr, nullptr));
  if (!state.dataset.problem.empty()) {
    bool retry = false;
    add(notice(frame, place(), "data", state.dataset.problem, "Retry", &retry));
    if (retry) frame.outbox.emplace_back(protocol::RetryData{});
  }
  if (!state.diverged.empty()) add(notice(frame, place(), "diverged", state.diverged, nullptr, nullptr));
  if (state.failed && (state.failed->code != "recipe" || view.hidden.recipe))
    add(notice(frame, place(), "failed", state.failed->text, nullptr, nullptr));
  if (state.run.pretrained.rfind("There is no", 0) == 0)
    add(notice(frame, place(), "noPretrained", state.run.pretrained, nullptr, nullptr));
  return used > 0 ? used - 6 : 0;
}

}  // namespace atelier::ui
