#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "data/idx.h"

// The publisher's files, where they lie inflated; the packed site is held against them by the page tests.

namespace atelier {
namespace {

std::optional<std::vector<std::uint8_t>> readFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::vector<std::uint8_t>{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(FashionMnist, HasAsManyImagesOfEveryClassAsItsPublisherSays) {
  const char* folder = std::getenv("FASHION_MNIST_DIR");
  const std::string prefix = (folder != nullptr ? std::string(folder) : "../shared/fashion-mnist") + "/";
  for (const auto& [name, count] : {std::pair{"train", 60000}, {"t10k", 10000}}) {
    const auto images = readFile(prefix + name + "-images-idx3-ubyte");
    const auto labels = readFile(prefix + name + "-labels-idx1-ubyte");
    if (!images || !labels) GTEST_SKIP() << "There are no inflated files of Fashion-MNIST in FASHION_MNIST_DIR.";
    std::string error;
    const auto read = parseIdxPair(*images, *labels, error);
    ASSERT_TRUE(read.has_value()) << error;
    EXPECT_EQ(read->count(), count);
    std::array<int, kClasses> counts{};
    for (const int label : read->labels) ++counts[static_cast<std::size_t>(label)];
    for (const int number : counts) EXPECT_EQ(number, count / kClasses);
  }
}

}  // namespace
}  // namespace atelier
