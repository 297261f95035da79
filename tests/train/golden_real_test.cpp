#include <gtest/gtest.h>

#include "support/fashion_mnist.h"
#include "support/recipes.h"
#include "support/runs.h"
#include "support/weights_hashes.h"

namespace atelier {
namespace {

// What browsers are asked for, by the page tests, is what this build gives; the long runs of "real" are left to them.
TEST(GoldenHashes, OfBrowsersAreWhatFashionMnistGives) {
  const auto dataset = testing::readFashionMnist();
  if (!dataset) GTEST_SKIP() << "There are no inflated files of Fashion-MNIST in FASHION_MNIST_DIR.";
  const auto hashes = testing::readWeightsHashes("browsers");
  ASSERT_GE(hashes.size(), 2U);
  for (const auto& golden : hashes) {
    SCOPED_TRACE(golden.recipe);
    const Recipe recipe = testing::recipeOf(golden.recipe);
    EXPECT_EQ(printRecipe(recipe), golden.recipe);
    Trainer trainer(recipe, *dataset);
    testing::finish(trainer);
    EXPECT_EQ(trainer.imagesSeen(), golden.imagesSeen);
    EXPECT_EQ(testing::hashOf(trainer), golden.hash);
  }
}

}  // namespace
}  // namespace atelier
