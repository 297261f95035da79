#include "train/trainer.h"

#include <gtest/gtest.h>

#include <set>

#include "data/synthetic.h"
#include "nn/loss.h"
#include "support/recipes.h"
#include "support/runs.h"
#include "support/tensors.h"
#include "train/recipe_fields.h"

namespace atelier {
namespace {

using testing::finish;
using testing::hashOf;
using testing::recipeOf;
using Advance = Trainer::Advance;

const Dataset& data() {
  static const Dataset dataset = makeSynthetic(600, 120, 11);
  return dataset;
}

TEST(Trainer, BeginsWithTheSeedsWeights) {
  const Recipe recipe = recipeOf("dense 10 ; train 20 test 10 ; seed 5");
  const Trainer trainer(recipe, data());
  Network<float> network(recipe.network, kInputShape);
  network.start(5);
  EXPECT_EQ(hashOf(trainer), hashOfWeights(network.parameters()));
  EXPECT_EQ(trainer.epoch(), 0);
  EXPECT_EQ(trainer.position(), 0);
  EXPECT_EQ(trainer.imagesSeen(), 0);
  EXPECT_FALSE(trainer.isFinished());
  EXPECT_TRUE(trainer.history().empty());
}

TEST(Trainer, LearnsTheSyntheticSet) {
  Trainer trainer(recipeOf("conv 4x3 | max-pool 2 | dense 10 ; sgd 0.02 ; epochs 4 shuffle on ; train 600 test 120"),
                  data());
  finish(trainer);
  EXPECT_GT(trainer.history().back().testAccuracy, 0.9);
  EXPECT_GT(trainer.history().back().trainAccuracy, 0.9);
  EXPECT_LT(trainer.history().back().testLoss, 0.5 * trainer.history().front().trainLoss);
}

TEST(Trainer, LearnsInBatchesToo) {
  Trainer trainer(
      recipeOf("conv 4x3 | relu | max-pool 2 | dense 10 ; sgd 0.1 ; batch 8 epochs 8 shuffle on ; train 600 test 120"),
      data());
  finish(trainer);
  EXPECT_GT(trainer.history().back().testAccuracy, 0.9);
}

TEST(Trainer, AnUpdateIsTheRateTimesTheMeanGradient) {
  const Recipe recipe = recipeOf("dense 10 ; sgd 0.5 ; batch 4 ; train 4 test 1");
  Network<double> network(recipe.network, kInputShape);
  Trainer trainer(recipe, data());
  const std::vector<float> start(trainer.network().parameters().begin(), trainer.network().parameters().end());
  std::copy(start.begin(), start.end(), network.parameters().begin());
  Tensor<double> x({4, 1, kSide, kSide});
  Tensor<double> dlogits({4, 10, 1, 1});
  for (int n = 0; n < 4; ++n) toInputs(data().train.image(n), recipe.inputs, x.image(n));
  const auto& logits = network.forward(x);
  double loss = 0;
  for (int n = 0; n < 4; ++n)
    loss += crossEntropy(logits.image(n), 10, data().train.label(n), 0, 0.25, dlogits.image(n)).loss;
  network.backward(x, dlogits);
  std::vector<double> expected(start.begin(), start.end());
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] -= 0.5 * network.gradients()[i];

