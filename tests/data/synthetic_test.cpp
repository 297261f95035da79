#include "data/synthetic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "math/hash.h"

namespace atelier {
namespace {

TEST(Synthetic, HasTheSameBytesEverywhere) {
  Images images;
  growSynthetic(images, 200, 1, 1);
  EXPECT_EQ(crc32(images.pixels), 0x7add201dU);
  EXPECT_EQ(crc32(images.labels), 0x37cbc3efU);
}

TEST(Synthetic, GrowsBitByBitToTheSame) {
  Images atOnce;
  growSynthetic(atOnce, 37, 5, 2);
  Images grown;
  for (const int count : {1, 2, 10, 10, 36, 37}) growSynthetic(grown, count, 5, 2);
  EXPECT_EQ(grown.pixels, atOnce.pixels);
  EXPECT_EQ(grown.labels, atOnce.labels);
}

TEST(Synthetic, KeepsWhatIsThereWhenFewerAreAskedFor) {
  Images images;
  growSynthetic(images, 5, 5, 2);
  const Images before = images;
  growSynthetic(images, 2, 5, 2);
  EXPECT_EQ(images.count(), 5);
  EXPECT_EQ(images.pixels, before.pixels);
}

TEST(Synthetic, SeedAndSplitGiveOtherImages) {
  Images one;
  growSynthetic(one, 20, 1, 1);
  for (const auto& [seed, split] : {std::pair{2, 1}, {1, 2}}) {
    Images other;
    growSynthetic(other, 20, static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(split));
    EXPECT_NE(other.pixels, one.pixels);
    EXPECT_NE(other.labels, one.labels);
  }
}

TEST(Synthetic, ADatasetHoldsTwoDifferentSplits) {
  const Dataset dataset = makeSynthetic(30, 20, 9);
  EXPECT_EQ(dataset.name, "synthetic");
  EXPECT_EQ(dataset.train.count(), 30);
  EXPECT_EQ(dataset.test.count(), 20);
  EXPECT_EQ(dataset.train.pixels.size(), 30U * kPixels);
  Images train;
  growSynthetic(train, 30, 9, 1);
  EXPECT_EQ(dataset.train.pixels, train.pixels);
  EXPECT_NE(std::vector<std::uint8_t>(train.pixels.begin(), train.pixels.begin() + 20 * kPixels), dataset.test.pixels);
}

TEST(Synthetic, AllClassesAppearAboutEquallyOften) {
  Images images;
  growSynthetic(images, 1000, 3, 1);
  std::array<int, kClasses> counts{};
  for (const int label : images.labels) {
    ASSERT_LT(label, kClasses);
    ++counts[static_cast<std::size_t>(label)];
  }
  for (const int count : counts) EXPECT_NEAR(count, 100, 40);
}

TEST(Synthetic, ClassesDifferMoreThanTheImagesOfOne) {
  Images images;
  growSynthetic(images, 600, 4, 1);
  std::array<std::array<double, kPixels>, kClasses> means{};
  std::array<int, kClasses> counts{};
  for (int i = 0; i < images.count(); ++i) {
    const auto label = static_cast<std::size_t>(images.label(i));
    ++counts[label];
    for (std::size_t k = 0; k < kPixels; ++k) means[label][k] += images.image(i)[k];
  }
  for (std::size_t c = 0; c < kClasses; ++c) {
    for (double& sum : means[c]) sum /= counts[c];
  }
  for (std::size_t a = 0; a < kClasses; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      double distance = 0;
      for (std::size_t k = 0; k < kPixels; ++k) distance += std::abs(means[a][k] - means[b][k]);
      EXPECT_GT(distance / kPixels, 5) << a << " and " << b;  // greys a pixel
    }
  }
}

TEST(Synthetic, TwoImagesOfAClassAreNotTheSame) {
  Images images;
  growSynthetic(images, 100, 6, 1);
  for (int i = 0; i < images.count(); ++i) {
    for (int j = 0; j < i; ++j) {
      const auto a = images.image(i);
      const auto b = images.image(j);
      ASSERT_FALSE(std::equal(a.begin(), a.end(), b.begin())) << i << " and " << j;
    }
  }
}

}  // namespace
}  // namespace atelier
