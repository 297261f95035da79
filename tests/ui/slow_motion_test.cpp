#include "ui/slow_motion.h"

#include "ui/app_fixture.h"
#include "ui/panels/slow_motion_card.h"

namespace atelier::ui {
namespace {

using protocol::Explanation;
using protocol::NextBatch;

constexpr const char* kDeepLayers =
    "input\tinput\t1\t28\t28\t0\nconv 4x3 pad 1\tconv\t4\t28\t28\t40\nbatch-norm\tbatch-norm\t4\t28\t28\t8\n"
    "relu\trelu\t4\t28\t28\t0\nmax-pool 2\tmax-pool\t4\t14\t14\t0\ndropout 0.25\tdropout\t4\t14\t14\t0\n"
    "conv 6x3\tconv\t6\t12\t12\t222\nglobal-average-pool\tglobal-average-pool\t6\t1\t1\t0\n"
    "dense 10\tdense\t10\t1\t1\t70\nsoftmax\tsoftmax\t10\t1\t1\t0";

// A row of NextBatch with easy numbers.
protocol::Floats rowOf(const LayerView& layer) {
  const auto at = layer.isPictures() ? 2.0F : 0.0F;
  protocol::Floats row = {1, at, at, -0.5F, 1, 5, 4, -0.25F, 0.75F};
  const bool learns = layer.parameters > 0;
  row.push_back(!learns ? -1.0F : layer.kind == "conv" ? 14.0F : layer.kind == "dense" ? 15.0F : 2.0F);
  row.insert(row.end(), {0.125F, 0.127F, -0.5F, -0.25F, layer.kind == "dense" ? 1.0F : 676.0F, -0.5F, 0.5F, 0.25F,
                         -0.75F, 0.0625F, -0.4375F});
  return row;
}

NextBatch step(const std::vector<LayerView>& layers, const std::string& images) {
  NextBatch to;
  to.runId = 1;
  to.active = true;
  to.images = images;
  to.label = 4;
  to.loss = 2.375;
  to.batchLoss = 2.25;
  to.learningRate = 0.004;
  to.optimizer = "sgd";
  for (std::size_t i = 1; i < layers.size(); ++i) {
    const auto row = rowOf(layers[i]);
    to.bulk.insert(to.bulk.end(), row.begin(), row.end());
  }
  return to;
}

// What a worker adds to it: a number of each layer.
std::vector<Explanation> examples(const std::vector<LayerView>& layers) {
  std::vector<Explanation> all;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    Explanation e;
    e.runId = 1;
    e.source = "step";
    e.layer = static_cast<int>(i);
    e.kind = layers[i].kind;
    e.value = e.kind == "softmax" ? 0.093 : 0.8125;
    e.channel = e.kind == "softmax" ? 4 : 0;
    const int terms = e.kind == "softmax" ? 10 : e.kind == "max-pool" ? 4 : 1;
    for (int t = 0; t < terms; ++t) {
      const auto channel = e.kind == "softmax" ? static_cast<float>(t) : 0.0F;
      e.bulk.insert(e.bulk.end(), {channel, 0, 0, 0.5F, 0.5F, 0.25F, 0.5F});
    }
    e.count = terms;
    e.bias = 0.25;
    all.push_back(e);
  }
  return all;
}

RunState stateOf(const std::string& layerTable, const std::string& images) {
  RunState state;
  state.apply(test::ready());
  protocol::Run run = test::run(1);
  run.layers = layerTable;
  state.apply(run);
  state.apply(step(state.layers, images));
  for (const Explanation& e : examples(state.layers)) state.apply(e);
  return state;
}

std::string titles(const RunState& state) {
  std::string all;
  for (const Phase& phase : phasesOf(state.layers)) all += (all.empty() ? "" : "; ") + textOf(state, phase).title;
  return all;
}

std::string formulaOf(const RunState& state, const Phase& phase) { return textOf(state, phase).formula; }

TEST(SlowMotion, GoesForwardAndBackThroughEveryLayer) {
  EXPECT_EQ(titles(stateOf(test::labLayers(), "16")),
            "Pick; Forward: conv 12x3; Forward: max-pool 2; Forward: dense 10; Forward: softmax; Loss; "
            "Backward: softmax; Backward: dense 10; Backward: max-pool 2; Backward: conv 12x3; Update");
  const RunState deep = stateOf(kDeepLayers, "16\n3");
  EXPECT_EQ(phasesOf(deep.layers).size(), 21U);
  EXPECT_NE(titles(deep).find("Backward: relu; Backward: batch-norm; Backward: conv 4x3 pad 1; Update"),
            std::string::npos);
  EXPECT_TRUE(phasesOf({}).empty());
}

TEST(SlowMotion, EveryPhaseHasASentenceAndAFormulaWithNumbers) {
  for (const RunState& state : {stateOf(test::labLayers(), "16"), stateOf(kDeepLayers, "16\n3")}) {
    for (const Phase& phase : phasesOf(state.layers)) {
      const PhaseText text = textOf(state, phase);
      EXPECT_EQ(text.sentence.back(), '.') << text.title;
      EXPECT_NE(text.formula.find_first_of("0123456789"), std::string::npos) << text.title;
    }
  }
}

TEST(SlowMotion, SaysWhichImagesTheBatchHas) {
  const auto sentence = [](const std::string& images) {
    return textOf(stateOf(test::labLayers(), images), {Phase::Kind::kPick, 0}).sentence;
  };
  EXPECT_EQ(sentence("16"), "The next batch is one training image, number 16: Coat.");
  EXPECT_EQ(
      sentence("16\n3"),
      "The next batch has 2 training images (16, 3); the first one, Coat, is followed here, and the others go the "
      "same way.");
  EXPECT_NE(sentence("1\n2\n3\n4\n5\n6\n7\n8").find("8 training images (1, 2, 3, 4, 5, 6, \u2026)"), std::string::npos);
}

TEST(SlowMotion, FillsTheFormulasInForOneImage) {
  const RunState state = stateOf(test::labLayers(), "16");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kForward, 1}),
            "filter 1 (0, 0): patch \u00d7 kernel + bias = 0.50\u00b70.50 + 0.250 = 0.812");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kLoss, 0}), "-log p(Coat) = -log 0.0930 = 2.375");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kBackward, 4}), "Coat: 0.0930 - 1.00 = -0.500");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kBackward, 3}),
            "T-shirt/top, weight of map 1 (1, 2): (-0.500) \u00d7 0.500 = -0.250");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kBackward, 2}),
            "map 2 (2, 2): the gradient -0.500 goes to (5, 4), which was 0.750 and gets -0.250");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kBackward, 1}),
            "filter 2, weight (1, 2): (-0.500) \u00d7 0.500 + 0.250 \u00d7 (-0.750) + \u2026 (676 products) = -0.250");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kUpdate, 0}),
            "filter 2, weight (1, 2): 0.125000 - 0.00400 \u00d7 (-0.500) = 0.127000");
}

