#include "data/wardrobe_file.h"

#include <gtest/gtest.h>

#include "math/hash.h"
#include "support/idx_files.h"
#include "support/wardrobes.h"

namespace atelier {
namespace {

using testing::Bytes;
using testing::wardrobeOf;

// A file with this header and these bytes after it, and a checksum that is right.
Bytes fileOf(const std::string& header, const Bytes& rest) {
  Bytes bytes(header.begin(), header.end());
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  testing::appendBigEndian(bytes, crc32(bytes));
  return bytes;
}

std::string errorOf(const Bytes& bytes) {
  std::string error;
  EXPECT_FALSE(parseWardrobe(bytes, error).has_value());
  return error;
}

TEST(WardrobeFile, IsWrittenAsTheFormatSays) {
  const Wardrobe wardrobe = wardrobeOf({"Scarf"}, {10, 2});
  Bytes rest = {10, 2};
  rest.insert(rest.end(), wardrobe.items.pixels.begin(), wardrobe.items.pixels.end());
  const std::string header = "atelier-wardrobe 1\nclass Scarf\nitems 2\n";
  EXPECT_EQ(writeWardrobe(wardrobe), fileOf(header, rest));
  EXPECT_EQ(firstPictureOf(wardrobe), header.size() + 2);
}

TEST(WardrobeFile, WrittenAndReadItIsTheSame) {
  for (const Wardrobe& wardrobe : {wardrobeOf({}, {}), wardrobeOf({}, {0, 9}), wardrobeOf({"Mütze", "b"}, {11, 10, 0}),
                                   wardrobeOf({"a", "b", "c", "d", "e", "f"}, std::vector<int>(500, 15))}) {
    std::string error;
    const auto read = parseWardrobe(writeWardrobe(wardrobe), error);
    ASSERT_TRUE(read.has_value()) << error;
    EXPECT_EQ(*read, wardrobe);
    EXPECT_EQ(error, "");
  }
}

TEST(WardrobeFile, OfAnotherVersionIsRefusedWithBothVersions) {
  EXPECT_EQ(errorOf(fileOf("atelier-wardrobe 2\nitems 0\n", {})),
            "This wardrobe file is of version 2, and this page reads 1.");
}

TEST(WardrobeFile, WhatIsNoWardrobeIsCalledSo) {
  EXPECT_EQ(errorOf({}), "This is not a wardrobe file.");
  EXPECT_EQ(errorOf({'G', 'I', 'F'}), "This is not a wardrobe file.");
  EXPECT_EQ(errorOf(Bytes(100000, 'a')), "This is not a wardrobe file.");
  EXPECT_EQ(errorOf(fileOf("atelier-wardrobe one\n", {})), "This is not a wardrobe file: it has no version.");
}

TEST(WardrobeFile, CutOffAtAnyByteItIsRefusedWithASentence) {
  const Bytes whole = writeWardrobe(wardrobeOf({"Scarf"}, {10, 2}));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    ASSERT_NE(errorOf(part), "") << length;
  }
  Bytes cut = whole;
  cut.resize(whole.size() - 100);
  EXPECT_EQ(errorOf(cut), "The wardrobe file promises 2 items but ends before the last of them.");
}

TEST(WardrobeFile, WithMoreThanItSaysItIsRefused) {
  Bytes bytes = writeWardrobe(wardrobeOf({}, {1}));
  bytes.push_back(0);
  EXPECT_EQ(errorOf(bytes), "The wardrobe file promises 1 items but goes on after the last of them.");
}

TEST(WardrobeFile, WithAnyBitChangedItIsRefused) {
  const Bytes whole = writeWardrobe(wardrobeOf({"Scarf"}, {10}));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    Bytes bytes = whole;
    bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ 1U);
    ASSERT_NE(errorOf(bytes), "") << at;
  }
  Bytes bytes = whole;
  bytes[100] = static_cast<std::uint8_t>(bytes[100] ^ 4U);
  EXPECT_EQ(errorOf(bytes), "The wardrobe file is damaged: its checksum differs.");
}

TEST(WardrobeFile, WrongCountsAndLabelsAreRefused) {
  EXPECT_EQ(errorOf(fileOf("atelier-wardrobe 1\nitems 501\n", {})),
            "The wardrobe file holds 501 items, and at most 500 fit.");
  for (const char* count : {"-1", "", "01", "1 ", "99999999999", "x"})
    EXPECT_EQ(errorOf(fileOf(std::string("atelier-wardrobe 1\nitems ") + count + "\n", {})),
              "The wardrobe file does not say how many items it holds.")
        << count;
  EXPECT_EQ(errorOf(fileOf("atelier-wardrobe 1\nclass Scarf\nitems 1\n", Bytes(785, 11))),
            "Item 1 of the wardrobe file is of class 12, and the file has 11.");
}

TEST(WardrobeFile, TheSameItemTwiceIsRefused) {
  Bytes rest(2 + 2 * kPixels, 0);
  EXPECT_EQ(errorOf(fileOf("atelier-wardrobe 1\nitems 2\n", rest)),
            "Item 2 of the wardrobe file: This picture is in the wardrobe already, as T-shirt/top.");
}

TEST(WardrobeFile, ClassesThatAreNoneAreRefused) {
  EXPECT_EQ(errorOf(fileOf("atelier-wardrobe 1\nclass a\nclass A\nitems 0\n", {})),
            "Class 12 of the wardrobe file: There is a class \"a\" already.");
  EXPECT_EQ(errorOf(fileOf("atelier-wardrobe 1\nclass Bag\nitems 0\n", {})),
            "Class 11 of the wardrobe file: There is a class \"Bag\" already.");
  EXPECT_EQ(errorOf(fileOf("atelier-wardrobe 1\nclass \nitems 0\n", {})),
            "Class 11 of the wardrobe file: A class needs a name.");
}

}  // namespace
}  // namespace atelier
