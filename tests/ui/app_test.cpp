#include "ui/app.h"

#include <set>

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

TEST_F(AppTest, NamesItsControlsAsTheirUsersCallThem) {
  begin();
  for (const char* name : {"Train", "Pause", "Step batch", "Step epoch", "Reset", "New seed", "Clear drawing", "Undo",
                           "Random image", "Next image", "Previous image", "Theme"}) {
    EXPECT_NE(find("button", name), nullptr) << name;
  }
  EXPECT_NE(find("slider", "Speed"), nullptr);
  for (const char* name : {"Class", "Pictures", "Preset", "Shuffle"}) EXPECT_NE(find("select", name), nullptr) << name;
  for (const char* name : {"Learning rate", "Batch size", "Recipe", "Training images"}) {
    EXPECT_NE(find("textbox", name), nullptr) << name;
  }
  EXPECT_NE(find("textarea", "Network"), nullptr);
  const auto isPad = [](const Control& c) { return c.role == "pad"; };
  EXPECT_TRUE(std::any_of(app_->controls().begin(), app_->controls().end(), isPad));
}

TEST_F(AppTest, GivesEveryControlItsOwnIdANameAndAPanel) {
  begin();
  std::set<std::string> ids;
  for (const Control& c : app_->controls()) {
    EXPECT_TRUE(ids.insert(c.id).second) << "two controls " << c.id;
    EXPECT_FALSE(c.name.empty()) << c.id;
    EXPECT_FALSE(c.panel.empty()) << c.id;
  }
}

TEST_F(AppTest, LaysControlsInsideTheWindowAndLargeEnoughToHit) {
  for (const float width : {1280.0F, 820.0F, 390.0F}) {
    app_->resize(width, 844, 1);
    begin();
    for (const Control& c : app_->controls()) {
      if (c.role == "text") continue;
      EXPECT_GE(c.rect.x, 0) << width << " " << c.id;
      EXPECT_LE(c.rect.right(), width + 0.5F) << width << " " << c.id;
      EXPECT_GE(c.rect.w, 24) << width << " " << c.id;
      EXPECT_GE(c.rect.h, width < 700 ? 36 : 24) << width << " " << c.id;
    }
  }
}

TEST_F(AppTest, NeverLaysTwoControlsOverEachOther) {
  const auto seen = [](const Control& c) {  // what is scrolled under the bars can be reached by none
    const float top = std::max(c.rect.y, c.clip.y);
    return Rect{c.rect.x, top, c.rect.w, std::min(c.rect.bottom(), c.clip.bottom()) - top};
  };
  for (const float width : {1280.0F, 1920.0F, 1000.0F, 820.0F, 390.0F, 640.0F}) {
    app_->resize(width, 844, 1);
    begin();
    std::vector<const Control*> all;
    for (const Control& c : app_->controls()) {
      if (c.role != "text" && c.enabled) all.push_back(&c);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        const Rect a = seen(*all[i]);
        const Rect b = seen(*all[j]);
        const bool overlap =
            a.x + 0.5F < b.right() && b.x + 0.5F < a.right() && a.y + 0.5F < b.bottom() && b.y + 0.5F < a.bottom();
        EXPECT_FALSE(overlap) << width << ": " << all[i]->id << " and " << all[j]->id;
      }
    }
  }
}

TEST_F(AppTest, SwitchesTrainAndPauseBySayingWhichOneApplies) {
  begin();
  EXPECT_TRUE(find("button", "Train")->enabled);
  EXPECT_FALSE(find("button", "Pause")->enabled);
  protocol::Progress running = test::progress(1);
  running.running = true;
  running.phase = "training";
  app_->apply(running);
  settle();
  EXPECT_FALSE(find("button", "Train")->enabled);
  EXPECT_TRUE(find("button", "Pause")->enabled);
}

TEST_F(AppTest, SendsOneCommandForOnePress) {
  begin();
  press("Train");
  EXPECT_EQ(countSent<protocol::Train>(), 1);
  press("Step batch");
  EXPECT_EQ(countSent<protocol::StepBatch>(), 1);
  press("Reset");
  EXPECT_EQ(countSent<protocol::Reset>(), 1);
  press("Pause");
  EXPECT_EQ(countSent<protocol::Pause>(), 0) << "it is switched off";
}

TEST_F(AppTest, PressesAButtonUnderThePointer) {
  begin();
  const Rect rect = find("button", "Step epoch")->rect;
  app_->pointer("move", rect.middleX(), rect.middleY(), false);
  settle();
  app_->pointer("down", rect.middleX(), rect.middleY(), false);
  app_->pointer("up", rect.middleX(), rect.middleY(), false);
  settle();
  EXPECT_EQ(countSent<protocol::StepEpoch>(), 1);
}