TEST(SlowMotion, FillsTheFormulasInForABatch) {
  const RunState state = stateOf(kDeepLayers, "16\n3");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kLoss, 0}),
            "-log p(Coat) = -log 0.0930 = 2.375; mean over the batch of 2: 2.250");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kBackward, 9}), "Coat: (0.0930 - 1.00) / 2 = -0.500");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kBackward, 8}),
            "Pullover, weight of number 4: (-0.500) \u00d7 0.500 = -0.250; all of the batch of 2: -0.500");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kBackward, 7}), "number 2: -0.500 / 144 = -0.250");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kBackward, 3}),
            "map 2 (2, 2): it was 0.750, so the gradient -0.500 becomes -0.250");
  EXPECT_EQ(formulaOf(state, {Phase::Kind::kBackward, 2}).rfind("map 3, scale: ", 0), 0U);
}

TEST(SlowMotion, SaysTheOptimizersOwnFormula) {
  RunState state = stateOf(kDeepLayers, "16\n3");
  const Phase update{Phase::Kind::kUpdate, 0};
  const std::string weight = "filter 2, weight (1, 2): ";
  state.step->momentum = 0.9;
  EXPECT_EQ(formulaOf(state, update), weight +
                                          "velocity 0.900 \u00d7 0.0625 + (-0.500) = -0.438; 0.125000 - 0.00400 \u00d7 "
                                          "(-0.438) = 0.127000");
  state.step->nesterov = true;
  EXPECT_NE(formulaOf(state, update).find("0.00400 \u00d7 ((-0.500) + 0.900 \u00d7 (-0.438)) = 0.127000"),
            std::string::npos);
  state.step->momentum = 0;
  state.step->decay = 0.5;
  EXPECT_EQ(formulaOf(state, update),
            weight + "0.125000 - 0.00400 \u00d7 ((-0.500) + 0.500 \u00d7 0.125000) = 0.127000");
  state.step->optimizer = "adam";
  EXPECT_EQ(formulaOf(state, update),
            weight +
                "0.125000 \u00d7 (1 - 0.00400 \u00d7 0.500) - 0.00400 \u00d7 0.0625 / -0.438 = "
                "0.127000");
  state.step->target = 0.91;
  EXPECT_NE(formulaOf(state, {Phase::Kind::kLoss, 0}).find("with 0.910 for Coat"), std::string::npos);
}

