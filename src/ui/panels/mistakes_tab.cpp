#include <algorithm>

#include "ui/panels/results_panel.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

constexpr float kThumbnail = 56;  // two pixels for each of a picture's
constexpr float kRow = 62;
constexpr float kLeastWidth = 150;  // of a mistake

void mistake(Frame& frame, Rect rect, const RunState& state, View& view, int image) {
  const EvaluationView::Answer& answer = state.evaluation->answer(image);
  const std::string said = classNameOf(state, answer.predicted);
  const std::string is = classNameOf(state, answer.label);
  const std::string sure = shareText(static_cast<double>(answer.confidence));
  const Rect box = rect.cutLeft(kThumbnail, 8);
  thumbnail(frame, {box.x, box.y, kThumbnail, kThumbnail}, state, view, image,
            "Test image " + std::to_string(image) + ": said " + said + " " + sure + ", is " + is);
  rect.h = kThumbnail;
  line(frame, rect.cutTop(19), *frame.fonts.words, frame.theme.text, "said " + said);
  line(frame, rect.cutTop(18), *frame.fonts.figures, frame.theme.text, sure);
  line(frame, rect.cutTop(19), *frame.fonts.words, frame.theme.muted, "is " + is);
}

}  // namespace

float mistakesTab(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  const float need = frame.isTouch ? 52 + 7 * kRow : 34 + 3 * kRow - 6;
  if (!beginEvaluation(frame, rect, state, view)) return need;
  Rect rest = rect;
  Rect head = rest.cutTop(frame.isTouch ? 44 : 26, 8);
  if (classField(frame, head.cutLeft(frame.isTouch ? 140 : 150, 12), "mistakesOf", "Mistakes about", "any class",
                 "Only images that are of this class.", state.dataClasses(), view.results.mistakesOf))
    view.results.mistakesPage = 0;
  const auto images = state.evaluation->mistakes(view.results.mistakesOf);
  const int across = std::max(1, static_cast<int>(rest.w / kLeastWidth));
  const int down = std::max(1, static_cast<int>((rest.h + 6) / kRow));
  const Span shown = pager(frame, head, "mistakes", "mistakes", static_cast<int>(images.size()), across * down,
                           view.results.mistakesPage);
  if (!frame.isTouch) line(frame, head, *frame.fonts.words, frame.theme.muted, "the surest first");
  frame.controls.hint(head, "The most probable of the wrong answers come first.");
  const float width = rest.w / static_cast<float>(across);
  for (int i = shown.first; i < shown.end; ++i) {
    const int row = (i - shown.first) / across;
    const int column = (i - shown.first) % across;
    const float x = rest.x + static_cast<float>(column) * width;
    mistake(frame, {x, rest.y + static_cast<float>(row) * kRow, width - 6, kRow}, state, view,
            images[static_cast<std::size_t>(i)]);
  }
  if (images.empty())
    line(frame, rest, *frame.fonts.words, frame.theme.muted, "No mistake among these.", Align::kCentre);
  return need;
}

}  // namespace atelier::ui
