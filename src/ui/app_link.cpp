// What of App is about links: what one asks for takes effect, and another says how the page is now.

#include <utility>

#include "ui/app.h"
#include "ui/panels/overlays.h"
#include "ui/panels/view_tabs.h"

namespace atelier::ui {

void App::openLink(const std::string& text) {
  unsettled_ = kSettle;
  link::Reading reading = link::parse(text);
  for (const std::string& each : reading.problems) problem(each);
  leaveLesson();
  view_.hidden = reading.link.hidden;
  view_.recipeIsFixed = reading.link.fixesRecipe;
  const std::string lesson = reading.link.lesson;
  if (!reading.link.theme.empty()) setTheme(reading.link.theme);
  if (const auto tab = tabNamed(reading.link.show)) view_.tab = *tab;
  link_ = std::move(reading.link);
  if (link_->weights.empty() && !link_->recipe.empty()) link_->weights = "scratch";
  sendLink();
  if (!lesson.empty()) askForLesson(lesson);
}

link::Link App::linkNow() const {
  link::Link now;
  now.recipe = state_.recipe.recipe;
  now.weights = state_.run.weights;
  now.fixesRecipe = view_.recipeIsFixed;
  now.hidden = hiddenByPage(view_);
  if (hasLesson()) now.lesson = view_.lesson->name;
  if (state_.picture && state_.picture->split != "wardrobe")
    now.image = link::Image{state_.picture->split, state_.picture->index};
  now.theme = theme_.name;
  return now;
}

void App::copied(bool isDone) {
  unsettled_ = kSettle;
  if (!view_.sharing) return;
  view_.sharing->said = isDone ? "Copied." : "The browser does not allow it: copy it from the window that opened.";
}

void App::sendLink() {
  if (!link_ || !state_.isReady) return;
  if (!link_->recipe.empty()) {
    keeper_.setLinksRecipe(link_->recipe);
    outbox_.emplace_back(protocol::SetRecipe{std::exchange(link_->recipe, "")});
  }
  // A recipe is there to be trained: its own weights are shown, unless the link says otherwise.
  if (link_->weights == "scratch") outbox_.emplace_back(protocol::UseWeights{std::exchange(link_->weights, "")});
  if (!link_->image) return link_.reset();
  const protocol::Dataset& data = state_.dataset;
  const bool isTest = link_->image->split == "test";
  const int here = isTest ? data.test : data.train;
  const bool isAll = here > 0 && here == (isTest ? data.testWanted : data.trainWanted);
  if (link_->image->index >= here && !isAll) return;
  outbox_.emplace_back(protocol::PickImage{link_->image->split, "index", link_->image->index, -1});
  link_.reset();
}

}  // namespace atelier::ui
