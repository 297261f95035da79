#include <algorithm>

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

protocol::Timeline timeline(int shown, int last, int every = 1) {
  protocol::Timeline t{1, shown, {}};
  for (int epoch = 0; epoch <= last; epoch += every) t.bulk.push_back(static_cast<float>(epoch));
  return t;
}

class TimelineTest : public AppTest {
 protected:
  // A run of 15 epochs, this many over.
  void beginAfter(int epochs) {
    begin();
    protocol::Progress progress = test::progress(1);
    progress.phase = "paused";
    progress.epoch = epochs;
    progress.imagesSeen = epochs * 10000;
    app_->apply(progress);
    for (int epoch = 1; epoch <= epochs; ++epoch) app_->apply(test::epochDone(1, epoch));
    app_->apply(timeline(-1, epochs));
    settle();
    sent();
  }

  std::vector<int> epochsAskedFor() {
    std::vector<int> epochs;
    for (const auto& command : sentOf<protocol::ShowEpoch>()) epochs.push_back(command.epoch);
    return epochs;
  }

  std::string said() { return find("slider", "Epoch shown")->valueText; }
};

TEST_F(TimelineTest, IsASliderFromTheStartToNow) {
  beginAfter(5);
  const Control* slider = find("slider", "Epoch shown");
  ASSERT_NE(slider, nullptr);
  EXPECT_EQ(slider->min, 0);
  EXPECT_EQ(slider->max, 6);
  EXPECT_EQ(slider->value, "6");
  EXPECT_EQ(said(), "now");
  act("slider", "Epoch shown", "0");
  act("slider", "Epoch shown", "3");
  EXPECT_EQ(epochsAskedFor(), (std::vector{0, 3}));
  app_->apply(timeline(3, 5));
  settle();
  EXPECT_EQ(find("slider", "Epoch shown")->value, "3");
  EXPECT_EQ(said(), "epoch 3, test 81.50 %");
  act("slider", "Epoch shown", "6");
  EXPECT_EQ(epochsAskedFor(), (std::vector{-1}));
}

TEST_F(TimelineTest, MovesAtOnceAndCountsEveryKey) {
  beginAfter(5);
  act("slider", "Epoch shown", "5");
  EXPECT_EQ(find("slider", "Epoch shown")->value, "5") << "before the engine has answered";
  act("slider", "Epoch shown", "4");
  app_->apply(timeline(5, 5));
  settle();
  EXPECT_EQ(find("slider", "Epoch shown")->value, "4") << "an older answer does not take it back";
  app_->apply(timeline(4, 5));
  settle();
  EXPECT_EQ(said(), "epoch 4, test 82.00 %");
  act("slider", "Epoch shown", "0");
  app_->apply(protocol::Failed{"timeline", "The weights after epoch 0 were not kept.", -1, "", 0});
  settle();
  EXPECT_EQ(find("slider", "Epoch shown")->value, "4") << "a refusal takes it back";
}

TEST_F(TimelineTest, TheButtonNowFollowsTheTrainingAgain) {
  beginAfter(5);
  press("now");
  EXPECT_TRUE(epochsAskedFor().empty()) << "it is now already";
  app_->apply(timeline(2, 5));
  settle();
  EXPECT_FALSE(find("button", "now")->checked);
  press("now");
  EXPECT_EQ(epochsAskedFor(), (std::vector{-1}));
}

TEST_F(TimelineTest, TheButtonNowLeavesThePretrainedModel) {
  beginAfter(5);
  app_->apply(test::run(1, "pretrained"));
  settle();
  EXPECT_FALSE(find("button", "now")->checked);
  sent();
  press("now");
  EXPECT_EQ(epochsAskedFor(), (std::vector{-1}));
}

TEST_F(TimelineTest, GoesWhereThePointerDragsIt) {
  beginAfter(5);
  const Rect rect = find("slider", "Epoch shown")->rect;
  const float width = rect.w - 24;
  const auto xOf = [&](float epoch) { return rect.x + 12 + width * epoch / 15; };
  app_->pointer("move", xOf(2.1F), rect.middleY(), false);
  settle();
  app_->pointer("down", xOf(2.1F), rect.middleY(), false);
  frame();
  frame();
  EXPECT_EQ(epochsAskedFor().front(), 2);
  app_->apply(timeline(2, 5));
  app_->pointer("move", xOf(3.9F), rect.middleY(), false);
  frame();
  frame();
  EXPECT_EQ(epochsAskedFor().front(), 4);
  app_->pointer("up", xOf(3.9F), rect.middleY(), false);
}

