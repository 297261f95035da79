#include "ui/panels/overlays.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/overlay.h"

namespace atelier::ui {

namespace {

constexpr float kWidest = 460;
constexpr float kGap = 8;
constexpr float kBetween = 6;  // rows
constexpr const char* kAbout =
    "A lesson goes through the page step by step, says what to try, and ticks it off. It can be left at any time.";

float rowHeight(const Frame& frame, float width, const std::string& about) {
  return 12 + 19 + paragraphHeight(*frame.fonts.words, about, width - 24);
}

bool row(Frame& frame, Rect& rest, const std::string& id, const std::string& title, const std::string& about,
         bool isChosen) {
  const Rect box = rest.cutTop(rowHeight(frame, rest.w, about), kBetween);
  fill(frame, box, frame.theme.well, 6);
  const bool pressed = rowButton(frame, box, id, title, isChosen, "", about);
  Rect words{box.x + 12, box.y + 6, box.w - 24, box.h - 12};
  line(frame, words.cutTop(19), *frame.fonts.strong, frame.theme.text, title);
  paragraph(frame, words, *frame.fonts.words, frame.theme.muted, about);
  return pressed;
}

}  // namespace

void lessonsCard(Frame& frame, const Rect& window, View& view) {
  const bool hasLeft = view.lesson && !view.lesson->isOpen;
  const std::string left = hasLeft ? placeOf(*view.lesson) + "." : "";
  const float inside = insideOfDialog(window, kWidest);
  float height = paragraphHeight(*frame.fonts.words, kAbout, inside) + kGap + 4 - kBetween;
  if (hasLeft) height += rowHeight(frame, inside, left) + kBetween;
  for (const lesson::BuiltIn& each : lesson::kBuiltIn) height += rowHeight(frame, inside, each.about) + kBetween;
  bool closes = false;
  Rect rest =
      openDialog(frame, window, {"lessons", "Lessons", "Lessons", "Outside of the lessons", kWidest, height}, closes);
  mirrorText(frame, rest, "lessons.about", "About", kAbout);
  rest.cutTop(paragraph(frame, rest, *frame.fonts.words, frame.theme.text, kAbout), kGap + 4);
  if (hasLeft && row(frame, rest, "lessons.left", "Go on: " + view.lesson->lesson.title, left, true)) {
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
