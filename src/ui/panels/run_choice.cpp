#include "ui/panels/run_choice.h"

#include <algorithm>
#include <string>
#include <vector>

#include "ui/widgets/fields.h"
#include "ui/widgets/figures.h"

namespace atelier::ui {

namespace {

std::string nameOf(const RunView& run, const RunState& state) {
  const double accuracy = run.number == state.run.number ? state.progress.testAccuracy : run.testAccuracy;
  const std::string name = "run " + std::to_string(run.number);
  return accuracy < 0 ? name : name + ", " + percent(accuracy) + " %";
}

std::string originOf(const RunView& run) {
  if (run.from == 0) return "Run " + std::to_string(run.number) + " began from random weights.";
  if (run.from < 0) return "Run " + std::to_string(run.number) + " began with the pretrained model's weights.";
  return "Run " + std::to_string(run.number) + " goes on from " +
         (run.fromEpoch == 0 ? "the start" : "epoch " + std::to_string(run.fromEpoch)) + " of run " +
         std::to_string(run.from) + ".";
}

}  // namespace

bool runChoice(Frame& frame, const Rect& rect, const RunState& state) {
  if (state.runs.size() < 2) return false;
  std::vector<std::string> names;
  std::string current;
  std::string about;
  for (const RunView& run : state.runs) {
    names.push_back(nameOf(run, state));
    if (run.number == state.run.number) {
      current = names.back();
      about = originOf(run) + " The latest four runs are kept; choosing another pauses this one.";
    }
  }
  const auto chosen = selectField(frame, rect, "run", "Run", names, current, about);
  if (!chosen || *chosen == current) return true;
  const auto at = std::find(names.begin(), names.end(), *chosen);
  if (at != names.end())
    frame.outbox.emplace_back(protocol::ChooseRun{state.runs[static_cast<std::size_t>(at - names.begin())].number});
  return true;
}

}  // namespace atelier::ui
