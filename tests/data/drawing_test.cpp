#include "data/drawing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace atelier {
namespace {

struct Pad {
  int width;
  int height;
  std::vector<std::uint8_t> bytes;

  Pad(int w, int h) : width(w), height(h), bytes(static_cast<std::size_t>(w * h)) {}
  Pad& fill(int left, int top, int right, int bottom, std::uint8_t grey = 255) {
    for (int y = top; y < bottom; ++y) {
      for (int x = left; x < right; ++x) bytes[static_cast<std::size_t>(y * width + x)] = grey;
    }
    return *this;
  }
  FittedDrawing fitted(const FitOptions& options = {}) const { return fitDrawing(bytes, width, height, options); }
};

int pixel(const FittedDrawing& drawing, int row, int column) {
  return drawing.pixels[static_cast<std::size_t>(row * 28 + column)];
}

// Half-open box of pixels above `grey`.
struct Box {
  int left = 28, top = 28, right = 0, bottom = 0;
  bool operator==(const Box&) const = default;
};
Box boxOf(const FittedDrawing& drawing, int grey = 0) {
  Box box;
  for (int i = 0; i < 28; ++i) {
    for (int j = 0; j < 28; ++j) {
      if (pixel(drawing, i, j) > grey)
        box = {std::min(box.left, j), std::min(box.top, i), std::max(box.right, j + 1), std::max(box.bottom, i + 1)};
    }
  }
  return box;
}

TEST(Drawing, AnEmptyPadIsEmpty) {
  for (const auto& [width, height] : {std::pair{280, 280}, {1, 1}, {28, 7}}) {
    const FittedDrawing drawing = Pad(width, height).fitted();
    EXPECT_TRUE(drawing.empty);
    EXPECT_EQ(drawing.how, "The pad is empty.");
    EXPECT_TRUE(std::all_of(drawing.pixels.begin(), drawing.pixels.end(), [](int grey) { return grey == 0; }));
  }
}

TEST(Drawing, TracesTooFaintToSeeAreNoDrawing) {
  EXPECT_TRUE(Pad(100, 100).fill(20, 20, 80, 80, 15).fitted().empty);
  EXPECT_FALSE(Pad(100, 100).fill(20, 20, 80, 80, 16).fitted().empty);
}

TEST(Drawing, ASquareFillsTheFrame) {
  // 28 x 28 blocks of 5 x 5, wherever they lie on the pad.
  for (const int left : {0, 31, 140}) {
    const FittedDrawing drawing = Pad(280, 280).fill(left, 7, left + 140, 147).fitted();
    EXPECT_FALSE(drawing.empty);
    EXPECT_EQ(drawing.how, "Cropped, centred, scaled to 28\u00d728.");
    EXPECT_TRUE(std::all_of(drawing.pixels.begin(), drawing.pixels.end(), [](int grey) { return grey == 255; }));
  }
}

TEST(Drawing, APixelIsTheMeanOfItsArea) {
  // Bars above and below 28 x 28 blocks of 2 x 2 fix the scale; one block of four greys lies between them.
  Pad pad(56, 56);
  pad.fill(0, 0, 56, 2).fill(0, 54, 56, 56).fill(20, 10, 21, 11, 100).fill(21, 10, 22, 11, 50).fill(20, 11, 21, 12, 31);
  const FittedDrawing drawing = pad.fitted();
  EXPECT_EQ(pixel(drawing, 5, 10), 45);  // (100 + 50 + 31 + 0) / 4 = 45.25
  EXPECT_EQ(pixel(drawing, 5, 11), 0);
  EXPECT_EQ(pixel(drawing, 6, 10), 0);
}

TEST(Drawing, KeepsProportionsAndCentres) {
  const Box wide = boxOf(Pad(280, 280).fill(3, 200, 263, 265).fitted(), 130);
  EXPECT_EQ(wide.left, 0);
  EXPECT_EQ(wide.right, 28);
  EXPECT_EQ(wide.bottom - wide.top, 6);  // and two more that are half covered
  EXPECT_EQ(wide.top + wide.bottom, 28);
  const Box tall = boxOf(Pad(280, 280).fill(100, 10, 170, 270).fitted(), 127);
  EXPECT_EQ(tall.top, 0);
  EXPECT_EQ(tall.bottom, 28);
  EXPECT_EQ(tall.right - tall.left, 8);
  EXPECT_EQ(tall.left + tall.right, 28);
}

TEST(Drawing, PlaceOnThePadDoesNotMatter) {
  const auto shape = [](int x, int y) {
    return Pad(200, 150).fill(x, y, x + 60, y + 40).fill(x + 10, y + 40, x + 20, y + 55, 180).fitted();
  };
  const FittedDrawing corner = shape(0, 0);
  EXPECT_EQ(shape(140, 95).pixels, corner.pixels);
  EXPECT_EQ(shape(71, 33).pixels, corner.pixels);
}

TEST(Drawing, ADotStaysADot) {
  // A dot of 10 on a pad of 280 is one pixel of 28; it is blown up eight times and no more.
  const FittedDrawing drawing = Pad(280, 280).fill(40, 60, 50, 70).fitted();
  EXPECT_EQ(boxOf(drawing), (Box{10, 10, 18, 18}));
  const int sum = std::accumulate(drawing.pixels.begin(), drawing.pixels.end(), 0);
  EXPECT_EQ(sum, 64 * 255);
}

TEST(Drawing, OnePixelOfAPadIsSeen) {
  const FittedDrawing drawing = Pad(280, 280).fill(279, 279, 280, 280).fitted({.bright = false});
  EXPECT_FALSE(drawing.empty);
  const int sum = std::accumulate(drawing.pixels.begin(), drawing.pixels.end(), 0);
  EXPECT_NEAR(sum, 255 * 0.64, 3);  // 0.1 x 0.1 pixels, eight times as wide and as high
  EXPECT_EQ(boxOf(drawing), (Box{13, 13, 15, 15}));
}

TEST(Drawing, AllOfAPadInEveryCornerIsKept) {
  // Dots in the four corners: the frame reaches all of them.
  const FittedDrawing drawing =
      Pad(280, 280).fill(0, 0, 10, 10).fill(270, 0, 280, 10).fill(0, 270, 10, 280).fill(270, 270, 280, 280).fitted();
  for (const int i : {0, 27}) {
    for (const int j : {0, 27}) EXPECT_EQ(pixel(drawing, i, j), 255);
  }
  EXPECT_EQ(std::accumulate(drawing.pixels.begin(), drawing.pixels.end(), 0), 4 * 255);
}

TEST(Drawing, TakesPadsOfAnyShape) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 500}, {4096, 3}, {28, 28}, {13, 400}}) {
    const FittedDrawing drawing = Pad(width, height).fill(0, 0, width, height, 200).fitted({.bright = false});
    EXPECT_FALSE(drawing.empty);
    EXPECT_LE(*std::max_element(drawing.pixels.begin(), drawing.pixels.end()), 200);
    EXPECT_GT(*std::max_element(drawing.pixels.begin(), drawing.pixels.end()), 0) << width << "x" << height;
  }
}

