#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "ui/app_fixture.h"
#include "ui/lesson_watch.h"

namespace atelier::ui {
namespace {

std::string fileOf(const std::string& name) {
  std::ifstream file(std::string(ATELIER_CORPUS_DIR "/../../../web/lessons/") + name + ".json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

RunState withClasses() {
  RunState state;
  state.apply(test::ready());
  return state;
}

TEST(BuiltInLessons, AreReadAndNameOnlyWhatThePageHas) {
  for (const lesson::BuiltIn& each : lesson::kBuiltIn) {
    std::string error;
    const auto read = lesson::parse(fileOf(each.name), lessonNames(withClasses()), error);
    ASSERT_TRUE(read) << each.name << ": " << error;
    EXPECT_EQ(read->id, each.name);
    EXPECT_EQ(read->title, each.title);
    EXPECT_GE(read->steps.size(), 4U) << each.name;
    EXPECT_LE(read->steps.size(), 7U) << each.name;
    const auto any = [&](auto has) { return std::any_of(read->steps.begin(), read->steps.end(), has); };
    EXPECT_TRUE(any([](const lesson::Step& step) { return !step.watch.empty(); })) << each.name;
    EXPECT_TRUE(any([](const lesson::Step& step) { return step.question.has_value(); })) << each.name;
    for (const lesson::Step& step : read->steps)
      EXPECT_TRUE(!step.watch.empty() || step.question) << each.name << ": nothing to do in: " << step.text;
  }
}

TEST(BuiltInLessons, AreAllThatAreShipped) {
  int files = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(ATELIER_CORPUS_DIR "/../../../web/lessons"))
    ++files;
  EXPECT_EQ(files, std::ssize(lesson::kBuiltIn));
}

constexpr const char* kSmall = R"({"lesson": 1, "id": "small", "title": "A small lesson", "steps": [
  {"text": "First of all.", "hide": ["recipe", "draw"]},
  {"text": "Train.", "hide": ["recipe"], "show": ["results"], "tab": "confusion", "view": "weights",
   "watch": [{"epoch": 1}, {"testAccuracy": 82}]},
  {"text": "Say.", "question": {"text": "Why?", "answers": [{"text": "So", "reply": "Not so."},
                                                            {"text": "Thus", "right": true, "reply": "Indeed."}]}}]})";

class LessonTest : public AppTest {
 protected:
  void open(const std::string& text) {
    app_->openLink("lesson=mine.json");
    ASSERT_EQ(app_->takeLesson(), "mine.json");
    app_->openLesson("mine.json", text);
    settle();
  }
  bool hasPanel(const std::string& name) const {
    const auto& all = app_->controls();
    return std::any_of(all.begin(), all.end(), [&](const Control& c) { return c.panel == name; });
  }
  std::string place() const { return text("lesson.step"); }
  // Of the tasks, as the mirror has them: "To do: ..." or "Done: ...".
  std::string task(int index) const {
    const Control* task = withId("lesson.task." + std::to_string(index));
    return task == nullptr ? "" : task->name + ": " + task->value;
  }
  void tell(const protocol::Event& event) {
    app_->apply(event);
    settle();
  }
  static protocol::Progress afterEpoch(int runId, double testAccuracy) {
    protocol::Progress p = test::progress(runId);
    p.phase = "paused";
    p.epoch = 1;
    p.imagesSeen = 10000;
    p.testAccuracy = testAccuracy;
    return p;
  }
};

TEST_F(LessonTest, IsFetchedOnceByItsNameOrItsPath) {
  begin();
  app_->openLink("lesson=pooling");
  EXPECT_EQ(app_->takeLesson(), "lessons/pooling.json");
  EXPECT_EQ(app_->takeLesson(), "");
  app_->openLink("lesson=week4/mine.json");
  EXPECT_EQ(app_->takeLesson(), "week4/mine.json");
  app_->openLesson("lessons/pooling.json", kSmall);
  settle();
  EXPECT_FALSE(app_->hasLesson()) << "another one has been asked for since";
}

