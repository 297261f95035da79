#include "io/checkpoint.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "data/synthetic.h"
#include "io/model_file.h"
#include "math/hash.h"
#include "support/recipes.h"
#include "support/wardrobes.h"

namespace atelier {
namespace {

const Dataset& data() {
  static const Dataset dataset = [] {
    Dataset made = makeSynthetic(60, 20, 3);
    made.wardrobe = testing::wardrobeOf({"Scarf"}, {10, 3});
    return made;
  }();
  return dataset;
}

const char* const kRecipes[] = {
    "conv 3x3 | max-pool 2 | dense 10 ; sgd 0.01 ; batch 1 epochs 3 ; train 40 test 20",
    "conv 3x3 | batch-norm | relu | max-pool 2 | dropout 0.2 | dense 10 ; sgd 0.02 momentum 0.9 nesterov cosine ; "
    "batch 7 "
    "epochs 3 ; folds rotate 4 shuffle on ; augment flip shift 2 ; train 40 test 20",
    "dense 12 | relu | dense 10 ; adam 0.003 one-cycle ; decay 0.01 ; batch 9 epochs 2 ; folds separate 3 shuffle on ; "
    "train "
    "40 test 20 inputs unit",
    "conv 3x3 | max-pool 2 | dense 11 ; sgd 0.01 momentum 0.9 ; batch 7 epochs 2 ; wardrobe 0.3 ; train 40 test 20",
};

void finish(Trainer& trainer) {
  while (trainer.advance() != Trainer::Advance::kFinished) {
  }
}

// A run of the recipe after so many pieces of work.
Checkpoint checkpointOf(const char* text, int advances) {
  Trainer trainer(testing::recipeOf(text), data());
  for (int i = 0; i < advances; ++i) trainer.advance();
  return {trainer.recipe(), trainer.state(), {{"dataset", "synthetic"}}};
}

Checkpoint adamInItsSecondEpoch() { return checkpointOf(kRecipes[2], 8); }

std::string errorOfCheckpoint(const std::vector<std::uint8_t>& bytes) {
  std::string error;
  EXPECT_FALSE(readCheckpoint(bytes, error).has_value());
  return error;
}

TEST(Checkpoint, WrittenAndReadAtAnyMomentItGoesOnToTheSameBits) {
  for (const char* text : kRecipes) {
    SCOPED_TRACE(text);
    const Recipe recipe = testing::recipeOf(text);
    Trainer straight(recipe, data());
    finish(straight);
    for (int advances = 0; advances < 30; ++advances) {
      std::string error;
      const auto read = readCheckpoint(writeCheckpoint(checkpointOf(text, advances)), error);
      ASSERT_TRUE(read.has_value()) << advances << ": " << error;
      Trainer resumed(read->recipe, data());
      resumed.restore(read->state);
      finish(resumed);
      ASSERT_EQ(hashOfWeights(resumed.network().parameters()), hashOfWeights(straight.network().parameters()))
          << advances;
      ASSERT_EQ(resumed.history().size(), straight.history().size());
      for (std::size_t e = 0; e < straight.history().size(); ++e) {
        EXPECT_EQ(resumed.history()[e].trainLoss, straight.history()[e].trainLoss);
        EXPECT_EQ(resumed.history()[e].testLoss, straight.history()[e].testLoss);
        EXPECT_EQ(resumed.history()[e].rate, straight.history()[e].rate);
        EXPECT_EQ(resumed.history()[e].validationLoss, straight.history()[e].validationLoss);
        EXPECT_EQ(resumed.history()[e].validationAccuracy, straight.history()[e].validationAccuracy);
      }
    }
  }
}

TEST(Checkpoint, IsAModel) {
  const Checkpoint checkpoint = adamInItsSecondEpoch();
  std::string error;
  const auto model = readModel(writeCheckpoint(checkpoint), error);
  ASSERT_TRUE(model.has_value()) << error;
  EXPECT_EQ(model->recipe, checkpoint.recipe);
  EXPECT_EQ(model->parameters, checkpoint.state.parameters);
  EXPECT_EQ(model->notes.at("dataset"), "synthetic");
}

TEST(Checkpoint, HoldsTheLongestHistory) {
  Checkpoint checkpoint = checkpointOf("dense 10 ; epochs 1000 ; train 40 test 20", 0);
  checkpoint.state.epoch = 1000;
  checkpoint.state.history.assign(1000, {1.0 / 3, 0.1, 2.0 / 7, 0.3, 1e-5 / 3, -1, -1});
  std::string error;
  const auto read = readCheckpoint(writeCheckpoint(checkpoint), error);
  ASSERT_TRUE(read.has_value()) << error;
  EXPECT_EQ(read->state.history[999].trainLoss, 1.0 / 3);
  EXPECT_EQ(read->state.history[999].rate, 1e-5 / 3);
}

TEST(Checkpoint, HoldsANetworkOfTheMostTensors) {
  for (const std::string word : {"batch-norm", "conv 2x1"}) {
    std::string text = word;
    for (int layer = 2; layer < 24; ++layer) text += " | " + word;
    text += " | dense 10 ; adam 0.01 ; batch 4 epochs 1 ; train 40 test 20";
    std::string error;
    const Checkpoint checkpoint = checkpointOf(text.c_str(), 3);
    const auto read = readCheckpoint(writeCheckpoint(checkpoint), error);
    ASSERT_TRUE(read.has_value()) << error;
    EXPECT_EQ(read->state.parameters, checkpoint.state.parameters) << word;
  }
}

TEST(Checkpoint, RefusesAModelAlone) {
  const Checkpoint checkpoint = adamInItsSecondEpoch();
  EXPECT_EQ(errorOfCheckpoint(writeModel({checkpoint.recipe, checkpoint.state.parameters, {}})),
            "This weights file holds a model alone, not a run that could go on.");
}

TEST(Checkpoint, RefusesAFileCutOff) {
  const auto whole = writeCheckpoint(checkpointOf("max-pool 14 | dense 10 ; train 40 test 20", 5));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    std::string error;
    ASSERT_FALSE(readCheckpoint(std::span(whole).first(length), error).has_value()) << length;
    ASSERT_NE(error, "");
  }
}

TEST(Checkpoint, RefusesAStateThatItsRecipeCannotHave) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const auto& spoil : std::vector<std::function<void(TrainerState&)>>{
           [](TrainerState& s) { s.epoch = -1; },
           [](TrainerState& s) { s.epoch = 7; },
           [](TrainerState& s) { s.epoch = 2; },
           [](TrainerState& s) { s.position = -1; },
           [](TrainerState& s) { s.position = 41; },
           [](TrainerState& s) { s.score.correct = -1; },
           [](TrainerState& s) { s.score.correct = s.position + 1; },
           [=](TrainerState& s) { s.score.lossSum = infinity; },
           [](TrainerState& s) { s.steps = -1; },
           [](TrainerState& s) { s.steps = std::numeric_limits<int>::max(); },
           [](TrainerState& s) { s.steps = 0; },
           [](TrainerState& s) { s.moments.clear(); },
           [](TrainerState& s) { s.moments.resize(s.moments.size() / 2); },
           [](TrainerState& s) { s.history.clear(); },
           [](TrainerState& s) { s.history.emplace_back(); },
       }) {
    Checkpoint bad = adamInItsSecondEpoch();
    ASSERT_TRUE(fits(bad.state, bad.recipe));
    spoil(bad.state);
    bad.state.score.images = bad.state.position;
    EXPECT_FALSE(fits(bad.state, bad.recipe));
    EXPECT_EQ(errorOfCheckpoint(writeCheckpoint(bad)), "The run in this weights file does not fit its recipe.");
  }
}

