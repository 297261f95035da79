#include "ui/run_state.h"

#include <gtest/gtest.h>

#include "protocol/table.h"
#include "ui/events.h"

namespace atelier::ui {
namespace {

TEST(RunState, KnowsThePresetsAndClassesOfReady) {
  RunState state;
  EXPECT_FALSE(state.isReady);
  state.apply(test::ready());
  EXPECT_TRUE(state.isReady);
  EXPECT_EQ(state.buildId, test::kBuildId);
  ASSERT_EQ(state.presets.size(), 2U);
  EXPECT_EQ(state.presets[1][0], "lab-schedule");
  ASSERT_EQ(state.classes.size(), 10U);
  EXPECT_EQ(state.classes[9], "Ankle boot");
}

TEST(RunState, PlacesEveryLayerInTheActivationsAndTheWeights) {
  RunState state;
  state.apply(test::run(1));
  ASSERT_EQ(state.layers.size(), 5U);
  EXPECT_EQ(state.layers[1].text, "conv 12x3");
  EXPECT_EQ(state.layers[1].firstOutput, 784U);
  EXPECT_EQ(state.layers[2].firstOutput, 784U + 12 * 26 * 26);
  EXPECT_EQ(state.layers[3].firstStored, 120U);
  EXPECT_EQ(state.layers[4].kind, "softmax");
}

TEST(RunState, ReadsTheFormOfARecipe) {
  RunState state;
  state.apply(test::recipe());
  ASSERT_EQ(state.fields.size(), 5U);
  EXPECT_EQ(state.fields[1].label, "Learning rate");
  EXPECT_TRUE(state.fields[1].now);
  EXPECT_TRUE(state.fields[2].pending);
  EXPECT_EQ(state.fields[2].choices, (std::vector<std::string>{"off", "on"}));
  EXPECT_TRUE(state.fields[0].choices.empty());
}

TEST(RunState, DropsEventsOfAnOlderRun) {
  RunState state;
  state.apply(test::run(2));
  state.apply(test::epochDone(1, 1));
  protocol::Progress old = test::progress(1);
  old.imagesSeen = 77;
  state.apply(old);
  state.apply(protocol::Curve{1, {1, 2, 3, 4}});
  EXPECT_TRUE(state.epochs.empty());
  EXPECT_TRUE(state.curve.empty());
  EXPECT_EQ(state.progress.imagesSeen, 0);
  state.apply(test::epochDone(2, 1));
  EXPECT_EQ(state.epochs.size(), 1U);
}

TEST(RunState, ForgetsTheCurvesWithANewRunAndKeepsThemWhenOnlyTheWeightsChange) {
  RunState state;
  state.apply(test::run(1));
  state.apply(test::epochDone(1, 1));
  state.apply(protocol::Curve{1, {100, 0.5F, 0.8F, 0.005F}});
  state.apply(test::run(1, "pretrained"));
  EXPECT_EQ(state.epochs.size(), 1U);
  EXPECT_EQ(state.curve.size(), 4U);
  state.apply(test::run(2));
  EXPECT_TRUE(state.epochs.empty());
  EXPECT_TRUE(state.curve.empty());
}

TEST(RunState, ForgetsActivationsAndWeightsThatBelongToOtherWeights) {
  RunState state;
  state.apply(test::run(1));
  state.apply(test::activations(1));
  state.apply(test::weights(1));
  state.apply(test::run(1, "pretrained"));
  EXPECT_TRUE(state.activations.empty());
  EXPECT_TRUE(state.weights.empty());
}

TEST(RunState, KeepsActivationsAndWeightsWhenSomethingElseIsToldOfTheSame) {
  RunState state;
  state.apply(test::run(1));
  state.apply(test::activations(1));
  state.apply(test::weights(1));
  protocol::Run again = test::run(1);
  again.pretrained = "There is a pretrained model now.";
  state.apply(again);
  EXPECT_EQ(state.run.pretrained, again.pretrained);
  EXPECT_FALSE(state.activations.empty());
  EXPECT_FALSE(state.weights.empty());
}

TEST(RunState, CountsAnEpochThatIsSentAgainOnce) {
  RunState state;
  state.apply(test::run(1));
  for (const int epoch : {1, 2, 1, 2, 3}) state.apply(test::epochDone(1, epoch));
  ASSERT_EQ(state.epochs.size(), 3U);
  EXPECT_EQ(state.epochs.back().epoch, 3);
}

TEST(RunState, KeepsARefusalUntilTheRecipeChanges) {
  RunState state;
  state.apply(test::recipe());
  state.apply(protocol::Failed{"recipe", "The batch must be a whole number.", -1, "batch"});
  ASSERT_TRUE(state.failed.has_value());
  EXPECT_EQ(state.failed->field, "batch");
  protocol::Recipe next = test::recipe();
  next.recipe += " ";
  state.apply(next);
  EXPECT_FALSE(state.failed.has_value());
}

TEST(RunState, RestoresALostWorkerFromItsLastCheckpoint) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::recipe());
  state.apply(test::run(3));
  protocol::Progress progress = test::progress(3);
  progress.running = true;
  state.apply(progress);
  state.apply(test::picture());
  state.apply(test::checkpoint(3));
  state.speed = 10;

