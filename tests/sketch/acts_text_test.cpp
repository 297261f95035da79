#include "sketch/acts_text.h"

#include <gtest/gtest.h>

namespace atelier::sketch {
namespace {

std::vector<Act> someOfEach() {
  std::vector<std::uint8_t> picture(28 * 28);
  for (std::size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<std::uint8_t>(i);
  return {Stroke{255, false, {{1, -2, 3}}},
          Stroke{0, true, {{-kFarthest, kFarthest, 0}, {5, 6, kUnits}}},
          Begin{picture},
          Ellipse{17, true, 9, 8, 7, 6, 5},
          Fill{128, false, 400, 500},
          Fill{1, true, 0, 0},
          Move{-10, 20, 1},
          Begin{}};
}

std::vector<std::uint8_t> fineSteps() {
  std::vector<std::uint8_t> picture;
  for (int i = 0; i < kPadSide * kPadSide; ++i) picture.push_back(static_cast<std::uint8_t>(i * 37));
  return picture;
}

std::string errorOf(const std::string& text) {
  std::string error;
  EXPECT_FALSE(parseActs(text, error)) << text;
  return error;
}

TEST(ActsText, SaysEveryActAgain) {
  for (const int done : {8, 5, 0}) {
    std::string error;
    const auto back = parseActs(printActs(someOfEach(), done), error);
    ASSERT_TRUE(back) << error;
    EXPECT_EQ(back->acts, someOfEach());
    EXPECT_EQ(back->done, done);
  }
}

TEST(ActsText, IsWrittenAsDescribed) {
  EXPECT_EQ(printActs({Stroke{255, false, {{1024, 2048, 573}, {4096, 2048, 573}}}, Fill{128, true, 3000, 3000}}, 1),
            "drawing 1 ; stroke 255 1024 2048 573 4096 2048 573 ; fill 128 mirrored 3000 3000 ; undone 1");
  EXPECT_EQ(printActs({}, 0), "drawing 1");
}

TEST(ActsText, HoldsAPictureAsFineAsThePad) {
  std::string error;
  const auto back = parseActs(printActs({Begin{fineSteps()}}, 1), error);
  ASSERT_TRUE(back) << error;
  EXPECT_EQ(std::get<Begin>(back->acts[0]).picture, fineSteps());
}

TEST(ActsText, LeavesTheOldestActsOutWhereItWouldBeTooLong) {
  const std::vector<Act> acts = {Fill{1, false, 1, 1}, Begin{fineSteps()}, Fill{2, false, 2, 2}, Begin{},
                                 Fill{3, false, 3, 3}, Begin{fineSteps()}};
  EXPECT_EQ(printActs(acts, 5, 1'000'000), printActs(acts, 5));
  const std::string text = printActs(acts, 5, 150'000);
  EXPECT_LT(text.size(), 150'000U);
  EXPECT_EQ(text.rfind("drawing 1 ; begin ; fill 3 3 3 ; begin 0025", 0), 0U);
  std::string error;
  EXPECT_EQ(parseActs(text, error)->done, 2);
  EXPECT_EQ(printActs(acts, 2, 10).rfind("drawing 1 ; begin 0025", 0), 0U) << "what is undone is kept";
}

TEST(ActsText, RefusesWhatIsNotADrawingWithASentence) {
  EXPECT_EQ(errorOf(""), "The saved drawing cannot be read: it does not begin with \"drawing 1\".");
  EXPECT_EQ(errorOf("drawing 2"), "The saved drawing cannot be read: it does not begin with \"drawing 1\".");
  for (const char* act : {"stroke 255", "stroke 256 1 2 3", "stroke 255 1 2", "stroke 255 1 2 3 4", "stroke 255 1 2 -3",
                          "stroke 1 1 1 1e3", "stroke 255 1 2 99999999999", "fill 3 1", "begin 00", "move 1 2 0",
                          "ellipse 1 2 3 4 5", "circle 1", "", "undone 1", "fill 3 32769 1", "fill mirrored 3 1 1"}) {
    EXPECT_EQ(errorOf(std::string("drawing 1 ; ") + act), "The saved drawing cannot be read: act 1 is not understood.");
  }
  EXPECT_EQ(errorOf("drawing 1 ; fill 1 2 3 4"), "The saved drawing cannot be read: act 1 says too much.");
  EXPECT_EQ(errorOf("drawing 1 ; undone 0 ; fill 1 2 3"),
            "The saved drawing cannot be read: acts follow what is undone.");
  EXPECT_NE(errorOf(std::string(kLongestText + 1, ' ')).find("longer than 8,000,000"), std::string::npos);
}

}  // namespace
}  // namespace atelier::sketch
