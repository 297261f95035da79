#pragma once

#include <string>

#include "lesson/lesson.h"
#include "ui/panels/panels.h"

namespace atelier::ui {

// A condition of a lesson, held to what the page knows.
struct Watched {
  std::string what;   // "Test accuracy of 80 % or more"
  std::string soFar;  // "63.2 % so far"; empty where nothing is to be told
  bool holds = false;
};
Watched watched(const lesson::Condition& condition, const RunState& state, const View& view);

// What of this page a lesson can name; the classes are there once the engine is.
lesson::Names lessonNames(const RunState& state);

}  // namespace atelier::ui
