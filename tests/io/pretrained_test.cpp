#include <gtest/gtest.h>

#include <algorithm>

#include "io/model_file.h"
#include "support/fashion_mnist.h"
#include "support/sanitized.h"
#include "train/evaluation.h"
#include "train/presets.h"

// web/pretrained.safetensors, which scripts/pretrain makes and the site carries.

namespace atelier {
namespace {

constexpr const char* kFile = ATELIER_GOLDEN_DIR "/../../web/pretrained.safetensors";

std::optional<Model> pretrained() {
  const auto bytes = testing::readFile(kFile);
  if (!bytes) return std::nullopt;
  std::string error;
  auto model = readModel(*bytes, error);
  EXPECT_EQ(error, "");
  return model;
}

TEST(Pretrained, IsTheTailoredPresetTrained) {
  const auto model = pretrained();
  ASSERT_TRUE(model) << kFile;
  EXPECT_EQ(printRecipe(model->recipe), findPreset("tailored")->recipe);
  EXPECT_EQ(model->recipe.train, 60000);
  EXPECT_EQ(model->notes.at("dataset"), "Fashion-MNIST");
}

TEST(Pretrained, IsSmallEnoughToShip) {
  const auto bytes = testing::readFile(kFile);
  ASSERT_TRUE(bytes);
  EXPECT_LT(bytes->size(), 700'000U);
}

TEST(Pretrained, TellsMoreThan92PercentOfTheTestImages) {
  if (testing::kIsSanitized) GTEST_SKIP() << "long, and its code is run by shorter tests";
  const auto dataset = testing::readFashionMnist();
  if (!dataset) GTEST_SKIP() << "There are no inflated files of Fashion-MNIST in FASHION_MNIST_DIR.";
  const auto model = pretrained();
  ASSERT_TRUE(model);
  Network<float> network(model->recipe.network, kInputShape);
  std::copy(model->parameters.begin(), model->parameters.end(), network.parameters().begin());
  Score score;
  evaluate(network, dataset->test, model->recipe.inputs, 0, dataset->test.count(), score);
  EXPECT_EQ(score.images, 10000);
  EXPECT_GE(score.accuracy(), 0.92);
  EXPECT_EQ(printNumber(score.accuracy()), model->notes.at("testAccuracy"));
}

}  // namespace
}  // namespace atelier
