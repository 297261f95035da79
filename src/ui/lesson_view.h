#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lesson/lesson.h"

namespace atelier::ui {

// A lesson as it is gone through: where it stands and what of it is done. Knows nothing of the page. What is done stays
// done, also while one goes back.
struct LessonView {
  LessonView(std::string linkName, lesson::Lesson read);

  const lesson::Step& step() const { return lesson.steps[static_cast<std::size_t>(at)]; }
  bool isLast() const { return at + 1 == std::ssize(lesson.steps); }

  // --- Of the step where it stands
  bool isDone(std::size_t condition) const { return record().conditions[condition]; }
  void tick(std::size_t condition) { record().conditions[condition] = true; }
  std::optional<int> answer() const { return record().answer; }  // that was chosen last
  void choose(int answer);
  bool isAnswered() const { return record().isAnswered; }  // rightly, once
  // Its recipe, where it has one, was begun with.
  bool hasBegun() const { return step().begins.recipe.empty() || record().hasBegun; }
  void begin() { record().hasBegun = true; }
  int tasks() const;   // conditions and a question
  int undone() const;  // of them

  std::string name;  // as a link calls it
  lesson::Lesson lesson;
  int at = 0;
  bool isOpen = true;         // else it was left, and can be taken up again
  bool isFolded = false;      // its title alone is shown
  bool awaitsRecipe = false;  // the engine has not answered yet to the step's recipe
  int runBefore = 0;          // that was at work when the step was entered
  link::Hidden pageHidden;    // panels that the page leaves out without it
  std::optional<int> goes;    // to this step, set by the buttons
  bool leaves = false;        // the same
  std::string said;           // what is new, for those who do not see it

 private:
  struct Record {
    std::vector<bool> conditions;
    std::optional<int> answer;
    bool isAnswered = false;
    bool hasBegun = false;
  };
  Record& record() { return records_[static_cast<std::size_t>(at)]; }
  const Record& record() const { return records_[static_cast<std::size_t>(at)]; }

  std::vector<Record> records_;  // by step
};

// "Step 2 of 6"
std::string placeOf(const LessonView& lesson);

}  // namespace atelier::ui