TEST_F(AppTest, PressesNothingWhenAFingerBeginsToScroll) {
  begin();
  const Rect rect = find("button", "Step epoch")->rect;
  app_->pointer("down", rect.middleX(), rect.middleY(), true);
  frame();
  app_->pointer("cancel", rect.middleX(), rect.middleY() + 30, true);
  settle();
  EXPECT_EQ(countSent<protocol::StepEpoch>(), 0);
}

TEST_F(AppTest, SendsTheDrawingAtOnceAndUntilThatIsAnsweredOnceAFrame) {
  begin();
  app_->padPointer("down", 0.3F, 0.3F);
  EXPECT_EQ(countSent<protocol::Draw>(), 1) << "before any frame";
  for (int i = 0; i < 20; ++i) app_->padPointer("move", 0.3F + 0.01F * static_cast<float>(i), 0.4F);
  EXPECT_EQ(countSent<protocol::Draw>(), 0);
  frame();
  EXPECT_EQ(countSent<protocol::Draw>(), 1);
  app_->apply(protocol::Seen{});
  app_->padPointer("move", 0.6F, 0.4F);
  app_->padPointer("move", 0.7F, 0.4F);
  EXPECT_EQ(countSent<protocol::Draw>(), 1);
  settle();
  EXPECT_EQ(countSent<protocol::Draw>(), 1);
}

TEST_F(AppTest, AsksNothingMoreOfADrawingThatRests) {
  begin();
  app_->padPointer("down", 0.3F, 0.3F);
  app_->padPointer("up", 0.5F, 0.4F);
  settle();
  app_->apply(protocol::Seen{});
  sent();
  settle();
  EXPECT_EQ(countSent<protocol::Draw>(), 0);
}

TEST_F(AppTest, AsksForANewerVersionOnlyWhenThatIsWishedAndNothingIsTraining) {
  begin();
  EXPECT_EQ(find("button", "Use the new version"), nullptr);
  app_->updateWaits();
  settle();
  EXPECT_EQ(app_->takeWish(), Wish::kNothing);
  protocol::Progress progress = test::progress(1);
  progress.running = true;
  app_->apply(progress);
  settle();
  EXPECT_FALSE(find("button", "Use the new version")->enabled);
  progress.running = false;
  app_->apply(progress);
  settle();
  press("Use the new version");
  EXPECT_EQ(app_->takeWish(), Wish::kUpdate);
  EXPECT_EQ(app_->takeWish(), Wish::kNothing);
}

TEST_F(AppTest, DrawsFromTheKeyboard) {
  begin();
  for (const char* key : {"key:ArrowRight", "key:ArrowDown", "key:Space"}) app_->act("pad", key);
  settle();
  EXPECT_EQ(countSent<protocol::Draw>(), 1);
  press("Undo");
  EXPECT_EQ(countSent<protocol::Draw>(), 1);
}

TEST_F(AppTest, SaysWhichStepsFitTheDrawingAndSaysItToANewWorkerAgain) {
  begin();
  app_->padPointer("down", 0.3F, 0.3F);
  app_->padPointer("up", 0.3F, 0.3F);
  settle();
  sent();
  press("fill inside");
  const auto fits = [](const std::vector<protocol::Command>& commands) {
    std::vector<protocol::SetFit> found;
    for (const auto& command : commands) {
      if (const auto* fit = std::get_if<protocol::SetFit>(&command)) found.push_back(*fit);
    }
    return found;
  };
  const std::vector<protocol::SetFit> expected = {{.crop = true, .bright = true, .fill = true}};
  EXPECT_EQ(fits(sent()), expected);
  app_->workerLost("The engine stopped; it is being started again.");
  app_->apply(test::ready());
  EXPECT_EQ(fits(sent()), expected);
}

TEST_F(AppTest, HasOneQuestionUnderWayAtATime) {
  begin();
  now_ += 1000;
  app_->apply(test::progress(1));
  settle();
  for (int i = 0; i < 50; ++i) {
    app_->apply(test::progress(1));
    frame();
  }
  EXPECT_LE(countSent<protocol::Inspect>(), 1);
  app_->apply(test::activations(1));
  app_->apply(test::weights(1));
  now_ += 1000;
  app_->apply(test::progress(1));
  settle();
  EXPECT_EQ(countSent<protocol::Inspect>(), 1);
}