TEST(Checkpoint, RefusesNotesAndTensorsThatAreNotARuns) {
  for (const auto& spoil : std::vector<std::function<void(TensorFile&)>>{
           [](TensorFile& f) { f.metadata["run.epoch"] = "1.0"; },
           [](TensorFile& f) { f.metadata["run.epoch"] = ""; },
           [](TensorFile& f) { f.metadata["run.position"] = "99999999999999"; },
           [](TensorFile& f) { f.metadata["run.lossSum"] = "nan"; },
           [](TensorFile& f) { f.metadata["run.lossSum"] = "1x"; },
           [](TensorFile& f) { f.metadata.erase("run.steps"); },
           [](TensorFile& f) { f.tensors[f.tensors.size() - 2].shape = {7, 1, 3}; },
           [](TensorFile& f) { f.tensors[f.tensors.size() - 2].shape = {21}; },
           [](TensorFile& f) { f.tensors.erase(f.tensors.end() - 2); },
       }) {
    std::string error;
    auto file = readSafetensors(writeCheckpoint(adamInItsSecondEpoch()), error);
    ASSERT_TRUE(file.has_value()) << error;
    ASSERT_EQ(file->tensors[file->tensors.size() - 2].name, "run.history");
    spoil(*file);
    EXPECT_EQ(errorOfCheckpoint(writeSafetensors(*file)), "The run in this weights file does not fit its recipe.");
  }
}

}  // namespace
}  // namespace atelier
