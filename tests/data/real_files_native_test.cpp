#include <gtest/gtest.h>

#include <array>

#include "support/fashion_mnist.h"

// The publisher's files, where they lie inflated; the packed site is held against them by the page tests.

namespace atelier {
namespace {

TEST(FashionMnist, HasAsManyImagesOfEveryClassAsItsPublisherSays) {
  const auto dataset = testing::readFashionMnist();
  if (!dataset) GTEST_SKIP() << "There are no inflated files of Fashion-MNIST in FASHION_MNIST_DIR.";
  for (const auto& [images, count] : {std::pair{&dataset->train, 60000}, {&dataset->test, 10000}}) {
    EXPECT_EQ(images->count(), count);
    std::array<int, kClasses> counts{};
    for (const int label : images->labels) ++counts[static_cast<std::size_t>(label)];
    for (const int number : counts) EXPECT_EQ(number, count / kClasses);
  }
}

}  // namespace
}  // namespace atelier
