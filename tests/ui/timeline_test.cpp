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

}  // namespace
}  // namespace atelier::ui
