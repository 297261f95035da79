#include <limits>

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

// Two filters with a relu, and a worker that tells numbers that differ from layer to layer.
class ViewsTest : public AppTest {
 protected:
  static constexpr std::size_t kPlane = 26 * 26;
  static constexpr std::size_t kPooled = 13 * 13;

  ViewsTest() {
    run_ = test::run(1);
    run_.layers = protocol::printTable({{"input", "input", "1", "28", "28", "0"},
                                        {"conv 2x3", "conv", "2", "26", "26", "20"},
                                        {"relu", "relu", "2", "26", "26", "0"},
                                        {"max-pool 2", "max-pool", "2", "13", "13", "0"},
                                        {"dense 10", "dense", "10", "1", "1", "3390"},
                                        {"softmax", "softmax", "10", "1", "1", "0"}});
    outputs_.assign(784, 0.5F);
    append(kPlane, -0.3F);  // conv
    append(kPlane, 0.8F);
    append(kPlane, 0);  // relu
    append(kPlane, 0.8F);
    append(kPooled, 0);
    append(kPooled, 0.8F);
    append(10, 4);
    append(10, 0.1F);
    weights_.assign(20, 0.25F);
    weights_.resize(20 + 3390, -0.75F);
  }

  void append(std::size_t count, float value) { outputs_.insert(outputs_.end(), count, value); }

  void answer(const std::string& view, int label = -1) {
    app_->apply(protocol::Weights{1, weights_, view});
    app_->apply(protocol::Activations{1, "picture", outputs_, view, label});
    settle();
  }
  // Of the relu's two filters.
  static protocol::Activity activity(const protocol::Floats& shares) {
    protocol::Activity activity{1, "scratch", -1, 0, 200, {0.5F, 1, 1}};
    activity.bulk.insert(activity.bulk.end(), shares.begin(), shares.end());
    activity.bulk.insert(activity.bulk.end(), 2 + 10, 0.5F);
    return activity;
  }
  void beginViews() {
    begin();
    app_->apply(run_);
    settle();
    answer("activations");
    for (int i = 0; i < 10; ++i) frame();
    answer("activations");  // to what was still due
    sent();
  }
  void expectText(const std::string& what) const { EXPECT_NE(texts().find(what), std::string::npos) << texts(); }
  void expectNoText(const std::string& what) const { EXPECT_EQ(texts().find(what), std::string::npos) << texts(); }

  protocol::Run run_;
  protocol::Floats outputs_;
  protocol::Floats weights_;
};

TEST_F(ViewsTest, AsksForTheNumbersOfTheChosenView) {
  beginViews();
  for (const auto& [name, view] : {std::pair{"change", "change"},
                                   {"gradients", "gradients"},
                                   {"weights", "activations"},
                                   {"change", "change"},
                                   {"activations", "activations"}}) {
    press(name);
    const auto asked = sentOf<protocol::Inspect>();
    ASSERT_EQ(asked.size(), 1U) << name;
    EXPECT_EQ(asked[0].view, view);
    EXPECT_TRUE(asked[0].weights) << "weights and outputs of one view";
    answer(view);
    EXPECT_TRUE(find("button", name)->checked);
  }
}

TEST_F(ViewsTest, WeightsAreShownFromTheNumbersOfActivations) {
  beginViews();
  press("weights");
  EXPECT_EQ(countSent<protocol::Inspect>(), 0) << "they are here";
  expectText("20 weights from 0.25 to 0.25");
  expectText("169 weights from -0.75 to -0.75");  // of a class, over the pooled map
  EXPECT_NE(find("text", "Ankle boot"), nullptr);
}

TEST_F(ViewsTest, NeverCallsOneViewsNumbersAnothers) {
  beginViews();
  press("change");
  expectText("1,352 values from 0 to 0.80");
  expectNoText("changes of values");
  answer("change");
  expectText("1,352 changes of values from 0 to 0.80");
  expectText("20 changes of weights from 0.25 to 0.25");
}

TEST_F(ViewsTest, ChangesAndGradientsHaveAScaleThatIsSymmetricAboutZero) {
  beginViews();
  expectText("colours from 0 to 0.80");
  for (const auto& [name, view] : {std::pair{"change", "change"}, {"gradients", "gradients"}}) {
    press(name);
    answer(view, 9);
    EXPECT_NE(text("scale.values.1").find("colours from -0.80 to 0.80, zero in the middle"), std::string::npos)
        << text("scale.values.1");
    EXPECT_NE(text("scale.weights.1").find("colours from -0.25 to 0.25, zero in the middle"), std::string::npos)
        << text("scale.weights.1");
  }
}

TEST_F(ViewsTest, TheScaleIsOfOneMapOneLayerOrAll) {
  beginViews();
  act("select", "Scale of colours", "one map");
  expectText("each picture has its own scale");
  expectNoText("colours from");
  act("select", "Scale of colours", "all");
  EXPECT_NE(text("scale.values.1").find("colours from -0.30 to 0.80"), std::string::npos) << text("scale.values.1");
  EXPECT_NE(text("scale.weights.1").find("colours from -0.75 to 0.75"), std::string::npos) << text("scale.weights.1");
  act("select", "Scale of colours", "one layer");
  expectText("colours from 0 to 0.80");
}

