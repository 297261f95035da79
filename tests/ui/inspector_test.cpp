#include <set>

#include "ui/app_fixture.h"
#include "ui/explanations.h"

namespace atelier::ui {
namespace {

using protocol::Explain;
using protocol::Explanation;
using test::answerTo;

class InspectorTest : public AppTest {
 protected:
  // Frames for a while, then what was asked for.
  std::vector<Explain> asked() {
    for (int i = 0; i < 12; ++i) frame();
    return sentOf<Explain>();
  }

  std::vector<Explain> pointAt(float x, float y) {
    app_->pointer("move", x, y, false);
    return asked();
  }

  // Moves to the middle of a control, and answers what that asks for.
  Explain explain(const Rect& rect) {
    const auto wishes = pointAt(rect.middleX(), rect.middleY());
    EXPECT_EQ(wishes.size(), 1U);
    if (wishes.empty()) return {};
    app_->apply(answerTo(wishes.back()));
    settle();
    return wishes.back();
  }

  void click(const Rect& rect) {
    app_->pointer("move", rect.middleX(), rect.middleY(), false);
    frame();
    app_->pointer("down", rect.middleX(), rect.middleY(), false);
    frame();
    app_->pointer("up", rect.middleX(), rect.middleY(), false);
    settle();
  }

  Rect rectOf(const std::string& role, const std::string& name) const {
    const Control* control = find(role, name);
    EXPECT_NE(control, nullptr) << name;
    return control == nullptr ? Rect{} : control->rect;
  }

  std::string explanation() const {
    const Control* control = find("text", "Where it comes from");
    return control == nullptr ? "" : control->value;
  }
};

TEST_F(InspectorTest, PointingAtThePictureAsksForThePixel) {
  beginWithNumbers();
  const Rect image = rectOf("text", "Shown");
  const float cell = image.w / 28;
  const auto wishes = pointAt(image.x + cell * 9.5F, image.y + cell * 5.5F);
  ASSERT_EQ(wishes.size(), 1U);
  EXPECT_EQ(wishes[0].source, "picture");
  EXPECT_EQ(wishes[0].layer, 0);
  EXPECT_EQ(wishes[0].row, 5);
  EXPECT_EQ(wishes[0].column, 9);
  EXPECT_TRUE(pointAt(image.right() + 3, image.bottom() + 3).empty()) << "nothing is there";
}

// From left to right over the filters there are maps of both layers, and cells of each are named by where they lie.
TEST_F(InspectorTest, PointingAtMapsAsksForTheirNumbers) {
  beginWithNumbers();
  std::set<int> layers;
  const Rect image = rectOf("text", "Shown");
  const Rect classes = rectOf("text", "Trouser");
  for (float x = image.right() + 8; x < classes.x - 8; x += 3) {
    for (const Explain& wish : pointAt(x, image.y + 16)) {
      layers.insert(wish.layer);
      EXPECT_LT(wish.channel, 12);
      EXPECT_LT(wish.row, wish.layer == 1 ? 26 : 13);
      EXPECT_LT(wish.column, wish.layer == 1 ? 26 : 13);
      app_->apply(answerTo(wish));
    }
  }
  EXPECT_EQ(layers, (std::set<int>{1, 2}));
}

TEST_F(InspectorTest, AClassIsItsLogitByItsNameAndItsShareByItsBar) {
  beginWithNumbers();
  const Rect row = rectOf("text", "Pullover");
  auto wishes = pointAt(row.x + 20, row.middleY());
  ASSERT_EQ(wishes.size(), 1U);
  EXPECT_EQ(wishes[0].layer, 3);
  EXPECT_EQ(wishes[0].channel, 2);
  app_->apply(answerTo(wishes[0]));
  wishes = pointAt(row.right() - 20, row.middleY());
  ASSERT_EQ(wishes.size(), 1U);
  EXPECT_EQ(wishes[0].layer, 4);
  EXPECT_EQ(wishes[0].channel, 2);
}

TEST_F(InspectorTest, TellsEveryNumberAndLeavesWhenThePointerLeaves) {
  beginWithNumbers();
  EXPECT_EQ(explanation(), "");
  explain(rectOf("text", "Shown"));
  EXPECT_EQ(explanation(), "input (14, 14): grey 100 / 255 = 0.392. Backwards: the gradient ends here.");
  pointAt(2, 2);
  EXPECT_EQ(explanation(), "");
}

TEST_F(InspectorTest, ASliderPinsANumberAndArrowKeysGoOn) {
  beginWithNumbers();
  act("slider", "Inspected channel", "4");
  act("slider", "Inspected row", "11");
  act("slider", "Inspected column", "7");
  for (const Explain& wish : asked()) app_->apply(answerTo(wish));
  app_->apply(answerTo({"picture", 1, 4, 13, 13}));
  const auto wishes = asked();
  ASSERT_FALSE(wishes.empty());
  EXPECT_EQ(wishes.back().layer, 1);
  EXPECT_EQ(wishes.back().channel, 4);
  EXPECT_EQ(wishes.back().row, 11);
  EXPECT_EQ(wishes.back().column, 7);
  app_->apply(answerTo(wishes.back()));
  settle();
  EXPECT_EQ(
      explanation().find("conv 12x3, filter 5 (11, 7): patch \u00d7 kernel + bias = (0.50000 \u00d7 -0.37500) + "), 0U)
      << explanation();
  EXPECT_NE(explanation().find("bias 0.25000 = 0.81250. It won its pool. "), std::string::npos) << explanation();
  EXPECT_EQ(find("slider", "Inspected channel")->valueText, "filter 5, 5 of 12");
  EXPECT_EQ(find("slider", "Inspected row")->max, 25);
  act("slider", "Inspected layer", "2");
  EXPECT_EQ(find("slider", "Inspected row")->max, 12);
  EXPECT_EQ(find("slider", "Inspected row")->value, "5") << "the same place of a smaller map";
}

TEST_F(InspectorTest, AClickPinsAndAnotherLetsGo) {
  beginWithNumbers();
  const Rect row = rectOf("text", "Coat");
  explain(row);
  click(row);
  ASSERT_NE(find("button", "Let go"), nullptr);
  pointAt(2, 2);
  EXPECT_NE(explanation(), "") << "it stays";
  click(row);
  EXPECT_EQ(find("button", "Let go"), nullptr);
  pointAt(2, 2);
  EXPECT_EQ(explanation(), "");
}

TEST_F(InspectorTest, EscapeAndTheButtonLetGo) {
  beginWithNumbers();
  for (const std::string way : {"escape", "button"}) {
    const Rect row = rectOf("text", way == "escape" ? "Coat" : "Shirt");
    explain(row);
    click(row);
    pointAt(2, 2);
    ASSERT_NE(explanation(), "");
    if (way == "button") {
      press("Let go");
    } else {
      app_->act("page.escaped", "");
      settle();
    }
    EXPECT_EQ(explanation(), "") << way;
    EXPECT_EQ(find("button", "Let go"), nullptr) << way;
  }
}

TEST_F(InspectorTest, ADragPinsNothing) {
  beginWithNumbers();
  const Rect row = rectOf("text", "Coat");
  app_->pointer("move", row.middleX(), row.middleY(), false);
  frame();
  app_->pointer("down", row.middleX(), row.middleY(), false);
  frame();
  app_->pointer("move", row.middleX() + 20, row.middleY(), false);
  frame();
  app_->pointer("up", row.middleX() + 20, row.middleY(), false);
  settle();
  EXPECT_EQ(find("button", "Let go"), nullptr);
}

TEST_F(InspectorTest, ATapPinsOnAPhone) {
  app_->resize(390, 844, 3);
  beginWithNumbers();
  const Rect image = rectOf("text", "Shown");
  app_->pointer("down", image.middleX(), image.middleY(), true);
  frame();
  app_->pointer("up", image.middleX(), image.middleY(), true);
  settle();
  const auto wishes = asked();
  ASSERT_NE(find("button", "Let go"), nullptr);
  EXPECT_GE(find("button", "Let go")->rect.h, 44);
  EXPECT_GE(find("slider", "Inspected row")->rect.h, 44);
}

TEST_F(InspectorTest, AsksAgainAsTrainingGoesOn) {
  beginWithNumbers();
  const Explain wish = explain(rectOf("text", "Coat"));
  EXPECT_TRUE(asked().empty()) << "nothing has changed";
  protocol::Progress progress = test::progress(1);
  progress.running = true;
  progress.imagesSeen = 100;
  app_->apply(progress);
  const auto again = asked();
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].layer, wish.layer);
  EXPECT_EQ(again[0].channel, wish.channel);
  app_->apply(progress);
  EXPECT_TRUE(asked().empty()) << "one at a time";
  app_->apply(answerTo(wish));
  EXPECT_EQ(asked().size(), 1U);
}

