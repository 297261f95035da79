#include "ui/lesson_watch.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/results_panel.h"
#include "ui/widgets/figures.h"

namespace atelier::ui {

namespace {

using Kind = lesson::Condition::Kind;

// "80", "62.5"
std::string plain(double number) {
  std::string text = decimal(number, 4);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// The likeliest class; empty where nothing was judged.
std::string likeliest(const RunState& state, std::span<const float> shares) {
  if (shares.empty() || !std::all_of(shares.begin(), shares.end(), [](float p) { return std::isfinite(p); })) return "";
  return classNameOf(state, static_cast<int>(std::max_element(shares.begin(), shares.end()) - shares.begin()));
}

// What the network panel's picture is taken for.
std::string pictureClass(const RunState& state) {
  const auto classes = state.layers.empty() ? 0 : static_cast<std::size_t>(state.layers.back().outputs());
  const bool isKnown = state.activationsOf == "picture" && state.activationsView == "activations";
  if (!isKnown || classes == 0 || state.activations.size() < classes) return "";
  return likeliest(state, std::span(state.activations).last(classes));
}

Watched takenFor(const std::string& thing, const std::string& wanted, const std::string& now, const char* ifNothing) {
  return {"The " + thing + " is taken for: " + wanted, now.empty() ? ifNothing : "now for: " + now, now == wanted};
}

// The text of a recipe that may be the name of a preset.
std::string recipeText(const RunState& state, const std::string& said) {
  for (const protocol::Row& preset : state.presets) {
    if (preset.size() > 1 && preset[0] == said) return preset[1];
  }
  return said;
}

// One step at a time: how far it has been seen tells how far the condition is.
Watched slowMotion(double steps, const RunState& state, const SlowMotion& slow) {
  const std::string what = steps == 1 ? "A training step is" : plain(steps) + " training steps are";
  const std::string phases = std::to_string(phasesOf(state.layers).size());
  return {what + " seen in slow motion through all phases, and taken",
          slow.isOn ? std::to_string(slow.seen.size()) + " of " + phases + " phases so far" : "slow motion is off",
          slow.stepsSeen >= steps};
}

Watched recipe(const lesson::Condition& condition, const RunState& state) {
  const bool isWhole = condition.kind == Kind::kRecipe;
  const std::string wanted = isWhole ? recipeText(state, condition.text) : condition.text;
  const auto has = [&](const std::string& text) {
    return isWhole ? text == wanted : text.find(wanted) != std::string::npos;
  };
  const bool isRun = has(state.recipe.running);
  const char* soFar = !isRun && has(state.recipe.recipe) ? "it waits for Reset" : "";
  return {(isWhole ? "The run follows the recipe: " : "The run's recipe has: ") + condition.text, soFar, isRun};
}

}  // namespace

Watched watched(const lesson::Condition& condition, const RunState& state, const View& view) {
  const protocol::Progress& p = state.progress;
  const double number = condition.number;
  switch (condition.kind) {
    case Kind::kTestAccuracy:
      return {"Test accuracy of " + plain(number) + " % or more",
              p.testAccuracy < 0 ? "not measured yet" : percent(p.testAccuracy) + " % so far",
              p.testAccuracy * 100 >= number};
    case Kind::kTrainLoss: {
      const bool isKnown = !state.epochs.empty();
      const double loss = isKnown ? state.epochs.back().trainLoss : 0;
      return {"Training loss of an epoch " + plain(number) + " or less",
              isKnown ? decimal(loss, 3) + " so far" : "no epoch is over yet", isKnown && loss <= number};
    }
    case Kind::kEpoch:
      return {number == 1 ? "1 epoch is over" : plain(number) + " epochs are over", std::to_string(p.epoch) + " so far",
              p.epoch >= number};
    case Kind::kRun:
      return {"The run is " + condition.text, "",
              condition.text == "training" ? p.running : !p.running && p.phase == condition.text};
    case Kind::kPicture:
      return takenFor("picture", condition.text, pictureClass(state), "not judged yet");
    case Kind::kDrawing:
      return takenFor("drawing", condition.text, likeliest(state, state.prediction), "nothing is drawn yet");
    case Kind::kShownEpoch:
      return {number == 0 ? "The timeline shows the start" : "The timeline shows epoch " + plain(number), "",
              state.timeline.shown == number};
    case Kind::kTab:
      return {"The tab of the results is open: " + condition.text, "",
              view.showsResults && resultsTabNames()[static_cast<std::size_t>(view.results.tab)] == condition.text};
    case Kind::kView:
      return {"The network panel shows: " + condition.text, "",
              kShownNames[static_cast<std::size_t>(view.shows)] == condition.text};
    case Kind::kRecipe:
    case Kind::kRecipeHas:
      return recipe(condition, state);
    case Kind::kSlowMotion:
      return slowMotion(number, state, view.slowMotion);
  }
  return {};
}

lesson::Names lessonNames(const RunState& state) {
  const auto classes = state.dataClasses();
  return {resultsTabNames(), {kShownNames.begin(), kShownNames.end()}, {classes.begin(), classes.end()}};
}

}  // namespace atelier::ui
