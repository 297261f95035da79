// What is not there, is no number or does not fit is said where it would stand, on the canvas and in the mirror.

#include <limits>

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

class BadInputTest : public AppTest {
 protected:
  // What a frame writes, line by line.
  std::string canvas() {
    std::vector<WrittenLine> written;
    app_->transcribe(&written);
    frame();
    app_->transcribe(nullptr);
    std::string all;
    for (const WrittenLine& line : written) all += line.text + "\n";
    return all;
  }
  void expectBoth(const std::string& text) {
    EXPECT_NE(canvas().find(text), std::string::npos) << text << " in\n" << canvas();
    EXPECT_NE(texts().find(text), std::string::npos) << text << " in\n" << texts();
  }
  void choose(const std::string& tab) {
    app_->act(find("tab", tab)->id, "");
    settle();
  }
  void beginWithoutImages() {
    app_->apply(test::ready());
    app_->apply(test::run(1));
    app_->apply(test::progress(1));
    app_->apply(test::recipe());
    settle();
  }
};

TEST_F(BadInputTest, ImagesThatAreNotHereYet) {
  beginWithoutImages();
  EXPECT_NE(texts().find("Shown: no picture yet: it comes with the images"), std::string::npos) << texts();
  EXPECT_EQ(find("text", "Ankle boot")->value, "nothing to judge");
  EXPECT_FALSE(find("button", "Next image")->enabled);
  choose("Confusion");
  expectBoth("The test images are not here yet");
  choose("Mistakes");
  expectBoth("The test images are not here yet");
  choose("Why");
  expectBoth("There is no picture yet");
  EXPECT_EQ(countSent<protocol::Survey>() + countSent<protocol::Evaluate>() + countSent<protocol::Attribute>(), 0);
}

TEST_F(BadInputTest, NumbersThatAreNone) {
  begin();
  protocol::Activations broken = test::activations(1);
  std::fill(broken.bulk.begin() + 784, broken.bulk.end(), kNan);
  app_->apply(broken);
  protocol::Weights weights = test::weights(1);
  weights.bulk[5] = kNan;
  app_->apply(weights);
  settle();
  for (const char* name : {"T-shirt/top", "Ankle boot"}) EXPECT_EQ(find("text", name)->value, "not a number") << name;
  EXPECT_NE(texts().find("8,112 are not numbers"), std::string::npos) << texts();
  EXPECT_NE(texts().find("1 are not numbers"), std::string::npos) << texts();
  const std::string written = canvas();
  std::size_t count = 0;
  for (std::size_t at = written.find("NaN"); at != std::string::npos; at = written.find("NaN", at + 1)) ++count;
  EXPECT_GE(count, 12U) << "ten classes, the legends of values and of weights:\n" << written;
  EXPECT_EQ(written.find("0.0\n"), std::string::npos) << "nothing of it is shown as zero:\n" << written;
}

TEST_F(BadInputTest, ARunThatDiverged) {
  begin();
  app_->apply(protocol::Failed{"diverged", "The loss is no number any more after step 12.", -1, "", 0});
  settle();
  EXPECT_NE(texts().find("Notice: The loss is no number any more after step 12."), std::string::npos);
}

TEST_F(BadInputTest, MoreMapsThanCanBeDrawnAtOnce) {
  app_->resize(5120, 2880, 1);
  begin();
  protocol::Run run = test::run(1);
  std::vector<protocol::Row> rows = {{"input", "input", "1", "28", "28", "0"}};
  for (int i = 0; i < 12; ++i) rows.push_back({"relu", "relu", "256", "28", "28", "0"});
  rows.push_back({"dense 10", "dense", "10", "1", "1", "2007050"});
  rows.push_back({"softmax", "softmax", "10", "1", "1", "0"});
  run.layers = protocol::printTable(rows);
  app_->apply(run);
  app_->apply(protocol::Activations{1, "picture", protocol::Floats(784 + 12 * 256 * 784 + 20, 0.1F)});
  settle();
  EXPECT_EQ(texts().find("fold a layer"), std::string::npos);
  for (int i = 1; i <= 12; ++i) {
    app_->act("fold." + std::to_string(i), "");
    settle();
  }
  frame();
  EXPECT_NE(texts().find("About: Not all of these maps can be drawn at once: fold a layer."), std::string::npos)
      << texts();
}

TEST_F(BadInputTest, AnEpochThatWasThinnedOut) {
  begin();
  protocol::Progress p = test::progress(1);
  p.epoch = 6;
  p.imagesSeen = 60000;
  app_->apply(p);
  app_->apply(protocol::Timeline{1, -1, {0, 2, 4, 6}});
  settle();
  EXPECT_EQ(find("text", "Epochs completed")->value, "6 of 15; not kept, to spare memory: 1, 3, 5");
  const Rect rect = find("slider", "Epoch shown")->rect;
  const float x = rect.x + 12 + (rect.w - 24) * 3 / 15;
  app_->pointer("move", x, rect.middleY(), false);
  settle();
  EXPECT_NE(canvas().find("epoch 3 was not kept, to spare memory; shown instead: epoch "), std::string::npos)
      << canvas();
  app_->apply(protocol::Timeline{1, -1, {0, 1, 2, 3, 4, 5, 6}});
  settle();
  EXPECT_EQ(find("text", "Epochs completed")->value, "6 of 15");
}

}  // namespace
}  // namespace atelier::ui
