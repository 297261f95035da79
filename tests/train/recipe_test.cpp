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

// `length`: of the offending characters; -1: not looked at.
void expectRefusal(const std::string& text, int position, const std::string& sentence, int length = -1) {
  TextError error{-1, "", -1};
  EXPECT_FALSE(parseRecipe(text, error).has_value()) << text;
  EXPECT_EQ(error.text, sentence) << text;
  EXPECT_EQ(error.position, position) << text << ": " << error.text;
  if (length >= 0) EXPECT_EQ(error.length, length) << text << ": " << error.text;
}

TEST(Recipe, ReadsEveryWord) {
  const Recipe recipe = recipeOf(
      "dense 10 ; sgd 0.25 step 3 0.125 ; batch 32 epochs 7 ; folds none shuffle on ; train 123 test 45 inputs unit ; "
      "seed 4294967295");
  EXPECT_EQ(recipe.network, (std::vector<LayerSpec>{DenseSpec{10}}));
  EXPECT_EQ(recipe.rate, 0.25);
  EXPECT_EQ(recipe.schedule, (Schedule{Schedule::Kind::kStep, 3, 0.125}));
  EXPECT_EQ(recipe.batch, 32);
  EXPECT_EQ(recipe.epochs, 7);
  EXPECT_TRUE(recipe.shuffle);
  EXPECT_EQ(recipe.train, 123);
  EXPECT_EQ(recipe.test, 45);
  EXPECT_EQ(recipe.inputs, Inputs::kUnit);
  EXPECT_EQ(recipe.seed, 4294967295U);
}

TEST(Recipe, ReadsEveryWordOfTheGeneralEngine) {
  const Recipe recipe = recipeOf(
      "conv 8x3 pad 1 | batch-norm | relu | dense 10 ; start glorot ; sgd 0.1 momentum 0.9 nesterov cosine ; decay "
      "0.001 ; "
      "smoothing 0.1 ; folds rotate 7 ; augment flip shift 3");
  EXPECT_EQ(recipe.start, Start::kGlorot);
  EXPECT_EQ(recipe.optimizer, (OptimizerSettings{OptimizerSettings::Kind::kSgd, 0.9, true, 0.001}));
  EXPECT_EQ(recipe.schedule.kind, Schedule::Kind::kCosine);
  EXPECT_EQ(recipe.smoothing, 0.1);
  EXPECT_EQ(recipe.folds, (Folds{Folds::Kind::kRotate, 7, 0}));
  EXPECT_EQ(recipe.augment, (Augment{true, 3, false}));
  const Recipe other =
      recipeOf("dense 10 ; adam 0.001 one-cycle ; start he ; folds hold-out 0.2 ; augment shift 1 drawings");
  EXPECT_EQ(other.optimizer, (OptimizerSettings{OptimizerSettings::Kind::kAdam, 0, false, 0}));
  EXPECT_EQ(other.rate, 0.001);
  EXPECT_EQ(other.schedule.kind, Schedule::Kind::kOneCycle);
  EXPECT_EQ(other.start, Start::kHe);
  EXPECT_EQ(other.folds, (Folds{Folds::Kind::kHoldOut, 0, 0.2}));
  EXPECT_EQ(other.augment, (Augment{false, 1, true}));
  EXPECT_EQ(recipeOf("dense 11 ; wardrobe 0.25").wardrobe, 0.25);
  EXPECT_EQ(recipeOf("dense 10 ; wardrobe 0"), recipeOf("dense 10"));
  EXPECT_EQ(recipeOf("dense 10 ; folds k 5"), recipeOf("dense 10 ; folds separate 5"));
  EXPECT_EQ(recipeOf("dense 10 ; folds k 5").models(), 5);
  EXPECT_EQ(recipeOf("dense 10 ; folds rotate 5").models(), 1);
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
    if (!back && error.text.find("layer ") == 0) continue;   // more parameters than there may be
    if (!back && error.text.find("epochs ") == 0) continue;  // a run too long
    ASSERT_TRUE(back.has_value()) << text << ": " << error.text;
    EXPECT_EQ(*back, recipe) << text;
    EXPECT_EQ(printRecipe(*back), text);
    ++read;
  }
  EXPECT_GT(read, 2000);
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
  expectRefusal("conv 12x3 | max-pool 2 | conv 8x14 | dense 10 ; sgd 0.1", 25,
                "layer 3: kernel 14 does not fit a 13x13 map");
  expectRefusal(
      "conv 12x3 ; sgd 0.1", 0,
      "the last layer must be \"dense 10\", one output for each class, or up to \"dense 16\" for classes of your own");
  expectRefusal("dense 10 sgd 0.1", 9, "layer 1: dense takes nothing more");
}

