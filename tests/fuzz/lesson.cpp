#include "lesson/lesson.h"

#include "fuzz/checks.h"

namespace atelier::fuzz {

namespace {

// Every text of what is read is within its limit, and every step within those of a step.
bool isWithinLimits(const lesson::Lesson& read) {
  using namespace lesson;
  if (read.steps.empty() || read.steps.size() > kMostSteps || read.title.empty() || read.id.size() > kLongestName)
    return false;
  for (const Step& step : read.steps) {
    if (step.text.empty() || step.text.size() > kLongestText || step.watch.size() > kMostConditions) return false;
    if (!step.question) continue;
    int right = 0;
    for (const Answer& answer : step.question->answers) {
      right += answer.isRight ? 1 : 0;
      if (answer.text.empty() || answer.reply.empty()) return false;
    }
    if (right != 1 || step.question->answers.size() < 2) return false;
  }
  return true;
}

}  // namespace

std::string checkLesson(Bytes bytes) {
  const lesson::Names names{{"curves", "confusion"}, {"activations", "weights"}, {"Bag", "Coat"}};
  std::string error;
  const auto read = lesson::parse(textOf(bytes), names, error);
  if (read) return isWithinLimits(*read) ? "" : "A lesson beyond the limits is read.";
  return error.size() > 20 && error.back() == '.' ? "" : "A lesson is refused without a sentence: " + error;
}

}  // namespace atelier::fuzz
