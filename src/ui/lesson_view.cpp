#include "ui/lesson_view.h"

#include <algorithm>
#include <utility>

namespace atelier::ui {

LessonView::LessonView(std::string linkName, lesson::Lesson read)
    : name(std::move(linkName)), lesson(std::move(read)), records_(lesson.steps.size()) {
  for (std::size_t i = 0; i < records_.size(); ++i) records_[i].conditions.resize(lesson.steps[i].watch.size());
}

void LessonView::choose(int answer) {
  record().answer = answer;
  const lesson::Answer& one = step().question->answers[static_cast<std::size_t>(answer)];
  record().isAnswered |= one.isRight;
  said = (one.isRight ? "Right: " : "Not right: ") + one.reply;
}

int LessonView::tasks() const { return static_cast<int>(step().watch.size()) + (step().question ? 1 : 0); }

int LessonView::undone() const {
  const auto& conditions = record().conditions;
  const auto open = std::count(conditions.begin(), conditions.end(), false);
  return static_cast<int>(open) + (step().question && !isAnswered() ? 1 : 0);
}

std::string placeOf(const LessonView& lesson) {
  return "Step " + std::to_string(lesson.at + 1) + " of " + std::to_string(lesson.lesson.steps.size());
}

}  // namespace atelier::ui