TEST_F(LessonTest, WaitsForTheEngine) {
  open(kSmall);
  EXPECT_FALSE(app_->hasLesson());
  begin();
  EXPECT_EQ(place(), "Step 1 of 3");
}

TEST_F(LessonTest, OneThatIsWrongIsSaidAndThePageStaysAsItIs) {
  begin();
  app_->openLink("lesson=unheard-of");
  EXPECT_EQ(app_->takeLesson(), "");
  ASSERT_EQ(app_->problems().size(), 1U);
  EXPECT_EQ(app_->problems()[0],
            "This page has no lesson \"unheard-of\"; its lessons are: convolution, pooling, gradients, learning-rate, "
            "folds.");
  open(R"({"lesson": 1, "id": "a", "title": "A", "steps": [{"text": "t", "hide": ["recipe", "curve"]}]})");
  ASSERT_EQ(app_->problems().size(), 1U) << "the last one alone";
  EXPECT_EQ(app_->problems()[0].rfind("This lesson cannot be used: step 1: there is no panel \"curve\"", 0), 0U);
  EXPECT_TRUE(hasPanel("Recipe"));
  EXPECT_FALSE(hasPanel("Lesson"));
  open(kSmall);
  EXPECT_TRUE(app_->problems().empty());
  EXPECT_TRUE(hasPanel("Lesson"));
}

TEST_F(LessonTest, StepsSayWhatIsThereAndLeavingBringsItBack) {
  begin();
  app_->openLink("lesson=mine.json&hide=results");
  app_->takeLesson();
  app_->openLesson("mine.json", kSmall);
  settle();
  EXPECT_FALSE(hasPanel("Recipe"));
  EXPECT_FALSE(hasPanel("Draw"));
  EXPECT_FALSE(hasPanel("Results"));
  press("Next");
  EXPECT_EQ(place(), "Step 2 of 3");
  EXPECT_FALSE(hasPanel("Recipe"));
  EXPECT_TRUE(hasPanel("Draw"));
  EXPECT_TRUE(find("tab", "Confusion")->checked);
  EXPECT_TRUE(find("button", "weights")->checked);
  press("Back");
  EXPECT_EQ(place(), "Step 1 of 3");
  press("Leave the lesson");
  EXPECT_FALSE(hasPanel("Lesson"));
  EXPECT_TRUE(hasPanel("Recipe"));
  EXPECT_TRUE(hasPanel("Draw"));
  EXPECT_FALSE(hasPanel("Results")) << "the page's link hides it";
}

TEST_F(LessonTest, TheNextStepIsScrolledToAndNothingElse) {
  for (const auto& [width, height] : {std::pair{1280.0F, 800.0F}, {844.0F, 390.0F}, {390.0F, 844.0F}}) {
    app_->resize(width, height, 1);
    app_->setTouch(width < 1000);
    begin();
    app_->problem("Something is wrong, and said above the lesson.");
    open(kSmall);
    app_->takeScroll();
    app_->scroll(600);
    press("Next");
    const float to = app_->takeScroll();
    ASSERT_GE(to, 0) << width;
    app_->scroll(to);
    settle();
    const Control* close = find("button", "Leave the lesson");
    EXPECT_GE(close->rect.y, close->clip.y) << width << ": it lies under the bars";
    EXPECT_LT(close->rect.y, close->clip.y + 40) << width;
    press("Back");
    EXPECT_LT(app_->takeScroll(), 0) << width << ": it is there";
    press("Leave the lesson");
    app_->scroll(0);
  }
}

TEST_F(LessonTest, WhatIsToBeDoneIsTickedWhenItHappensAndStaysSo) {
  begin();
  open(kSmall);
  press("Next");
  EXPECT_EQ(task(0), "To do: 1 epoch is over: 0 so far.");
  EXPECT_EQ(task(1), "To do: Test accuracy of 82 % or more: not measured yet.");
  tell(afterEpoch(1, 0.632));
  EXPECT_EQ(task(0), "Done: 1 epoch is over.");
  EXPECT_EQ(app_->status(), "Done: 1 epoch is over.");
  EXPECT_EQ(task(1), "To do: Test accuracy of 82 % or more: 63.2 % so far.");
  EXPECT_EQ(find("button", "Next")->description, "The next step. Some of this step is not done yet.");
  tell(afterEpoch(1, 0.82));
  EXPECT_EQ(task(1), "Done: Test accuracy of 82 % or more.");
  EXPECT_EQ(find("button", "Next")->description, "The next step.");
  tell(afterEpoch(1, 0.5));
  press("Next");
  press("Back");
  EXPECT_EQ(task(1), "Done: Test accuracy of 82 % or more.");
}

