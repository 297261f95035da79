#include "train/recipe.h"

#include <gtest/gtest.h>

#include "support/recipes.h"
#include "train/presets.h"

namespace atelier {
namespace {

using testing::recipeOf;

constexpr const char* kCanonical =
    "conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 15 ; folds none shuffle off ; "
    "train 10000 test 2000 inputs centred ; seed 1";

void expectRefusal(const std::string& text, int position, const std::string& sentence) {
  TextError error{-1, ""};
  EXPECT_FALSE(parseRecipe(text, error).has_value()) << text;
  EXPECT_EQ(error.text, sentence) << text;
  EXPECT_EQ(error.position, position) << text << ": " << error.text;
}

TEST(Recipe, ReadsEveryWord) {
  const Recipe recipe = recipeOf(
      "dense 10 ; sgd 0.25 step 3 0.125 ; batch 32 epochs 7 ; folds none shuffle on ; train 123 test 45 inputs unit ; "
      "seed 4294967295");
  EXPECT_EQ(recipe.network, (std::vector<LayerSpec>{DenseSpec{10}}));
  EXPECT_EQ(recipe.rate, 0.25);
  EXPECT_EQ(recipe.schedule, (Schedule{3, 0.125}));
  EXPECT_EQ(recipe.batch, 32);
  EXPECT_EQ(recipe.epochs, 7);
  EXPECT_TRUE(recipe.shuffle);
  EXPECT_EQ(recipe.train, 123);
  EXPECT_EQ(recipe.test, 45);
  EXPECT_EQ(recipe.inputs, Inputs::kUnit);
  EXPECT_EQ(recipe.seed, 4294967295U);
}

TEST(Recipe, WhatIsLeftOutIsTheDefault) {
  EXPECT_EQ(printRecipe(recipeOf("dense 10")),
            "dense 10 ; sgd 0.005 ; batch 1 epochs 15 ; folds none shuffle off ; train 10000 test 2000 inputs centred "
            "; seed 1");
  EXPECT_EQ(recipeOf("dense 10;"), recipeOf("dense 10"));
  EXPECT_EQ(recipeOf("dense 10 ; ; ;seed 1 ;"), recipeOf("dense 10"));
}

TEST(Recipe, TheOrderOfItsWordsDoesNotMatter) {
  EXPECT_EQ(recipeOf("conv 12x3|max-pool 2|dense 10;seed 1;test 2000 inputs centred\ttrain 10000 shuffle off\nepochs "
                     "15 sgd 5e-3 step 4 .5 "
                     "batch 1"),
            recipeOf(kCanonical));
}

TEST(Recipe, PrintsItsCanonicalText) { EXPECT_EQ(printRecipe(recipeOf(kCanonical)), kCanonical); }

TEST(Recipe, GivesEveryRecipeBackFromItsText) {
  Random random(1);
  int read = 0;
  for (int round = 0; round < 3000; ++round) {
    const Recipe recipe = testing::randomRecipe(random);
    const std::string text = printRecipe(recipe);
    TextError error;
    const auto back = parseRecipe(text, error);
    if (!back && error.text.find("layer ") == 0) continue;  // more parameters than there may be
    ASSERT_TRUE(back.has_value()) << text << ": " << error.text;
    EXPECT_EQ(*back, recipe) << text;
    EXPECT_EQ(printRecipe(*back), text);
    ++read;
  }
  EXPECT_GT(read, 2500);
}

TEST(Recipe, NumbersAreShortAndExact) {
  EXPECT_EQ(printNumber(0.005), "0.005");
  EXPECT_EQ(printNumber(1), "1");
  EXPECT_EQ(printNumber(10), "10");
  EXPECT_EQ(printNumber(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(printNumber(1e-7), "1e-07");
}

TEST(Recipe, PassesOnWhatIsWrongWithTheNetwork) {
  expectRefusal("", 0, "layer 1: there is no layer here");
  expectRefusal("; sgd 0.1", 0, "layer 1: there is no layer here");
  expectRefusal("conv 12x3 | max-pool 2 | conv 8x14 | dense 10 ; sgd 0.1", 30,
                "layer 3: kernel 14 does not fit a 13x13 map");
  expectRefusal("conv 12x3 ; sgd 0.1", 0, "the last layer must be \"dense 10\", one output for each class");
  expectRefusal("dense 10 sgd 0.1", 9, "layer 1: dense needs a number of outputs from 1 to 1024, such as \"dense 10\"");
}

TEST(Recipe, SaysWhichWordItDoesNotKnow) {
  const std::string known =
      " is not a word of a recipe; after the network come sgd, batch, epochs, folds, shuffle, train, test, inputs and "
      "seed";
  expectRefusal("dense 10 ; adam 0.1", 11, "\"adam\"" + known);
  expectRefusal("dense 10 ; sgd 0.1 0.2", 19, "\"0.2\"" + known);
  expectRefusal("dense 10 ; step 4 0.5", 11, "\"step\"" + known);
  expectRefusal("dense 10 ; SGD 0.1", 11, "\"SGD\"" + known);
}

TEST(Recipe, RefusesAWordSaidTwice) {
  expectRefusal("dense 10 ; seed 1 ; seed 2", 20, "\"seed\" is said twice");
  expectRefusal("dense 10 ; sgd 0.1 batch 2 sgd 0.1", 27, "\"sgd\" is said twice");
}

TEST(Recipe, SaysTheRangeOfEveryWholeNumber) {
  struct Range {
    const char* key;
    const char* what;
    std::uint64_t low;
    std::uint64_t high;
  };
  for (const Range& r : {Range{"batch", "the batch size", 1, 512},
                         {"epochs", "the number of epochs", 1, 1000},
                         {"train", "the number of training images", 1, 60000},
                         {"test", "the number of test images", 1, 10000},
                         {"seed", "the seed", 0, 4294967295}}) {
    const std::string start = std::string("dense 10 ; ") + r.key;
    const int at = static_cast<int>(start.size()) + 1;
    const std::string range =
        std::string(r.what) + " must be a whole number from " + std::to_string(r.low) + " to " + std::to_string(r.high);
    for (const std::string& word :
         {std::to_string(r.high + 1), std::string("-1"), std::string("1.0"), std::string("1e2"), std::string("one"),
          std::string("+1"), std::string("0x1"), std::string("99999999999999999999999")}) {
      expectRefusal(start + " " + word + " ; folds none", at, range + ", not \"" + word + "\"");
    }
    if (r.low > 0) expectRefusal(start + " 0", at, range + ", not \"0\"");
    expectRefusal(start, at - 1, range + ", but the text ends here");
    recipeOf(start + " " + std::to_string(r.low));
    recipeOf(start + " " + std::to_string(r.high));
  }
}

TEST(Recipe, SaysTheRangeOfRateAndSchedule) {
  const std::string rate = "the learning rate must be a number above 0 and at most 10";
  for (const char* word :
       {"0", "-0.1", "10.001", "fast", "1e", "1..2", "nan", "inf", "1e400", "0x1p-3", "--1", "1e-400"}) {
    expectRefusal(std::string("dense 10 ; sgd ") + word, 15, rate + ", not \"" + word + "\"");
  }
  expectRefusal("dense 10 ; sgd", 14, rate + ", but the text ends here");
  expectRefusal("dense 10 ; sgd ; batch 1", 17, rate + ", not \"batch\"");
  expectRefusal("dense 10 ; sgd 0.1 step", 23,
                "the epochs of a step must be a whole number from 1 to 1000, but the text ends here");
  expectRefusal("dense 10 ; sgd 0.1 step 0 1", 24,
                "the epochs of a step must be a whole number from 1 to 1000, not \"0\"");
  const std::string factor = "the factor of a step must be a number above 0 and at most 1";
  expectRefusal("dense 10 ; sgd 0.1 step 4", 25, factor + ", but the text ends here");
  expectRefusal("dense 10 ; sgd 0.1 step 4 2", 26, factor + ", not \"2\"");
  expectRefusal("dense 10 ; sgd 0.1 step 4 0", 26, factor + ", not \"0\"");
  EXPECT_EQ(recipeOf("dense 10 ; sgd 10 step 1000 1").rate, 10);
  EXPECT_EQ(recipeOf("dense 10 ; sgd 2.5E-3").rate, 0.0025);
}

TEST(Recipe, SaysTheChoices) {
  expectRefusal("dense 10 ; shuffle yes", 19, "shuffle must be \"on\" or \"off\", not \"yes\"");
  expectRefusal("dense 10 ; shuffle", 18, "shuffle must be \"on\" or \"off\", but the text ends here");
  expectRefusal("dense 10 ; inputs raw", 18, "inputs must be \"centred\" or \"unit\", not \"raw\"");
  expectRefusal("dense 10 ; folds 5", 17, "folds must be \"none\"");
  expectRefusal("dense 10 ; folds", 16, "folds must be \"none\"");
}

TEST(Recipe, BearsAnyText) {
  Random random(2);
  for (int round = 0; round < 20000; ++round) {
    std::string text = kCanonical;
    for (std::uint32_t left = random.below(4) + 1; left > 0; --left) {
      text[random.below(static_cast<std::uint32_t>(text.size()))] = static_cast<char>(random.below(256));
    }
    text.resize(random.below(static_cast<std::uint32_t>(text.size()) + 1));
    TextError error{-1, ""};
    const auto recipe = parseRecipe(text, error);
    if (recipe) {
      ASSERT_EQ(recipeOf(printRecipe(*recipe)), *recipe);
    } else {
      ASSERT_GE(error.position, 0) << text;
      ASSERT_LE(error.position, static_cast<int>(text.size())) << text;
      ASSERT_NE(error.text, "");
    }
  }
}

TEST(Presets, AreCanonicalAndHaveNamesOfTheirOwn) {
  for (const Preset& preset : kPresets) {
    EXPECT_EQ(printRecipe(recipeOf(preset.recipe)), preset.recipe);
    EXPECT_EQ(findPreset(preset.name), &preset);
    EXPECT_NE(std::string(preset.about), "");
  }
  EXPECT_EQ(findPreset("no-such-preset"), nullptr);
  EXPECT_EQ(findPreset(""), nullptr);
}

TEST(Presets, DifferInTheirRecipes) {
  for (const Preset& one : kPresets) {
    for (const Preset& other : kPresets) EXPECT_EQ(std::string(one.recipe) == other.recipe, &one == &other);
  }
}

}  // namespace
}  // namespace atelier
