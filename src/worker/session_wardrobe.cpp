// What of Session is about the wardrobe, and training on it.

#include <algorithm>

#include "train/fine_tune.h"
#include "worker/session.h"

namespace atelier::worker {

void Session::on(const protocol::AddToWardrobe& command) {
  std::string error;
  wardrobeChanged(wardrobe_.add(command, viewer_.pixelsOf("drawing"), events_, error), error);
}

void Session::on(const protocol::RemoveFromWardrobe& command) {
  std::string error;
  wardrobeChanged(wardrobe_.remove(command, events_, error), error);
}

void Session::on(const protocol::RenameClass& command) {
  std::string error;
  wardrobeChanged(wardrobe_.rename(command, events_, error), error);
}

void Session::on(const protocol::OpenWardrobe& command) {
  std::string error;
  wardrobeChanged(wardrobe_.open(command, events_, error), error);
}

void Session::on(const protocol::UndoWardrobe&) {
  std::string error;
  wardrobeChanged(wardrobe_.undo(events_, error), error);
}

void Session::wardrobeChanged(bool isDone, const std::string& error) {
  if (!isDone) return fail("wardrobe", error);
  slowMotion_.dataChanged();
}

void Session::on(const protocol::FineTune&) {
  const Dataset& dataset = source_.dataset();
  if (dataset.wardrobe.items.count() == 0)
    return fail("wardrobe", "The wardrobe is empty: put a drawing into it first.");
  if (dataset.train.count() == 0) return fail("wardrobe", "The training images are not here yet: try again soon.");
  slowMotion_.leave(run().id(), viewer_, events_);
  const Shown from = shown();
  Recipe recipe = fineTuningOf(from.recipe, dataset.wardrobe.classes());
  if (edited_.wardrobe > 0) recipe.wardrobe = edited_.wardrobe;
  recipe.train = std::min(recipe.train, dataset.train.count());  // it is to take seconds
  recipe.test = std::clamp(dataset.test.count(), 1, recipe.test);
  auto weights = weightsToTune(from.recipe, from.network.parameters(), recipe);
  const int epoch = showsPretrained() ? -1 : shownEpoch_ >= 0 ? shownEpoch_ : run().trainer().epoch();
  runs_.beginWith(recipe, std::move(weights), epoch, events_);
  edited_ = recipe;
  runs_.setData(dataset.name);
  takeUp();
  run().train(events_);
}

}  // namespace atelier::worker