TEST_F(LessonTest, OneOfThePagesOwnSaysWhereItsFiguresHoldWhenOtherPicturesStandIn) {
  begin();
  app_->openLink("lesson=gradients");
  app_->takeLesson();
  app_->openLesson("lessons/gradients.json", fileOf("gradients"));
  settle();
  EXPECT_EQ(withId("lesson.pictures"), nullptr);
  protocol::Dataset other = test::dataset();
  other.name = "synthetic";
  tell(other);
  EXPECT_NE(text("lesson.pictures").find("differs from the figures"), std::string::npos);
  open(kSmall);
  EXPECT_EQ(withId("lesson.pictures"), nullptr) << "a teacher's may have been written for these";
}

TEST_F(LessonTest, NobodyIsLockedIn) {
  begin();
  open(kSmall);
  EXPECT_EQ(withId("lesson.undone"), nullptr) << "nothing is to be done";
  EXPECT_FALSE(find("button", "Back")->enabled);
  press("Next");
  EXPECT_EQ(withId("lesson.undone")->value, "Not done yet: 2 of 2. You can go on all the same.");
  press("Next");
  EXPECT_EQ(place(), "Step 3 of 3");
  press("Finish");
  EXPECT_FALSE(app_->hasLesson());
}

TEST_F(LessonTest, AnAnswerIsRepliedToAndAnotherCanBeChosen) {
  begin();
  open(kSmall);
  press("Next");
  press("Next");
  EXPECT_EQ(withId("lesson.reply"), nullptr);
  press("So");
  EXPECT_EQ(withId("lesson.reply")->name + ": " + withId("lesson.reply")->value, "Not right: Not so.");
  EXPECT_EQ(app_->status(), "Not right: Not so.");
  EXPECT_NE(withId("lesson.undone"), nullptr);
  press("Thus");
  EXPECT_EQ(withId("lesson.reply")->name + ": " + withId("lesson.reply")->value, "Right: Indeed.");
  EXPECT_TRUE(find("button", "Thus")->checked);
  EXPECT_FALSE(find("button", "So")->checked);
  EXPECT_EQ(withId("lesson.undone"), nullptr);
}

constexpr const char* kWithRecipes = R"({"lesson": 1, "id": "two", "title": "Two runs", "steps": [
  {"text": "One.", "recipe": "first-run", "image": "test 3", "watch": [{"epoch": 1}]},
  {"text": "Two.", "recipe": "lab-schedule", "watch": [{"epoch": 1}]}]})";

TEST_F(LessonTest, ARecipeIsAskedForAsLinksDo) {
  begin();
  open(kWithRecipes);
  const auto commands = sent();
  ASSERT_GE(commands.size(), 3U);
  EXPECT_EQ(std::get<protocol::SetRecipe>(commands[0]).recipe, "first-run");
  EXPECT_EQ(std::get<protocol::UseWeights>(commands[1]).weights, "scratch");
  EXPECT_EQ(std::get<protocol::PickImage>(commands[2]).index, 3);
  tell(test::recipe());
  tell(afterEpoch(1, 0.5));
  EXPECT_EQ(task(0), "Done: 1 epoch is over.");
}

