#include <gtest/gtest.h>

#include <algorithm>

#include "protocol/table.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;

TEST(Session, PicksImagesByIndexNeighbourClassAndChance) {
  Bench bench;
  bench.load();
  EXPECT_EQ(bench.last<Picture>().split, "test");
  EXPECT_EQ(bench.last<Picture>().index, 0);
  bench.send(PickImage{"train", "index", 499, -1});
  EXPECT_EQ(bench.last<Picture>().label, bench.site.all.train.label(499));
  EXPECT_TRUE(std::ranges::equal(bench.last<Picture>().bulk, bench.site.all.train.image(499)));
  bench.send(PickImage{"train", "next", 0, -1});
  EXPECT_EQ(bench.last<Picture>().index, 0) << "after the last comes the first";
  bench.send(PickImage{"train", "previous", 0, 8});
  EXPECT_EQ(bench.last<Picture>().label, 8);
  for (int i = 0; i < 20; ++i) {
    bench.send(PickImage{"test", "random", 0, 3});
    EXPECT_EQ(bench.last<Picture>().label, 3);
  }
  bench.send(PickImage{"test", "index", 100, -1});
  EXPECT_EQ(bench.last<Failed>().text, "There is no test image 100: 100 are here.");
}

TEST(Session, ShowsEveryLayersOutputAndTheWeights) {
  Bench bench;
  bench.load();
  bench.send(Train{});
  bench.send(Inspect{"picture"});
  std::size_t expected = 0;
  for (const Row& row : parseTable(bench.last<protocol::Run>().layers)) {
    expected += static_cast<std::size_t>(std::stoi(row[2]) * std::stoi(row[3]) * std::stoi(row[4]));
  }
  const Floats shown = bench.last<Activations>().bulk;
  ASSERT_EQ(shown.size(), expected);
  EXPECT_EQ(bench.last<Weights>().bulk.size(), 4U * 10 + 10U * (4 * 169 + 1));
  EXPECT_FLOAT_EQ(shown[0], static_cast<float>(bench.last<Picture>().bulk[0]) / 255 - 0.5F);
  float sum = 0;
  for (std::size_t i = expected - 10; i < expected; ++i) sum += shown[i];
  EXPECT_NEAR(sum, 1, 1e-5);
  const auto answers = bench.all<Weights>().size();
  bench.send(Inspect{"drawing", false});
  EXPECT_TRUE(bench.last<Activations>().bulk.empty()) << "nothing is drawn";
  EXPECT_EQ(bench.all<Weights>().size(), answers) << "nobody asked for them";
}

TEST(Session, ShowsTheWeightsOfEveryEpochThatIsOver) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"scratch"});
  bench.send(Inspect{"picture"});
  const Floats atStart = bench.last<Weights>().bulk;
  const Floats outputsAtStart = bench.last<Activations>().bulk;
  std::vector<Floats> after;
  for (int epoch = 1; epoch <= 2; ++epoch) {
    bench.send(StepEpoch{});
    bench.finish();
    bench.send(Inspect{"picture"});
    after.push_back(bench.last<Weights>().bulk);
    const auto timeline = bench.last<protocol::Timeline>();
    EXPECT_EQ(timeline.shown, -1);
    EXPECT_EQ(timeline.bulk.size(), static_cast<std::size_t>(epoch) + 1);
  }
  ASSERT_NE(after[0], after[1]);

  bench.send(protocol::ShowEpoch{1});
  EXPECT_EQ(bench.last<protocol::Timeline>().shown, 1);
  bench.send(Inspect{"picture"});
  EXPECT_EQ(bench.last<Weights>().bulk, after[0]);
  bench.send(protocol::ShowEpoch{0});
  bench.send(Inspect{"picture"});
  EXPECT_EQ(bench.last<Weights>().bulk, atStart);
  EXPECT_EQ(bench.last<Activations>().bulk, outputsAtStart);
  bench.send(protocol::ShowEpoch{-1});
  EXPECT_EQ(bench.last<protocol::Timeline>().shown, -1);
  bench.send(Inspect{"picture"});
  EXPECT_EQ(bench.last<Weights>().bulk, after[1]);
}

TEST(Session, ShowsTheChangeSinceTheStartOfTheRun) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"scratch"});
  bench.send(Inspect{"picture"});
  const auto weightsAtStart = bench.last<Weights>();
  const auto outputsAtStart = bench.last<Activations>();
  EXPECT_EQ(weightsAtStart.view, "activations");
  bench.send(StepEpoch{});
  bench.finish();
  bench.send(StepEpoch{});
  bench.finish();
  for (const int epoch : {-1, 1, 0}) {
    SCOPED_TRACE(epoch);
    bench.send(protocol::ShowEpoch{epoch});
    bench.send(Inspect{"picture"});
    const auto weights = bench.last<Weights>().bulk;
    const auto outputs = bench.last<Activations>().bulk;
    bench.send(Inspect{"picture", true, "change"});
    const auto change = bench.last<Weights>();
    EXPECT_EQ(change.view, "change");
    ASSERT_EQ(change.bulk.size(), weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) ASSERT_EQ(change.bulk[i], weights[i] - weightsAtStart.bulk[i]);
    const auto moved = bench.last<Activations>();
    EXPECT_EQ(moved.view, "change");
    ASSERT_EQ(moved.bulk.size(), outputs.size());
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const bool isProbability = i + 10 >= outputs.size();
      ASSERT_EQ(moved.bulk[i], isProbability ? outputs[i] : outputs[i] - outputsAtStart.bulk[i]);
    }
  }
}

