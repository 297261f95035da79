#include <algorithm>

#include "ui/panels/overlays.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/overlay.h"

namespace atelier::ui {

namespace {

constexpr float kWidest = 460;
constexpr float kGap = 8;
constexpr const char* kForgetAbout =
    "Everything made here is deleted: what was trained, the timeline, the drawing and the wardrobe. The page then "
    "opens "
    "as its link says, for good. Save it to a file first if you may want it back.";

// Buttons one below the other, each as wide as the card.
class Buttons {
 public:
  Buttons(Frame& frame, Rect& rest) : frame_(frame), rest_(rest) {}
  bool add(const char* id, const char* name, Look look, const char* about) {
    return button(frame_, rest_.cutTop(frame_.controlHeight(), kGap), id, name, look, true, about);
  }

 private:
  Frame& frame_;
  Rect& rest_;
};

void text(Frame& frame, Rect& rest, const std::string& id, const std::string& words) {
  const float height = paragraph(frame, rest, *frame.fonts.words, frame.theme.text, words);
  mirrorText(frame, {rest.x, rest.y, rest.w, height}, id, "Your work", words);
  rest.cutTop(height, kGap + 4);
}

// All below the head. Returns the height; closes the card where it is done.
float inside(Frame& frame, Rect rest, View& view, bool& closes) {
  const float top = rest.y;
  Buttons buttons(frame, rest);
  const auto wish = [&](Wish what) {
    view.wish = what;
    closes = true;
  };
  if (view.work->asksToForget) {
    text(frame, rest, "work.forgetting", kForgetAbout);
    if (buttons.add("work.forget.yes", "Delete and begin again", Look::kPrimary,
                    "Deletes what is saved for this link, at once, and opens the page anew."))
      wish(Wish::kForgetWork);
    if (buttons.add("work.forget.no", "Keep my work", Look::kPlain, "Deletes nothing."))
      view.work->asksToForget = false;
    return rest.y - top - kGap;
  }
  text(frame, rest, "work.about", view.keeping.about);
  if (view.keeping.canTakeOver) {
    if (buttons.add("work.useHere", "Use it here", Look::kPrimary,
                    "Opens the work here, at once. The other tab saves nothing from then on."))
      wish(Wish::kUseHere);
    if (buttons.add("work.look", "Only look", Look::kPlain, "Goes on without saving. The other tab keeps the work."))
      closes = true;
  }
  if (buttons.add("work.save", "Save to a file", Look::kPlain,
                  "Hands the browser a file of the recipe, the weights, the timeline, the drawing and the wardrobe."))
    wish(Wish::kSaveWork);
  if (view.keeping.hasDamaged &&
      buttons.add("work.damaged", "Save the damaged work to a file", Look::kPlain,
                  "Hands the browser what was saved here and cannot be read, for whoever can mend it."))
    wish(Wish::kSaveDamaged);
  if (buttons.add("work.open", "Open a file", Look::kPlain,
                  "Lets you choose such a file. It replaces what is here, at once."))
    wish(Wish::kOpenWork);
  if (!view.keeping.canTakeOver &&
      buttons.add("work.forget", "Back to the teacher\u2019s original", Look::kPlain,
                  "Asks first, then deletes what was made here and opens the page as its link says."))
    view.work->asksToForget = true;
  return rest.y - top - kGap;
}

}  // namespace

float workButtonWidth(const Frame& frame) { return textSize(*frame.fonts.words, "Not saved").x + 10; }

void workWord(Frame& frame, const Rect& rect, const View& view) {
  const Keeping& keeping = view.keeping;
  line(frame, rect, *frame.fonts.words, keeping.isTrouble ? frame.theme.trouble : frame.theme.muted, keeping.word,
       Align::kRight);
  frame.controls.hint(rect, keeping.about);
  mirrorText(frame, rect, "work.word", "Your work", keeping.word + ". " + keeping.about);
}

void workButton(Frame& frame, const Rect& rect, View& view) {
  const Look atRest = frame.isTouch ? Look::kPlain : Look::kQuiet;
  if (button(frame, rect, "work", frame.isTouch ? "Your work" : view.keeping.word,
             view.keeping.isTrouble ? Look::kChosen : atRest, true, view.keeping.about + " Press for more."))
    view.work.emplace();
}

void workCard(Frame& frame, const Rect& window, View& view) {
  WorkCard& work = *view.work;
  bool closes = false;
  const Rect rest = openDialog(
      frame, window, {"work", "Your work", "Your work", "Outside of Your work", kWidest, work.height}, closes);
  work.height = inside(frame, rest, view, closes);
  if (closes) view.work.reset();
}

}  // namespace atelier::ui