TEST(Recipe, TakesUpToSixOutputsForOwnClasses) {
  EXPECT_EQ(classesOf(recipeOf("dense 10").network), 10);
  EXPECT_EQ(classesOf(recipeOf("dense 12 | dense 16").network), 16);
  for (const char* text : {"dense 9", "dense 17"})
    expectRefusal(text, 0,
                  "the last layer must be \"dense 10\", one output for each class, or up to \"dense 16\" for classes "
                  "of your own");
}

TEST(Recipe, SaysWhichWordItDoesNotKnow) {
  const std::string known =
      " is not a word of a recipe; after the network come start, sgd, adam, decay, smoothing, batch, epochs, folds, "
      "shuffle, augment, wardrobe, train, test, inputs and seed";
  expectRefusal("dense 10 ; adamw 0.1", 11, "\"adamw\"" + known, 5);
  expectRefusal("dense 10 ; adam 0.1 momentum 0.9", 20, "\"momentum\"" + known, 8);
  expectRefusal("dense 10 ; sgd 0.1 0.2", 19, "\"0.2\"" + known);
  expectRefusal("dense 10 ; step 4 0.5", 11, "\"step\"" + known);
  expectRefusal("dense 10 ; SGD 0.1", 11, "\"SGD\"" + known);
}

TEST(Recipe, RefusesAWordSaidTwice) {
  expectRefusal("dense 10 ; seed 1 ; seed 2", 20, "\"seed\" is said twice");
  expectRefusal("dense 10 ; sgd 0.1 batch 2 sgd 0.1", 27, "a second optimizer is said here", 3);
  expectRefusal("dense 10 ; sgd 0.1 ; adam 0.1", 21, "a second optimizer is said here", 4);
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
    expectRefusal(start, at - 1, range + ", but there is none");
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
  expectRefusal("dense 10 ; sgd", 14, rate + ", but there is none");
  expectRefusal("dense 10 ; sgd ; batch 1", 17, rate + ", not \"batch\"");
  expectRefusal("dense 10 ; sgd 0.1 step", 23,
                "the epochs of a step must be a whole number from 1 to 1000, but there is none");
  expectRefusal("dense 10 ; sgd 0.1 step 0 1", 24,
                "the epochs of a step must be a whole number from 1 to 1000, not \"0\"");
  const std::string factor = "the factor of a step must be a number above 0 and at most 1";
  expectRefusal("dense 10 ; sgd 0.1 step 4", 25, factor + ", but there is none");
  expectRefusal("dense 10 ; sgd 0.1 step 4 2", 26, factor + ", not \"2\"");
  expectRefusal("dense 10 ; sgd 0.1 step 4 0", 26, factor + ", not \"0\"");
  EXPECT_EQ(recipeOf("dense 10 ; sgd 10 step 1000 1").rate, 10);
  EXPECT_EQ(recipeOf("dense 10 ; sgd 2.5E-3").rate, 0.0025);
}