class SlowMotionTest : public AppTest {
 protected:
  void start() {
    beginWithNumbers();
    press("Slow motion");
    tell();
    sent();
  }
  void tell() {
    app_->apply(step(app_->state().layers, "16"));
    for (const Explanation& e : examples(app_->state().layers)) app_->apply(e);
    settle();
    app_->apply(test::weights(1));
    app_->apply(test::activations(1, "step"));
    settle();
  }
  std::string says() const {
    const Control* control = find("text", "Slow motion");
    return control == nullptr ? "" : control->value;
  }
};

TEST_F(SlowMotionTest, BeginsByTheWorkersWordAndLeavesByIt) {
  begin();
  press("Slow motion");
  ASSERT_EQ(countSent<protocol::SlowMotion>(), 1);
  EXPECT_EQ(says(), "") << "not before the worker says so";
  tell();
  EXPECT_EQ(says(),
            "Phase 1 of 11. Pick. The next batch is one training image, number 16: Coat. pixel (0, 0): grey 0 / 255 + "
            "0.250 = 0.812.");
  EXPECT_TRUE(find("button", "Slow motion")->checked);
  sent();
  press("Leave");
  const auto sent = sentOf<protocol::SlowMotion>();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_FALSE(sent[0].on);
  NextBatch over;
  over.runId = 1;
  app_->apply(over);
  settle();
  EXPECT_EQ(says(), "");
  EXPECT_EQ(find("slider", "Phase"), nullptr);
}

TEST_F(SlowMotionTest, GoesThroughThePhasesByButtonsAndBySlider) {
  start();
  EXPECT_FALSE(find("button", "Previous phase")->enabled);
  press("Next phase");
  EXPECT_EQ(says().rfind("Phase 2 of 11. Forward: conv 12x3.", 0), 0U) << says();
  EXPECT_EQ(find("slider", "Phase")->valueText, "2 of 11: Forward: conv 12x3");
  act("slider", "Phase", "9");
  EXPECT_EQ(says().rfind("Phase 10 of 11. Backward: conv 12x3.", 0), 0U) << says();
  press("Previous phase");
  EXPECT_EQ(says().rfind("Phase 9 of 11. Backward: max-pool 2.", 0), 0U) << says();
  EXPECT_EQ(app_->status(), says()) << "it is read out";
}

TEST_F(SlowMotionTest, ShowsActivationsOnTheWayThereAndGradientsOnTheWayBack) {
  start();
  press("weights");
  sent();
  act("slider", "Phase", "6");
  EXPECT_TRUE(find("button", "gradients")->checked);
  const auto asked = sentOf<protocol::Inspect>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].source, "step");
  EXPECT_EQ(asked[0].view, "gradients");
  act("slider", "Phase", "2");
  EXPECT_TRUE(find("button", "activations")->checked);
}