  state.loseWorker();
  EXPECT_FALSE(state.isReady);
  EXPECT_FALSE(state.progress.running);
  state.apply(test::ready());
  state.apply(test::run(1));  // the new worker's own first run
  const auto commands = state.restoring();
  ASSERT_EQ(commands.size(), 3U);
  EXPECT_EQ(std::get<protocol::SetSpeed>(commands[0]).imagesPerSecond, 10);
  EXPECT_EQ(std::get<protocol::Checkpoint>(commands[1]).epoch, 2);
  EXPECT_TRUE(std::holds_alternative<protocol::Train>(commands[2]));
}

TEST(RunState, KeepsTheCheckpointUntilTheRestoredRunHasOneOfItsOwn) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::run(3));
  state.apply(test::checkpoint(3));
  state.loseWorker();
  state.apply(test::ready());
  state.wasLost = false;
  state.apply(test::run(1));
  state.apply(test::run(2));
  ASSERT_TRUE(state.checkpoint.has_value()) << "the worker may die again at once";
  EXPECT_EQ(state.checkpoint->epoch, 2);
}

TEST(RunState, ForgetsTheCheckpointOfARunThatTheUserEnded) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::run(3));
  state.apply(test::checkpoint(3));
  ASSERT_TRUE(state.checkpoint.has_value());
  state.apply(test::run(4));
  EXPECT_FALSE(state.checkpoint.has_value());
}

TEST(RunState, PutsTheCurveFromBeforeTheLossBackAsFarAsTheRestoredRunGoes) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::run(1));
  state.apply(test::checkpoint(1));
  state.apply(protocol::Curve{1, {100, 0.9F, 0.5F, 0.005F, 200, 0.8F, 0.6F, 0.005F, 300, 0.7F, 0.7F, 0.005F}});
  state.loseWorker();
  state.apply(test::ready());
  state.wasLost = false;
  state.apply(test::run(1));
  state.apply(test::progress(1));
  state.apply(test::run(2));
  protocol::Progress restored = test::progress(2);
  restored.imagesSeen = 250;
  state.apply(restored);
  ASSERT_EQ(state.curve.size(), 8U);
  EXPECT_EQ(state.curve[4], 200);
}

TEST(RunState, RestoresTheRecipeWhenNothingWasTrained) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::recipe());
  state.apply(test::run(1));
  state.loseWorker();
  const auto commands = state.restoring();
  ASSERT_EQ(commands.size(), 1U);
  EXPECT_EQ(std::get<protocol::SetRecipe>(commands[0]).recipe, test::recipe().recipe);
}

TEST(RunState, HearsANewWorkerWhoseRunsCountFromTheBeginning) {
  RunState state;
  state.apply(test::run(9));
  state.loseWorker();
  state.apply(test::run(1));
  state.apply(test::epochDone(1, 1));
  EXPECT_EQ(state.run.runId, 1);
  EXPECT_EQ(state.epochs.size(), 1U);
}

TEST(RunState, LetsADivergenceStandUntilTheNextTrainOrReset) {
  const protocol::Failed diverged{"diverged", "Training diverged in epoch 1 at step 40.", -1, ""};
  RunState state;
  state.apply(test::run(1));
  state.apply(diverged);
  state.apply(test::recipe());
  state.apply(test::progress(1));
  EXPECT_EQ(state.diverged, diverged.text);
  EXPECT_FALSE(state.failed.has_value()) << "it is no refusal";
  protocol::Progress running = test::progress(1);
  running.running = true;
  state.apply(running);
  EXPECT_EQ(state.diverged, "");
  state.apply(diverged);
  state.apply(test::run(2));
  EXPECT_EQ(state.diverged, "");
}

TEST(RunState, DropsThePointsAfterTheWeightsThatADivergedRunGoesBackTo) {
  RunState state;
  state.apply(test::run(1));
  state.apply(test::epochDone(1, 1));
  protocol::Progress progress = test::progress(1);
  progress.imagesSeen = 10300;
  state.apply(progress);
  state.apply(protocol::Curve{1, {10100, 0.9F, 0.5F, 1, 10200, 0.9F, 0.5F, 1, 10300, 9, 0.1F, 1}});
  progress.imagesSeen = 10200;
  state.apply(progress);
  ASSERT_EQ(state.curve.size(), 8U);
  EXPECT_EQ(state.curve[4], 10200);
  EXPECT_EQ(state.epochs.size(), 1U);
}

}  // namespace
}  // namespace atelier::ui
