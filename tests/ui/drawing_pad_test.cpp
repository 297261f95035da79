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
  pad.tool = Tool::kEraser;
  pad.width = 0.2F;
  stroke(pad, 0.1F, 0.5F, 0.9F, 0.5F);
  EXPECT_TRUE(isBlank(pad));
}

TEST(DrawingPad, UndoesToTheVeryBytesFromBefore) {
  DrawingPad pad;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  pad.tool = Tool::kEraser;
  stroke(pad, 0.4F, 0.1F, 0.4F, 0.9F);
  pad.tool = Tool::kBrush;
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

TEST(DrawingPad, ClearsEverythingAndUndoBringsItBack) {
  DrawingPad pad;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  const protocol::Bytes before = pad.pixels();
  pad.clear();
  EXPECT_TRUE(pad.isEmpty());
  EXPECT_TRUE(isBlank(pad));
  pad.undo();
  EXPECT_FALSE(pad.isEmpty());
  EXPECT_EQ(pad.pixels(), before);
  pad.redo();
  EXPECT_TRUE(pad.isEmpty());
}

TEST(DrawingPad, DrawsInTheGreyInHand) {
  DrawingPad pad;
  pad.grey = 120;
  stroke(pad, 0.2F, 0.5F, 0.8F, 0.5F);
  EXPECT_EQ(pixelAt(pad, 0.5F, 0.5F), 120);
}

TEST(DrawingPad, DrawsLinesAndEllipsesAsOneActThatFollowsThePointer) {
  DrawingPad pad;
  pad.tool = Tool::kLine;
  pad.begin(0.2F, 0.2F);
  pad.moveTo(0.2F, 0.8F);  // the way there leaves nothing behind
  pad.moveTo(0.8F, 0.2F);
  pad.end();
  EXPECT_EQ(pixelAt(pad, 0.5F, 0.2F), 255);
  EXPECT_EQ(pixelAt(pad, 0.2F, 0.6F), 0);
  pad.tool = Tool::kEllipse;
  pad.begin(0.9F, 0.9F);
  pad.moveTo(0.3F, 0.5F);
  pad.end();
  EXPECT_EQ(pixelAt(pad, 0.3F, 0.7F), 255);
  EXPECT_EQ(pixelAt(pad, 0.6F, 0.5F), 255);
  EXPECT_EQ(pixelAt(pad, 0.6F, 0.7F), 0);
  pad.undo();
  EXPECT_EQ(pixelAt(pad, 0.3F, 0.7F), 0);
  EXPECT_EQ(pixelAt(pad, 0.5F, 0.2F), 255);
  pad.undo();
  EXPECT_TRUE(isBlank(pad));
  EXPECT_FALSE(pad.canUndo());
}

TEST(DrawingPad, FillsWhatIsEnclosed) {
  DrawingPad pad;
  pad.tool = Tool::kEllipse;
  pad.begin(0.2F, 0.2F);
  pad.moveTo(0.8F, 0.8F);
  pad.end();
  pad.tool = Tool::kFill;
  pad.grey = 90;
  pad.begin(0.5F, 0.5F);
  EXPECT_FALSE(pad.isDrawing());
  EXPECT_EQ(pixelAt(pad, 0.5F, 0.5F), 90);
  EXPECT_EQ(pixelAt(pad, 0.05F, 0.05F), 0);
}

TEST(DrawingPad, MirrorsWhatIsDrawnNext) {
  DrawingPad pad;
  pad.mirrors = true;
  stroke(pad, 0.1F, 0.3F, 0.3F, 0.3F);
  EXPECT_EQ(pixelAt(pad, 0.8F, 0.3F), 255);
  EXPECT_EQ(pixelAt(pad, 0.5F, 0.3F), 0);
}

TEST(DrawingPad, MovesAndScalesWhatWasDrawnAndBringsBackWhatLeft) {
  DrawingPad pad;
  pad.tool = Tool::kMove;
  pad.begin(0.5F, 0.5F);
  EXPECT_FALSE(pad.canUndo()) << "there is nothing to move";
  pad.tool = Tool::kBrush;
  stroke(pad, 0.2F, 0.5F, 0.4F, 0.5F);
  const protocol::Bytes before = pad.pixels();
  pad.tool = Tool::kMove;
  stroke(pad, 0.5F, 0.5F, 1.4F, 0.5F);
  EXPECT_TRUE(isBlank(pad));
  EXPECT_FALSE(pad.isEmpty());
  stroke(pad, 0.5F, 0.5F, -0.4F, 0.5F);
  EXPECT_EQ(pad.pixels(), before);
  pad.scale(2);
  EXPECT_EQ(pixelAt(pad, 0.05F, 0.5F), 255);  // 0.275, twice as far from the middle
  EXPECT_EQ(pixelAt(pad, 0.45F, 0.5F), 0);
}

TEST(DrawingPad, DrawsOverAPicture) {
  DrawingPad pad;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  pad.drawOver(protocol::Bytes(784, 50));
  EXPECT_FALSE(pad.isEmpty());
  EXPECT_EQ(pixelAt(pad, 0.5F, 0.45F), 50);
  stroke(pad, 0.1F, 0.1F, 0.9F, 0.1F);
  EXPECT_EQ(pixelAt(pad, 0.5F, 0.1F), 255);
}

TEST(DrawingPad, APensPressureMakesTheStrokeWider) {
  const auto inkAt = [](std::optional<float> pressure) {
    DrawingPad pad;
    pad.begin(0.5F, 0.5F, pressure);
    return std::accumulate(pad.pixels().begin(), pad.pixels().end(), 0);
  };
  EXPECT_LT(inkAt(0.1F), inkAt(0.4F));
  EXPECT_LT(inkAt(0.4F), inkAt(1.0F));
  EXPECT_EQ(inkAt(0.5F), inkAt(std::nullopt));
}

TEST(DrawingPad, TakesBackWhatIsCancelled) {
  DrawingPad pad;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  const protocol::Bytes before = pad.pixels();
  pad.begin(0.2F, 0.2F);
  pad.moveTo(0.3F, 0.9F);
  pad.cancel();
  EXPECT_EQ(pad.pixels(), before);
  pad.cancel();
  EXPECT_EQ(pad.pixels(), before) << "nothing was under way";
}

TEST(DrawingPad, ShowsTheSameDrawingAtAnySizeWhileItGrows) {
  DrawingPad pad;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  EXPECT_EQ(pad.shown(100).size(), 10000U);
  pad.tool = Tool::kLine;
  stroke(pad, 0.9F, 0.2F, 0.1F, 0.7F);
  pad.scale(0.5F);
  pad.undo();
  EXPECT_EQ(pad.shown(kSide), pad.pixels());
  stroke(pad, 0.5F, 0.2F, 0.1F, 0.9F);
  EXPECT_EQ(pad.shown(kSide), pad.pixels());
}

TEST(DrawingPad, IsTheSameAgainFromItsText) {
  DrawingPad pad;
  pad.grey = 200;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  pad.tool = Tool::kEllipse;
  stroke(pad, 0.2F, 0.2F, 0.7F, 0.9F);
  pad.undo();
  DrawingPad again;
  std::string error;
  ASSERT_TRUE(again.open(pad.text(), error)) << error;
  EXPECT_EQ(again.pixels(), pad.pixels());
  EXPECT_TRUE(again.takeChanged());
  again.redo();
  pad.redo();
  EXPECT_EQ(again.pixels(), pad.pixels());
}

TEST(DrawingPad, KeepsWhatItHasWhenATextIsNoDrawing) {
  DrawingPad pad;
  stroke(pad, 0.1F, 0.2F, 0.9F, 0.7F);
  const protocol::Bytes before = pad.pixels();
  std::string error;
  EXPECT_FALSE(pad.open("drawing 1 ; stroke 255 nonsense", error));
  EXPECT_NE(error, "");
  EXPECT_EQ(pad.pixels(), before);
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