TEST(Recipe, SaysTheChoices) {
  expectRefusal("dense 10 ; shuffle yes", 19, "shuffle must be \"on\" or \"off\", not \"yes\"");
  expectRefusal("dense 10 ; shuffle", 18, "shuffle must be \"on\" or \"off\", but there is none");
  expectRefusal("dense 10 ; inputs raw", 18, "inputs must be \"centred\" or \"unit\", not \"raw\"");
  const std::string folds = "folds must be \"none\", \"hold-out\", \"rotate\" or \"separate\"";
  expectRefusal("dense 10 ; folds 5", 17, folds, 1);
  expectRefusal("dense 10 ; folds", 16, folds, 0);
  expectRefusal("dense 10 ; folds rotate 1", 24, "the number of folds must be a whole number from 2 to 100, not \"1\"",
                1);
  expectRefusal("dense 10 ; folds hold-out 0.6", 26,
                "the share to hold out must be a number above 0 and at most 0.5, not \"0.6\"", 3);
  expectRefusal("dense 10 ; folds rotate 9 ; train 8", 34, "there are more folds than training images", 1);
  expectRefusal("dense 10 ; epochs 1000 ; folds separate 17 ; train 60000", 51,
                "epochs times models times training images are more than 1,000,000,000", 5);
  expectRefusal("dense 10 ; start zero", 17, "start must be \"lecun\", \"he\" or \"glorot\"", 4);
  expectRefusal("dense 10 ; augment shift 9", 25, "the pixels of a shift must be a whole number from 1 to 8, not \"9\"",
                1);
  expectRefusal("dense 10 ; wardrobe 0.95", 20,
                "the share of the wardrobe must be a number from 0 to 0.9, not \"0.95\"", 4);
  expectRefusal("dense 10 ; augment turn", 19,
                "augment must be \"none\", or some of \"flip\", \"shift N\" and \"drawings\" in this order", 4);
  expectRefusal("dense 10 ; decay 2", 17, "the weight decay must be a number from 0 to 1, not \"2\"", 1);
  expectRefusal("dense 10 ; smoothing 0.51", 21, "the label smoothing must be a number from 0 to 0.5, not \"0.51\"", 4);
  expectRefusal("dense 10 ; sgd 0.1 momentum 1", 28,
                "the momentum must be a number above 0 and at most 0.999, not \"1\"", 1);
}

TEST(Recipe, HasAtMost4000Characters) {
  const std::string text = "dense 10 ;" + std::string(kLongestRecipe - 10, ' ');
  EXPECT_EQ(recipeOf(text), recipeOf("dense 10"));
  expectRefusal(text + " ", 4000, "a recipe has at most 4000 characters");
}

TEST(Recipe, AClauseChangesWhatItSaysAndNothingElse) {
  Recipe recipe = recipeOf("dense 10 ; sgd 0.1 momentum 0.9 step 3 0.5 ; decay 0.01 ; batch 4");
  TextError error;
  ASSERT_TRUE(readClauses(recipe, "sgd 0.2 ; epochs 3", 0, error)) << error.text;
  EXPECT_EQ(recipe, recipeOf("dense 10 ; sgd 0.2 ; decay 0.01 ; batch 4 epochs 3"));
  const Recipe before = recipe;
  EXPECT_FALSE(readClauses(recipe, "batch 8 ; epochs 0", 100, error));
  EXPECT_EQ(recipe, before);
  EXPECT_EQ(error.position, 117);
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

TEST(Presets, HaveTheLabsRunsAndAStrongOne) {
  struct Lab {
    const char* name;
    int filters, epochs;
    bool halves, rotates, shuffles;
  };
  for (const Lab& lab : {Lab{"lab-baseline", 12, 15, false, false, false},
                         Lab{"lab-schedule", 12, 15, true, false, false}, Lab{"lab-folds", 12, 15, true, true, false},
                         Lab{"lab-16", 16, 20, true, true, true}, Lab{"lab-20", 20, 30, true, true, true}}) {
    ASSERT_NE(findPreset(lab.name), nullptr) << lab.name;
    const Recipe recipe = recipeOf(findPreset(lab.name)->recipe);
    EXPECT_EQ(recipe.network, (std::vector<LayerSpec>{ConvSpec{lab.filters, 3}, MaxPoolSpec{2}, DenseSpec{10}}));
    EXPECT_EQ(recipe.epochs, lab.epochs);
    EXPECT_EQ(recipe.batch, 1);
    EXPECT_EQ(recipe.train, 60000);
    EXPECT_EQ(recipe.schedule, lab.halves ? (Schedule{Schedule::Kind::kStep, 4, 0.5}) : Schedule{});
    EXPECT_EQ(recipe.folds, lab.rotates ? (Folds{Folds::Kind::kRotate, lab.epochs, 0}) : Folds{});
    EXPECT_EQ(recipe.shuffle, lab.shuffles);
  }
  const Recipe strong = recipeOf(findPreset("strong")->recipe);
  EXPECT_EQ(printNetwork(strong.network),
            "conv 32x3 pad 1 | relu | max-pool 2 | conv 64x3 pad 1 | relu | max-pool 2 | dense 128 | relu | dense 10");
  EXPECT_EQ(strong.batch, 64);
}

TEST(Presets, DifferInTheirRecipes) {
  for (const Preset& one : kPresets) {
    for (const Preset& other : kPresets) EXPECT_EQ(std::string(one.recipe) == other.recipe, &one == &other);
  }
}

}  // namespace
}  // namespace atelier
