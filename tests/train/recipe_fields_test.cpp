#include "train/recipe_fields.h"

#include <gtest/gtest.h>

#include <map>

#include "support/recipes.h"
#include "train/presets.h"

namespace atelier {
namespace {

using testing::recipeOf;

Recipe lab() { return recipeOf(kPresets[0].recipe); }
Recipe labWithSteps() { return recipeOf("conv 12x3 | relu | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5"); }

Recipe general() {
  return recipeOf(
      "conv 12x3 | relu | max-pool 2 | dense 10 ; sgd 0.005 momentum 0.9 step 4 0.5 ; folds rotate 5 ; augment shift "
      "1");
}

std::map<std::string, std::string> valuesOf(const Recipe& recipe) {
  std::map<std::string, std::string> values;
  for (const RecipeField& field : fieldsOf(recipe)) {
    EXPECT_TRUE(values.emplace(field.name, field.value).second) << field.name << " is there twice";
    EXPECT_NE(field.label, "");
  }
  return values;
}

void expectSet(const Recipe& before, const std::string& name, const std::string& value, const Recipe& after) {
  Recipe recipe = before;
  TextError error;
  EXPECT_TRUE(setField(recipe, name, value, error)) << name << " = " << value << ": " << error.text;
  EXPECT_EQ(printRecipe(recipe), printRecipe(after)) << name << " = " << value;
  EXPECT_EQ(recipe, after) << name << " = " << value;
}

void expectRefused(const Recipe& before, const std::string& name, const std::string& value,
                   const std::string& sentence) {
  Recipe recipe = before;
  TextError error;
  EXPECT_FALSE(setField(recipe, name, value, error)) << name << " = " << value;
  EXPECT_EQ(error.text, sentence) << name << " = " << value;
  EXPECT_EQ(recipe, before) << name << " = " << value;
}

TEST(RecipeFields, ShowEveryPartOfTheLab) {
  const std::map<std::string, std::string> expected = {{"network", "conv 12x3 | max-pool 2 | dense 10"},
                                                       {"filters", "12"},
                                                       {"activation", "none"},
                                                       {"start", "lecun"},
                                                       {"optimizer", "sgd"},
                                                       {"learningRate", "0.005"},
                                                       {"momentum", "0"},
                                                       {"schedule", "constant"},
                                                       {"decay", "0"},
                                                       {"smoothing", "0"},
                                                       {"folds", "none"},
                                                       {"flip", "off"},
                                                       {"shift", "0"},
                                                       {"drawings", "off"},
                                                       {"wardrobe", "0"},
                                                       {"batch", "1"},
                                                       {"epochs", "15"},
                                                       {"shuffle", "off"},
                                                       {"inputs", "centred"},
                                                       {"seed", "1"},
                                                       {"train", "10000"},
                                                       {"test", "2000"}};
  EXPECT_EQ(valuesOf(lab()), expected);
}

TEST(RecipeFields, EachSaysWhatItChanges) {
  const auto described = [](const Recipe& recipe) {
    for (const RecipeField& field : fieldsOf(recipe)) {
      ASSERT_FALSE(field.about.empty()) << field.name;
      EXPECT_EQ(field.about.back(), '.') << field.name;
    }
  };
  for (const Preset& preset : kPresets) described(recipeOf(preset.recipe));
  described(general());
  described(recipeOf("dense 10 ; sgd 0.005 momentum 0.9 ; folds hold-out 0.1"));
  described(recipeOf("dense 10 ; adam 0.001 cosine ; folds separate 3"));
}

TEST(RecipeFields, ShowTheStepsOfAStepSchedule) {
  const auto values = valuesOf(labWithSteps());
  EXPECT_EQ(values.at("schedule"), "step");
  EXPECT_EQ(values.at("stepEpochs"), "4");
  EXPECT_EQ(values.at("stepFactor"), "0.5");
  EXPECT_EQ(values.at("activation"), "relu");
}

TEST(RecipeFields, HideFiltersAndActivationOfAnotherNetwork) {
  const auto values = valuesOf(recipeOf("max-pool 2 | dense 10"));
  EXPECT_EQ(values.count("filters"), 0U);
  EXPECT_EQ(values.count("activation"), 0U);
}

TEST(RecipeFields, ShowMomentumFoldsAndSharesOnlyWhereTheyMeanSomething) {
  const auto adam = valuesOf(recipeOf("dense 10 ; adam 0.001 ; folds rotate 6"));
  EXPECT_EQ(adam.count("momentum"), 0U);
  EXPECT_EQ(adam.count("nesterov"), 0U);
  EXPECT_EQ(adam.at("foldCount"), "6");
  EXPECT_EQ(adam.count("foldShare"), 0U);
  const auto sgd = valuesOf(recipeOf("dense 10 ; sgd 0.1 momentum 0.9 ; folds hold-out 0.25"));
  EXPECT_EQ(sgd.at("momentum"), "0.9");
  EXPECT_EQ(sgd.at("nesterov"), "off");
  EXPECT_EQ(sgd.at("foldShare"), "0.25");
  EXPECT_EQ(sgd.count("foldCount"), 0U);
}

TEST(RecipeFields, AChoicesValueIsOneOfItsChoices) {
  for (const Recipe& recipe : {lab(), labWithSteps(), general()}) {
    for (const RecipeField& field : fieldsOf(recipe)) {
      EXPECT_EQ(field.kind == "choice", !field.choices.empty()) << field.name;
      EXPECT_TRUE(field.kind == "choice" || field.kind == "number" || field.kind == "text") << field.name;
      if (field.kind != "choice") continue;
      EXPECT_NE(("|" + field.choices + "|").find("|" + field.value + "|"), std::string::npos) << field.name;
      for (std::size_t start = 0; start <= field.choices.size();) {
        const std::size_t end = std::min(field.choices.find('|', start), field.choices.size());
        Recipe set = recipe;
        TextError error;
        EXPECT_TRUE(setField(set, field.name, field.choices.substr(start, end - start), error))
            << field.name << ": " << error.text;
        start = end + 1;
      }
    }
  }
}

TEST(RecipeFields, EveryFieldTakesItsOwnValueBack) {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    const Recipe recipe = testing::randomRecipe(random);
    TextError error;
    if (!parseRecipe(printRecipe(recipe), error)) continue;  // more parameters than there may be
    for (const RecipeField& field : fieldsOf(recipe)) expectSet(recipe, field.name, field.value, recipe);
  }
}

TEST(RecipeFields, EachIsSetOnItsOwn) {
  Recipe after = lab();
  after.rate = 0.25;
  expectSet(lab(), "learningRate", "0.25", after);
  after = lab();
  after.batch = 64;
  expectSet(lab(), "batch", "64", after);
  after = lab();
  after.epochs = 3;
  expectSet(lab(), "epochs", "3", after);
  after = lab();
  after.shuffle = true;
  expectSet(lab(), "shuffle", "on", after);
  after = lab();
  after.inputs = Inputs::kUnit;
  expectSet(lab(), "inputs", "unit", after);
  after = lab();
  after.seed = 77;
  expectSet(lab(), "seed", "77", after);
  after = lab();
  after.train = 60000;
  expectSet(lab(), "train", "60000", after);
  after = lab();
  after.test = 500;
  expectSet(lab(), "test", "500", after);
}

TEST(RecipeFields, TheNetworkAndItsPartsAreSet) {
  Recipe after = lab();
  after.network = {ConvSpec{20, 3}, MaxPoolSpec{2}, DenseSpec{10}};
  expectSet(lab(), "filters", "20", after);
  after.network = {ConvSpec{12, 3}, ReluSpec{}, MaxPoolSpec{2}, DenseSpec{10}};
  expectSet(lab(), "activation", "relu", after);
  expectSet(after, "activation", "relu", after);
  expectSet(after, "activation", "none", lab());
  after.network = {MaxPoolSpec{4}, DenseSpec{10}};
  expectSet(lab(), "network", "max-pool 4|dense 10", after);
}

TEST(RecipeFields, OptimizerFoldsAndImagesAreSet) {
  const auto becomes = [](const char* before, const char* name, const char* value, const char* after) {
    expectSet(recipeOf(std::string("dense 10 ; ") + before), name, value, recipeOf(std::string("dense 10 ; ") + after));
  };
  becomes("sgd 0.1 momentum 0.9 nesterov cosine", "optimizer", "adam", "adam 0.1 cosine");
  becomes("adam 0.1 ; decay 0.5", "optimizer", "sgd", "sgd 0.1 ; decay 0.5");
  becomes("sgd 0.1", "momentum", "0.9", "sgd 0.1 momentum 0.9");
  becomes("sgd 0.1 momentum 0.9", "nesterov", "on", "sgd 0.1 momentum 0.9 nesterov");
  becomes("sgd 0.1 momentum 0.9 nesterov", "momentum", "0", "sgd 0.1");
  becomes("sgd 0.1", "schedule", "one-cycle", "sgd 0.1 one-cycle");
  becomes("sgd 0.1", "decay", "0.001", "sgd 0.1 ; decay 0.001");
  becomes("sgd 0.1", "smoothing", "0.1", "sgd 0.1 ; smoothing 0.1");
  becomes("sgd 0.1", "start", "he", "sgd 0.1 ; start he");
  becomes("folds none", "folds", "rotate", "folds rotate 5");
  becomes("folds rotate 7", "folds", "separate", "folds separate 7");
  becomes("folds separate 7", "foldCount", "3", "folds separate 3");
  becomes("folds rotate 7", "folds", "hold-out", "folds hold-out 0.1");
  becomes("folds hold-out 0.1", "foldShare", "0.3", "folds hold-out 0.3");
  becomes("folds hold-out 0.1", "folds", "none", "folds none");
  becomes("augment none", "flip", "on", "augment flip");
  becomes("augment flip", "shift", "2", "augment flip shift 2");
  becomes("augment flip shift 2", "flip", "off", "augment shift 2");
  becomes("augment shift 2", "shift", "0", "augment none");
  becomes("augment none", "drawings", "on", "augment drawings");
  becomes("augment flip drawings", "shift", "1", "augment flip shift 1 drawings");
  becomes("augment flip shift 1 drawings", "drawings", "off", "augment flip shift 1");
}

TEST(RecipeFields, ARefusalMarksTheOffendingCharacters) {
  Recipe recipe = lab();
  TextError error;
  EXPECT_FALSE(setField(recipe, "network", "conv 12x3 | poool 2 | dense 10", error));
  EXPECT_EQ(error.position, 12);
  EXPECT_EQ(error.length, 5);
  EXPECT_FALSE(setField(recipe, "batch", "1000", error));
  EXPECT_EQ(error.position, 0);
  EXPECT_EQ(error.length, 4);
}

TEST(RecipeFields, TheScheduleAndItsPartsAreSet) {
  Recipe after = lab();
  after.schedule = {Schedule::Kind::kStep, 4, 0.5};
  expectSet(lab(), "schedule", "step", after);
  expectSet(after, "schedule", "constant", lab());
  Recipe seven = after;
  seven.schedule = {Schedule::Kind::kStep, 7, 0.5};
  expectSet(after, "stepEpochs", "7", seven);
  expectSet(seven, "schedule", "step", seven);  // keeps its own
  seven.schedule = {Schedule::Kind::kStep, 7, 0.25};
  Recipe before = seven;
  before.schedule.factor = 0.5;
  expectSet(before, "stepFactor", "0.25", seven);
}

TEST(RecipeFields, RefuseWhatTheRecipeRefuses) {
  expectRefused(lab(), "learningRate", "0", "the learning rate must be a number above 0 and at most 10, not \"0\"");
  expectRefused(lab(), "batch", "513", "the batch size must be a whole number from 1 to 512, not \"513\"");
  expectRefused(lab(), "epochs", "none", "the number of epochs must be a whole number from 1 to 1000, not \"none\"");
  expectRefused(lab(), "train", "60001",
                "the number of training images must be a whole number from 1 to 60000, not \"60001\"");
  expectRefused(lab(), "test", "-5", "the number of test images must be a whole number from 1 to 10000, not \"-5\"");
  expectRefused(lab(), "seed", "1e3", "the seed must be a whole number from 0 to 4294967295, not \"1e3\"");
  expectRefused(lab(), "shuffle", "maybe", "this must be one of: off|on");
  expectRefused(lab(), "inputs", "raw", "this must be one of: centred|unit");
  expectRefused(lab(), "network", "conv 12x30 | dense 10",
                "layer 1: conv needs filters and kernel, such as \"conv 12x3\" (1x1 to 256x15)");
  expectRefused(lab(), "filters", "257", "the number of filters must be a whole number from 1 to 256, not \"257\"");
  expectRefused(labWithSteps(), "stepEpochs", "0",
                "the epochs of a step must be a whole number from 1 to 1000, not \"0\"");
  expectRefused(labWithSteps(), "stepFactor", "1.5",
                "the factor of a step must be a number above 0 and at most 1, not \"1.5\"");
}

TEST(RecipeFields, RefuseAnotherChoice) {
  expectRefused(lab(), "schedule", "linear", "this must be one of: constant|step|cosine|one-cycle");
  expectRefused(lab(), "activation", "tanh", "the activation must be \"none\" or \"relu\", after a convolution");
  expectRefused(recipeOf("dense 10"), "activation", "relu",
                "the activation must be \"none\" or \"relu\", after a convolution");
  expectRefused(recipeOf("dense 10"), "filters", "8", "the network does not begin with a convolution");
}

TEST(RecipeFields, RefuseAnActivationThatMakesTooManyLayers) {
  std::string text = "conv 1x1 | max-pool 2";
  for (int i = 0; i < 21; ++i) text += " | relu";
  expectRefused(recipeOf(text + " | dense 10"), "activation", "relu", "layer 25: a network has at most 24 layers");
}

TEST(RecipeFields, RefuseFieldsThatAreNotThere) {
  for (const char* name : {"nesterov", "", "step", "sgd", "foldCount", "foldShare", "Learning rate"}) {
    expectRefused(lab(), name, "1", std::string("this recipe has no field \"") + name + "\"");
  }
  expectRefused(lab(), "stepEpochs", "4", "this recipe has no field \"stepEpochs\"");
  expectRefused(lab(), "stepFactor", "0.5", "this recipe has no field \"stepFactor\"");
}

TEST(RecipeFields, RefuseValuesThatWouldSayMore) {
  const std::string one = "this takes one word";
  for (const char* value : {"", "1 epochs 3", "1;seed 5", "1\tseed", "1|relu", " 1"}) {
    expectRefused(lab(), "batch", value, one);
    expectRefused(labWithSteps(), "stepFactor", value, one);
    expectRefused(lab(), "learningRate", value, one);
  }
  expectRefused(lab(), "network", "dense 10 ; seed 5", "layer 1: dense takes nothing more");
  const std::string filters = "the number of filters must be a whole number from 1 to 256, ";
  expectRefused(lab(), "filters", "", filters + "but there is none");
  expectRefused(lab(), "filters", "8x3", filters + "not \"8x3\"");
  expectRefused(lab(), "filters", "8 | relu", "this takes one number");
}

TEST(RecipeFields, WhatIsNowIsWhatARunAdopts) {
  // Every field of the form: set to another value, it reaches a run under way exactly when the form says "now".
  const std::map<std::string, std::string> others = {{"network", "max-pool 4 | dense 10"},
                                                     {"filters", "8"},
                                                     {"activation", "none"},
                                                     {"start", "he"},
                                                     {"optimizer", "adam"},
                                                     {"learningRate", "0.5"},
                                                     {"momentum", "0.8"},
                                                     {"nesterov", "on"},
                                                     {"schedule", "constant"},
                                                     {"decay", "0.01"},
                                                     {"smoothing", "0.1"},
                                                     {"folds", "none"},
                                                     {"foldCount", "9"},
                                                     {"flip", "on"},
                                                     {"shift", "2"},
                                                     {"drawings", "on"},
                                                     {"wardrobe", "0.4"},
                                                     {"stepEpochs", "9"},
                                                     {"stepFactor", "0.9"},
                                                     {"batch", "9"},
                                                     {"epochs", "9"},
                                                     {"shuffle", "on"},
                                                     {"inputs", "unit"},
                                                     {"seed", "9"},
                                                     {"train", "99"},
                                                     {"test", "99"}};
  const Recipe running = general();
  std::size_t checked = 0;
  for (const RecipeField& field : fieldsOf(running)) {
    Recipe edited = running;
    TextError error;
    ASSERT_TRUE(setField(edited, field.name, others.at(field.name), error)) << field.name << ": " << error.text;
    ASSERT_NE(edited, running) << field.name;
    EXPECT_EQ(adoptNow(running, edited), field.now ? edited : running) << field.name;
    ++checked;
  }
  EXPECT_EQ(checked, others.size());
}

}  // namespace
}  // namespace atelier
