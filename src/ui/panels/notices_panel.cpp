#include "ui/panels/panels.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

// What can be done about something.
struct Remedy {
  const char* name = nullptr;
  float width = 0;
  const char* about = nullptr;
  bool enabled = true;
};

// One sentence with a mark, and perhaps a button, which sets `pressed`. Returns the height.
float notice(Frame& frame, const Rect& rect, const std::string& id, const std::string& text, ImU32 mark,
             const Remedy* remedy = nullptr, bool* pressed = nullptr) {
  Rect box = rect;
  const float buttonWidth = remedy != nullptr ? remedy->width : 0.0F;
  Rect words{rect.x + 24, rect.y + 9, rect.w - 38 - buttonWidth, 0};
  const ImFont& font = *frame.fonts.words;
  box.h = std::max(paragraphHeight(font, text, words.w) + 21, remedy != nullptr ? frame.controlHeight() + 12 : 0.0F);
  fill(frame, box, frame.theme.panel, 8);
  outline(frame, box, frame.theme.hairline, 8);
  fill(frame, {box.x + 10, box.y + 9, 3, box.h - 18}, mark, 1.5F);
  paragraph(frame, words, font, frame.theme.text, text);
  mirrorText(frame, words, id, "Notice", text);
  if (remedy != nullptr) {
    const Rect place{box.right() - buttonWidth - 6, box.middleY() - frame.controlHeight() / 2, buttonWidth,
                     frame.controlHeight()};
    *pressed = button(frame, place, id + ".do", remedy->name, Look::kPlain, remedy->enabled, remedy->about);
  }
  return box.h;
}

}  // namespace

float noticesPanel(Frame& frame, const Rect& rect, const RunState& state, View& view,
                   const std::vector<std::string>& problems) {
  frame.controls.setPanel("Notices");
  float used = 0;
  const auto place = [&]() { return Rect{rect.x, rect.y + used, rect.w, 0}; };
  const auto add = [&](float height) { used += height + 6; };
  const ImU32 trouble = frame.theme.trouble;
  for (std::size_t i = 0; i < problems.size(); ++i)
    add(notice(frame, place(), "problem." + std::to_string(i), problems[i], trouble));
  if (!state.dataset.problem.empty()) {
    constexpr Remedy kRetry{"Retry", 80, "Asks again, at once, for the images that did not come."};
    bool retry = false;
    add(notice(frame, place(), "data", state.dataset.problem, trouble, &kRetry, &retry));
    if (retry) frame.outbox.emplace_back(protocol::RetryData{});
  }
  if (!state.diverged.empty()) add(notice(frame, place(), "diverged", state.diverged, trouble));
  if (state.failed && (state.failed->code != "recipe" || view.hidden.recipe))
    add(notice(frame, place(), "failed", state.failed->text, trouble));
  if (state.run.pretrained.rfind("There is no", 0) == 0)
    add(notice(frame, place(), "noPretrained", state.run.pretrained, trouble));
  if (view.updateWaits) {
    bool use = false;
    const Remedy remedy{"Use the new version", 150, "Reloads the page, which goes on with the work that is saved.",
                        !state.progress.running};
    add(notice(frame, place(), "update",
               "A newer version of this page has come. It is used once all tabs of this page were closed, or now.",
               frame.theme.accent, &remedy, &use));
    if (use) view.wish = Wish::kUpdate;
  }
  return used > 0 ? used - 6 : 0;
}

}  // namespace atelier::ui