TEST_F(ViewsTest, MarksDeadAndOpenFiltersInEveryViewAndSaysOverHowManyImages) {
  beginViews();
  expectNoText("dead");  // one picture tells nothing
  app_->apply(activity({0, 1}));
  settle();
  expectText(
      "1 of 2 is dead, 0 everywhere in 200 test images: 1. 1 of 2 is open, above 0 everywhere in 200 test images: 2.");
  press("change");
  answer("change");
  expectText("1 of 2 is dead");
  app_->apply(activity({0.001F, 0.999F}));
  settle();
  expectNoText("dead");
  expectNoText("open");
}

TEST_F(ViewsTest, AFilterThatGivesNoNumbersIsNotCalledDead) {
  beginViews();
  app_->apply(activity({std::numeric_limits<float>::quiet_NaN(), 0.5F}));
  settle();
  expectNoText("dead");
}

TEST_F(ViewsTest, MarksAreOfTheShownWeightsAlone) {
  beginViews();
  app_->apply(activity({0, 0.5F}));
  settle();
  expectText("dead");
  app_->apply(protocol::Timeline{1, 1, {0, 1}});
  settle();
  expectNoText("dead");
  protocol::Activity ofEpoch = activity({0, 0});
  ofEpoch.epoch = 1;
  app_->apply(ofEpoch);
  settle();
  expectText("2 of 2 are dead, 0 everywhere in 200 test images: 1, 2.");
}

TEST_F(ViewsTest, AsksForMarksOnceOfWeightsThatStayAndSeldomOfThoseThatAreTrained) {
  begin();
  app_->apply(run_);
  settle();
  EXPECT_EQ(countSent<protocol::Survey>(), 1);
  app_->apply(activity({0.5F, 0.5F}));
  settle();
  answer("activations");
  EXPECT_EQ(countSent<protocol::Survey>(), 0);
  int asked = 0;
  for (int i = 1; i <= 300; ++i) {  // frames: about five seconds
    protocol::Progress training = test::progress(1);
    training.running = true;
    training.imagesSeen = i;
    app_->apply(training);
    frame();
    for (const protocol::Command& command : sent()) {
      if (!std::holds_alternative<protocol::Survey>(command)) continue;
      ++asked;
      protocol::Activity now = activity({0.5F, 0.5F});
      now.imagesSeen = i;
      app_->apply(now);
    }
  }
  EXPECT_GE(asked, 2);
  EXPECT_LE(asked, 4);
}

TEST_F(ViewsTest, ANetworkWithoutReluHasNoMarksToAskFor) {
  begin();
  EXPECT_EQ(countSent<protocol::Survey>(), 0);
}

TEST_F(ViewsTest, SaysWhatIsNotANumber) {
  beginViews();
  for (std::size_t i = 0; i < 5; ++i) outputs_[784 + 2 * kPlane + i] = std::numeric_limits<float>::quiet_NaN();
  answer("activations");
  expectText("1,347 values from 0 to 0.80, mean 0.40; 5 are not numbers");
}

TEST_F(ViewsTest, SaysOfWhichClassTheLossIs) {
  beginViews();
  press("gradients");
  answer("gradients", 9);
  expectText("Gradients of the loss for Ankle boot.");
}

TEST_F(ViewsTest, AsksForAllGradientsOfALargeNetworkLessOften) {
  weights_.resize(200'000);
  beginViews();
  press("gradients");
  answer("gradients");
  sent();
  int asked = 0;
  for (int i = 0; i < 60; ++i) {  // frames: about a second of training
    app_->apply(test::progress(1));
    settle();
    for (const protocol::Inspect& inspect : sentOf<protocol::Inspect>()) {
      ++asked;
      EXPECT_EQ(inspect.view, "gradients");
      answer("gradients");
    }
  }
  EXPECT_GE(asked, 1);
  EXPECT_LE(asked, 3);
}

TEST_F(ViewsTest, EveryViewFitsEveryPage) {
  for (const auto& [width, height] :
       {std::pair{1280.0F, 800.0F}, {1920.0F, 1080.0F}, {800.0F, 900.0F}, {390.0F, 844.0F}}) {
    app_->resize(width, height, 1);
    beginViews();
    for (const char* name : {"activations", "weights", "change", "gradients"}) {
      press(name);
      answer(name == std::string("weights") ? "activations" : name);
      for (const Control& c : app_->controls()) {
        if (c.panel != "Network") continue;
        EXPECT_GE(c.rect.x, 0) << c.name;
        EXPECT_LE(c.rect.right(), width) << c.id << " " << c.name;
        if (c.role == "button" && width < 700) EXPECT_GE(c.rect.h, 44) << c.name;
      }
      EXPECT_LE(app_->atlas().rowsInUse(), Atlas::kHeight);
    }
    press("activations");
  }
}

}  // namespace
}  // namespace atelier::ui
