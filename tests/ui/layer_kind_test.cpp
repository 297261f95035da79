#include "ui/layers/layer_kind.h"

#include <set>

#include "ui/app_fixture.h"
#include "ui/explanation_text.h"
#include "ui/slow_motion.h"

namespace atelier::ui {
namespace {

TEST(LayerKinds, EachHasAWordAndSentences) {
  std::set<std::string_view> words;
  for (const LayerKind& kind : layerKinds()) {
    EXPECT_TRUE(words.insert(kind.word).second) << kind.word;
    EXPECT_EQ(&layerKind(kind.word), &kind);
    EXPECT_EQ(kind.about.back(), '.') << kind.word;
    if (kind.word != "input") EXPECT_EQ(kind.backwards.back(), '.') << kind.word;
    EXPECT_TRUE(kind.example.empty() || kind.example.substr(0, kind.word.size()) == kind.word) << kind.word;
  }
  EXPECT_GE(words.size(), 9U);
}

// A layer that the engine knows and the page has never heard of: one number learned for each channel.
class UnknownLayerTest : public AppTest {
 protected:
  void beginUnknown() {
    begin();
    protocol::Run run = test::run(1);
    run.layers = protocol::printTable({{"input", "input", "1", "28", "28", "0"},
                                       {"bend 0.5", "bend", "3", "28", "28", "3"},
                                       {"dense 10", "dense", "10", "1", "1", "23530"},
                                       {"softmax", "softmax", "10", "1", "1", "0"}});
    app_->apply(run);
    app_->apply(protocol::Activations{1, "picture", protocol::Floats(784 + 3 * 784 + 20, 0.25F)});
    app_->apply(protocol::Weights{1, protocol::Floats(3 + 23530, 0.5F)});
    settle();
  }
};

TEST_F(UnknownLayerTest, IsShownInEveryView) {
  beginUnknown();
  ASSERT_NE(find("text", "bend 0.5"), nullptr);
  EXPECT_NE(find("text", "bend 0.5")->value.find("3 maps of 28\u00d728; 2,352 values from 0.25 to 0.25"),
            std::string::npos)
      << find("text", "bend 0.5")->value;
  for (const char* view : {"change", "gradients", "weights"}) {
    press(view);
    EXPECT_NE(find("text", "bend 0.5"), nullptr) << view;
  }
  EXPECT_NE(find("text", "bend 0.5")->value.find("3 weights"), std::string::npos) << find("text", "bend 0.5")->value;
}

TEST_F(UnknownLayerTest, IsExplainedByItsNumbers) {
  beginUnknown();
  protocol::Explanation e;
  e.layer = 1;
  e.kind = "bend";
  e.count = 1;
  e.value = 0.75;
  e.bulk = {0, 5, 6, 0.5F, 1, 0.75F, 1};
  EXPECT_EQ(formulaOf(app_->state(), e).how, "made of 0.500: ");
  EXPECT_EQ(placeName(app_->state(), placeOf(e)), "bend 0.5, map 1 (0, 0)");
  EXPECT_EQ(backwardsOf(app_->state(), e).rfind("Backwards: the gradient goes on to what was read.", 0), 0U);
  EXPECT_TRUE(rowsOf(app_->state(), e).empty());
}

TEST_F(UnknownLayerTest, IsAPhaseOfSlowMotionBothWays) {
  beginUnknown();
  press("Slow motion");
  protocol::NextBatch step;
  step.runId = 1;
  step.active = true;
  step.images = "16";
  step.bulk.assign(3 * protocol::NextBatch::kRow, 1);
  app_->apply(step);
  settle();
  const auto phases = phasesOf(app_->state().layers);
  for (const Phase& phase : phases) {
    const PhaseText text = textOf(app_->state(), phase);
    if (phase.kind == Phase::Kind::kForward && phase.layer == 1) EXPECT_EQ(text.title, "Forward: bend 0.5");
    if (phase.kind != Phase::Kind::kBackward || phase.layer != 1) continue;
    EXPECT_EQ(text.title, "Backward: bend 0.5");
    EXPECT_EQ(text.sentence, "The gradient goes back to what the layer read.");
    EXPECT_EQ(text.formula.rfind("map 2, weight: ", 0), 0U) << text.formula;
  }
}

}  // namespace
}  // namespace atelier::ui