TEST_F(AppTest, AsksForManyWeightsTwiceASecondAndForFewEveryTime) {
  begin();
  const auto asked = [&](std::size_t weights) {
    app_->apply(protocol::Weights{1, protocol::Floats(weights, 0.1F)});
    app_->apply(test::activations(1));
    int questions = 0;
    int withWeights = 0;
    for (const double end = now_ + 2000; now_ < end; now_ += 84) {
      app_->apply(test::progress(1));
      frame();
      while (const auto command = app_->nextCommand()) {
        const auto* inspect = std::get_if<protocol::Inspect>(&*command);
        if (inspect == nullptr) continue;
        ++questions;
        withWeights += inspect->weights ? 1 : 0;
        app_->apply(test::activations(1));
      }
    }
    return std::pair{questions, withWeights};
  };
  const auto [few, withFew] = asked(20'410);
  EXPECT_GE(few, 18);
  EXPECT_EQ(withFew, few);
  const auto [many, withMany] = asked(421'642);
  EXPECT_GE(many, 18);
  EXPECT_GE(withMany, 3);
  EXPECT_LE(withMany, 5);
}

TEST_F(AppTest, SaysEveryProbabilityAsText) {
  begin();
  app_->apply(test::activations(1));
  settle();
  const auto count = [this](const char* value) {
    return std::count_if(app_->controls().begin(), app_->controls().end(), [&](const Control& c) {
      return c.role == "text" &&
             (c.value.find(value) != std::string::npos || c.valueText.find(value) != std::string::npos);
    });
  };
  EXPECT_EQ(count("91.0 %"), 1);
  EXPECT_EQ(count("1.0 %"), 10);  // nine classes, and the tenth's 91.0
}

TEST_F(AppTest, SaysWhereTrainingStands) {
  begin();
  EXPECT_NE(app_->status(), "");
  protocol::EpochDone done = test::epochDone(1, 3);
  done.trainLoss = 0.41;
  done.testAccuracy = 0.852;
  app_->apply(done);
  protocol::Progress p = test::progress(1);
  p.running = true;
  p.phase = "training";
  p.epoch = 3;
  app_->apply(p);
  EXPECT_EQ(app_->status(), "Epoch 3 of 15: training loss 0.41, test accuracy 85.2 %");
}

TEST_F(AppTest, SaysTheValidationAccuracyAndTheModelWhereThereAreSuch) {
  begin();
  protocol::EpochDone done = test::epochDone(1, 3);
  done.trainLoss = 0.41;
  done.validationAccuracy = 0.849;
  done.validationLoss = 0.4;
  done.testAccuracy = 0.852;
  app_->apply(done);
  protocol::Progress p = test::progress(1);
  p.running = true;
  p.validationAccuracy = 0.849;
  p.gradientNorm = 0.83;
  app_->apply(p);
  settle();
  EXPECT_EQ(app_->status(), "Epoch 3 of 15: training loss 0.41, validation accuracy 84.9 %, test accuracy 85.2 %");
  ASSERT_NE(find("text", "Gradient norm"), nullptr);
  EXPECT_EQ(find("text", "Gradient norm")->value, "0.830");
  EXPECT_NE(find("text", "Epochs")->value.find("validation accuracy 84.9 %"), std::string::npos);
  p.models = 5;
  p.model = 1;
  app_->apply(p);
  settle();
  EXPECT_NE(find("text", "Progress")->value.find("model 2 / 5"), std::string::npos);
  EXPECT_NE(app_->status().find("(model 2 of 5)"), std::string::npos);
}

TEST_F(AppTest, ShowsADivergenceAsAStandingNoticeAndInTheStatus) {
  begin();
  app_->apply(protocol::Failed{"diverged", "Training diverged in epoch 1 at step 40.", -1, ""});
  settle();
  EXPECT_EQ(app_->status(), "Training diverged in epoch 1 at step 40.");
  ASSERT_NE(find("text", "Notice"), nullptr);
  EXPECT_EQ(find("text", "Notice")->value, "Training diverged in epoch 1 at step 40.");
}

TEST_F(AppTest, RestsWhenNothingChanges) {
  begin();
  app_->apply(test::activations(1));
  app_->apply(test::weights(1));
  now_ += 1000;
  settle();
  app_->apply(test::activations(1));
  app_->apply(test::weights(1));
  now_ += 1000;
  EXPECT_LT(settle(), 0);
}

TEST_F(AppTest, AsksForAReloadWhenTheWorkerIsOfAnotherBuild) {
  protocol::Ready other = test::ready();
  other.buildId = "fedcba9876543210";
  app_->apply(other);
  EXPECT_TRUE(std::any_of(app_->problems().begin(), app_->problems().end(),
                          [](const std::string& text) { return text.find("reload") != std::string::npos; }));
}

TEST_F(AppTest, GivesANewWorkerTheDrawingAgain) {
  begin();
  app_->padPointer("down", 0.3F, 0.3F);
  app_->padPointer("up", 0.3F, 0.3F);
  settle();
  sent();
  app_->workerLost("The engine stopped; it is being started again.");
  EXPECT_NE(app_->status().find("The engine stopped"), std::string::npos);
  app_->apply(test::ready());
  app_->apply(test::run(1));
  app_->apply(test::dataset());
  settle();
  EXPECT_EQ(countSent<protocol::Draw>(), 1);
}

TEST_F(AppTest, ChoosesThePictureAgainOnceTheNewWorkerHasIt) {
  begin();  // with picture 7
  app_->workerLost("The engine stopped; it is being started again.");
  app_->apply(test::ready());
  app_->apply(test::run(1));
  settle();
  EXPECT_EQ(countSent<protocol::PickImage>(), 0) << "the images are still on their way";
  protocol::Picture first = test::picture();
  first.index = 0;  // which every worker shows first
  app_->apply(first);
  app_->apply(test::dataset());
  settle();
  const auto picks = sentOf<protocol::PickImage>();
  ASSERT_EQ(picks.size(), 1U);
  EXPECT_EQ(picks[0].index, 7);
}

TEST_F(AppTest, TakesBackASentenceThatIsOver) {
  begin();
  app_->problem("The engine has not started within 15 seconds.");
  EXPECT_EQ(app_->problems().size(), 1U);
  app_->problem("");
  EXPECT_TRUE(app_->problems().empty());
  app_->problem("");
}

TEST_F(AppTest, StopsSayingThatTheWorkerWasLostSomeTimeAfterTheNextIsAtWork) {
  begin();
  app_->workerLost("The engine stopped; it is being started again.");
  now_ += 60000;
  settle();
  EXPECT_EQ(app_->problems().size(), 1U) << "no other worker is there yet";
  app_->apply(test::ready());
  settle();
  EXPECT_EQ(app_->problems().size(), 1U);
  EXPECT_GT(settle(), 0) << "or nobody would draw the page without it";
  now_ += 13000;
  settle();
  EXPECT_TRUE(app_->problems().empty());
}

TEST_F(AppTest, ShowsAStandingNoticeOfADataProblemWithARetryButton) {
  begin();
  protocol::Dataset missing = test::dataset();
  missing.problem = "The file train-1 could not be fetched.";
  app_->apply(missing);
  settle();
  ASSERT_NE(find("button", "Retry"), nullptr);
  press("Retry");
  EXPECT_EQ(countSent<protocol::RetryData>(), 1);
}

TEST_F(AppTest, KeepsWhatIsScrolledUnderTheBarsOfAPhoneOutOfReach) {
  app_->resize(390, 844, 3);
  begin();
  app_->act(find("tab", "Recipe")->id, "");
  settle();
  const Control* field = find("textbox", "Learning rate");
  ASSERT_NE(field, nullptr);
  EXPECT_GE(field->clip.y, find("tab", "Recipe")->rect.bottom());
  EXPECT_LT(field->clip.bottom(), 844) << "the timeline is at the bottom";
  EXPECT_EQ(find("button", "Train")->clip, (Rect{0, 0, 390, 844}));
  app_->act(find("tab", "Network")->id, "");
  settle();
  const Rect next = find("button", "Next image")->rect;
  app_->scroll(next.y - 20);
  settle();
  sent();
  app_->pointer("move", next.middleX(), 20 + next.h / 2, false);
  settle();
  app_->pointer("down", next.middleX(), 20 + next.h / 2, false);
  app_->pointer("up", next.middleX(), 20 + next.h / 2, false);
  settle();
  EXPECT_EQ(countSent<protocol::PickImage>(), 0);
}

TEST_F(AppTest, SaysOnTheFirstScreenOfAPhoneWhatToDo) {
  app_->resize(390, 844, 3);
  beginWithNumbers();
  const Control* about = find("text", "About");
  ASSERT_NE(about, nullptr);
  EXPECT_NE(about->value.find("Press Train."), std::string::npos) << about->value;
  app_->introduce();
  settle();
  EXPECT_LT(find("text", "About")->rect.bottom(), find("cover", "Introduction")->rect.y);
}

TEST_F(AppTest, ReachesEveryPanelOfAPhoneByItsTab) {
  app_->resize(390, 844, 3);
  begin();
  for (const char* name : {"Draw", "Results", "Recipe", "More", "Network"}) {
    const Control* tab = find("tab", name);
    ASSERT_NE(tab, nullptr) << name;
    app_->act(tab->id, "");
    settle();
    EXPECT_TRUE(find("tab", name)->checked) << name;
  }
  EXPECT_NE(find("button", "Random image"), nullptr);
}

}  // namespace
}  // namespace atelier::ui
