#include <gtest/gtest.h>

#include <cmath>

#include "data/synthetic.h"
#include "support/recipes.h"
#include "support/runs.h"
#include "support/wardrobes.h"
#include "train/fine_tune.h"
#include "train/rehearsal.h"

// A wardrobe in training.

namespace atelier {
namespace {

using testing::finish;
using testing::hashOf;
using testing::recipeOf;

constexpr const char* kMixed = "dense 11 ; sgd 0.01 ; batch 4 epochs 2 shuffle on ; wardrobe 0.25 ; train 400 test 40";

Dataset dataWith(const Wardrobe& wardrobe) {
  Dataset dataset = makeSynthetic(400, 40, 11);
  dataset.wardrobe = wardrobe;
  return dataset;
}

std::string hashAfter(const Recipe& recipe, const Dataset& dataset) {
  Trainer trainer(recipe, dataset);
  finish(trainer);
  return hashOf(trainer);
}

// How often each item is trained on in the current epoch.
std::vector<int> itemsOf(const Trainer& trainer, const Dataset& dataset) {
  std::vector<int> counts(static_cast<std::size_t>(dataset.wardrobe.items.count()));
  std::array<std::uint8_t, kPixels> room{};
  for (int image = 0; image < trainer.recipe().train; ++image) {
    const auto example = trainer.exampleOf(image, room);
    if (example.item < 0) continue;
    ++counts[static_cast<std::size_t>(example.item)];
    EXPECT_EQ(example.label, dataset.wardrobe.items.label(example.item));
  }
  return counts;
}

TEST(WardrobeInTraining, ItsItemsTakeTheAskedShareOfTheImages) {
  const Dataset dataset = dataWith(testing::wardrobeOf({"Scarf"}, {10, 10, 3, 5}));
  for (const double share : {0.1, 0.25, 0.9}) {
    Recipe recipe = recipeOf(kMixed);
    recipe.wardrobe = share;
    const auto counts = itemsOf(Trainer(recipe, dataset), dataset);
    int sum = 0;
    for (const int count : counts) {
      EXPECT_NEAR(count, 100 * share, 5 * std::sqrt(100 * share)) << share;
      sum += count;
    }
    EXPECT_NEAR(sum, 400 * share, 4 * std::sqrt(400 * share * (1 - share))) << share;
  }
}

TEST(WardrobeInTraining, EachEpochDrawsAnew) {
  const Dataset dataset = dataWith(testing::wardrobeOf({}, {1, 2}));
  Trainer trainer(recipeOf(kMixed), dataset);
  const auto first = itemsOf(trainer, dataset);
  while (trainer.epoch() == 0) trainer.advance();
  EXPECT_NE(itemsOf(trainer, dataset), first);
}

TEST(WardrobeInTraining, TheSameWardrobeGivesTheSameBitsAndAnotherOthers) {
  const Recipe recipe = recipeOf(kMixed);
  const Dataset one = dataWith(testing::wardrobeOf({"Scarf"}, {10, 3}));
  const Dataset same = dataWith(testing::wardrobeOf({"Hat"}, {10, 3}));  // a name is no number
  const Dataset other = dataWith(testing::wardrobeOf({"Scarf"}, {10, 4}));
  EXPECT_EQ(hashAfter(recipe, one), hashAfter(recipe, same));
  EXPECT_NE(hashAfter(recipe, one), hashAfter(recipe, other));
}

TEST(WardrobeInTraining, WithoutTheWordOrWithoutItemsNothingChanges) {
  Recipe mixed = recipeOf(kMixed);
  Recipe plain = mixed;
  plain.wardrobe = 0;
  const Dataset none = dataWith({});
  const Dataset some = dataWith(testing::wardrobeOf({"Scarf"}, {10, 3}));
  const std::string hash = hashAfter(plain, none);
  EXPECT_EQ(hashAfter(plain, some), hash);
  EXPECT_EQ(hashAfter(mixed, none), hash);
  EXPECT_NE(hashAfter(mixed, some), hash);
}

TEST(WardrobeInTraining, ItemsThatTheNetworkHasNoClassForAreLeftOut) {
  const Dataset dataset = dataWith(testing::wardrobeOf({"Scarf", "Hat"}, {11, 10, 3}));
  EXPECT_EQ(itemsOf(Trainer(recipeOf(kMixed), dataset), dataset)[0], 0);
  Recipe ten = recipeOf(kMixed);
  ten.network = {DenseSpec{10}};
  const auto counts = itemsOf(Trainer(ten, dataset), dataset);
  EXPECT_EQ(counts[0] + counts[1], 0);
  EXPECT_GT(counts[2], 50);
}

TEST(WardrobeInTraining, ItemsAreVariedAndNeverRedrawn) {
  const Dataset dataset = dataWith(testing::wardrobeOf({"Scarf"}, {10}));
  Recipe recipe = recipeOf(kMixed);
  std::array<std::uint8_t, kPixels> room{};
  const auto areItems = [&] {
    const Trainer trainer(recipe, dataset);
    for (int image = 0; image < 400; ++image) {
      const auto example = trainer.exampleOf(image, room);
      const auto item = dataset.wardrobe.items.image(0);
      if (example.item >= 0 && !std::equal(item.begin(), item.end(), example.pixels.begin())) return false;
    }
    return true;
  };
  recipe.augment.drawings = true;
  EXPECT_TRUE(areItems());
  recipe.augment.shift = 2;
  EXPECT_FALSE(areItems());
}

TEST(WardrobeInTraining, GoesOnFromAnyMomentToTheSameBits) {
  const Dataset dataset = dataWith(testing::wardrobeOf({"Scarf"}, {10, 3}));
  const std::string straight = hashAfter(recipeOf(kMixed), dataset);
  Trainer trainer(recipeOf(kMixed), dataset);
  testing::trainTo(trainer, 132);
  Trainer other(recipeOf(kMixed), dataset);
  other.restore(trainer.state());
  finish(other);
  EXPECT_EQ(hashOf(other), straight);
}

TEST(WardrobeInTraining, AnItemInTheNextBatchIsRehearsedAsSuch) {
  const Dataset dataset = dataWith(testing::wardrobeOf({"Scarf"}, {10}));
  Recipe recipe = recipeOf(kMixed);
  recipe.batch = 1;
  Trainer trainer(recipe, dataset);
  for (int tried = 0; tried < 60; ++tried) {
    std::string why;
    const auto step = rehearse(trainer, dataset, why);
    ASSERT_TRUE(step) << why;
    trainer.advance();
    EXPECT_EQ(std::vector<float>(trainer.network().parameters().begin(), trainer.network().parameters().end()),
              step->after);
    if (step->items.front() < 0) continue;
    EXPECT_EQ(step->label, 10);
    EXPECT_EQ(step->pixels, dataset.wardrobe.items.pixels);
    return;
  }
  ADD_FAILURE() << "no item came in 60 steps";
}

TEST(WardrobeInTraining, TestAccuracyIsOverTheDataSetsClasses) {
  const Dataset dataset = dataWith({});
  Network<float> network({DenseSpec{11}}, kInputShape);
  network.parameters().back() = 1;  // the bias of the own class
  Score score;
  evaluate(network, dataset.test, Inputs::kUnit, 0, 40, score);
  EXPECT_EQ(score.images, 40);
  EXPECT_EQ(score.correct, 0);
  EXPECT_EQ(predict(network, dataset.test.image(0), Inputs::kUnit).size(), 11U);
}

TEST(FineTuning, BeginsWithTheTrainedWeightsAndNewRows) {
  const Recipe trained = recipeOf("dense 5 | relu | dense 10 ; start he ; seed 9");
  Trainer trainer(trained, dataWith({}));
  const auto before = trainer.network().parameters();
  const Recipe recipe = fineTuningOf(trained, 12);
  EXPECT_EQ(printNetwork(recipe.network), "dense 5 | relu | dense 12");
  const auto weights = weightsToTune(trained, before, recipe);
  const std::size_t body = 784 * 5 + 5 + 10 * 5;
  ASSERT_EQ(weights.size(), before.size() + 2 * 5 + 2);
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(body), weights.begin()));
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_NE(weights[body + i], 0.0F);
    EXPECT_EQ(weights[body + 10 + i], before[body + i]) << "bias " << i;
  }
  EXPECT_EQ(weights[body + 20], 0.0F);
}

TEST(FineTuning, OfANetworkWithEnoughClassesChangesNoWeight) {
  const Recipe trained = recipeOf("dense 13 ; seed 2");
  Trainer trainer(trained, dataWith({}));
  const auto before = trainer.network().parameters();
  EXPECT_EQ(weightsToTune(trained, before, fineTuningOf(trained, 11)),
            std::vector<float>(before.begin(), before.end()));
}

TEST(FineTuning, ItsRecipeIsOneThatCanBeSaid) {
  for (const char* text : {"dense 10 ; folds separate 4 ; epochs 30 ; adam 0.1 ; train 60000 test 10000",
                           "dense 16 ; sgd 10 ; augment flip drawings ; train 7 test 3"}) {
    const Recipe recipe = fineTuningOf(recipeOf(text), 11);
    EXPECT_EQ(recipeOf(printRecipe(recipe)), recipe);
    EXPECT_LE(recipe.train, 4000);
  }
}

}  // namespace
}  // namespace atelier
