// What of Session is about training: the recipe, the run at work and those that were left.

#include <cmath>

#include "train/presets.h"
#include "train/recipe_fields.h"
#include "worker/session.h"
#include "worker/tables.h"

namespace atelier::worker {

namespace {

std::string withCapital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::optional<Recipe> recipeOf(const std::string& text, TextError& error) {
  const Preset* preset = findPreset(text);
  return parseRecipe(preset != nullptr ? preset->recipe : text, error);
}

}  // namespace

void Session::on(const protocol::Train&) {
  slowMotion_.leave(run().id(), viewer_, events_);
  showWeights("scratch");
  showNow();
  run().train(events_);
}

void Session::on(const protocol::StepBatch&) {
  showWeights("scratch");
  showNow();
  run().stepBatch(events_);
}

void Session::on(const protocol::StepEpoch&) {
  slowMotion_.leave(run().id(), viewer_, events_);
  showWeights("scratch");
  showNow();
  run().stepEpoch(events_);
}

void Session::on(const protocol::SetSpeed& command) {
  if (!(command.imagesPerSecond >= 0) || !std::isfinite(command.imagesPerSecond)) {
    return fail("message", "setSpeed: imagesPerSecond must be 0 (as fast as it goes) or more.");
  }
  speed_ = command.imagesPerSecond;
  run().setSpeed(speed_);
}

void Session::on(const protocol::SetRecipe& command) {
  TextError error;
  const auto recipe = recipeOf(command.recipe, error);
  if (!recipe) return failRecipe(error, "");
  edit(*recipe);
}

void Session::on(const protocol::SetField& command) {
  Recipe recipe = edited_;
  TextError error;
  if (!setField(recipe, command.name, command.value, error)) return failRecipe(error, command.name);
  edit(recipe);
}

void Session::on(const protocol::NewSeed&) {
  ++edited_.seed;
  startRun("scratch");
}

void Session::on(const protocol::CheckNetwork& command) {
  TextError error;
  const auto layers = command.text.size() > kLongestRecipe ? std::nullopt : parseLayers(command.text, error);
  if (layers) {
    events_.emplace_back(protocol::NetworkChecked{command.text, layerTable(*layers), "", 0, 0});
  } else {
    const std::string why = error.text.empty() ? "this is too long for a network" : error.text;
    events_.emplace_back(
        protocol::NetworkChecked{command.text, "", withCapital(why) + ".", error.position, error.length});
  }
}

void Session::failRecipe(const TextError& error, const std::string& field) {
  events_.emplace_back(protocol::Failed{"recipe", withCapital(error.text) + ".", error.position, field, error.length});
}

void Session::edit(const Recipe& recipe) {
  edited_ = recipe;
  if (run().isFresh() && !run().isRunning()) return startRun(weights_);
  run().adopt(edited_, events_);
  sendRecipe();
}

void Session::startRun(const std::string& weights) {
  runs_.begin(edited_, events_);
  run().setSpeed(speed_);
  shownEpoch_ = -1;
  past_.reset();
  runs_.setData(source_.dataset().name);
  source_.want(edited_.train, edited_.test);
  weights_ = weights;
  sendRun();
  events_.emplace_back(run().progress());
  sendRecipe();
  sendDataset();
  predictDrawing();
}

void Session::on(const protocol::Branch& command) {
  std::string error;
  if (!runs_.branch(command.epoch, edited_, events_, error)) return fail("timeline", error);
  takeUp();
}

void Session::on(const protocol::ChooseRun& command) {
  std::string error;
  if (!runs_.choose(command.number, events_, error)) return fail("run", error);
  edited_ = run().trainer().recipe();
  takeUp();
}

void Session::takeUp() {
  shownEpoch_ = -1;
  past_.reset();
  weights_ = "scratch";
  run().setSpeed(speed_);
  const Recipe& recipe = run().trainer().recipe();
  source_.want(std::max(recipe.train, edited_.train), std::max(recipe.test, edited_.test));
  sendRun();
  for (const protocol::EpochDone& epoch : run().history()) events_.emplace_back(epoch);
  events_.emplace_back(run().progress());
  sendTimeline();
  sendRecipe();
  sendDataset();
  predictDrawing();
}

}  // namespace atelier::worker