TEST_F(SlowMotionTest, TellsNoProbabilityBeforeItIsComputed) {
  start();
  EXPECT_EQ(find("text", "Ankle boot")->value, "nothing to judge");
  act("slider", "Phase", "3");
  EXPECT_EQ(find("text", "Ankle boot")->value, "nothing to judge");
  act("slider", "Phase", "4");
  EXPECT_EQ(find("text", "Ankle boot")->value, "91.0 %");
}

TEST_F(SlowMotionTest, IsToItsEndForALessonWhenEveryPhaseOfAStepWasSeen) {
  start();
  app_->openLink("lesson=mine.json");
  app_->takeLesson();
  app_->openLesson("mine.json", R"({"lesson": 1, "id": "mine", "title": "Mine", "steps": [
      {"text": "Look.", "watch": [{"slowMotion": 1}]}, {"text": "Once more.", "watch": [{"slowMotion": 1}]}]})");
  settle();
  const std::string what = "A training step is seen in slow motion through all phases, and taken";
  EXPECT_EQ(text("lesson.task.0"), what + ": 1 of 11 phases so far.");
  act("slider", "Phase", "10");
  press("Take the step");
  tell();
  EXPECT_EQ(text("lesson.task.0"), what + ": 1 of 11 phases so far.") << "the phases between were left out";
  for (int phase = 1; phase < 11; ++phase) press("Next phase");
  EXPECT_EQ(text("lesson.task.0"), what + ": 11 of 11 phases so far.");
  EXPECT_EQ(withId("lesson.task.0")->name, "To do");
  press("Take the step");
  EXPECT_EQ(withId("lesson.task.0")->name, "Done");
  press("Next");
  EXPECT_EQ(withId("lesson.task.0")->name, "To do") << "that was in the step before";
}

TEST_F(SlowMotionTest, AfterTheLastPhaseTheStepIsTakenAndTheNextOneTold) {
  start();
  act("slider", "Phase", "10");
  EXPECT_EQ(find("button", "Next phase"), nullptr);
  EXPECT_EQ(countSent<protocol::StepBatch>(), 0);
  press("Take the step");
  EXPECT_EQ(countSent<protocol::StepBatch>(), 1);
  EXPECT_EQ(says(), "The step is taken \u2026");
  EXPECT_FALSE(find("button", "Next phase")->enabled);
  tell();
  EXPECT_EQ(says().rfind("Phase 1 of 11.", 0), 0U) << says();
}

TEST_F(SlowMotionTest, EscapeLeavesAndTheChosenViewComesBack) {
  begin();
  press("change");
  press("Slow motion");
  tell();
  EXPECT_FALSE(find("button", "change")->checked);
  sent();
  app_->act("page.escaped", "");
  settle();
  const auto leaving = sentOf<protocol::SlowMotion>();
  ASSERT_EQ(leaving.size(), 1U);
  EXPECT_FALSE(leaving[0].on);
  NextBatch over;
  over.runId = 1;
  app_->apply(over);
  settle();
  EXPECT_TRUE(find("button", "change")->checked);
}

TEST_F(SlowMotionTest, PlaysPhaseAfterPhase) {
  start();
  press("Play the phases");
  for (int i = 0; i < 250; ++i) frame();  // four seconds
  EXPECT_EQ(says().rfind("Phase 2 of 11.", 0), 0U) << says();
  press("Stop playing");
  for (int i = 0; i < 250; ++i) frame();
  EXPECT_EQ(says().rfind("Phase 2 of 11.", 0), 0U) << says();
}

TEST(ScrollToSee, MovesOnlyWhatDoesNotLieInTheRoomWithoutTheCard) {
  const Rect room{0, 60, 1000, 700};
  const Rect below{0, 600, 1000, 150};  // the card at the foot
  EXPECT_EQ(scrollToSee({10, 100, 50, 200}, room, below), 0);
  EXPECT_EQ(scrollToSee({10, 500, 50, 200}, room, below), 112) << "it ends under the card";
  EXPECT_EQ(scrollToSee({10, 20, 50, 200}, room, below), -52) << "it begins above the room";
  EXPECT_EQ(scrollToSee({10, 800, 50, 900}, room, below), 728) << "of what is too tall the top is seen";
  const Rect above{0, 60, 1000, 250};
  EXPECT_EQ(scrollToSee({10, 200, 50, 100}, room, above), -122) << "it begins under the card";
}

