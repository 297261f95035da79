#include <gtest/gtest.h>

#include <cmath>

#include "data/synthetic.h"
#include "nn/loss.h"
#include "support/recipes.h"
#include "support/runs.h"
#include "support/tensors.h"

// What one batch is: eight parts, a gradient, an update, and what happens when that fails.

namespace atelier {
namespace {

using testing::hashOf;
using testing::recipeOf;
using Advance = Trainer::Advance;

const Dataset& data() {
  static const Dataset dataset = makeSynthetic(120, 20, 41);
  return dataset;
}

// The gradient of images first .. end - 1, one part of a batch of `count`, in a network of its own.
std::vector<float> gradientOfPart(const Recipe& recipe, int first, int end, int count) {
  Network<float> network(recipe.network, kInputShape);
  network.start(recipe.seed);
  Tensor<float> x({end - first, 1, kSide, kSide});
  Tensor<float> dlogits({end - first, kClasses, 1, 1});
  std::vector<int> images;
  for (int n = first; n < end; ++n) {
    toInputs(data().train.image(n), recipe.inputs, x.image(n - first));
    images.push_back(n);
  }
  const Pass pass{
      .training = true, .share = static_cast<double>(end - first) / count, .seed = recipe.seed, .images = images};
  const Tensor<float>& logits = network.forward(x, pass);
  for (int n = first; n < end; ++n) {
    crossEntropy(logits.image(n - first), kClasses, data().train.label(n), recipe.smoothing,
                 1.0F / static_cast<float>(count), dlogits.image(n - first));
  }
  network.backward(x, dlogits);
  return {network.gradients().begin(), network.gradients().end()};
}

TEST(TrainerBatch, IsEightPartsWhoseGradientsAreAddedInOrder) {
  for (const int count : {2, 5, 7, 8, 9, 16, 23, 40, 61}) {
    SCOPED_TRACE(count);
    const Recipe recipe = recipeOf(
        "conv 5x3 pad 1 | batch-norm | relu | max-pool 2 | conv 6x3 | relu | max-pool 2 | dropout 0.2 | dense 10 ; "
        "sgd 0.5 ; smoothing 0.1 ; epochs 1 ; train 120 test 1 ; batch " +
        std::to_string(count));
    std::vector<float> sum;
    for (int part = 0; part < Trainer::kParts; ++part) {
      const int first = part * count / Trainer::kParts;
      const int end = (part + 1) * count / Trainer::kParts;
      if (first == end) continue;
      const auto gradient = gradientOfPart(recipe, first, end, count);
      sum.resize(gradient.size());
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += gradient[i];
    }
    Network<float> expected(recipe.network, kInputShape);
    expected.start(recipe.seed);
    std::copy(sum.begin(), sum.end(), expected.gradients().begin());
    Optimizer<float>().step(expected, recipe.optimizer, 0.5);

    Trainer trainer(recipe, data());
    ASSERT_EQ(trainer.advance(), Advance::kTrained);
    EXPECT_EQ(hashOf(trainer), hashOfWeights(expected.parameters()));
  }
}

TEST(TrainerBatch, MeasuringTheGradientChangesNoBitAndGivesItsNorm) {
  for (const char* text : {"conv 3x3 | max-pool 2 | dense 10 ; sgd 0.02 ; batch 1", "dense 10 ; sgd 0.02 ; batch 6",
                           "conv 3x3 | batch-norm | dense 10 ; adam 0.01 ; batch 12"}) {
    SCOPED_TRACE(text);
    const Recipe recipe = recipeOf(std::string(text) + " ; epochs 1 ; train 24 test 1");
    Trainer plain(recipe, data());
    Trainer measured(recipe, data());
    EXPECT_EQ(measured.gradientNorm(), -1);
    for (int step = 0; step < 2; ++step) {
      measured.measureNextGradient();
      measured.advance();
      plain.advance();
      EXPECT_EQ(hashOf(measured), hashOf(plain));
    }
    EXPECT_EQ(plain.gradientNorm(), -1);
    EXPECT_GT(measured.gradientNorm(), 0);
  }
  const Recipe recipe = recipeOf("dense 10 ; sgd 0.02 ; batch 1 epochs 1 ; train 24 test 1");
  Trainer trainer(recipe, data());
  trainer.measureNextGradient();
  trainer.advance();
  double squares = 0;
  for (const float g : gradientOfPart(recipe, 0, 1, 1)) squares += static_cast<double>(g) * static_cast<double>(g);
  EXPECT_NEAR(trainer.gradientNorm(), std::sqrt(squares), 1e-9);
}

TEST(TrainerBatch, StatisticsFollowTheBatchAtTheirOwnRate) {
  const Recipe recipe = recipeOf("batch-norm | dense 10 ; sgd 1e-9 ; batch 16 epochs 1 ; train 16 test 1");
  Trainer trainer(recipe, data());
  trainer.advance();
  double mean = 0;
  for (int n = 0; n < 16; ++n) {
    for (const std::uint8_t pixel : data().train.image(n)) mean += (pixel / 255.0 - 0.5) / (16 * kPixels);
  }
  EXPECT_NEAR(trainer.network().parameters()[2], 0.1 * mean, 1e-6);  // scale, shift, mean, variance
}

TEST(TrainerBatch, ADivergingRunGoesBackToWhereItWasGood) {
  const Recipe recipe = recipeOf("conv 4x3 | max-pool 2 | dense 10 ; sgd 10 ; batch 1 epochs 3 ; train 120 test 20");
  Trainer trainer(recipe, data());
  Advance did = Advance::kTrained;
  while (did != Advance::kDiverged) {
    did = trainer.advance();
    ASSERT_NE(did, Advance::kFinished);
  }
  const auto& divergence = trainer.divergence();
  EXPECT_EQ(divergence.rate, 10);
  EXPECT_EQ(divergence.epoch, 0);
  EXPECT_GT(divergence.batch, divergence.goodBatch);
  EXPECT_EQ(trainer.position(), divergence.goodBatch);
  for (const float weight : trainer.network().parameters()) ASSERT_TRUE(std::isfinite(weight));
  Trainer stopped(recipe, data());
  testing::trainTo(stopped, divergence.goodBatch);
  EXPECT_EQ(hashOf(trainer), hashOf(stopped));

  Recipe slower = recipe;
  slower.rate = 1e-4;
  trainer.adopt(slower);
  testing::finish(trainer);
  EXPECT_EQ(trainer.history().size(), 3U);
}

TEST(TrainerBatch, WeightsThatTheLastBatchOfAnEpochSpoiledAreADivergence) {
  const std::string text = "conv 4x3 | max-pool 2 | dense 10 ; sgd 10 ; batch 1 epochs 3 ; test 20 ; train ";
  Trainer longer(recipeOf(text + "120"), data());
  while (longer.advance() != Advance::kDiverged) {
  }
  const int finite = longer.divergence().batch - 1;
  ASSERT_GT(finite, 0);
  Trainer trainer(recipeOf(text + std::to_string(finite)), data());
  for (int batch = 0; batch < finite; ++batch) ASSERT_EQ(trainer.advance(), Advance::kTrained);
  Advance did = Advance::kMeasured;
  while (did == Advance::kMeasured) did = trainer.advance();
  EXPECT_EQ(did, Advance::kDiverged);
  EXPECT_EQ(trainer.divergence().epoch, 0);
  EXPECT_EQ(trainer.divergence().batch, finite);
  EXPECT_TRUE(trainer.history().empty());
  for (const float weight : trainer.network().parameters()) ASSERT_TRUE(std::isfinite(weight));
}

}  // namespace
}  // namespace atelier