TEST_F(LessonTest, ARecipeNeverThrowsARunAwayAndCountsItsOwnRunAlone) {
  begin();
  open(kWithRecipes);
  tell(test::recipe());
  tell(afterEpoch(1, 0.5));
  sent();
  press("Next");
  EXPECT_EQ(countSent<protocol::Reset>(), 0);
  tell(test::recipe());
  EXPECT_NE(withId("lesson.waits"), nullptr);
  EXPECT_EQ(task(0), "To do: 1 epoch is over.") << "the epoch is of the run before";
  press("Reset and begin");
  EXPECT_EQ(countSent<protocol::Reset>(), 1);
  tell(test::run(2));
  tell(test::progress(2));
  tell(test::recipe());
  EXPECT_EQ(withId("lesson.waits"), nullptr);
  EXPECT_EQ(task(0), "To do: 1 epoch is over: 0 so far.");
  tell(afterEpoch(2, 0.5));
  EXPECT_EQ(task(0), "Done: 1 epoch is over.");
  press("Back");
  EXPECT_EQ(countSent<protocol::SetRecipe>(), 0) << "what is done is looked at again, and not done over";
}

TEST_F(LessonTest, ARecipeThatIsRefusedStopsNobody) {
  begin();
  open(kWithRecipes);
  tell(protocol::Failed{"recipe", "There is no such preset.", 0, "", 4});
  tell(afterEpoch(1, 0.5));
  EXPECT_EQ(task(0), "Done: 1 epoch is over.");
}

TEST_F(LessonTest, IsChosenFromAListAndTakenUpAgainWhereItWasLeft) {
  for (const float width : {1280.0F, 390.0F}) {
    app_->resize(width, 844, 1);
    begin();
    const auto list = [&] {
      if (width < 700) act("tab", "More", "");
      press("Lessons");
    };
    list();
    for (const lesson::BuiltIn& each : lesson::kBuiltIn) {
      const Control* row = find("button", each.title);
      ASSERT_NE(row, nullptr) << each.title;
      EXPECT_LE(row->rect.right(), width);
      EXPECT_LE(row->rect.bottom(), 844);
      EXPECT_EQ(row->description, each.about);
    }
    press("Why pooling");
    EXPECT_EQ(find("backdrop", "Outside of the lessons"), nullptr);
    EXPECT_EQ(app_->takeLesson(), "lessons/pooling.json");
    app_->openLesson("lessons/pooling.json", fileOf("pooling"));
    settle();
    press("Next");
    press("Leave the lesson");
    list();
    press("Go on: Why pooling");
    EXPECT_EQ(place(), "Step 2 of 5");
    press("Leave the lesson");
  }
}

TEST_F(LessonTest, IsPartOfWhatIsShared) {
  begin();
  app_->setAddress("https://a.example/lab/");
  open(kSmall);
  EXPECT_NE(app_->linkText().find("lesson=mine.json"), std::string::npos);
  press("Share");
  press("this recipe");
  EXPECT_EQ(find("text", "Link")->value, "https://a.example/lab/#lesson=mine.json") << "nothing that the step hides";
  press("this lesson");
  EXPECT_EQ(find("text", "Link")->value, "https://a.example/lab/");
  press("Close");
  app_->openLink("theme=light");
  settle();
  EXPECT_FALSE(app_->hasLesson()) << "another link says nothing of it";
}

TEST_F(LessonTest, LiesInThePageAndCoversNothing) {
  for (const auto& [width, height] :
       {std::pair{1920.0F, 1080.0F}, {1280.0F, 800.0F}, {820.0F, 1180.0F}, {390.0F, 844.0F}}) {
    app_->resize(width, height, 1);
    begin();
    open(fileOf("gradients"));
    for (const Control& c : app_->controls()) {
      EXPECT_FALSE(c.covered) << width << " " << c.name;
      if (c.panel != "Lesson") continue;
      EXPECT_GE(c.rect.x, 0) << c.name;
      EXPECT_LE(c.rect.right(), width) << c.name;
      if (c.role != "text") EXPECT_FALSE(c.description.empty()) << c.name;
    }
    const float bottom = find("disclosure", "Where gradients go")->rect.bottom();
    press("Where gradients go");
    EXPECT_EQ(withId("lesson.text"), nullptr);
    EXPECT_FLOAT_EQ(find("disclosure", "Where gradients go")->rect.bottom(), bottom);
    press("Leave the lesson");
  }
}