TEST_F(SlowMotionTest, ThePageScrollsToTheLayerOfThePhaseOnce) {
  app_->resize(1280, 500, 1);
  beginWithNumbers();
  protocol::Run run = test::run(1);
  std::vector<protocol::Row> rows = {{"input", "input", "1", "28", "28", "0"}};
  for (int i = 0; i < 20; ++i) rows.push_back({"relu", "relu", "4", "28", "28", "0"});
  rows.push_back({"dense 10", "dense", "10", "1", "1", "31370"});
  rows.push_back({"softmax", "softmax", "10", "1", "1", "0"});
  run.layers = protocol::printTable(rows);
  app_->apply(run);
  press("Slow motion");
  app_->apply(step(app_->state().layers, "16"));
  for (const Explanation& e : examples(app_->state().layers)) app_->apply(e);
  app_->apply(protocol::Activations{1, "step", protocol::Floats(784 + 20 * 3136 + 20, 0.1F)});
  settle();
  app_->takeScroll();
  EXPECT_LT(app_->takeScroll(), 0);
  act("slider", "Phase", "20");
  const float to = app_->takeScroll();
  EXPECT_GT(to, 100);
  app_->scroll(to);
  settle();
  EXPECT_LT(app_->takeScroll(), 0) << "it is seen now";
  app_->scroll(0);
  settle();
  EXPECT_LT(app_->takeScroll(), 0) << "whoever scrolls away is let go";
  act("slider", "Phase", "2");
  EXPECT_LT(app_->takeScroll(), 0) << "this one is seen";
}

TEST_F(SlowMotionTest, SaysWhyThereIsNoStepInItsPlace) {
  start();
  NextBatch none;
  none.runId = 1;
  none.active = true;
  none.problem = "The images of the next batch are not here yet.";
  app_->apply(none);
  settle();
  EXPECT_EQ(says(), none.problem);
  EXPECT_FALSE(find("button", "Next phase")->enabled);
  EXPECT_TRUE(find("button", "Leave")->enabled);
}

TEST_F(SlowMotionTest, ANewRunsLayersAreNotToldByTheOldStep) {
  start();
  protocol::Run run = test::run(2);
  run.layers = kDeepLayers;
  app_->apply(run);
  settle();
  EXPECT_EQ(says(), "The next step is being computed \u2026");
}

TEST_F(SlowMotionTest, EndsWhenTheWorkerIsLost) {
  start();
  app_->workerLost("The engine stopped.");
  settle();
  EXPECT_EQ(says(), "");
}

TEST_F(SlowMotionTest, FitsEveryPageAndSaysWhatEachControlDoes) {
  for (const auto& [width, height] :
       {std::pair{1280.0F, 800.0F}, {1920.0F, 1080.0F}, {800.0F, 900.0F}, {390.0F, 844.0F}}) {
    app_->resize(width, height, 1);
    start();
    for (const char* phase : {"0", "1", "2", "3", "5", "7", "9", "10"}) {
      act("slider", "Phase", phase);
      for (const Control& c : app_->controls()) {
        if (c.panel != "Network") continue;
        EXPECT_GE(c.rect.x, 0) << c.name;
        EXPECT_LE(c.rect.right(), width) << c.id << " " << c.name;
        if (c.role == "button" && width < 700) EXPECT_GE(c.rect.h, 44) << c.name;
        if (c.role == "button" || c.role == "slider") EXPECT_FALSE(c.description.empty()) << c.name;
      }
    }
    NextBatch over;
    over.runId = 1;
    app_->apply(over);
    settle();
  }
}

}  // namespace
}  // namespace atelier::ui