// A rectangle's outline, with a gap of so many pixels in its upper side.
Pad outline(int gap) {
  return Pad(224, 224)
      .fill(20, 40, 200, 56)
      .fill(20, 168, 200, 184)
      .fill(20, 40, 36, 184)
      .fill(184, 40, 200, 184)
      .fill(100, 40, 100 + gap, 56, 0);
}

TEST(Drawing, FillsTheInsideOfAnOutlineAndLeavesTheLineBright) {
  const FittedDrawing drawing = outline(0).fitted({.fill = true});
  EXPECT_EQ(drawing.how, "Cropped, centred, scaled to 28\u00d728, filled.");
  EXPECT_EQ(pixel(drawing, 14, 0), 255);
  EXPECT_GT(pixel(drawing, 14, 14), 100);
  EXPECT_LT(pixel(drawing, 14, 14), 200);
  EXPECT_EQ(pixel(drawing, 1, 14), 0);
  EXPECT_EQ(pixel(outline(0).fitted(), 14, 14), 0);
}

TEST(Drawing, FillsThroughAGapThatIsNotWide) {
  EXPECT_GT(pixel(outline(12).fitted({.fill = true}), 14, 14), 100);
  EXPECT_EQ(pixel(outline(70).fitted({.fill = true}), 14, 14), 0);
}

TEST(Drawing, MakesFaintDrawingsBright) {
  Pad faint(100, 100);
  faint.fill(10, 10, 90, 90, 51).fill(20, 20, 50, 50, 102);
  EXPECT_EQ(pixel(faint.fitted(), 1, 1), 128);
  EXPECT_EQ(pixel(faint.fitted(), 6, 6), 255);
  EXPECT_EQ(faint.fitted().how, "Cropped, centred, scaled to 28\u00d728, brightened.");
  EXPECT_EQ(pixel(faint.fitted({.bright = false}), 6, 6), 102);
}

TEST(Drawing, IsTakenAsItLiesWhenItIsNotCropped) {
  const FittedDrawing drawing = Pad(280, 280).fill(0, 10, 50, 30).fitted({.crop = false});
  EXPECT_EQ(drawing.how, "Scaled to 28\u00d728.");
  EXPECT_EQ(boxOf(drawing), (Box{0, 1, 5, 3}));
}

}  // namespace
}  // namespace atelier
