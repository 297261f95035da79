#include "train/rehearsal.h"

#include <gtest/gtest.h>

#include "data/synthetic.h"
#include "math/hash.h"
#include "support/recipes.h"

namespace atelier {
namespace {

using testing::recipeOf;

constexpr const char* kLab =
    "conv 4x3 | max-pool 2 | dense 10 ; sgd 0.02 ; batch 1 epochs 2 ; folds none shuffle on ; train 60 test 20 ; seed "
    "3";
constexpr const char* kDeep =
    "conv 4x3 pad 1 | batch-norm | relu | max-pool 2 | dropout 0.25 | conv 6x3 | relu | global-average-pool | dense 10 "
    "; "
    "adam 0.003 cosine ; decay 0.01 ; smoothing 0.1 ; batch 24 epochs 2 ; folds none shuffle on ; augment flip shift 2 "
    "; "
    "train 60 test 20 ; seed 3";
constexpr const char* kFolds =
    "dense 10 ; sgd 0.02 momentum 0.9 ; batch 16 epochs 1 ; folds separate 3 shuffle on ; train 60 test 20 ; seed 3";

std::string hashOf(const Trainer& trainer) { return hashOfWeights(trainer.network().parameters()); }

// Every batch of a run is what its rehearsal said, and having been rehearsed changes no bit.
void expectTold(const char* text) {
  SCOPED_TRACE(text);
  const Dataset dataset = makeSynthetic(60, 20, 5);
  const Recipe recipe = recipeOf(text);
  Trainer run(recipe, dataset);
  Trainer straight(recipe, dataset);
  int batches = 0;
  while (!run.isFinished()) {
    std::string why;
    const auto step = rehearse(run, dataset, why);
    EXPECT_EQ(step.has_value(), !run.isMeasuring()) << why;
    const std::vector<int> images(run.nextImages().begin(), run.nextImages().end());
    const bool isTrained = run.advance() == Trainer::Advance::kTrained;
    straight.advance();
    ASSERT_EQ(hashOf(run), hashOf(straight));
    ASSERT_EQ(step.has_value(), isTrained);
    if (!step) continue;
    ++batches;
    EXPECT_EQ(step->images, images);
    EXPECT_EQ(step->score.images, static_cast<int>(images.size()));
    EXPECT_EQ(step->score.lossSum, run.lastBatch().lossSum);
    EXPECT_EQ(step->score.correct, run.lastBatch().correct);
    EXPECT_TRUE(std::equal(step->after.begin(), step->after.end(), run.network().parameters().begin()));
    EXPECT_EQ(step->momentsAfter, run.state().moments);
    EXPECT_EQ(step->steps, run.state().steps);
    EXPECT_NE(step->before, step->after);
  }
  EXPECT_EQ(batches, run.totalEpochs() * ((run.recipe().train - run.held().count() + recipe.batch - 1) / recipe.batch));
}

TEST(Rehearsal, TellsTheStepThatIsTakenThenToTheLastBit) {
  expectTold(kLab);
  expectTold(kDeep);
  expectTold(kFolds);
}

TEST(Rehearsal, OfPlainDescentTheGradientTimesTheRateIsTheStep) {
  const Dataset dataset = makeSynthetic(60, 20, 5);
  Trainer run(recipeOf(kLab), dataset);
  std::string why;
  const auto step = rehearse(run, dataset, why);
  ASSERT_TRUE(step) << why;
  EXPECT_EQ(step->rate, 0.02);
  for (std::size_t i = 0; i < step->before.size(); ++i)
    ASSERT_EQ(step->after[i], step->before[i] - 0.02F * step->gradients[i]) << i;
}

TEST(Rehearsal, FollowsTheFirstImageAsTrainingSeesIt) {
  const Dataset dataset = makeSynthetic(60, 20, 5);
  Trainer run(recipeOf(kDeep), dataset);
  std::string why;
  const auto step = rehearse(run, dataset, why);
  ASSERT_TRUE(step) << why;
  ASSERT_EQ(step->outputs.size(), run.network().shapes().size());
  EXPECT_EQ(step->outputs.front().shape().n, 3) << "the first of eight parts of 24 images";
  const auto original = dataset.train.image(step->images[0]);
  EXPECT_FALSE(std::equal(original.begin(), original.end(), step->pixels.begin())) << "it is varied";
  const Tensor<float>& before = step->outputs[4];
  const Tensor<float>& dropped = step->outputs[5];
  int zeros = 0;
  for (int i = 0; i < dropped.size(); ++i) {
    zeros += before.data()[i] != 0 && dropped.data()[i] == 0 ? 1 : 0;
    ASSERT_TRUE(dropped.data()[i] == 0 || dropped.data()[i] == before.data()[i] * (1 / 0.75F));
  }
  EXPECT_GT(zeros, 10);
  double sum = 0;
  for (int i = 0; i < 10; ++i) sum += static_cast<double>(step->byOutputs.back().image(0)[i]);
  EXPECT_NEAR(sum, 0, 1e-6) << "probabilities and targets have the same sum";
  EXPECT_GT(step->firstLoss, 0);
}

TEST(Rehearsal, OfOneImageItsLossIsTheBatchs) {
  const Dataset dataset = makeSynthetic(60, 20, 5);
  Trainer run(recipeOf(kLab), dataset);
  std::string why;
  const auto step = rehearse(run, dataset, why);
  ASSERT_TRUE(step) << why;
  EXPECT_NEAR(step->firstLoss, step->score.lossSum, 1e-5);
}

TEST(Rehearsal, SaysWhyThereIsNoNextStep) {
  Dataset dataset = makeSynthetic(60, 20, 5);
  std::string why;
  Dataset small = makeSynthetic(4, 20, 5);
  EXPECT_FALSE(rehearse(Trainer(recipeOf(kLab), small), small, why));
  EXPECT_EQ(why, "The images of the next batch are not here yet.");
  Trainer run(recipeOf(kLab), dataset);
  while (!run.isMeasuring()) run.advance();
  EXPECT_FALSE(rehearse(run, dataset, why));
  EXPECT_EQ(why, "The epoch is over: the network is measured before the next step.");
  while (!run.isFinished()) run.advance();
  EXPECT_FALSE(rehearse(run, dataset, why));
  EXPECT_EQ(why, "All epochs are over: there is no next step. Ask for more epochs, or press Reset.");
}

TEST(Rehearsal, SaysThatTrainingDivergesInTheNextStep) {
  const Dataset dataset = makeSynthetic(60, 20, 5);
  Trainer run(recipeOf(kLab), dataset);
  TrainerState state = run.state();
  for (float& weight : state.parameters) weight *= 3e37F;
  run.restore(state);
  std::string why;
  EXPECT_FALSE(rehearse(run, dataset, why));
  EXPECT_EQ(
      why, "The loss of the next batch is not finite: training diverges here. Choose a lower learning rate, or Reset.");
}

}  // namespace
}  // namespace atelier
