#include "train/fine_tune.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "io/model_file.h"
#include "support/fashion_mnist.h"
#include "support/runs.h"
#include "support/sanitized.h"
#include "support/wardrobes.h"

// What fine-tuning makes of the model that comes with the page, with the data set as it is published.

namespace atelier {
namespace {

std::optional<Model> pretrained() {
  const auto bytes = testing::readFile(ATELIER_GOLDEN_DIR "/../../web/pretrained.safetensors");
  std::string error;
  return bytes ? readModel(*bytes, error) : std::nullopt;
}

int starsKnown(Network<float>& network, Inputs inputs, int first, int count) {
  int known = 0;
  for (int i = first; i < first + count; ++i) {
    const auto shares = predict(network, testing::drawnStar(i), inputs);
    known += std::max_element(shares.begin(), shares.end()) - shares.begin() == 10 ? 1 : 0;
  }
  return known;
}

TEST(FineTuning, TenDrawingsOfAnOwnClassAreLearnedAndLittleIsForgotten) {
  if (testing::kIsSanitized) GTEST_SKIP() << "long, and its code is run by shorter tests";
  auto dataset = testing::readFashionMnist();
  const auto model = pretrained();
  if (!dataset || !model) GTEST_SKIP() << "There are no inflated files of Fashion-MNIST in FASHION_MNIST_DIR.";
  std::string error;
  ASSERT_TRUE(addClass(dataset->wardrobe, "Star", error));
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(addItem(dataset->wardrobe, testing::drawnStar(i), 10, error));
  const Recipe recipe = fineTuningOf(model->recipe, 11);
  Trainer trainer(recipe, *dataset);
  TrainerState state = trainer.state();
  state.parameters = weightsToTune(model->recipe, model->parameters, recipe);
  trainer.restore(state);
  testing::finish(trainer);
  Score before;
  Score after;
  Network<float> network(model->recipe.network, kInputShape);
  std::copy(model->parameters.begin(), model->parameters.end(), network.parameters().begin());
  evaluate(network, dataset->test, recipe.inputs, 0, 3000, before);
  evaluate(trainer.network(), dataset->test, recipe.inputs, 0, 3000, after);
  EXPECT_EQ(starsKnown(trainer.network(), recipe.inputs, 0, 10), 10);
  EXPECT_GE(starsKnown(trainer.network(), recipe.inputs, 100, 40), 36) << "that it was not shown";
  EXPECT_GT(after.accuracy(), before.accuracy() - 0.02);
}

}  // namespace
}  // namespace atelier