TEST(Watched, TellsEachConditionAndHowFarItIs) {
  using Kind = lesson::Condition::Kind;
  RunState state = withClasses();
  state.apply(test::run(1));
  state.apply(test::progress(1));
  state.apply(test::recipe());
  View view;
  view.showsResults = true;
  const auto told = [&](Kind kind, double number, const std::string& text) {
    const Watched w = watched({kind, number, text}, state, view);
    return w.what + (w.soFar.empty() ? "" : " (" + w.soFar + ")") + (w.holds ? " yes" : " no");
  };
  EXPECT_EQ(told(Kind::kTrainLoss, 0.5, ""), "Training loss of an epoch 0.5 or less (no epoch is over yet) no");
  EXPECT_EQ(told(Kind::kRun, 0, "paused"), "The run is paused no");
  EXPECT_EQ(told(Kind::kRun, 0, "training"), "The run is training no");
  EXPECT_EQ(told(Kind::kPicture, 0, "Bag"), "The picture is taken for: Bag (not judged yet) no");
  EXPECT_EQ(told(Kind::kDrawing, 0, "Bag"), "The drawing is taken for: Bag (nothing is drawn yet) no");
  EXPECT_EQ(told(Kind::kShownEpoch, 0, ""), "The timeline shows the start no");
  EXPECT_EQ(told(Kind::kTab, 0, "confusion"), "The tab of the results is open: confusion no");
  EXPECT_EQ(told(Kind::kTab, 0, "curves"), "The tab of the results is open: curves yes");
  EXPECT_EQ(told(Kind::kView, 0, "gradients"), "The network panel shows: gradients no");
  EXPECT_EQ(told(Kind::kRecipe, 0, test::kRecipe),
            "The run follows the recipe: " + std::string(test::kRecipe) + " yes");
  EXPECT_EQ(told(Kind::kRecipe, 0, "lab-schedule"), "The run follows the recipe: lab-schedule no");
  EXPECT_EQ(told(Kind::kSlowMotion, 2, ""),
            "2 training steps are seen in slow motion through all phases, and taken (slow motion is off) no");
  EXPECT_EQ(told(Kind::kRecipeHas, 0, "epochs 15"), "The run's recipe has: epochs 15 yes");

  state.apply(test::epochDone(1, 2));
  state.apply(test::activations(1));
  protocol::Floats prediction(10, 0);
  prediction[8] = 1;
  state.apply(protocol::Prediction{1, prediction});
  state.apply(protocol::Timeline{1, 0, {0, 1, 2}});
  protocol::Progress paused = test::progress(1);
  paused.phase = "paused";
  state.apply(paused);
  protocol::Recipe recipe = test::recipe();
  recipe.recipe += " ; shuffle on";
  state.apply(recipe);
  view.shows = Shows::kGradients;
  EXPECT_EQ(told(Kind::kTrainLoss, 0.3, ""), "Training loss of an epoch 0.3 or less (0.300 so far) yes");
  EXPECT_EQ(told(Kind::kRun, 0, "paused"), "The run is paused yes");
  EXPECT_EQ(told(Kind::kPicture, 0, "Bag"), "The picture is taken for: Bag (now for: Ankle boot) no");
  EXPECT_EQ(told(Kind::kPicture, 0, "Ankle boot"), "The picture is taken for: Ankle boot (now for: Ankle boot) yes");
  EXPECT_EQ(told(Kind::kDrawing, 0, "Bag"), "The drawing is taken for: Bag (now for: Bag) yes");
  EXPECT_EQ(told(Kind::kShownEpoch, 0, ""), "The timeline shows the start yes");
  EXPECT_EQ(told(Kind::kShownEpoch, 2, ""), "The timeline shows epoch 2 no");
  EXPECT_EQ(told(Kind::kView, 0, "gradients"), "The network panel shows: gradients yes");
  EXPECT_EQ(told(Kind::kRecipeHas, 0, "shuffle on"), "The run's recipe has: shuffle on (it waits for Reset) no");
  view.showsResults = false;
  EXPECT_EQ(told(Kind::kTab, 0, "curves"), "The tab of the results is open: curves no");
}

}  // namespace
}  // namespace atelier::ui
