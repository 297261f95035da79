#include <cmath>

#include "ui/panels/overlays.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/overlay.h"

namespace atelier::ui {

namespace {

constexpr float kMargin = 12;
constexpr float kWidest = 460;
constexpr float kPadding = 16;
constexpr float kGap = 8;
constexpr float kRow = 50;
constexpr const char* kAbout =
    "A lesson goes through the page step by step, says what to try, and ticks it off. It can be left at any time.";

bool row(Frame& frame, Rect& rest, const std::string& id, const std::string& title, const std::string& about,
         bool isChosen) {
  const Rect box = rest.cutTop(kRow, 6);
  fill(frame, box, frame.theme.well, 6);
  const bool pressed = rowButton(frame, box, id, title, isChosen, "", about);
  Rect words{box.x + 12, box.y + 6, box.w - 24, box.h - 12};
  line(frame, words.cutTop(19), *frame.fonts.strong, frame.theme.text, title);
  line(frame, words.cutTop(18), *frame.fonts.words, frame.theme.muted, about);
  return pressed;
}

// The lesson that was left, to be gone on with.
bool left(Frame& frame, Rect& rest, const LessonView& lesson) {
  const std::string place =
      "Step " + std::to_string(lesson.at + 1) + " of " + std::to_string(lesson.lesson.steps.size()) + ".";
  return row(frame, rest, "lessons.left", "Go on: " + lesson.lesson.title, place, true);
}

}  // namespace

void lessonsCard(Frame& frame, const Rect& window, View& view) {
  frame.controls.setPanel("Lessons");
  const bool hasLeft = view.lesson && !view.lesson->isOpen;
  const float width = std::min(kWidest, window.w - 2 * kMargin);
  const float head = frame.isTouch ? 44.0F : 28.0F;
  const float about = paragraphHeight(*frame.fonts.words, kAbout, width - 2 * kPadding);
  const auto rows = static_cast<float>(lesson::kBuiltIn.size() + (hasLeft ? 1 : 0));
  const Rect card{std::round(window.middleX() - width / 2), frame.isTouch ? kMargin : 64.0F, width,
                  2 * kPadding + head + kGap + about + kGap + 4 + rows * (kRow + 6) - 6};
  bool closes = coverWindow(frame, window, "lessons.outside", "Outside of the lessons");
  cardGround(frame, card, "lessons.card", "Lessons");
  Rect rest = card.inset(kPadding);
  Rect top = rest.cutTop(head, kGap);
  closes |= button(frame, top.cutRight(64, 8), "lessons.close", "Close", Look::kPlain, true,
                   "Closes this card. So does Escape.");
  line(frame, top, *frame.fonts.strong, frame.theme.text, "Lessons");
  mirrorText(frame, rest, "lessons.about", "About", kAbout);
  rest.cutTop(paragraph(frame, rest, *frame.fonts.words, frame.theme.text, kAbout), kGap + 4);
  if (hasLeft && left(frame, rest, *view.lesson)) {
    view.resumesLesson = true;
    closes = true;
  }
  for (const lesson::BuiltIn& each : lesson::kBuiltIn) {
    const bool isOpen = view.lesson && view.lesson->isOpen && view.lesson->name == each.name;
    if (!row(frame, rest, std::string("lessons.") + each.name, each.title, each.about, isOpen)) continue;
    view.wantedLesson = each.name;
    closes = true;
  }
  if (closes) view.choosesLesson = false;
}

}  // namespace atelier::ui
