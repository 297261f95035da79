#include "ui/drawing_pad.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace atelier::ui {
namespace {

constexpr int kSide = DrawingPad::kSide;

int pixelAt(const DrawingPad& pad, float x, float y) {
  return pad.pixels()[static_cast<std::size_t>(static_cast<int>(y * kSide) * kSide + static_cast<int>(x * kSide))];
}

bool isBlank(const DrawingPad& pad) {
  return std::all_of(pad.pixels().begin(), pad.pixels().end(), [](int p) { return p == 0; });
}

void stroke(DrawingPad& pad, float x0, float y0, float x1, float y1) {
  pad.begin(x0, y0);
  for (int i = 1; i <= 5; ++i) {
    const float share = static_cast<float>(i) / 5;
    pad.moveTo(x0 + share * (x1 - x0), y0 + share * (y1 - y0));
  }
  pad.end();
}

TEST(DrawingPad, InksWhereTheStrokeWentAndNowhereElse) {
  DrawingPad pad;
  EXPECT_TRUE(pad.isEmpty());
  stroke(pad, 0.2F, 0.5F, 0.8F, 0.5F);
  EXPECT_FALSE(pad.isEmpty());
  for (const float x : {0.2F, 0.35F, 0.5F, 0.8F}) EXPECT_EQ(pixelAt(pad, x, 0.5F), 255) << x;
  EXPECT_EQ(pixelAt(pad, 0.5F, 0.5F + pad.width), 0);
  EXPECT_EQ(pixelAt(pad, 0.05F, 0.5F), 0);
}

TEST(DrawingPad, InksAsMuchAsTheBrushIsWide) {
  for (const float width : {0.05F, 0.1F, 0.2F}) {
    DrawingPad pad;
    pad.width = width;
    pad.begin(0.5F, 0.5F);
    const double ink = std::accumulate(pad.pixels().begin(), pad.pixels().end(), 0.0) / 255;
    const double radius = width * kSide / 2.0;
    EXPECT_NEAR(ink, 3.14159 * radius * radius, 0.03 * ink) << width;
  }
}

TEST(DrawingPad, ErasesToNothing) {
  DrawingPad pad;
  stroke(pad, 0.2F, 0.5F, 0.8F, 0.5F);
  pad.erases = true;
  pad.width = 0.2F;
  stroke(pad, 0.1F, 0.5F, 0.9F, 0.5F);
  EXPECT_TRUE(isBlank(pad));
}

TEST(DrawingPad, UndoesToTheVeryBytesFromBefore) {
  DrawingPad pad;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  pad.erases = true;
  stroke(pad, 0.4F, 0.1F, 0.4F, 0.9F);
  pad.erases = false;
  const protocol::Bytes before = pad.pixels();
  pad.width = 0.15F;
  stroke(pad, 0.9F, 0.1F, 0.2F, 0.8F);
  ASSERT_NE(pad.pixels(), before);
  pad.undo();
  EXPECT_EQ(pad.pixels(), before);
  pad.undo();
  pad.undo();
  EXPECT_TRUE(pad.isEmpty());
  EXPECT_TRUE(isBlank(pad));
  pad.undo();
  EXPECT_TRUE(isBlank(pad));
}

TEST(DrawingPad, TellsItsStrokesAsLines) {
  DrawingPad pad;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  pad.erases = true;
  pad.width = 0.2F;
  pad.begin(0.5F, 0.5F);
  ASSERT_EQ(pad.drawing().done(), 2);
  const auto& drawn = std::get<sketch::Stroke>(pad.drawing().acts()[0]);
  const auto& erased = std::get<sketch::Stroke>(pad.drawing().acts()[1]);
  EXPECT_EQ(drawn.places.size(), 6U);
  EXPECT_EQ(drawn.grey, 255);
  EXPECT_EQ(erased.grey, 0);
  EXPECT_EQ(erased.places[0], (sketch::Place{sketch::kUnits / 2, sketch::kUnits / 2, 1638}));
}

TEST(DrawingPad, ClearsEverything) {
  DrawingPad pad;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  pad.clear();
  EXPECT_TRUE(pad.isEmpty());
  EXPECT_TRUE(isBlank(pad));
}

TEST(DrawingPad, ReportsEachChangeOnce) {
  DrawingPad pad;
  EXPECT_FALSE(pad.takeChanged());
  pad.begin(0.5F, 0.5F);
  EXPECT_TRUE(pad.takeChanged());
  EXPECT_FALSE(pad.takeChanged());
  pad.end();
  EXPECT_FALSE(pad.takeChanged());
  pad.clear();
  EXPECT_TRUE(pad.takeChanged());
  pad.clear();
  EXPECT_FALSE(pad.takeChanged());
}

TEST(DrawingPad, IgnoresMovesWithoutAStroke) {
  DrawingPad pad;
  pad.moveTo(0.5F, 0.5F);
  EXPECT_TRUE(isBlank(pad));
  pad.begin(0.2F, 0.2F);
  pad.end();
  const protocol::Bytes before = pad.pixels();
  pad.moveTo(0.8F, 0.8F);
  EXPECT_EQ(pad.pixels(), before);
}

TEST(DrawingPad, TakesStrokesThatLeaveThePad) {
  DrawingPad pad;
  stroke(pad, -0.5F, 0.5F, 1.5F, 0.5F);
  EXPECT_EQ(pixelAt(pad, 0.0F, 0.5F), 255);
  EXPECT_EQ(pixelAt(pad, 0.999F, 0.5F), 255);
  DrawingPad outside;
  stroke(outside, -0.5F, -0.5F, -0.3F, -0.4F);
  EXPECT_TRUE(isBlank(outside));
}

}  // namespace
}  // namespace atelier::ui
