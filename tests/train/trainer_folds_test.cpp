#include <gtest/gtest.h>

#include "data/synthetic.h"
#include "support/recipes.h"
#include "support/runs.h"

// What is held out is never trained on, and is what is measured.

namespace atelier {
namespace {

using testing::hashOf;
using testing::recipeOf;

constexpr int kTrain = 40;

const Dataset& data() {
  static const Dataset dataset = makeSynthetic(kTrain, 20, 31);
  return dataset;
}

// The same data with one training image in black and of another class.
Dataset without(int image) {
  Dataset changed = data();
  std::fill_n(changed.train.pixels.begin() + image * kPixels, kPixels, std::uint8_t{0});
  auto& label = changed.train.labels[static_cast<std::size_t>(image)];
  label = static_cast<std::uint8_t>((label + 1) % kClasses);
  return changed;
}

std::string hashAfterEpoch(const Recipe& recipe, const Dataset& dataset, int epoch) {
  Trainer trainer(recipe, dataset);
  while (trainer.epoch() < epoch) trainer.advance();
  return hashOf(trainer);
}

TEST(Folds, PartTheImagesAsEquallyAsCanBe) {
  for (const int count : {2, 3, 7, 40}) {
    int next = 0;
    for (int fold = 0; fold < count; ++fold) {
      const Range held = heldOut({Folds::Kind::kRotate, count, 0}, kTrain, fold, 1);
      EXPECT_EQ(held.first, next);
      EXPECT_GE(held.count(), kTrain / count);
      EXPECT_LE(held.count(), kTrain / count + 1);
      next = held.end;
    }
    EXPECT_EQ(next, kTrain);
  }
  const Range held = heldOut({Folds::Kind::kHoldOut, 0, 0.25}, kTrain, 3, 5);
  EXPECT_EQ(held.first, 30);
  EXPECT_EQ(held.end, 40);
  EXPECT_EQ(heldOut({}, kTrain, 0, 1).count(), 0);
}

TEST(Folds, AHeldOutImageChangesNoWeightAndEveryOtherDoes) {
  // Rotating, the first epoch holds out the first fifth; the lab's own listing would train on it.
  const Recipe recipe = recipeOf("dense 10 ; sgd 0.1 ; epochs 5 ; folds rotate 5 ; train 40 test 5");
  const std::string expected = hashAfterEpoch(recipe, data(), 1);
  for (int image = 0; image < kTrain; ++image) {
    const bool isHeld = image < 8;
    EXPECT_EQ(hashAfterEpoch(recipe, without(image), 1) == expected, isHeld) << image;
  }
}

TEST(Folds, RotatingHoldsOutFoldEInEpochE) {
  const Recipe recipe = recipeOf("dense 10 ; epochs 7 ; folds rotate 4 ; train 40 test 5");
  Trainer trainer(recipe, data());
  for (int epoch = 0; epoch < 7; ++epoch) {
    EXPECT_EQ(trainer.held().first, 10 * (epoch % 4));
    EXPECT_EQ(trainer.epochImages(), 30);
    while (trainer.epoch() == epoch) trainer.advance();
  }
  EXPECT_EQ(trainer.imagesSeen(), 7 * 30);
  EXPECT_EQ(trainer.imagesSeen(), trainer.imagesInAll());
}

TEST(Folds, ValidationMeasuresExactlyWhatIsHeldOut) {
  const Recipe recipe = recipeOf("dense 10 ; sgd 0.05 ; epochs 1 ; folds hold-out 0.3 ; train 40 test 5");
  Trainer trainer(recipe, data());
  while (!trainer.isMeasuring()) trainer.advance();
  Score expected;
  evaluate(trainer.network(), data().train, recipe.inputs, 28, 12, expected);
  testing::finish(trainer);
  EXPECT_EQ(trainer.history().back().validationLoss, expected.loss());
  EXPECT_EQ(trainer.history().back().validationAccuracy, expected.accuracy());
}

TEST(Folds, WithoutThemThereIsNoValidation) {
  Trainer trainer(recipeOf("dense 10 ; epochs 1 ; train 10 test 5"), data());
  testing::finish(trainer);
  EXPECT_EQ(trainer.history().back().validationLoss, -1);
  EXPECT_EQ(trainer.history().back().validationAccuracy, -1);
}

TEST(Folds, SeparateModelsStartAlikeAndLeaveTheirFoldOut) {
  const Recipe recipe =
      recipeOf("dense 10 ; sgd 0.05 momentum 0.5 step 1 0.5 ; epochs 2 ; folds separate 4 ; train 40 test 5");
  Trainer trainer(recipe, data());
  EXPECT_EQ(trainer.totalEpochs(), 8);
  const std::string start = hashOf(trainer);
  std::string stands = start;
  Trainer other(recipeOf("dense 10 ; sgd 0.05 momentum 0.5 ; train 40 test 5"), data());
  other.advance();
  for (int model = 0; model < 4; ++model) {
    EXPECT_EQ(hashOf(trainer), stands) << "until the next one begins";
    EXPECT_EQ(trainer.held().first, 10 * model);
    EXPECT_EQ(trainer.rate(), 0.05);
    trainer.advance();
    if (model > 0) EXPECT_EQ(hashOf(trainer), hashOf(other)) << "image 0 is its first";
    while (trainer.epoch() < 2 * model + 1) trainer.advance();
    EXPECT_EQ(trainer.held().first, 10 * model);
    EXPECT_EQ(trainer.rate(), 0.025);
    const std::string halfway = hashOf(trainer);
    EXPECT_NE(halfway, start);
    while (trainer.epoch() < 2 * model + 2) trainer.advance();
    stands = hashOf(trainer);
    EXPECT_NE(stands, start);
  }
  EXPECT_TRUE(trainer.isFinished());
}

}  // namespace
}  // namespace atelier