TEST(Session, ShowsTheChangeOfThePretrainedModelSinceTheStartThatItsRecipeGives) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"pretrained"});
  bench.send(Inspect{"picture"});
  const auto weights = bench.last<Weights>().bulk;
  TextError error;
  const auto recipe = parseRecipe(bench.last<protocol::Run>().recipe, error);
  ASSERT_TRUE(recipe);
  const Trainer fresh(*recipe, bench.site.all);
  bench.send(Inspect{"picture", true, "change"});
  const auto change = bench.last<Weights>().bulk;
  ASSERT_EQ(change.size(), weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    ASSERT_EQ(change[i], weights[i] - fresh.network().parameters()[i]);
  }
}

TEST(Session, ShowsTheGradientsOfTheLossOfThePicturesClass) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"scratch"});
  bench.send(PickImage{"test", "index", 4, -1});
  bench.send(Inspect{"picture", true, "gradients"});
  const auto byOutputs = bench.last<Activations>();
  const auto byWeights = bench.last<Weights>();
  EXPECT_EQ(byOutputs.view, "gradients");
  EXPECT_EQ(byWeights.view, "gradients");
  EXPECT_EQ(byOutputs.label, bench.last<Picture>().label);
  const std::size_t logits = byOutputs.bulk.size() - 20;
  for (std::size_t k = 0; k < 10; ++k) {  // by the logits: probability - target; the biases of the last layer alike
    const float expected = byOutputs.bulk[logits + 10 + k] - (static_cast<int>(k) == byOutputs.label ? 1.0F : 0.0F);
    EXPECT_NEAR(byOutputs.bulk[logits + k], expected, 1e-6);
    EXPECT_EQ(byWeights.bulk[byWeights.bulk.size() - 10 + k], byOutputs.bulk[logits + k]);
  }
}

TEST(Session, ShowsTheGradientsOfADrawingForItsLikeliestClass) {
  Bench bench;
  bench.load();
  bench.send(Inspect{"drawing", true, "gradients"});
  EXPECT_TRUE(bench.last<Activations>().bulk.empty()) << "nothing is drawn";
  EXPECT_TRUE(bench.last<Weights>().bulk.empty());
  EXPECT_EQ(bench.last<Activations>().label, -1);
  bench.send(Draw{28, 28, Bytes(784, 200)});
  bench.send(Inspect{"drawing", true, "gradients"});
  const Floats likely = bench.last<protocol::Prediction>().bulk;
  EXPECT_EQ(bench.last<Activations>().label, std::max_element(likely.begin(), likely.end()) - likely.begin());
  EXPECT_FALSE(bench.last<Weights>().bulk.empty());
}

TEST(Session, LookingAtAnyViewBetweenBatchesChangesNoBitOfTheRun) {
  for (const char* network :
       {"conv 4x3 | max-pool 2 | dense 10 ; sgd 0.005",
        "conv 4x3 | batch-norm | relu | max-pool 2 | dropout 0.3 | dense 10 ; sgd 0.05 momentum 0.9"}) {
    const auto hashAfter = [network](bool looks) {
      Bench bench;
      bench.settle();
      bench.send(SetRecipe{std::string(network) + " ; batch 4 epochs 1 ; train 100 test 10 ; seed 1"});
      for (int batch = 0; batch < 6; ++batch) {
        bench.send(StepBatch{});
        bench.finish();
        for (const char* view : {"gradients", "change", "activations"}) {
          if (looks) bench.send(Inspect{"picture", true, view});
        }
      }
      return bench.last<protocol::Progress>().weightsHash;
    };
    EXPECT_EQ(hashAfter(true), hashAfter(false)) << network;
  }
}

TEST(Session, LookingBackChangesNoBitOfTheRun) {
  const auto hashAfter = [](bool looksBack) {
    Bench bench;
    bench.load();
    for (int epoch = 0; epoch < 2; ++epoch) {
      bench.send(StepEpoch{});
      bench.finish();
      if (looksBack) bench.send(protocol::ShowEpoch{0});
    }
    return bench.last<protocol::Progress>().weightsHash;
  };
  EXPECT_EQ(hashAfter(true), hashAfter(false));
}

TEST(Session, TrainingAndANewRunShowTheWeightsOfNow) {
  Bench bench;
  bench.load();
  bench.send(StepEpoch{});
  bench.finish();
  for (const Command& command : std::vector<Command>{StepBatch{}, Reset{}}) {
    bench.send(protocol::ShowEpoch{0});
    ASSERT_EQ(bench.last<protocol::Timeline>().shown, 0);
    bench.send(command);
    bench.finish();
    EXPECT_EQ(bench.last<protocol::Timeline>().shown, -1);
  }
}

TEST(Session, SaysWhichEpochCannotBeShown) {
  Bench bench;
  bench.load();
  bench.send(protocol::ShowEpoch{7});
  EXPECT_EQ(bench.last<Failed>().code, "timeline");
  EXPECT_EQ(bench.last<Failed>().text, "Epoch 7 is not over yet.");
}

TEST(Session, PredictsTheDrawingWithTheWeightsThatAreShown) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"scratch"});
  bench.send(Draw{28, 28, Bytes(784, 200)});
  const Floats before = bench.last<protocol::Prediction>().bulk;
  ASSERT_EQ(before.size(), 10U);
  bench.send(StepEpoch{});
  bench.finish();
  bench.send(protocol::ShowEpoch{1});
  EXPECT_NE(bench.last<protocol::Prediction>().bulk, before);
  bench.send(protocol::ShowEpoch{0});
  EXPECT_EQ(bench.last<protocol::Prediction>().bulk, before);
}

}  // namespace
}  // namespace atelier::worker
