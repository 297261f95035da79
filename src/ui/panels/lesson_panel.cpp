#include <cmath>

#include "ui/lesson_watch.h"
#include "ui/panels/panels.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

constexpr float kGap = 8;
constexpr float kMarkWidth = 22;  // before a task, and after an answer
constexpr float kBroad = 520;     // from here on what is to be done stands beside the text
constexpr float kButtonWidth = 84;

void cross(ImDrawList& draw, float x, float y, ImU32 colour) {
  draw.AddLine({x - 4, y - 4}, {x + 4, y + 4}, colour, 1.5F);
  draw.AddLine({x - 4, y + 4}, {x + 4, y - 4}, colour, 1.5F);
}

void check(ImDrawList& draw, float x, float y, ImU32 colour) {
  const ImVec2 hook[] = {{x - 4, y}, {x - 1, y + 3}, {x + 4, y - 4}};
  draw.AddPolyline(hook, 3, colour, 0, 1.75F);
}

void head(Frame& frame, Rect& rest, LessonView& lesson) {
  Rect row = rest.cutTop(frame.isTouch ? 44.0F : 24.0F, kGap);
  const Rect close = row.cutRight(frame.isTouch ? 44.0F : 24.0F, 4);
  if (button(frame, close, "lesson.close", "Leave the lesson", Look::kQuiet, true,
             "Leaves the lesson, and brings back what it hid. Lessons takes it up again where it was.", cross))
    lesson.leaves = true;
  lesson.isFolded = !disclosure(frame, row, "lesson.fold", lesson.lesson.title, !lesson.isFolded,
                                "Folds the lesson into its title, or shows it again.");
  const std::string place = placeOf(lesson);
  Rect second = rest.cutTop(18, lesson.isFolded ? 0 : kGap);
  mirrorText(frame, second, "lesson.step", lesson.lesson.title, place);
  frame.controls.hint(second, "Where you are in this lesson.");
  line(frame, second.cutLeft(textSize(*frame.fonts.words, place).x + 1, 12), *frame.fonts.words, frame.theme.muted,
       place);
  progressBar(frame, {second.x, second.middleY() - 1, second.w, 3},
              (lesson.at + 1.0) / static_cast<double>(lesson.lesson.steps.size()));
}

// Paragraphs, divided by blank lines.
void paragraphs(Frame& frame, Rect& rest, const std::string& text) {
  const Rect whole = rest;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", at), text.size());
    rest.cutTop(paragraph(frame, rest, *frame.fonts.words, frame.theme.text, text.substr(at, end - at)), kGap);
    at = end + 2;
  }
  rest.cutTop(0, 4);
  mirrorText(frame, {whole.x, whole.y, whole.w, rest.y - whole.y}, "lesson.text", "Text", text);
}

// The page's own lessons name what comes of Fashion-MNIST; the synthetic set, which stands in for it, is another one.
void otherPictures(Frame& frame, Rect& rest, const RunState& state, const LessonView& lesson) {
  if (state.dataset.name != "synthetic" || !lesson::isBuiltIn(lesson.lesson.id)) return;
  const std::string text =
      "This lesson tells of Fashion-MNIST, which could not be had. The garments here are drawn by code, so what comes "
      "of them differs from the figures and pictures that the lesson names.";
  const float height = paragraph(frame, rest, *frame.fonts.words, frame.theme.muted, text);
  mirrorText(frame, {rest.x, rest.y, rest.w, height}, "lesson.pictures", "", text);
  rest.cutTop(height, kGap + 4);
}

// Where a run is under way, the recipe of a step waits until that one is left.
void beginning(Frame& frame, Rect& rest, const LessonView& lesson) {
  if (lesson.hasBegun() || lesson.awaitsRecipe) return;
  const std::string text =
      "This step begins a run of its own, with the recipe that is set now. The run that you have is kept in the list "
      "of "
      "runs.";
  const float height = paragraph(frame, rest, *frame.fonts.words, frame.theme.muted, text);
  mirrorText(frame, {rest.x, rest.y, rest.w, height}, "lesson.waits", "", text);
  rest.cutTop(height, kGap);
  if (button(frame, rest.cutTop(frame.controlHeight(), kGap + 4).cutLeft(140), "lesson.reset", "Reset and begin",
             Look::kPrimary, true, "Begins the run of this step, at once, as Reset does."))
    frame.outbox.emplace_back(protocol::Reset{});
}

// One thing to be done, with a mark that says whether it is.
void task(Frame& frame, Rect& rest, const std::string& id, const Watched& task) {
  const Theme& t = frame.theme;
  const ImFont& font = *frame.fonts.words;
  const bool tellsMore = !task.holds && !task.soFar.empty();
  const float height = paragraphHeight(font, task.what, rest.w - kMarkWidth);
  const Rect whole{rest.x, rest.y, rest.w, height + (tellsMore ? 17 : 0)};
  const float x = whole.x + 8;
  const float y = whole.y + 8;
  frame.draw.AddCircle({x, y}, 6.5F, task.holds ? t.accent : t.muted, 20, 1.25F);
  if (task.holds) {
    frame.draw.AddCircleFilled({x, y}, 7, t.accent, 20);
    check(frame.draw, x, y, t.onAccent);
  }
  Rect words{whole.x + kMarkWidth, whole.y, whole.w - kMarkWidth, whole.h};
  words.cutTop(paragraph(frame, words, font, task.holds ? t.muted : t.text, task.what));
  if (tellsMore) line(frame, words.cutTop(17), font, t.muted, task.soFar);
  frame.controls.hint(whole, task.holds ? "This has been done." : "This is ticked off once it has happened.");
  mirrorText(frame, whole, id, task.holds ? "Done" : "To do", task.what + (tellsMore ? ": " + task.soFar : "") + ".");
  rest.cutTop(whole.h, kGap);
}

