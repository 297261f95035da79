#include "sketch/adjustment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sketch/acts.h"

namespace atelier::sketch {
namespace {

// A box of one grey in the middle of another, a third as wide and half as high as all.
Picture boxOn(int width, int height, std::uint8_t ground, std::uint8_t box) {
  Picture picture{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height), ground)};
  for (int row = height / 4; row < 3 * height / 4; ++row) {
    for (int column = width / 3; column < 2 * width / 3; ++column)
      picture.greys[static_cast<std::size_t>(row * width + column)] = box;
  }
  return picture;
}

// Every pixel another grey.
Picture steps(int width, int height) {
  Picture picture{width, height, {}};
  for (int i = 0; i < width * height; ++i) picture.greys.push_back(static_cast<std::uint8_t>(i));
  return picture;
}

int at(const std::vector<std::uint8_t>& square, double x, double y) {
  return square[static_cast<std::size_t>(static_cast<int>(y * kPadSide) * kPadSide + static_cast<int>(x * kPadSide))];
}

TEST(Picture, TurnsClockwiseAndComesBack) {
  const Picture picture{3, 2, {1, 2, 3, 4, 5, 6}};
  EXPECT_EQ(turned(picture, 1), (Picture{2, 3, {4, 1, 5, 2, 6, 3}}));
  EXPECT_EQ(turned(picture, 2), (Picture{3, 2, {6, 5, 4, 3, 2, 1}}));
  EXPECT_EQ(turned(turned(picture, 3), 1), picture);
  EXPECT_EQ(mirrored(picture), (Picture{3, 2, {3, 2, 1, 6, 5, 4}}));
}

TEST(Adjustment, OfNothingKeepsTheBytesOfAPictureOfThePadsSize) {
  const Picture picture = steps(kPadSide, kPadSide);
  EXPECT_EQ(adjusted(picture, {}), picture.greys);
}

TEST(Adjustment, OtsuPartsTwoGreysAndFindsNothingInOne) {
  const int threshold = otsuThreshold(boxOn(60, 40, 200, 50));
  EXPECT_GT(threshold, 50);
  EXPECT_LE(threshold, 200);
  EXPECT_EQ(otsuThreshold(boxOn(60, 40, 77, 77)), 0);
  EXPECT_EQ(firstGuess(boxOn(60, 40, 77, 77)), Adjustment{});
}

TEST(Adjustment, GuessesAGroundOfEitherBrightnessToBlack) {
  for (const bool isLight : {true, false}) {
    const Picture picture = isLight ? boxOn(300, 300, 230, 60) : boxOn(300, 300, 20, 180);
    const Adjustment guess = firstGuess(picture);
    EXPECT_EQ(guess.inverts, isLight);
    EXPECT_TRUE(guess.clears);
    const auto square = adjusted(picture, guess);
    EXPECT_EQ(at(square, 0.1, 0.1), 0);
    EXPECT_EQ(at(square, 0.5, 0.5), isLight ? 195 : 180);
  }
}

TEST(Adjustment, InvertingAgainKeepsWhatIsGround) {
  const Adjustment guess = firstGuess(boxOn(90, 90, 230, 60));
  EXPECT_EQ(invertedOther(invertedOther(guess)), guess);
  const auto light = adjusted(boxOn(90, 90, 230, 60), invertedOther(guess));
  EXPECT_EQ(at(light, 0.1, 0.1), 230);
  EXPECT_EQ(at(light, 0.5, 0.5), 0);
}

TEST(Adjustment, KeepsProportionsInTheMiddleOfBlack) {
  const auto square = adjusted(boxOn(400, 100, 90, 90), {});
  for (const double x : {0.01, 0.5, 0.99}) {
    EXPECT_EQ(at(square, x, 0.3), 0) << x;
    EXPECT_EQ(at(square, x, 0.5), 90) << x;
    EXPECT_EQ(at(square, x, 0.7), 0) << x;
  }
}

TEST(Adjustment, CropsWhatIsKept) {
  Adjustment box;
  box.left = 334;
  box.right = 666;
  box.top = 250;
  box.bottom = 750;
  const auto square = adjusted(boxOn(300, 200, 10, 200), box);
  EXPECT_TRUE(std::all_of(square.begin(), square.end(), [](int grey) { return grey == 200; }));
}

TEST(Adjustment, TurnsWhatIsKeptAlong) {
  const Picture picture = steps(16, 16);
  Adjustment a;
  a.left = 125;
  a.top = 250;
  a.right = 500;
  a.bottom = 625;
  const Picture kept{kPadSide, kPadSide, adjusted(picture, a)};
  EXPECT_EQ(adjusted(picture, turnedFurther(a, 1)), turned(kept, 1).greys);
  EXPECT_EQ(adjusted(picture, turnedFurther(a, 3)), turned(kept, 3).greys);
  EXPECT_EQ(turnedFurther(turnedFurther(a, 1), 3), a);
}

// Bright above a line through the middle that falls to the right by so many degrees.
Picture slope(int degrees) {
  const double fall = std::tan(degrees * std::numbers::pi / 180);
  Picture picture{101, 101, {}};
  for (int row = 0; row < 101; ++row) {
    for (int column = 0; column < 101; ++column) picture.greys.push_back(row - 50 < fall * (column - 50) ? 200 : 20);
  }
  return picture;
}

TEST(Adjustment, TiltsAboutTheMiddle) {
  for (const int degrees : {-45, -30, -7, 12, 45}) {
    Adjustment a;
    a.degrees = degrees;
    const Picture level = turned(slope(-degrees), a);
    ASSERT_EQ(level.width, 101);
    for (const int column : {10, 50, 90}) {
      EXPECT_EQ(level.at(46, column), 200) << degrees;
      EXPECT_EQ(level.at(54, column), 20) << degrees;
    }
  }
}

TEST(Adjustment, ShowsInItsCornersWhatIsNearestWhenTilted) {
  Adjustment a;
  a.degrees = 30;
  const Picture grey{60, 40, std::vector<std::uint8_t>(2400, 90)};
  EXPECT_EQ(turned(grey, a), grey);
  EXPECT_EQ(turned(Picture{1, 1, {40}}, a).greys, std::vector<std::uint8_t>{40});
}

TEST(Adjustment, TurnsByAQuarterWhatIsTilted) {
  Adjustment a;
  a.degrees = 20;
  const Picture picture = slope(10);
  const Picture once = turned(turned(picture, a), 1);
  const Picture other = turned(picture, turnedFurther(a, 1));
  for (std::size_t i = 0; i < once.greys.size(); ++i) EXPECT_NEAR(once.greys[i], other.greys[i], 1) << i;
}

TEST(Adjustment, TakesASinglePixelAndALine) {
  const auto dot = adjusted(Picture{1, 1, {40}}, {});
  EXPECT_TRUE(std::all_of(dot.begin(), dot.end(), [](int grey) { return grey == 40; }));
  EXPECT_EQ(at(adjusted(Picture{512, 1, std::vector<std::uint8_t>(512, 200)}, {}), 0.5, 0.1), 0);
}

}  // namespace
}  // namespace atelier::sketch
