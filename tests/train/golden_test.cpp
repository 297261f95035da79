#include <gtest/gtest.h>

#include "data/synthetic.h"
#include "support/golden.h"
#include "support/recipes.h"
#include "support/runs.h"
#include "support/tensors.h"
#include "support/weights_hashes.h"
#include "train/presets.h"
#include "train/trainer.h"

namespace atelier {
namespace {

TEST(GoldenLab, TheTrainerHasPyTorchsTenLossesAndWeights) {
  const Dataset dataset{"golden", testing::goldenImages(), testing::goldenImages()};
  for (int k = 0; k < 2; ++k) {
    for (const int batch : {1, 4}) {
      SCOPED_TRACE(std::string(testing::kGoldenNetworks[k]) + ", batch " + std::to_string(batch));
      auto golden = testing::readGolden(testing::kGoldenFiles[k]);
      Trainer trainer(testing::recipeOf(std::string(testing::kGoldenNetworks[k]) + " ; sgd 0.005 ; batch " +
                                        std::to_string(batch) + " epochs 9 ; train 8 test 1"),
                      dataset);
      TrainerState start = trainer.state();
      testing::setGoldenWeights<float>(start.parameters);
      trainer.restore(start);
      std::vector<double> losses;
      while (losses.size() < 10 && !trainer.isFinished()) {
        if (trainer.advance() == Trainer::Advance::kTrained) losses.push_back(trainer.lastBatch().loss());
      }
      const std::string sgd = "sgd" + std::to_string(batch);
      EXPECT_EQ(testing::difference(losses, golden[sgd + "Losses"], 0, 1e-5), "");
      const auto sample = testing::goldenSample<float>(trainer.network().parameters());
      EXPECT_EQ(testing::difference(sample, golden[sgd + "Weights"], 1e-6, 1e-5), "");
    }
  }
}

// The same file is read natively, under Node and, by the page tests, in browsers.
TEST(GoldenHashes, AreWhatTheSyntheticSetGives) {
  const auto hashes = testing::readWeightsHashes("synthetic");
  ASSERT_GE(hashes.size(), 3U);
  for (const auto& golden : hashes) {
    SCOPED_TRACE(golden.recipe);
    const Recipe recipe = testing::recipeOf(golden.recipe);
    EXPECT_EQ(printRecipe(recipe), golden.recipe);
    const Dataset dataset = makeSynthetic(recipe.train, recipe.test, recipe.seed);
    Trainer trainer(recipe, dataset);
    testing::trainTo(trainer, golden.imagesSeen);
    EXPECT_EQ(trainer.imagesSeen(), golden.imagesSeen);
    EXPECT_EQ(testing::hashOf(trainer), golden.hash);
  }
}

TEST(GoldenHashes, HaveThatOfTheFirstRun) {
  const auto hashes = testing::readWeightsHashes("real");
  ASSERT_FALSE(hashes.empty());
  EXPECT_EQ(hashes[0].recipe, kPresets[0].recipe);
  EXPECT_EQ(hashes[0].imagesSeen, 150000);
  EXPECT_EQ(hashes[0].hash.size(), 16U);
}

}  // namespace
}  // namespace atelier