void tasks(Frame& frame, Rect& rest, const RunState& state, const View& view) {
  const LessonView& lesson = *view.lesson;
  const auto& watch = lesson.step().watch;
  for (std::size_t i = 0; i < watch.size(); ++i) {
    Watched seen = watched(watch[i], state, view);
    seen.holds = lesson.isDone(i);
    if (!lesson.hasBegun()) seen.soFar.clear();
    task(frame, rest, "lesson.task." + std::to_string(i), seen);
  }
  if (!watch.empty()) rest.cutTop(0, 4);
}

void answer(Frame& frame, Rect& rest, LessonView& lesson, int index) {
  const lesson::Answer& one = lesson.step().question->answers[static_cast<std::size_t>(index)];
  const ImFont& font = *frame.fonts.words;
  const bool isChosen = lesson.answer() == index;
  const float inside = rest.w - 20 - kMarkWidth;
  const float height = std::round(paragraphHeight(font, one.text, inside));
  const Rect box = rest.cutTop(std::max(frame.isTouch ? 44.0F : 0.0F, height + 12), 6);
  fill(frame, box, frame.theme.well, 6);
  if (rowButton(frame, box, "lesson.answer." + std::to_string(index), one.text, isChosen, "",
                !isChosen     ? "Chooses this answer. You can choose another one afterwards."
                : one.isRight ? "This answer is right."
                              : "This answer is not right."))
    lesson.choose(index);
  outline(frame, box, isChosen ? frame.theme.muted : frame.theme.hairline, 6);
  paragraph(frame, {box.x + 12, box.middleY() - height / 2, inside, height}, font, frame.theme.text, one.text);
  if (isChosen)
    (one.isRight ? check : cross)(frame.draw, box.right() - 14, box.middleY(),
                                  one.isRight ? frame.theme.accent : frame.theme.trouble);
}

void question(Frame& frame, Rect& rest, LessonView& lesson) {
  if (!lesson.step().question) return;
  const lesson::Question& question = *lesson.step().question;
  const float height = paragraph(frame, rest, *frame.fonts.strong, frame.theme.text, question.text);
  mirrorText(frame, {rest.x, rest.y, rest.w, height}, "lesson.question", "Question", question.text);
  rest.cutTop(height, kGap);
  for (int i = 0; i < std::ssize(question.answers); ++i) answer(frame, rest, lesson, i);
  if (const auto chosen = lesson.answer()) {
    const lesson::Answer& one = question.answers[static_cast<std::size_t>(*chosen)];
    const float tall = paragraph(frame, rest, *frame.fonts.words, frame.theme.text, one.reply);
    mirrorText(frame, {rest.x, rest.y, rest.w, tall}, "lesson.reply", one.isRight ? "Right" : "Not right", one.reply);
    rest.cutTop(tall, kGap);
  }
  rest.cutTop(0, 4);
}

void buttons(Frame& frame, Rect& rest, LessonView& lesson) {
  const int undone = lesson.undone();
  if (undone > 0) {
    const std::string text = "Not done yet: " + std::to_string(undone) + " of " + std::to_string(lesson.tasks()) +
                             ". You can go on all the same.";
    const float height = paragraph(frame, rest, *frame.fonts.words, frame.theme.muted, text);
    mirrorText(frame, {rest.x, rest.y, rest.w, height}, "lesson.undone", "", text);
    rest.cutTop(height, kGap);
  }
  Rect row = rest.cutTop(frame.controlHeight());
  const std::string about = lesson.isLast() ? "Ends the lesson, and brings back what it hid." : "The next step.";
  const std::string left = undone > 0 ? " Some of this step is not done yet." : "";
  if (button(frame, row.cutRight(kButtonWidth, kGap), "lesson.next", lesson.isLast() ? "Finish" : "Next",
             undone > 0 ? Look::kPlain : Look::kPrimary, true, about + left)) {
    if (lesson.isLast()) {
      lesson.leaves = true;
    } else {
      lesson.goes = lesson.at + 1;
    }
  }
  if (button(frame, row.cutLeft(kButtonWidth), "lesson.back", "Back", Look::kPlain, lesson.at > 0,
             "The step before this one. What is done stays done."))
    lesson.goes = lesson.at - 1;
}

}  // namespace

float lessonPanel(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  LessonView& lesson = *view.lesson;
  Rect rest = beginPanel(frame, rect, "Lesson");
  head(frame, rest, lesson);
  if (lesson.isFolded) return rest.y - rect.y + 14;
  const bool isBroad = rest.w >= kBroad;
  Rect beside = isBroad ? rest.cutRight(std::round(rest.w * 0.44F), 24) : Rect{};
  paragraphs(frame, rest, lesson.step().text);
  otherPictures(frame, rest, state, lesson);
  Rect& second = isBroad ? beside : rest;
  beginning(frame, second, lesson);
  tasks(frame, second, state, view);
  question(frame, second, lesson);
  buttons(frame, second, lesson);
  return std::max(rest.y, second.y) - rect.y + 14;
}

}  // namespace atelier::ui
