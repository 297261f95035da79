#include "ui/own_picture.h"

#include <set>

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

using Stage = OwnPicture::Stage;

// Dark on light, as a photograph of clothes mostly is.
protocol::OpenedPicture photograph(int width, int height) {
  protocol::OpenedPicture opened{false, width, height, "", {}};
  for (int i = 0; i < width * height; ++i) {
    const bool isCloth = std::abs(i % width - width / 2) < width / 4 && std::abs(i / width - height / 2) < height / 3;
    opened.bulk.push_back(isCloth ? 40 : 230);
  }
  return opened;
}

OwnPicture adjusting(int width = 300, int height = 200) {
  OwnPicture own;
  own.wait();
  own.adjust(photograph(width, height));
  return own;
}

TEST(OwnPicture, BeginsWithTheFirstGuessAndSaysIt) {
  OwnPicture own = adjusting();
  EXPECT_EQ(own.stage(), Stage::kAdjusting);
  EXPECT_TRUE(own.adjustment().inverts);
  EXPECT_TRUE(own.adjustment().clears);
  EXPECT_NE(own.guess().find("Its rim is light"), std::string::npos);
  EXPECT_EQ(own.result().size(), 224U * 224);
  EXPECT_TRUE(own.takeChanged());
  EXPECT_FALSE(own.takeChanged());
}

TEST(OwnPicture, AnEdgeACornerOrAllOfTheFrameIsDragged) {
  OwnPicture own = adjusting();
  own.grab(0.01F, 0.5F, 0.05F, 0.05F);
  own.dragTo(0.21F, 0.9F);
  EXPECT_EQ(own.adjustment().left, 200);
  EXPECT_EQ(own.adjustment().top, 0) << "the left edge alone";
  own.letGo();
  own.dragTo(0.9F, 0.9F);
  EXPECT_EQ(own.adjustment().left, 200) << "nothing is held";
  own.grab(1, 1, 0.05F, 0.05F);
  own.dragTo(0.8F, 0.7F);
  EXPECT_EQ(own.adjustment().right, 800);
  EXPECT_EQ(own.adjustment().bottom, 700);
  own.grab(0.5F, 0.4F, 0.05F, 0.05F);
  own.dragTo(0.6F, 0.5F);
  EXPECT_EQ(own.adjustment().left, 300);
  EXPECT_EQ(own.adjustment().right, 900);
  EXPECT_EQ(own.adjustment().top, 100);
  own.dragTo(5, -5);
  EXPECT_EQ(own.adjustment().right, 1000) << "it stays inside";
  EXPECT_EQ(own.adjustment().left, 400);
  EXPECT_EQ(own.adjustment().top, 0);
}

TEST(OwnPicture, TheFrameNeverCloses) {
  OwnPicture own = adjusting();
  own.grab(0, 0, 0.1F, 0.1F);
  own.dragTo(3, 3);
  EXPECT_EQ(own.adjustment().right - own.adjustment().left, sketch::Adjustment::kLeast);
  EXPECT_EQ(own.adjustment().bottom - own.adjustment().top, sketch::Adjustment::kLeast);
  for (int i = 0; i < 100; ++i) own.growFrame(-0.1F);
  EXPECT_GE(own.adjustment().right - own.adjustment().left, sketch::Adjustment::kLeast);
  for (int i = 0; i < 100; ++i) own.growFrame(0.1F);
  EXPECT_EQ(own.adjustment().right - own.adjustment().left, sketch::Adjustment::kWhole);
}

class OwnPictureTest : public AppTest {
 protected:
  void openFile() {
    begin();
    app_->openPicture({1, 2, 3});
    settle();
  }

  void openPhotograph() {
    openFile();
    app_->apply(photograph(300, 200));
    settle();
  }

  void drawSomething() {
    app_->padPointer("down", 0.2F, 0.2F);
    app_->padPointer("move", 0.8F, 0.2F);
    app_->padPointer("up", 0.8F, 0.2F);
    settle();
  }

