#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "data/synthetic.h"
#include "support/recipes.h"
#include "support/runs.h"
#include "support/tensors.h"
#include "train/trainer.h"

// A run may stop, wait, be kept and be restored at any moment, and ends with the same bits.

namespace atelier {
namespace {

using testing::expectSameHistory;
using testing::finish;
using testing::hashOf;
using testing::recipeOf;
using Advance = Trainer::Advance;

const Dataset& data() {
  static const Dataset dataset = makeSynthetic(120, 80, 21);
  return dataset;
}

const char* const kRecipes[] = {
    "conv 3x3 | max-pool 2 | dense 10 ; sgd 0.01 step 2 0.5 ; batch 1 epochs 4 ; shuffle off ; train 50 test 70",
    "conv 3x3 | max-pool 2 | dense 10 ; sgd 0.01 ; batch 1 epochs 4 ; shuffle on ; train 50 test 70 ; seed 9",
    "conv 3x3 | relu | max-pool 2 | dense 10 ; sgd 0.05 ; batch 7 epochs 4 ; inputs unit ; train 50 test 70",
    "conv 3x5 | relu | max-pool 3 | dense 10 ; sgd 0.05 step 1 0.9 ; batch 7 epochs 4 ; shuffle on ; train 50 test 70",
    "conv 3x3 pad 1 | batch-norm | relu | max-pool 2 | dense 10 ; sgd 0.02 momentum 0.9 nesterov one-cycle ; decay "
    "0.01 ; "
    "batch 9 epochs 4 ; folds rotate 3 shuffle on ; augment flip shift 2 ; train 50 test 70",
    "conv 3x3 | max-pool 2 | dropout 0.3 | dense 10 ; adam 0.003 cosine ; smoothing 0.1 ; batch 20 epochs 2 ; folds "
    "separate 2 ; "
    "train 50 test 70",
};

TEST(Trainer, StoppedAndResumedAtAnyMomentItGivesTheSameBits) {
  Random random(1);
  for (const char* text : kRecipes) {
    SCOPED_TRACE(text);
    const Recipe recipe = recipeOf(text);
    Trainer straight(recipe, data());
    finish(straight);
    for (int round = 0; round < 5; ++round) {
      auto trainer = std::make_unique<Trainer>(recipe, data());
      while (!trainer->isFinished()) {
        for (std::uint32_t left = random.below(40); left > 0; --left) trainer->advance();
        const TrainerState state = trainer->state();
        trainer = std::make_unique<Trainer>(recipe, data());
        trainer->restore(state);
      }
      EXPECT_EQ(hashOf(*trainer), hashOf(straight));
      expectSameHistory(trainer->history(), straight.history());
    }
  }
}

TEST(Trainer, RestoresAfterEverySingleStep) {
  const Recipe recipe = recipeOf("dense 10 ; sgd 0.01 ; batch 3 epochs 2 shuffle on ; train 10 test 60");
  Trainer straight(recipe, data());
  finish(straight);
  Trainer watched(recipe, data());
  for (bool more = true; more; more = watched.advance() != Advance::kFinished) {
    const TrainerState state = watched.state();
    EXPECT_EQ(state.epoch, watched.epoch());
    EXPECT_EQ(state.position, watched.position());
    Trainer other(recipe, data());
    other.restore(state);
    EXPECT_EQ(other.epoch(), watched.epoch());
    EXPECT_EQ(other.position(), watched.position());
    EXPECT_EQ(other.imagesSeen(), watched.imagesSeen());
    EXPECT_EQ(other.score().lossSum, watched.score().lossSum);
    EXPECT_EQ(other.score().correct, watched.score().correct);
    EXPECT_EQ(other.rate(), watched.rate());
    EXPECT_EQ(other.isFinished(), watched.isFinished());
    finish(other);
    EXPECT_EQ(hashOf(other), hashOf(straight));
    expectSameHistory(other.history(), straight.history());
  }
}

TEST(Trainer, RestoresAStateIntoARunThatIsElsewhere) {
  const Recipe recipe = recipeOf(kRecipes[1]);
  Trainer trainer(recipe, data());
  testing::trainTo(trainer, 20);
  const TrainerState state = trainer.state();
  testing::trainTo(trainer, 130);
  trainer.restore(state);
  finish(trainer);
  Trainer straight(recipe, data());
  finish(straight);
  EXPECT_EQ(hashOf(trainer), hashOf(straight));
  expectSameHistory(trainer.history(), straight.history());
}

// Copies images from `all` until there are `count`.
void arrive(Images& to, const Images& all, int count) {
  for (int i = to.count(); i < count; ++i) {
    const auto image = all.image(i);
    to.pixels.insert(to.pixels.end(), image.begin(), image.end());
    to.labels.push_back(all.labels[static_cast<std::size_t>(i)]);
  }
}

TEST(Trainer, WaitsForImagesAndGoesOnWithTheSameBits) {
  for (const char* text : kRecipes) {
    SCOPED_TRACE(text);
    const Recipe recipe = recipeOf(text);
    Trainer straight(recipe, data());
    finish(straight);
    Dataset growing{"synthetic", {}, {}};
    Trainer trainer(recipe, growing);
    int waits = 0;
    while (!trainer.isFinished()) {
      const std::string before = hashOf(trainer);
      const int seen = trainer.imagesSeen();
      if (trainer.advance() != Advance::kWaiting) continue;
      EXPECT_EQ(hashOf(trainer), before);
      EXPECT_EQ(trainer.imagesSeen(), seen);
      ++waits;
      if (trainer.isMeasuring()) {
        arrive(growing.test, data().test, std::min(80, growing.test.count() + 9));
      } else {
        arrive(growing.train, data().train, std::min(120, growing.train.count() + 9));
      }
      ASSERT_LT(waits, 100);
    }
    EXPECT_GT(waits, 8);
    EXPECT_EQ(hashOf(trainer), hashOf(straight));
    expectSameHistory(trainer.history(), straight.history());
  }
}

TEST(Trainer, UsesNoImageBeyondItsRecipes) {
  const Recipe recipe = recipeOf("dense 10 ; sgd 0.01 ; epochs 2 shuffle on ; train 30 test 20");
  Trainer whole(recipe, data());
  finish(whole);
  Dataset part{"synthetic", {}, {}};
  arrive(part.train, data().train, 30);
  arrive(part.test, data().test, 20);
  Trainer trainer(recipe, part);
  finish(trainer);
  EXPECT_EQ(hashOf(trainer), hashOf(whole));
}

TEST(Trainer, AdoptsRateScheduleBatchAndEpochsOnly) {
  Trainer trainer(recipeOf("dense 10 ; sgd 0.01 ; batch 1 epochs 3 ; train 20 test 10 ; seed 1"), data());
  testing::trainTo(trainer, 5);
  const std::string before = hashOf(trainer);
  trainer.adopt(
      recipeOf("conv 2x3 | dense 10 ; sgd 0.5 step 1 0.5 ; batch 4 epochs 2 ; shuffle on ; train 25 test 11 inputs "
               "unit ; seed 2"));
  EXPECT_EQ(hashOf(trainer), before);
  EXPECT_EQ(trainer.recipe(), recipeOf("dense 10 ; sgd 0.5 step 1 0.5 ; batch 4 epochs 2 ; train 20 test 10 ; seed 1"));
  EXPECT_EQ(trainer.rate(), 0.5);
  EXPECT_EQ(trainer.advance(), Advance::kTrained);
  EXPECT_EQ(trainer.lastBatch().images, 4);
  EXPECT_EQ(trainer.position(), 9);
  finish(trainer);
  EXPECT_EQ(trainer.history().size(), 2U);
  EXPECT_EQ(trainer.history()[1].rate, 0.25);
}

TEST(Trainer, FewerEpochsThanAreOverFinishARun) {
  Trainer trainer(recipeOf("dense 10 ; sgd 0.01 ; epochs 5 ; train 20 test 10"), data());
  testing::trainTo(trainer, 50);
  trainer.adopt(recipeOf("dense 10 ; epochs 1"));
  EXPECT_TRUE(trainer.isFinished());
  EXPECT_EQ(trainer.totalEpochs(), 2) << "those that are over stay";
  EXPECT_TRUE(fits(trainer.state(), trainer.recipe()));
  const std::string before = hashOf(trainer);
  EXPECT_EQ(trainer.advance(), Advance::kFinished);
  EXPECT_EQ(hashOf(trainer), before);
  trainer.adopt(recipeOf("dense 10 ; sgd 0.01 ; epochs 4"));
  EXPECT_FALSE(trainer.isFinished());
  finish(trainer);
  EXPECT_EQ(trainer.history().size(), 4U);
  EXPECT_EQ(trainer.imagesSeen(), 80);
}

}  // namespace
}  // namespace atelier