TEST_F(TimelineTest, AsksForAnotherEpochAtOnceAndNotForTrainingThatIsNotShown) {
  beginAfter(5);
  app_->apply(test::activations(1));
  app_->apply(timeline(3, 5));
  frame();
  const auto asked = sentOf<protocol::Inspect>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_TRUE(asked[0].weights);
  app_->apply(test::activations(1));
  now_ += 1000;
  app_->apply(test::progress(1));
  settle();
  EXPECT_EQ(countSent<protocol::Inspect>(), 0);
}

TEST_F(TimelineTest, PlaysEveryEpochAsAFilmAndStopsAtTheEnd) {
  beginAfter(4);
  press("Play the epochs as a film");
  std::vector<int> shown;
  for (int i = 0; i < 200; ++i) {
    for (const int epoch : epochsAskedFor()) {
      shown.push_back(epoch);
      app_->apply(timeline(epoch, 4));
    }
    frame();
  }
  EXPECT_EQ(shown, (std::vector{0, 1, 2, 3, 4}));
  EXPECT_NE(find("button", "Play the epochs as a film"), nullptr) << "it is over";
  press("Play the epochs as a film");
  EXPECT_EQ(epochsAskedFor(), (std::vector{0})) << "from the beginning again";
  app_->apply(timeline(0, 4));
  press("Stop the film");
  for (int i = 0; i < 100; ++i) frame();
  EXPECT_TRUE(epochsAskedFor().empty());
}

TEST_F(TimelineTest, SaysWhatIsShownInEveryPanel) {
  beginAfter(5);
  app_->apply(timeline(3, 5));
  settle();
  const Control* about = find("text", "About");
  ASSERT_NE(about, nullptr);
  EXPECT_EQ(about->value.rfind("After epoch 3: ", 0), 0U) << about->value;
}

TEST_F(TimelineTest, AnEpochThatWasThinnedOutWhileItWasShownStaysWhereItWas) {
  beginAfter(5);
  app_->apply(timeline(3, 4, 2));
  settle();
  EXPECT_EQ(said(), "epoch 2, test 81.00 %");
  EXPECT_FALSE(find("button", "now")->checked);
}

TEST_F(TimelineTest, ContinuesFromAnEpochThatIsShown) {
  beginAfter(5);
  EXPECT_FALSE(find("button", "Continue from here")->enabled) << "it is now already";
  act("slider", "Epoch shown", "3");
  sent();
  EXPECT_TRUE(find("button", "Continue from here")->enabled);
  press("Continue from here");
  const auto branches = sentOf<protocol::Branch>();
  ASSERT_EQ(branches.size(), 1U);
  EXPECT_EQ(branches[0].epoch, 3);
}

class CurvesTest : public TimelineTest {
 protected:
  // Where the plot has the share of its x that is seen.
  float xOf(float share) const {
    const Rect box = find("text", "Epochs")->rect;
    return box.x + 60 + (box.w - 60 - 104 - 12) * share;
  }

  // A pointer goes down at one share of the plot's x, and up at another.
  void drag(float from, float to) {
    const Rect box = find("text", "Epochs")->rect;
    const float y = box.y + box.h / 2;
    app_->pointer("move", xOf(from), y, false);
    settle();
    app_->pointer("down", xOf(from), y, false);
    settle();
    app_->pointer("move", xOf(to), y, false);
    settle();
    app_->pointer("up", xOf(to), y, false);
    settle();
  }
};

TEST_F(CurvesTest, GoToTheEpochWhereTheyArePressed) {
  beginAfter(5);
  drag(4.1F / 15, 4.1F / 15);
  EXPECT_EQ(epochsAskedFor(), (std::vector{4}));
  EXPECT_EQ(find("button", "whole"), nullptr);
}

TEST_F(CurvesTest, AreZoomedByDraggingOverAPart) {
  beginAfter(5);
  drag(5.0F / 15, 0);  // from right to left, too
  EXPECT_EQ(epochsAskedFor(), (std::vector<int>{}));
  ASSERT_NE(find("button", "whole"), nullptr);
  drag(0.79F, 0.79F);  // of 0 to 5
  EXPECT_EQ(epochsAskedFor(), (std::vector{4}));
  press("whole");
  EXPECT_EQ(find("button", "whole"), nullptr);
  drag(1.0F / 15, 1.0F / 15);
  EXPECT_EQ(epochsAskedFor(), (std::vector{1}));
}

TEST_F(CurvesTest, AreZoomedByAButtonAroundTheNewestEpochDownToOne) {
  beginAfter(5);
  press("zoom");  // 1.25 to 8.75
  drag(0.49F, 0.49F);
  EXPECT_EQ(epochsAskedFor(), (std::vector{5}));
  int presses = 1;
  for (; find("button", "zoom")->enabled && presses < 20; ++presses) press("zoom");
  EXPECT_EQ(presses, 3) << "15 epochs, halved three times, are fewer than two";
}