  ASSERT_EQ(trainer.advance(), Advance::kTrained);
  EXPECT_EQ(testing::difference(trainer.network().parameters(), expected, 1e-6, 1e-6), "");
  EXPECT_NEAR(trainer.lastBatch().lossSum, loss, 1e-5);
  EXPECT_EQ(trainer.lastBatch().images, 4);
}

TEST(Trainer, TheLastBatchOfAnEpochIsWhatIsLeft) {
  Trainer trainer(recipeOf("dense 10 ; sgd 0.01 ; batch 7 epochs 2 ; train 24 test 60"), data());
  for (int epoch = 0; epoch < 2; ++epoch) {
    for (const int images : {7, 7, 7, 3}) {
      ASSERT_EQ(trainer.advance(), Advance::kTrained);
      EXPECT_EQ(trainer.lastBatch().images, images);
    }
    EXPECT_TRUE(trainer.isMeasuring());
    EXPECT_EQ(trainer.imagesSeen(), 24 * (epoch + 1));
    EXPECT_EQ(trainer.advance(), Advance::kMeasured);  // 50 images
    EXPECT_EQ(trainer.epoch(), epoch);
    EXPECT_EQ(trainer.advance(), Advance::kMeasured);  // 10 images
    EXPECT_EQ(trainer.epoch(), epoch + 1);
  }
  EXPECT_TRUE(trainer.isFinished());
  const std::string end = hashOf(trainer);
  EXPECT_EQ(trainer.advance(), Advance::kFinished);
  EXPECT_EQ(hashOf(trainer), end);
}

TEST(Trainer, AnEpochsResultsAreMeans) {
  for (const char* text : {"dense 10 ; sgd 0.01 step 1 0.5 ; batch 7 epochs 2 ; train 24 test 60",
                           "dense 10 ; sgd 0.01 step 1 0.5 ; batch 1 epochs 2 ; train 24 test 60 ; shuffle on"}) {
    const Recipe recipe = recipeOf(text);
    Trainer trainer(recipe, data());
    for (int epoch = 0; epoch < 2; ++epoch) {
      double loss = 0;
      int correct = 0;
      while (!trainer.isMeasuring()) {
        ASSERT_EQ(trainer.advance(), Advance::kTrained);
        loss += trainer.lastBatch().lossSum;
        correct += trainer.lastBatch().correct;
        EXPECT_EQ(trainer.score().images, trainer.position());
      }
      Score test;
      evaluate(trainer.network(), data().test, recipe.inputs, 0, 60, test);
      while (trainer.epoch() == epoch) ASSERT_EQ(trainer.advance(), Advance::kMeasured);
      ASSERT_EQ(trainer.history().size(), static_cast<std::size_t>(epoch + 1));
      const EpochResult& result = trainer.history().back();
      EXPECT_DOUBLE_EQ(result.trainLoss, loss / 24);
      EXPECT_DOUBLE_EQ(result.trainAccuracy, correct / 24.0);
      EXPECT_DOUBLE_EQ(result.testLoss, test.lossSum / 60);
      EXPECT_DOUBLE_EQ(result.testAccuracy, test.correct / 60.0);
      EXPECT_DOUBLE_EQ(result.rate, epoch == 0 ? 0.01 : 0.005);
    }
  }
}

TEST(Trainer, TestingChangesNoWeights) {
  Trainer trainer(recipeOf("conv 2x3 | max-pool 2 | dense 10 ; epochs 2 ; train 10 test 100"), data());
  while (!trainer.isMeasuring()) trainer.advance();
  const std::string before = hashOf(trainer);
  while (trainer.epoch() == 0) ASSERT_EQ(trainer.advance(), Advance::kMeasured);
  EXPECT_EQ(hashOf(trainer), before);
}

// The hash of the weights after every batch of one epoch of single images tells their order.
std::vector<std::string> stepsOf(const Recipe& recipe, int epochs) {
  Trainer trainer(recipe, data());
  std::vector<std::string> steps;
  while (trainer.epoch() < epochs && !trainer.isFinished()) {
    if (trainer.advance() == Advance::kTrained) steps.push_back(hashOf(trainer));
  }
  return steps;
}

TEST(Trainer, WithoutShufflingTheOrderIsTheDataSets) {
  const Recipe recipe = recipeOf("dense 10 ; sgd 0.1 ; epochs 1 ; train 5 test 1");
  Trainer trainer(recipe, data());
  Network<float> network(recipe.network, kInputShape);
  network.start(1);
  Tensor<float> x(kInputShape);
  Tensor<float> dlogits({1, 10, 1, 1});
  for (int i = 0; i < 5; ++i) {
    toInputs(data().train.image(i), recipe.inputs, x.data());
    crossEntropy(network.forward(x).data(), 10, data().train.label(i), 0, 1.0F, dlogits.data());
    network.descend(x, dlogits, 0.1F);
    trainer.advance();
    ASSERT_EQ(hashOf(trainer), hashOfWeights(network.parameters())) << i;
  }
}

TEST(Trainer, ShufflingGivesEveryEpochAnOrderOfItsOwn) {
  // A rate so small that only the losses tell the images apart: their multiset stays, their order changes.
  Trainer trainer(recipeOf("dense 10 ; sgd 1e-12 ; epochs 3 shuffle on ; train 40 test 1"), data());
  std::vector<std::vector<double>> losses(3);
  while (!trainer.isFinished()) {
    const auto epoch = static_cast<std::size_t>(trainer.epoch());
    if (trainer.advance() == Advance::kTrained) losses[epoch].push_back(trainer.lastBatch().lossSum);
  }
  for (std::size_t epoch = 0; epoch < 3; ++epoch) {
    EXPECT_EQ(losses[epoch].size(), 40U);
    EXPECT_EQ(std::multiset<double>(losses[epoch].begin(), losses[epoch].end()),
              std::multiset<double>(losses[0].begin(), losses[0].end()));
    if (epoch > 0) EXPECT_NE(losses[epoch], losses[epoch - 1]);
  }
  EXPECT_NE(losses[2], losses[0]);
}

TEST(Trainer, SeedAndShuffleDecideTheOrder) {
  const auto base = stepsOf(recipeOf("dense 10 ; epochs 1 shuffle on ; train 30 test 1 ; seed 3"), 1);
  EXPECT_EQ(stepsOf(recipeOf("dense 10 ; epochs 1 shuffle on ; train 30 test 1 ; seed 3"), 1), base);
  EXPECT_NE(stepsOf(recipeOf("dense 10 ; epochs 1 shuffle on ; train 30 test 1 ; seed 4"), 1), base);
  EXPECT_NE(stepsOf(recipeOf("dense 10 ; epochs 1 shuffle off ; train 30 test 1 ; seed 3"), 1), base);
}

}  // namespace
}  // namespace atelier
