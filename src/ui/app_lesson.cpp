// What of App is about lessons: their files come in, their steps set up the page, and what is done is ticked off.

#include <utility>

#include "ui/app.h"
#include "ui/lesson_watch.h"
#include "ui/panels/results_panel.h"
#include "ui/panels/view_tabs.h"

namespace atelier::ui {

bool App::hasLesson() const { return view_.lesson && view_.lesson->isOpen; }

void App::askForLesson(const std::string& name) {
  if (!name.ends_with(".json") && !lesson::isBuiltIn(name)) {
    std::string names;
    for (const lesson::BuiltIn& each : lesson::kBuiltIn) names += (names.empty() ? "" : ", ") + std::string(each.name);
    return lessonProblem("This page has no lesson \"" + name + "\"; its lessons are: " + names + ".");
  }
  view_.wantedLesson = name;
}

std::string App::takeLesson() {
  if (view_.wantedLesson.empty()) return "";
  askedLesson_ = std::exchange(view_.wantedLesson, "");
  return link::lessonFile(askedLesson_);
}

void App::lessonProblem(const std::string& text) {
  std::erase(problems_, lessonProblem_);
  lessonProblem_ = text;
  problem(text);
}

void App::openLesson(const std::string& path, const std::string& file) {
  unsettled_ = kSettle;
  if (link::lessonFile(askedLesson_) != path) return;  // another one has been asked for since
  lessonText_ = file;
  if (state_.isReady) readLesson();
}

void App::readLesson() {
  if (!lessonText_) return;
  std::string error;
  auto read = lesson::parse(*std::exchange(lessonText_, std::nullopt), lessonNames(state_), error);
  if (!read) return lessonProblem(error);
  std::erase(problems_, lessonProblem_);
  leaveLesson();
  view_.introduction = kNoIntroduction;
  view_.lesson.emplace(askedLesson_, std::move(*read));
  takeUpLesson();
}

void App::takeUpLesson() {
  LessonView& lesson = *view_.lesson;
  lesson.isOpen = true;
  lesson.isFolded = false;
  lesson.pageHidden = view_.hidden;
  enterStep(lesson.at);
}

void App::enterStep(int at) {
  LessonView& lesson = *view_.lesson;
  unsettled_ = kSettle;
  seeksLesson_ = true;
  lesson.at = at;
  lesson.said = placeOf(lesson) + ". " + lesson.step().text;
  view_.slowMotion.stepsSeen = 0;
  const lesson::Step& step = lesson.step();
  view_.hidden = lesson.pageHidden;
  for (const std::string& panel : step.hide) link::setHidden(view_.hidden, panel, true);
  for (const std::string& panel : step.show) link::setHidden(view_.hidden, panel, false);
  const std::vector<std::string> tabs = resultsTabNames();
  if (!step.tab.empty())
    view_.results.tab = static_cast<int>(std::find(tabs.begin(), tabs.end(), step.tab) - tabs.begin());
  const std::string first = step.show.empty() ? "" : step.show.front();
  if (const auto tab = tabNamed(first.empty() && !step.tab.empty() ? "results" : first)) view_.tab = *tab;
  for (std::size_t i = 0; i < kShownNames.size(); ++i) {
    if (step.view == kShownNames[i]) view_.shows = static_cast<Shows>(i);
  }
  const bool isOver = lesson.tasks() > 0 && lesson.undone() == 0;
  if (!isOver) beginStep(step.begins);  // what is done is looked at again, and not done over
}

void App::beginStep(const link::Link& begins) {
  LessonView& lesson = *view_.lesson;
  lesson.awaitsRecipe = !begins.recipe.empty() && !lesson.hasBegun();
  lesson.runBefore = state_.run.runId;
  if (!link_) link_.emplace();
  if (lesson.awaitsRecipe) {
    link_->recipe = begins.recipe;
    link_->weights = "scratch";
  }
  if (!begins.weights.empty()) link_->weights = begins.weights;
  if (begins.image) {
    link_->image = begins.image;
    view_.source = "picture";
  }
  const bool canShowPretrained = state_.run.weights == "scratch" && state_.run.pretrained.rfind("Trained", 0) == 0;
  if (begins.weights == "pretrained" && canShowPretrained) outbox_.emplace_back(protocol::UseWeights{"pretrained"});
  sendLink();
}

void App::leaveLesson() {
  if (!hasLesson()) return;
  unsettled_ = kSettle;
  view_.lesson->isOpen = view_.lesson->leaves = false;
  view_.lesson->goes.reset();
  view_.hidden = view_.lesson->pageHidden;
}

void App::seekLesson() {
  if (!seeksLesson_ || unsettled_ > 1 || layout_.lesson.h <= 0) return;
  seeksLesson_ = false;
  const float to = std::max(0.0F, layout_.lesson.y - roomBetweenBars().y);
  if (to != scroll_) wantedScroll_ = to;
}

void App::hearForLesson(const protocol::Event& event) {
  if (!hasLesson()) return;
  LessonView& lesson = *view_.lesson;
  if (std::holds_alternative<protocol::EpochDone>(event)) lesson.said.clear();
  const auto* failed = std::get_if<protocol::Failed>(&event);
  const bool isRefused = failed != nullptr && failed->code == "recipe";
  if (!lesson.awaitsRecipe || (!isRefused && !std::holds_alternative<protocol::Recipe>(event))) return;
  lesson.awaitsRecipe = false;
  if (isRefused) lesson.begin();  // the sentence stands on the page; the rest can be done
}

void App::followLesson() {
  if (std::exchange(view_.resumesLesson, false)) takeUpLesson();
  if (!hasLesson()) return;
  LessonView& lesson = *view_.lesson;
  if (lesson.leaves) return leaveLesson();
  if (lesson.goes) return enterStep(*std::exchange(lesson.goes, std::nullopt));
  const bool isOwnRun = state_.progress.imagesSeen == 0 || state_.run.runId != lesson.runBefore;
  if (!lesson.hasBegun() && !lesson.awaitsRecipe && isOwnRun && state_.recipe.recipe == state_.recipe.running) {
    lesson.begin();
    unsettled_ = kSettle;
  }
  if (!lesson.hasBegun()) return;
  const auto& watch = lesson.step().watch;
  for (std::size_t i = 0; i < watch.size(); ++i) {
    if (lesson.isDone(i)) continue;
    const Watched seen = watched(watch[i], state_, view_);
    if (!seen.holds) continue;
    lesson.tick(i);
    lesson.said = "Done: " + seen.what + ".";
    unsettled_ = kSettle;
  }
}

}  // namespace atelier::ui
