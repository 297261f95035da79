#include "picture/open.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "picture/png.h"

namespace atelier::picture {
namespace {

using Bytes = std::vector<std::uint8_t>;

// A file of the fuzzers' corpus, which tests/fuzz/make_corpus.py describes.
Bytes fileOf(const std::string& name) {
  std::ifstream file(std::string(ATELIER_CORPUS_DIR "/image/") + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Opened opened(const std::string& name) {
  std::string error;
  const auto found = open(fileOf(name), error);
  EXPECT_TRUE(found) << name << ": " << error;
  return found.value_or(Opened{});
}

std::string refusalOf(const Bytes& file, const Limits& limits = {}) {
  std::string error;
  EXPECT_FALSE(open(file, error, limits));
  return error;
}

TEST(Open, ReadsEveryKindOfPngToTheSameGreys) {
  const sketch::Picture greys{3, 2, {0, 51, 102, 153, 204, 255}};
  for (const char* name : {"grey", "grey_4_bits", "grey_16_bits", "grey_interlaced", "colour", "colour_16_bits",
                           "palette", "palette_4_bits"}) {
    const Opened picture = opened(name);
    EXPECT_EQ(picture.picture, greys) << name;
    EXPECT_FALSE(picture.isDrawing);
    EXPECT_EQ(picture.note, "") << name;
  }
  EXPECT_EQ(opened("grey_2_bits").picture.greys, (Bytes{0, 85, 170, 255}));
  EXPECT_EQ(opened("grey_1_bit").picture.greys, (Bytes{255, 0, 255, 0, 255, 0, 255, 0, 255}));
}

TEST(Open, PutsWhatIsTransparentOnAGroundThatShowsTheRest) {
  EXPECT_EQ(opened("alpha_dark").picture.greys, (Bytes{20, 255, 137}));
  EXPECT_EQ(opened("alpha_bright").picture.greys, (Bytes{220, 0, 110}));
  EXPECT_EQ(opened("alpha_16_bits").picture.greys, (Bytes{200}));
  EXPECT_EQ(opened("palette_transparent").picture.greys, (Bytes{30, 255}));
  EXPECT_EQ(opened("grey_transparent").picture.greys, (Bytes{200, 0}));
  EXPECT_EQ(refusalOf(fileOf("alpha_none")), "The picture is transparent everywhere: there is nothing to be seen.");
}

TEST(Open, ReadsJpegInGreyByLuminance) {
  const sketch::Picture grey = opened("jpeg_grey").picture;
  ASSERT_EQ(grey.width, 24);
  ASSERT_EQ(grey.height, 16);
  for (int square = 0; square < 6; ++square)
    EXPECT_NEAR(grey.at(square / 3 * 8 + 4, square % 3 * 8 + 4), 50 * square, 2) << square;
  for (const char* name : {"jpeg_colour", "jpeg_progressive"}) {
    const sketch::Picture colour = opened(name).picture;
    EXPECT_NEAR(colour.at(4, 4), 76, 4) << name;
    EXPECT_NEAR(colour.at(4, 12), 150, 4) << name;
    EXPECT_NEAR(colour.at(4, 20), 29, 4) << name;
    EXPECT_NEAR(colour.at(12, 12), 200, 4) << name;
  }
  EXPECT_NEAR(opened("jpeg_cmyk").picture.at(12, 12), 200, 12);
}

TEST(Open, TurnsAPhotographUprightAsExifSays) {
  const sketch::Picture upright = opened("jpeg_grey").picture;
  const auto of = [](int n) { return opened("jpeg_orientation_" + std::to_string(n)).picture; };
  EXPECT_EQ(of(1), upright);
  EXPECT_EQ(of(2), mirrored(upright));
  EXPECT_EQ(of(3), turned(upright, 2));
  EXPECT_EQ(of(4), turned(mirrored(upright), 2));
  EXPECT_EQ(of(6), turned(upright, 1)) << "the first row is at the right";
  EXPECT_EQ(of(8), turned(upright, 3)) << "the first row is at the left";
  // 5 and 7 exchange rows and columns, the other way round for 7.
  for (const auto& [row, column] : {std::pair{4, 12}, {12, 4}, {12, 20}}) {
    EXPECT_EQ(of(5).at(column, row), upright.at(row, column));
    EXPECT_EQ(of(7).at(23 - column, 15 - row), upright.at(row, column));
  }
  for (const char* name : {"beyond", "far_away", "among_too_many"})
    EXPECT_EQ(opened(std::string("jpeg_orientation_") + name).picture, upright) << name;
}

TEST(Open, MakesLargePicturesSmallerByWholeNumbers) {
  const sketch::Picture wide = opened("wide").picture;  // half black, half white
  EXPECT_EQ(wide.width, 500);
  EXPECT_EQ(wide.height, 1);
  EXPECT_EQ(wide.at(0, 100), 0);
  EXPECT_EQ(wide.at(0, 400), 255);
}

TEST(Open, OpensASavedDrawingAsItWas) {
  Bytes drawing;
  for (int i = 0; i < 224 * 224; ++i) drawing.push_back(static_cast<std::uint8_t>(i * 37 % 256));
  std::string error;
  const auto back = open(writeDrawing(drawing, 224, 224), error);
  ASSERT_TRUE(back) << error;
  EXPECT_TRUE(back->isDrawing);
  EXPECT_EQ(back->picture.greys, drawing);
  EXPECT_TRUE(opened("drawing").isDrawing);
  EXPECT_FALSE(opened("drawing_of_another_size").isDrawing);
  EXPECT_FALSE(open(writeDrawing(Bytes(100 * 50, 9), 100, 50), error)->isDrawing);
}

TEST(Open, OpensTheFirstPictureOfAnAnimationAndSaysSo) {
  EXPECT_EQ(opened("animated").picture, opened("grey").picture);
  EXPECT_EQ(opened("animated").note, "The file is animated: this is its first picture.");
}

TEST(Open, NamesTheKindOfFileThatItRefuses) {
  EXPECT_EQ(refusalOf(fileOf("gif")), "This is a file of the kind GIF: only PNG and JPEG can be opened.");
  EXPECT_EQ(refusalOf(fileOf("webp")), "This is a file of the kind WebP: only PNG and JPEG can be opened.");
  EXPECT_EQ(refusalOf(fileOf("heic")), "This is a file of the kind HEIC: only PNG and JPEG can be opened.");
  EXPECT_EQ(refusalOf(fileOf("svg")), "This is a file of the kind SVG: only PNG and JPEG can be opened.");
  EXPECT_EQ(refusalOf(fileOf("text")), "This is not a picture that can be read: only PNG and JPEG can be opened.");
  EXPECT_EQ(refusalOf({}), "The file is empty.");
}

TEST(Open, RefusesWhatIsTooLargeBeforeItDecodes) {
  EXPECT_EQ(refusalOf(fileOf("25_million_pixels")),
            "The picture has 5,000 \u00d7 5,000 pixels: at most 24 million, and 8,192 along a side, can be opened.");
  EXPECT_EQ(refusalOf(fileOf("side_of_8193")).rfind("The picture has 8,193 \u00d7 1 pixels", 0), 0U);
  EXPECT_EQ(refusalOf(fileOf("side_of_all_ones")).rfind("The picture has 2,147,483,647 \u00d7", 0), 0U);
  EXPECT_EQ(refusalOf(fileOf("jpeg_of_60000")).rfind("The picture has 60,000 \u00d7 60,000", 0), 0U);
  EXPECT_EQ(refusalOf(Bytes((16U << 20U) + 1)), "The file is larger than 16 MB, which is the most that is opened.");
}

TEST(Open, TakesNoMoreMemoryThanItMay) {
  Limits limits;
  limits.memory = 200'000;
  std::string error;
  EXPECT_TRUE(open(fileOf("grey"), error, limits)) << error;
  EXPECT_EQ(refusalOf(fileOf("far_too_many_pixels"), limits),
            "The picture of 1 \u00d7 1 pixels takes more memory than the page has: make it smaller first.");
}

TEST(Open, RefusesWhatIsDamagedOrEndsEarly) {
  for (const char* name : {"no_pixels", "pixels_of_another_name", "palette_missing"})
    EXPECT_EQ(refusalOf(fileOf(name)),
              "The PNG file is damaged, ends early or is of a rare kind, and cannot be opened.")
        << name;
  for (const char* name : {"no_width", "header_of_another_name", "jpeg_without_a_frame"})
    EXPECT_EQ(refusalOf(fileOf(name)), "The file is damaged or ends early: it does not say how large its picture is.")
        << name;
  for (const char* name : {"grey", "jpeg_grey", "jpeg_progressive", "jpeg_colour"}) {
    const Bytes whole = fileOf(name);
    for (std::size_t length = 0; length + 12 < whole.size(); ++length) {
      const std::string error = refusalOf({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
      EXPECT_TRUE(error.ends_with('.')) << name << " " << length;
    }
  }
}

}  // namespace
}  // namespace atelier::picture