  bool isOpen() const { return find("backdrop", "Outside of your picture") != nullptr; }
  std::string words() const { return text("own.words"); }
};

TEST_F(OwnPictureTest, TheButtonShowsTheWaysToAPicture) {
  begin();
  press("Open picture");
  ASSERT_TRUE(isOpen());
  EXPECT_EQ(find("button", "Use the camera"), nullptr) << "the page has none";
  press("Choose a file\u2026");
  EXPECT_EQ(app_->takeWish(), Wish::kPictureFile);
  EXPECT_EQ(app_->takeWish(), Wish::kNothing);
  app_->setCamera(true);
  settle();
  press("Use the camera");
  EXPECT_NE(find("camera", "What the camera sees"), nullptr);
  press("Take the picture");
  EXPECT_EQ(app_->takeWish(), Wish::kPhotograph);
  act("camera", "What the camera sees", "No camera was found.");
  EXPECT_EQ(words().rfind("No camera was found. Choose", 0), 0U);
  press("Cancel");
  EXPECT_FALSE(isOpen());
}

TEST_F(OwnPictureTest, AFileGoesToTheEngineAndIsAdjustedInACard) {
  openFile();
  const auto files = sentOf<protocol::OpenPicture>();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].bulk, (protocol::Bytes{1, 2, 3}));
  EXPECT_EQ(words(), "The picture is being opened \u2026");
  app_->apply(photograph(300, 200));
  settle();
  const auto drawn = sentOf<protocol::Draw>();
  ASSERT_EQ(drawn.size(), 1U) << "the network judges it at once";
  press("Invert");
  press("Turn left");
  EXPECT_EQ(countSent<protocol::Draw>(), 2);
  press("Put on the pad");
  EXPECT_FALSE(isOpen());
  EXPECT_EQ(app_->drawingText().rfind("drawing 1 ; begin ", 0), 0U);
  press("Undo");
  EXPECT_EQ(app_->drawingText().find(" ; undone 1") != std::string::npos, true);
}

TEST_F(OwnPictureTest, LeavingGivesTheEngineTheDrawingBack) {
  begin();
  drawSomething();
  const auto drawing = sentOf<protocol::Draw>().back().bulk;
  openPhotograph();
  EXPECT_NE(sentOf<protocol::Draw>().back().bulk, drawing);
  const std::string before = app_->drawingText();
  act("backdrop", "Outside of your picture", "");
  EXPECT_FALSE(isOpen());
  EXPECT_EQ(app_->drawingText(), before);
  EXPECT_EQ(sentOf<protocol::Draw>().back().bulk, drawing);
}

TEST_F(OwnPictureTest, ASavedDrawingGoesStraightToThePad) {
  begin();
  drawSomething();
  press("Save drawing");
  const auto saved = sentOf<protocol::SaveDrawing>();
  ASSERT_EQ(saved.size(), 1U);
  app_->apply(protocol::DrawingFile{{9, 8, 7}});
  EXPECT_EQ(app_->takeFile(), (protocol::Bytes{9, 8, 7}));
  EXPECT_TRUE(app_->takeFile().empty());
  press("Clear drawing");
  sent();
  app_->openPicture({9, 8, 7});
  settle();
  app_->apply(protocol::OpenedPicture{true, 224, 224, "", saved[0].bulk});
  settle();
  EXPECT_FALSE(isOpen());
  EXPECT_EQ(sentOf<protocol::Draw>().back().bulk, saved[0].bulk);
}

TEST_F(OwnPictureTest, WhatIsRefusedIsSaidInTheCardAndNowhereElse) {
  openFile();
  app_->apply(protocol::Failed{"picture", "The file is empty.", -1, "", 0});
  settle();
  EXPECT_EQ(words().rfind("The file is empty. Choose", 0), 0U);
  EXPECT_EQ(app_->status(), "The file is empty.");
  EXPECT_EQ(find("text", "Notice"), nullptr);
}

