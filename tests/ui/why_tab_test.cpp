#include <gtest/gtest.h>

#include <limits>

#include "ui/app_fixture.h"
#include "ui/attribution_text.h"

namespace atelier::ui {
namespace {

// Of test image 7, an ankle boot: the gradient has two slopes, every patch takes a little, the class map has one place
// of two by three pixels.
protocol::Attribution attribution(int runId) {
  protocol::Attribution a;
  a.runId = runId;
  a.source = "picture";
  a.split = "test";
  a.index = 7;
  a.truth = 9;
  a.weights = "scratch";
  a.label = a.predicted = 9;
  a.probability = 0.931;
  a.loweredRow = 10;
  a.loweredColumn = 4;
  a.loweredProbability = 0.41;
  a.bulk.assign(4 * 784, 0);
  const auto put = [&](std::size_t map, std::size_t row, std::size_t column, float number) {
    a.bulk[map * 784 + row * 28 + column] = number;
  };
  for (std::size_t i = 0; i < 784; ++i) {
    a.bulk[i] = 0.5F;
    a.bulk[2 * 784 + i] = 0.01F;
  }
  put(1, 3, 20, 0.25F);
  put(1, 27, 0, -0.75F);
  for (std::size_t row : {20U, 21U}) {
    for (std::size_t column : {8U, 9U, 10U}) put(3, row, column, 1.5F);
  }
  return a;
}

class WhyTab : public AppTest {
 protected:
  void choose(const std::string& tab) {
    const Control* control = find("tab", tab);
    ASSERT_NE(control, nullptr) << tab;
    app_->act(control->id, "");
    settle();
  }
  void open() {
    begin();
    choose("Why");
  }
  void apply(const protocol::Event& event) {
    app_->apply(event);
    settle();
  }
  // What was asked since last looked, as "picture 5".
  std::vector<std::string> asked() {
    std::vector<std::string> wishes;
    for (const auto& wish : sentOf<protocol::Attribute>())
      wishes.push_back(wish.source + " " + std::to_string(wish.label));
    return wishes;
  }
  using Wishes = std::vector<std::string>;
};

TEST_F(WhyTab, AsksWhileItIsOpenAlone) {
  begin();
  EXPECT_EQ(asked(), Wishes{});
  choose("Why");
  EXPECT_EQ(asked(), Wishes{"picture -1"});
  settle();
  EXPECT_EQ(asked(), Wishes{}) << "it was asked already";
  apply(attribution(1));
  choose("Curves");
  apply(protocol::Timeline{1, 0, {0}});
  EXPECT_EQ(asked(), Wishes{});
  choose("Why");
  EXPECT_EQ(asked(), Wishes{"picture -1"}) << "another epoch is shown";
}

TEST_F(WhyTab, AsksForTheClassThatIsChosen) {
  open();
  apply(attribution(1));
  asked();
  act("select", "Class explained", "Sandal");
  EXPECT_EQ(asked(), Wishes{"picture 5"});
  EXPECT_EQ(find("select", "Class explained")->value, "Sandal");
  act("select", "Class explained", "T-shirt/top");
  EXPECT_EQ(asked(), Wishes{"picture 0"}) << "without waiting for the answer";
  act("select", "Class explained", "predicted class");
  EXPECT_EQ(asked(), Wishes{"picture -1"});
}

TEST_F(WhyTab, AsksAtOnceForAnotherPictureEpochOrNetwork) {
  open();
  asked();
  protocol::Picture other = test::picture();
  other.index = 8;
  apply(other);
  EXPECT_EQ(asked(), Wishes{"picture -1"});
  apply(protocol::Timeline{1, 0, {0}});
  EXPECT_EQ(asked(), Wishes{"picture -1"});
  apply(test::run(1, "pretrained"));
  EXPECT_EQ(asked(), Wishes{"picture -1"});
}

TEST_F(WhyTab, AsksForTheDrawingWhereTheNetworkPanelShowsItAndAnewAfterEveryStroke) {
  open();
  apply(attribution(1));
  apply(protocol::Seen{false, "Cropped.", protocol::Bytes(784, 9)});
  now_ += 100;
  settle();
  asked();
  press("drawing");
  EXPECT_EQ(asked(), Wishes{"drawing -1"});
  apply(protocol::Seen{false, "Cropped.", protocol::Bytes(784, 10)});
  EXPECT_EQ(asked(), Wishes{}) << "the one before is under way";
  protocol::Attribution drawn = attribution(1);
  drawn.source = "drawing";
  drawn.split = "";
  drawn.index = drawn.truth = -1;
  app_->apply(drawn);
  now_ += 100;
  settle();
  EXPECT_EQ(asked(), Wishes{"drawing -1"});
  EXPECT_EQ(text("why"), "Ankle boot 93.1 %. your drawing. At its start");
  apply(protocol::Seen{true, "", protocol::Bytes(784)});
  EXPECT_EQ(asked(), Wishes{"picture -1"}) << "nothing is drawn any more";
}

TEST_F(WhyTab, AsksAtMostOnceASecondWhileTraining) {
  open();
  apply(attribution(1));
  asked();
  protocol::Progress p = test::progress(1);
  p.running = true;
  std::size_t wishes = 0;
  for (int i = 0; i < 100; ++i) {
    p.imagesSeen += 50;
    app_->apply(p);
    now_ += 34;
    frame();
    const auto now = asked();
    wishes += now.size();
    if (!now.empty()) app_->apply(attribution(1));
  }
  EXPECT_GE(wishes, 4U);
  EXPECT_LE(wishes, 6U);
}

TEST_F(WhyTab, SaysWhatEachMapMeansAndDoesNotMeanAndWhereItIsStrongest) {
  open();
  apply(attribution(1));
  EXPECT_EQ(text("why"), "Ankle boot 93.1 %. test 7: Ankle boot. At its start");
  const auto expectEnd = [&](WhyMap map, const std::string& end) {
    const WhyWords& words = wordsOf(map);
    EXPECT_EQ(text("why." + std::string(words.id)),
              std::string(words.means) + " " + std::string(words.meansNot) + " " + end);
  };
  expectEnd(WhyMap::kGradient, "Steepest up at row 3, column 20 (0.25), steepest down at row 27, column 0 (-0.75).");
  expectEnd(WhyMap::kOcclusion, "Covering rows 10 to 15, columns 4 to 9 lowers Ankle boot from 93.1 % to 41.0 %.");
  expectEnd(WhyMap::kClassMap, "Most is added at rows 20 to 21, columns 8 to 10 (1.5).");
  EXPECT_EQ(text("why.gradient.scale"),
            "784 slopes from -0.75 to 0.25, mean -6.4e-4; colours from -0.75 to 0.75, zero in the middle");
}

TEST_F(WhyTab, SaysWhichClassIsPredictedWhereAnotherOneIsExplained) {
  open();
  protocol::Attribution a = attribution(1);
  a.label = 5;
  a.probability = a.loweredProbability = 0.021;
  a.epoch = 3;
  std::fill(a.bulk.begin() + 784, a.bulk.end(), 0.0F);
  apply(a);
  EXPECT_EQ(text("why"), "Sandal 2.1 %, said Ankle boot. test 7: Ankle boot. After epoch 3");
  EXPECT_NE(text("why.occlusion").find("Covering any part leaves Sandal at 2.1 %."), std::string::npos);
  EXPECT_NE(text("why.gradient").find("It is 0 everywhere."), std::string::npos);
}

TEST_F(WhyTab, OfAClassThatIsNotPredictedSaysWhatRaisesItToo) {
  open();
  protocol::Attribution a = attribution(1);
  a.label = 5;
  a.probability = 0.021;
  a.loweredProbability = 0.004;
  a.raisedRow = 0;
  a.raisedColumn = 22;
  a.raisedProbability = 0.25;
  apply(a);
  EXPECT_TRUE(text("why.occlusion")
                  .ends_with("Covering rows 10 to 15, columns 4 to 9 lowers Sandal from 2.1 % to 0.4 %; covering rows "
                             "0 to 5, columns 22 to 27 raises it to 25.0 %."))
      << text("why.occlusion");
  a.probability = a.loweredProbability = 2e-6;
  a.raisedProbability = 5e-5;
  apply(a);
  EXPECT_TRUE(text("why.occlusion")
                  .ends_with("Covering rows 0 to 5, columns 22 to 27 raises Sandal from 2.0e-4 % to 0.0050 %."))
      << text("why.occlusion");
}

TEST_F(WhyTab, SaysInPlaceWhatThereIsNot) {
  app_->apply(test::ready());
  app_->apply(test::run(1));
  app_->apply(test::progress(1));
  settle();
  choose("Why");
  EXPECT_EQ(text("noAttribution").rfind("There is no picture yet", 0), 0U);
  EXPECT_EQ(asked(), Wishes{});
  apply(test::picture());
  EXPECT_EQ(text("noAttribution").rfind("What spoke for the class is being worked out", 0), 0U);
  EXPECT_EQ(asked(), Wishes{"picture -1"});
  protocol::Attribution a = attribution(1);
  a.probability = std::numeric_limits<double>::quiet_NaN();
  apply(a);
  EXPECT_EQ(text("noAttribution").rfind("The network's answer is not a number", 0), 0U);
  EXPECT_EQ(text("why.gradient"), "(none)");
  a = attribution(1);
  a.noClassMap = "This network has none.";
  a.bulk.resize(3 * 784);
  apply(a);
  EXPECT_EQ(text("noAttribution"), "(none)");
  EXPECT_NE(text("why.classMap").find(" This network has none."), std::string::npos);
  EXPECT_EQ(text("why.classMap.scale"), "(none)");
  EXPECT_NE(text("why.occlusion.scale"), "(none)");
}

TEST_F(WhyTab, CountsWhatIsNoNumberInAMap) {
  open();
  protocol::Attribution a = attribution(1);
  a.bulk[784 + 3] = std::numeric_limits<float>::infinity();
  a.bulk[784 + 4] = std::numeric_limits<float>::quiet_NaN();
  apply(a);
  EXPECT_NE(text("why.gradient.scale").find("2 are not numbers"), std::string::npos);
  EXPECT_NE(text("why.gradient").find("Steepest up at row 3, column 20 (0.25)"), std::string::npos);
}

TEST_F(WhyTab, ForgetsTheMapsOfAnotherRunAndAfterARefusalAndTakesNoneThatIsTorn) {
  open();
  apply(attribution(1));
  ASSERT_NE(text("why"), "(none)");
  apply(protocol::Failed{"attribution", "attribute: there is no picture yet.", -1, "", 0});
  EXPECT_EQ(text("why"), "(none)");
  EXPECT_FALSE(app_->state().failed.has_value());
  apply(attribution(1));
  apply(test::run(2));
  EXPECT_EQ(text("why"), "(none)");
  apply(attribution(1));
  EXPECT_EQ(text("why"), "(none)") << "of the run before";
  protocol::Attribution torn = attribution(2);
  torn.bulk.resize(3 * 784);
  apply(torn);
  protocol::Attribution nameless = attribution(2);
  nameless.label = 10;
  apply(nameless);
  EXPECT_EQ(text("why"), "(none)");
  apply(attribution(2));
  EXPECT_NE(text("why"), "(none)");
}

TEST_F(WhyTab, AsksANewWorkerAgain) {
  open();
  apply(attribution(1));
  asked();
  app_->workerLost("The worker was lost.");
  settle();
  app_->apply(test::ready());
  app_->apply(test::run(1));
  settle();
  EXPECT_EQ(asked(), Wishes{"picture -1"});
}

TEST_F(WhyTab, HasWordsForItsControlAndACardOfItsOwn) {
  open();
  apply(attribution(1));
  EXPECT_FALSE(find("select", "Class explained")->description.empty());
  press("Explain: Why");
  EXPECT_NE(find("text", "Why"), nullptr);
  press("Close");
  choose("Curves");
  EXPECT_NE(find("button", "Explain: Results"), nullptr);
}

TEST_F(WhyTab, IsAllThereOnAPhone) {
  app_->resize(390, 844, 3);
  begin();
  choose("Results");
  choose("Why");
  apply(attribution(1));
  float bottom = 0;
  for (const WhyMap map : kWhyMaps) {
    const std::string id = "why." + std::string(wordsOf(map).id);
    for (const Control& c : app_->controls()) {
      if (c.id != id) continue;
      EXPECT_GE(c.rect.y, bottom) << "one below the other";
      bottom = c.rect.bottom();
    }
  }
  EXPECT_GT(bottom, 500);
  for (const Control& c : app_->controls()) {
    EXPECT_LE(c.rect.right(), 390) << c.name;
    EXPECT_GE(c.rect.x, 0) << c.name;
  }
}

}  // namespace
}  // namespace atelier::ui
