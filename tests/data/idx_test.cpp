#include "data/idx.h"

#include <gtest/gtest.h>

#include "support/idx_files.h"

namespace atelier {
namespace {

using testing::Bytes;
using testing::imageFile;
using testing::labelFile;
using testing::smallImages;
using testing::operator+;

std::string errorOf(const Bytes& images, const Bytes& labels) {
  std::string error;
  EXPECT_FALSE(parseIdxPair(images, labels, error).has_value());
  return error;
}

std::string errorOf(const Bytes& shard) {
  std::string error;
  EXPECT_FALSE(parseShard(shard, error).has_value());
  return error;
}

TEST(Idx, ReadsImagesAndLabels) {
  const Images images = smallImages(3);
  std::string error;
  for (const auto& read : {parseIdxPair(imageFile(images), labelFile(images), error),
                           parseShard(imageFile(images) + labelFile(images), error)}) {
    ASSERT_TRUE(read.has_value()) << error;
    EXPECT_EQ(read->count(), 3);
    EXPECT_EQ(read->pixels, images.pixels);
    EXPECT_EQ(read->labels, images.labels);
    EXPECT_EQ(read->label(2), 6);
    EXPECT_EQ(read->image(2)[5], 14 + 5);
    EXPECT_EQ(read->image(2).size(), 784U);
  }
  EXPECT_EQ(error, "");
}

TEST(Idx, ReadsAFileOfNoImages) {
  std::string error;
  const auto read = parseShard(imageFile({}) + labelFile({}), error);
  ASSERT_TRUE(read.has_value()) << error;
  EXPECT_EQ(read->count(), 0);
}

TEST(Idx, RefusesAShardCutOffAtAnyByte) {
  const Images images = smallImages(2);
  const Bytes whole = imageFile(images) + labelFile(images);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    std::string error;
    // A copy of its own size, so that a read past the end is one past an allocation.
    const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    ASSERT_FALSE(parseShard(part, error).has_value()) << length;
    ASSERT_NE(error, "") << length;
  }
}

TEST(Idx, RefusesAPairCutOffAtAnyByte) {
  const Images images = smallImages(2);
  const Bytes pixels = imageFile(images);
  const Bytes labels = labelFile(images);
  std::string error;
  for (std::size_t length = 0; length < pixels.size(); ++length) {
    const Bytes part(pixels.begin(), pixels.begin() + static_cast<std::ptrdiff_t>(length));
    ASSERT_FALSE(parseIdxPair(part, labels, error).has_value()) << length;
  }
  for (std::size_t length = 0; length < labels.size(); ++length) {
    const Bytes part(labels.begin(), labels.begin() + static_cast<std::ptrdiff_t>(length));
    ASSERT_FALSE(parseIdxPair(pixels, part, error).has_value()) << length;
  }
}

TEST(Idx, RefusesOtherFirstBytes) {
  const Images images = smallImages(1);
  for (std::size_t at = 0; at < 4; ++at) {
    Bytes pixels = imageFile(images);
    ++pixels[at];
    EXPECT_EQ(errorOf(pixels, labelFile(images)), "This is not an IDX file of images: its first bytes are wrong.");
    Bytes labels = labelFile(images);
    ++labels[at];
    EXPECT_EQ(errorOf(imageFile(images), labels), "This is not an IDX file of labels: its first bytes are wrong.");
    EXPECT_EQ(errorOf(imageFile(images) + labels), "This is not an IDX file of labels: its first bytes are wrong.");
  }
  EXPECT_EQ(errorOf(labelFile(images), imageFile(images)),
            "This is not an IDX file of images: its first bytes are wrong.");
}

TEST(Idx, RefusesOtherSizes) {
  const Images images = smallImages(1);
  Bytes rows = imageFile(images);
  rows[11] = 27;
  EXPECT_EQ(errorOf(rows, labelFile(images)), "The images are 27x28, not 28x28.");
  Bytes columns = imageFile(images);
  columns[13] = 1;
  EXPECT_EQ(errorOf(columns, labelFile(images)), "The images are 28x65564, not 28x28.");
}

TEST(Idx, RefusesACountThatTheBytesDoNotHold) {
  const Images images = smallImages(2);
  Bytes many = imageFile(images) + labelFile(images);
  many[7] = 3;
  EXPECT_EQ(errorOf(many), "The file promises 3 images but ends before the last of them.");
  many[4] = many[5] = many[6] = many[7] = 255;
  EXPECT_EQ(errorOf(many), "The file promises 4294967295 images but ends before the last of them.");
  Bytes few = imageFile(images);
  few[7] = 1;
  EXPECT_EQ(errorOf(few, labelFile(images)), "The file of images is longer than its header says.");
}

TEST(Idx, RefusesAnotherNumberOfLabels) {
  const Images images = smallImages(2);
  EXPECT_EQ(errorOf(imageFile(images), labelFile(smallImages(3))), "There are 2 images but 3 labels.");
  EXPECT_EQ(errorOf(imageFile(images), labelFile(smallImages(1))), "There are 2 images but 1 labels.");
  Bytes lying = labelFile(images);
  lying[7] = 3;  // the header says 3, the bytes hold 2
  EXPECT_NE(errorOf(imageFile(images), lying), "");
}

TEST(Idx, RefusesBytesAfterTheLastLabel) {
  const Images images = smallImages(2);
  EXPECT_EQ(errorOf(imageFile(images) + labelFile(images) + Bytes{0}), "There are 2 images but 3 labels.");
}

TEST(Idx, RefusesALabelThatIsNoClass) {
  Images images = smallImages(3);
  images.labels[1] = 10;
  EXPECT_EQ(errorOf(imageFile(images), labelFile(images)), "Label 1 is 10; labels run from 0 to 9.");
  images.labels[1] = 255;
  EXPECT_EQ(errorOf(imageFile(images) + labelFile(images)), "Label 1 is 255; labels run from 0 to 9.");
}

}  // namespace
}  // namespace atelier
