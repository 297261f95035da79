#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "math/random.h"
#include "train/recipe.h"

namespace atelier::testing {

// The recipe of a text that a test knows to be right.
inline Recipe recipeOf(std::string_view text) {
  TextError error;
  auto recipe = parseRecipe(text, error);
  EXPECT_TRUE(recipe.has_value()) << text << ": " << error.text;
  if (recipe) return *recipe;
  Recipe none;
  none.network = {DenseSpec{10}};
  return none;
}

// Any recipe that a text can say, of a small network.
inline Recipe randomRecipe(Random& random) {
  const auto number = [&](std::uint32_t low, std::uint32_t high) {
    return static_cast<int>(low + random.below(high - low + 1));
  };
  const auto isSo = [&] { return random.below(2) > 0; };
  Recipe recipe;
  if (random.below(4) > 0) {
    const int kernel = number(1, 7);
    recipe.network.push_back(ConvSpec{number(1, 200), kernel, number(1, 3), number(0, kernel - 1)});
  }
  if (isSo()) recipe.network.push_back(BatchNormSpec{});
  if (isSo()) recipe.network.push_back(ReluSpec{});
  if (isSo()) recipe.network.push_back(MaxPoolSpec{number(4, 8), number(1, 9)});
  if (random.below(4) == 0) recipe.network.push_back(DropoutSpec{random.uniform(0.01, 0.9)});
  if (random.below(4) == 0) recipe.network.push_back(GlobalAveragePoolSpec{});
  recipe.network.push_back(DenseSpec{number(10, 16)});
  recipe.start = static_cast<Start>(random.below(3));
  recipe.rate = random.uniform(1e-7, 10) * (isSo() ? 1 : 1e-6);
  recipe.optimizer.kind = isSo() ? OptimizerSettings::Kind::kAdam : OptimizerSettings::Kind::kSgd;
  if (recipe.optimizer.kind == OptimizerSettings::Kind::kSgd && isSo()) {
    recipe.optimizer.momentum = random.uniform(0.01, 0.99);
    recipe.optimizer.nesterov = isSo();
  }
  if (isSo()) recipe.optimizer.decay = random.uniform(0, 1);
  if (isSo()) recipe.smoothing = random.uniform(0, 0.5);
  recipe.schedule.kind = static_cast<Schedule::Kind>(random.below(4));
  if (recipe.schedule.kind == Schedule::Kind::kStep) {
    recipe.schedule.every = number(1, 1000);
    recipe.schedule.factor = 1 - random.uniform();
  }
  recipe.folds.kind = static_cast<Folds::Kind>(random.below(4));
  if (recipe.folds.kind == Folds::Kind::kHoldOut) recipe.folds.share = random.uniform(0.01, 0.5);
  if (recipe.folds.kind == Folds::Kind::kRotate || recipe.folds.kind == Folds::Kind::kSeparate) {
    recipe.folds.count = number(2, 100);
  }
  recipe.augment = {isSo(), isSo() ? number(1, 8) : 0, isSo()};
  if (isSo()) recipe.wardrobe = random.uniform(0.01, 0.9);
  recipe.batch = number(1, 512);
  recipe.epochs = number(1, 1000);
  recipe.shuffle = random.below(2) > 0;
  recipe.train = number(100, 60000);
  recipe.test = number(1, 10000);
  recipe.inputs = random.below(2) > 0 ? Inputs::kUnit : Inputs::kCentred;
  recipe.seed = random.next();
  return recipe;
}

}  // namespace atelier::testing