TEST_F(OwnPictureTest, AnAnswerThatNobodyWaitsForIsDropped) {
  openFile();
  press("Cancel");
  app_->apply(photograph(30, 20));
  settle();
  EXPECT_FALSE(isOpen());
}

TEST_F(OwnPictureTest, AnEngineThatIsNotThereIsSaid) {
  app_->openPicture({1});
  settle();
  EXPECT_EQ(words().rfind("The engine is still starting", 0), 0U);
  openFile();
  app_->workerLost("The engine stopped.");
  settle();
  EXPECT_EQ(words().rfind("The engine stopped before the picture was open.", 0), 0U);
}

TEST_F(OwnPictureTest, AnotherEngineIsToldWhatIsAdjusted) {
  openPhotograph();
  const auto before = sentOf<protocol::Draw>().back().bulk;
  app_->workerLost("The engine stopped.");
  sent();
  app_->apply(test::ready());
  settle();
  const auto after = sentOf<protocol::Draw>();
  ASSERT_FALSE(after.empty());
  EXPECT_EQ(after.back().bulk, before);
}

TEST_F(OwnPictureTest, EveryControlSaysWhatItDoesAndIsLargeEnoughToBeTouched) {
  for (const float width : {1280.0F, 390.0F}) {
    app_->resize(width, 844, 1);
    openPhotograph();
    ASSERT_TRUE(isOpen());
    for (const Control& c : app_->controls()) {
      if (c.panel != "Your picture" || c.role == "text" || c.role == "cover" || c.role == "backdrop") continue;
      EXPECT_TRUE(c.description.ends_with('.')) << c.id;
      if (width < 400) EXPECT_GE(c.rect.h, 44) << c.id;
    }
  }
}

TEST_F(OwnPictureTest, TheCardLiesInTheWindowOrScrollsWithTheDocument) {
  app_->resize(1280, 800, 1);
  openPhotograph();
  const Rect wide = find("cover", "Your picture")->rect;
  EXPECT_GE(wide.y, 0);
  EXPECT_LE(wide.bottom(), 800);
  app_->resize(640, 400, 2);
  settle();
  const Rect tall = find("cover", "Your picture")->rect;
  EXPECT_EQ(tall.y, 12);
  EXPECT_GT(tall.bottom(), 400);
  EXPECT_GE(app_->documentHeight(), tall.bottom());
  app_->scroll(300);
  frame();
  EXPECT_EQ(find("cover", "Your picture")->rect.y, 12 - 300);
  for (const Control& c : app_->controls()) {
    if (c.panel != "Your picture" || c.role == "backdrop") continue;
    EXPECT_GE(c.rect.x, 0) << c.id;
    EXPECT_LE(c.rect.right(), 640) << c.id;
  }
}

TEST_F(OwnPictureTest, TheFrameIsDraggedAndMovedByKeys) {
  openPhotograph();
  app_->framePointer("down", 0.01F, 0.01F);
  app_->framePointer("move", 0.31F, 0.21F);
  app_->framePointer("up", 0.31F, 0.21F);
  settle();
  EXPECT_EQ(find("slider", "Left edge")->value, "30");
  EXPECT_EQ(find("slider", "Top edge")->value, "20");
  app_->act("crop", "key:ArrowUp");
  settle();
  EXPECT_EQ(find("slider", "Bottom edge")->value, "98");
  act("slider", "Right edge", "0");
  EXPECT_EQ(find("slider", "Right edge")->value, "35") << "no nearer to the left edge";
}

TEST_F(OwnPictureTest, WhatIsDraggedOverThePageIsSaid) {
  begin();
  app_->setDroppedOn(true);
  settle();
  EXPECT_GT(ImGui::GetForegroundDrawList()->VtxBuffer.Size, 0);
  app_->setDroppedOn(false);
  settle();
  EXPECT_EQ(ImGui::GetForegroundDrawList()->VtxBuffer.Size, 0);
}

}  // namespace
}  // namespace atelier::ui