TEST_F(CurvesTest, ShowTheWholeAgainWhenTheirAxisIsAnother) {
  beginAfter(5);
  press("zoom");
  press("by step");
  EXPECT_EQ(find("button", "whole"), nullptr);
  press("zoom");
  EXPECT_NE(find("button", "whole"), nullptr);
  press("by step");
  EXPECT_NE(find("button", "whole"), nullptr) << "it is by step already";
  protocol::Progress progress = test::progress(2);
  app_->apply(test::run(2));
  app_->apply(progress);
  app_->apply(protocol::Curve{2, {100, 0.5F, 0.8F, 0.005F}});
  settle();
  EXPECT_EQ(find("button", "whole"), nullptr) << "a new run has nothing there yet";
}

TEST_F(TimelineTest, DrawsTheLossOnALogarithmicScaleWhenAsked) {
  beginAfter(5);
  EXPECT_EQ(find("button", "log"), nullptr) << "of the accuracy there is none";
  act("tab", "Loss", "");
  press("log");
  EXPECT_TRUE(find("button", "log")->checked);
  press("log");
  EXPECT_FALSE(find("button", "log")->checked);
}

class RunsTest : public TimelineTest {
 protected:
  // The page is told of run 2, which went on from epoch 3 of run 1.
  void branch(int runId) {
    protocol::Run run = test::run(runId);
    run.number = 2;
    run.runs = protocol::printTable(
        {{"1", "0", "0", "5", "0.825", test::kRecipe}, {"2", "1", "3", "3", "0.815", test::kRecipe}});
    app_->apply(run);
    for (int epoch = 1; epoch <= 3; ++epoch) app_->apply(test::epochDone(runId, epoch));
    protocol::Progress progress = test::progress(runId);
    progress.phase = "paused";
    progress.epoch = 3;
    progress.imagesSeen = 30000;
    progress.testAccuracy = 0.815;
    app_->apply(progress);
    settle();
  }
};

TEST_F(RunsTest, AreListedToGoBackTo) {
  beginAfter(5);
  EXPECT_EQ(find("select", "Run"), nullptr) << "there is but one";
  branch(2);
  const Control* list = find("select", "Run");
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->value, "run 2, 81.5 %");
  EXPECT_EQ(list->options, (std::vector<std::string>{"run 1, 82.5 %", "run 2, 81.5 %"}));
  EXPECT_TRUE(list->description.starts_with("Run 2 goes on from epoch 3 of run 1."));
  act("select", "Run", "run 1, 82.5 %");
  const auto chosen = sentOf<protocol::ChooseRun>();
  ASSERT_EQ(chosen.size(), 1U);
  EXPECT_EQ(chosen[0].number, 1);
}

TEST_F(RunsTest, AreInMoreOnAPhone) {
  app_->resize(390, 844, 2);
  beginAfter(5);
  branch(2);
  EXPECT_EQ(find("select", "Run"), nullptr);
  act("tab", "More", "");
  EXPECT_NE(find("select", "Run"), nullptr);
}

TEST_F(RunsTest, HaveTheCurveThatTheyShareUpToTheBranch) {
  beginAfter(5);
  protocol::Curve curve{1, {}};
  for (int images = 10000; images <= 50000; images += 10000) {
    const float point[] = {static_cast<float>(images), 0.5F, 0.8F, 0.005F};
    curve.bulk.insert(curve.bulk.end(), point, point + 4);
  }
  app_->apply(curve);
  branch(2);
  EXPECT_EQ(app_->state().curve.size(), 3U * 4);
  ASSERT_NE(app_->state().epochsOf(1), nullptr);
  EXPECT_EQ(app_->state().epochsOf(1)->size(), 5U);

  app_->apply(protocol::Curve{2, {40000, 0.4F, 0.9F, 0.001F}});
  protocol::Run back = app_->state().run;
  back.runId = 3;
  back.number = 1;
  app_->apply(back);
  protocol::Progress progress = test::progress(3);
  progress.imagesSeen = 50000;
  app_->apply(progress);
  EXPECT_EQ(app_->state().curve, curve.bulk);
}

TEST_F(RunsTest, ThatBranchFromTheStartBeginWithNoCurve) {
  beginAfter(5);
  app_->apply(protocol::Curve{1, {10000, 0.5F, 0.8F, 0.005F}});
  protocol::Run run = test::run(2);
  run.runs = protocol::printTable({{"1", "0", "0", "5", "0.825", ""}, {"2", "1", "0", "0", "-1", ""}});
  app_->apply(run);
  app_->apply(test::progress(2));
  protocol::Progress later = test::progress(2);
  later.imagesSeen = 20000;
  app_->apply(later);
  EXPECT_TRUE(app_->state().curve.empty());
}

}  // namespace
}  // namespace atelier::ui