TEST_F(InspectorTest, LetsGoOfWhatAnotherNetworkHasNot) {
  beginWithNumbers();
  act("slider", "Inspected layer", "4");
  ASSERT_NE(find("button", "Let go"), nullptr);
  protocol::Run run = test::run(2);
  run.layers = protocol::printTable({{"input", "input", "1", "28", "28", "0"},
                                     {"dense 10", "dense", "10", "1", "1", "7850"},
                                     {"softmax", "softmax", "10", "1", "1", "0"}});
  app_->apply(run);
  app_->apply(answerTo({"picture", 4, 0, 0, 0}, 2));  // on its way when the network changed
  settle();
  EXPECT_EQ(find("button", "Let go"), nullptr);
  EXPECT_FALSE(app_->state().explanation.has_value());
}

TEST_F(InspectorTest, IsNotAskedAgainWhenItWasRefusedAndSaysNothing) {
  beginWithNumbers();
  pointAt(rectOf("text", "Coat").middleX(), rectOf("text", "Coat").middleY());
  app_->apply(protocol::Failed{"explain", "explain: there is no layer 9.", -1, "", 0});
  EXPECT_TRUE(asked().empty());
  EXPECT_FALSE(app_->state().failed.has_value());
}

TEST_F(InspectorTest, DrawsTheCardOfEveryKindOnEveryScreen) {
  for (const float width : {1280.0F, 820.0F, 390.0F}) {
    app_->resize(width, 844, 1);
    beginWithNumbers();
    for (int layer = 0; layer < 5; ++layer) {
      act("slider", "Inspected layer", std::to_string(layer));
      for (const Explain& wish : asked()) app_->apply(answerTo(wish));
      settle();
      for (const Explain& wish : asked()) app_->apply(answerTo(wish));
      settle();
      ASSERT_NE(explanation(), "") << layer;
      const ImDrawList& top = *ImGui::GetForegroundDrawList();
      ASSERT_GT(top.VtxBuffer.Size, 50) << layer;
      for (const ImDrawVert& vertex : top.VtxBuffer) {
        ASSERT_GE(vertex.pos.x, 0) << layer;
        ASSERT_LE(vertex.pos.x, width + 2) << layer;
        ASSERT_GE(vertex.pos.y, 0) << layer;
        ASSERT_LE(vertex.pos.y, 844 + 2) << layer;
      }
      sent();
    }
    app_->act("page.escaped", "");
    settle();
    EXPECT_LE(app_->atlas().rowsInUse(), Atlas::kHeight);
  }
}

}  // namespace
}  // namespace atelier::ui
