#include "ui/panels/overlays.h"
#include "ui/panels/panels.h"
#include "ui/panels/run_choice.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

// What has no room elsewhere on a page with tabs.
float morePanel(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  Rect rest = beginPanel(frame, rect, "More");
  line(frame, rest.cutTop(20, 8), *frame.fonts.strong, frame.theme.text, "About");
  rest.cutTop(paragraph(frame, rest, *frame.fonts.words, frame.theme.text,
                        "Atelier trains a small convolutional network on pictures of clothes inside this page. Nothing "
                        "is sent anywhere."),
              8);
  if (!state.run.pretrained.empty()) {
    rest.cutTop(
        paragraph(frame, rest, *frame.fonts.words, frame.theme.muted, "The pretrained model: " + state.run.pretrained),
        8);
  }
  mirrorText(frame, rest, "about", "About",
             "Atelier trains a small convolutional network on pictures of clothes inside this page. Nothing is sent "
             "anywhere.");
  const Rect runs{rest.x, rest.y, rest.w, frame.controlHeight()};
  if (runChoice(frame, runs, state)) rest.cutTop(runs.h, 8);
  if (button(frame, rest.cutTop(frame.controlHeight(), 8), "moreTheme", "Light or dark", Look::kPlain, true,
             "Changes the colours at once. Remembered in this browser."))
    view.wantsOtherTheme = true;
  if (button(frame, rest.cutTop(frame.controlHeight(), 8), "moreShare", "Share this lab", Look::kPlain, true,
             "Makes a link that opens the page with this recipe, and a frame for course pages."))
    openSharing(view);
  if (button(frame, rest.cutTop(frame.controlHeight(), 8), "moreLessons", "Lessons", Look::kPlain, true,
             "Shows the lessons that lead through the page."))
    view.choosesLesson = true;
  workButton(frame, rest.cutTop(frame.controlHeight(), 8), view);
  const Rect explain = rest.cutTop(frame.controlHeight(), 8);
  if (button(frame, explain, "help.3", "Explain the timeline", Look::kPlain, true,
             "Explains the beads at the foot of the page in a few sentences."))
    view.help = HelpTopic::kTimeline;
  if (view.help == HelpTopic::kTimeline) view.helpAnchor = explain;
  if (button(frame, rest.cutTop(frame.controlHeight(), 8), "moreIntroduction", "Show the introduction", Look::kPlain,
             true, "Shows the five steps of a first visit again."))
    view.introduction = 0;
  return rest.y - rect.y + 14;
}

}  // namespace atelier::ui
