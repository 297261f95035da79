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
  return recipe.value_or(Recipe{.network = {DenseSpec{10}}, .schedule = {}});
}

// Any recipe that a text can say, of a small network.
inline Recipe randomRecipe(Random& random) {
  const auto number = [&](std::uint32_t low, std::uint32_t high) {
    return static_cast<int>(low + random.below(high - low + 1));
  };
  Recipe recipe;
  if (random.below(4) > 0) recipe.network.push_back(ConvSpec{number(1, 256), number(1, 7)});
  if (random.below(2) > 0) recipe.network.push_back(ReluSpec{});
  if (random.below(2) > 0) recipe.network.push_back(MaxPoolSpec{number(4, 11)});
  recipe.network.push_back(DenseSpec{10});
  recipe.rate = random.uniform(1e-7, 10) * (random.below(2) > 0 ? 1 : 1e-6);
  if (random.below(2) > 0) recipe.schedule = {number(1, 1000), 1 - random.uniform()};
  recipe.batch = number(1, 512);
  recipe.epochs = number(1, 1000);
  recipe.shuffle = random.below(2) > 0;
  recipe.train = number(1, 60000);
  recipe.test = number(1, 10000);
  recipe.inputs = random.below(2) > 0 ? Inputs::kUnit : Inputs::kCentred;
  recipe.seed = random.next();
  return recipe;
}

}  // namespace atelier::testing
