#include <cmath>
#include <limits>
#include <set>

#include "ui/app_fixture.h"
#include "ui/explanation_text.h"

namespace atelier::ui {
namespace {

using protocol::Explain;
using protocol::Explanation;

// What an engine would say of a place of the lab's network, with easy numbers.
Explanation answerTo(const Explain& wish, int runId = 1) {
  Explanation e;
  e.runId = runId;
  e.source = wish.source;
  e.layer = wish.layer;
  e.channel = wish.channel;
  e.row = wish.row;
  e.column = wish.column;
  const char* const kinds[] = {"input", "conv", "max-pool", "dense", "softmax"};
  e.kind = kinds[wish.layer];
  const auto add = [&e](int channel, int row, int column, float input, float weight) {
    e.bulk.insert(e.bulk.end(), {static_cast<float>(channel), static_cast<float>(row), static_cast<float>(column),
                                 input, weight, input * weight, weight});
  };
  if (e.kind == "conv") {
    for (int tap = 0; tap < 9; ++tap)
      add(0, wish.row + tap / 3, wish.column + tap % 3, 0.5F, 0.125F * static_cast<float>(tap - 3));
    e.bias = 0.25;
    e.value = e.sum = 0.8125;
    e.pool = "won";
  } else if (e.kind == "max-pool") {
    for (int i = 0; i < 4; ++i)
      add(wish.channel, 2 * wish.row + i / 2, 2 * wish.column + i % 2, 0.25F * static_cast<float>(i),
          i == 3 ? 1.0F : 0.0F);
    e.value = 0.75;
    e.gradient = -0.0125;
    e.label = 9;
  } else if (e.kind == "dense") {
    for (int i = 0; i < 128; ++i) add(i % 12, i / 12, 3, 0.5F, i % 2 == 0 ? 0.5F : -0.25F);
    e.rest = 1.5;
    e.value = 2.25;
  } else if (e.kind == "softmax") {
    for (int k = 0; k < 10; ++k) add(k, 0, 0, 0.5F, 0.1F);
    e.value = 0.1;
    e.sum = 10;
    e.centre = 0.5;
  } else {
    add(0, wish.row, wish.column, 100, 1.0F / 255);
    e.value = 0.392;
  }
  e.count = e.kind == "dense" ? 2028 : static_cast<int>(e.bulk.size()) / Explanation::kTermSize;
  return e;
}

class InspectorTest : public AppTest {
 protected:
  void start() {
    begin();
    app_->apply(test::activations(1));
    app_->apply(test::weights(1));
    settle();
    sent();
  }

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
  start();
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
  start();
  std::set<int> layers;
  const Rect image = rectOf("text", "Shown");
  const Rect classes = rectOf("text", "Trouser");
  for (float x = image.right() + 8; x < classes.x - 8; x += 3) {
    for (const Explain& wish : pointAt(x, image.y + 30)) {
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
  start();
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
  start();
  EXPECT_EQ(explanation(), "");
  explain(rectOf("text", "Shown"));
  EXPECT_EQ(explanation(), "input (14, 14): grey 100 / 255 = 0.392. Backwards: the gradient ends here.");
  pointAt(2, 2);
  EXPECT_EQ(explanation(), "");
}

TEST_F(InspectorTest, ASliderPinsANumberAndArrowKeysGoOn) {
  start();
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
  start();
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
  start();
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
  start();
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
  start();
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
  start();
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
  start();
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
  start();
  pointAt(rectOf("text", "Coat").middleX(), rectOf("text", "Coat").middleY());
  app_->apply(protocol::Failed{"explain", "explain: there is no layer 9.", -1, "", 0});
  EXPECT_TRUE(asked().empty());
  EXPECT_FALSE(app_->state().failed.has_value());
}

TEST_F(InspectorTest, DrawsTheCardOfEveryKindOnEveryScreen) {
  for (const float width : {1280.0F, 820.0F, 390.0F}) {
    app_->resize(width, 844, 1);
    start();
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

TEST(ExplanationText, OfALongSumNamesTheLargestAndTheRestAsTheEngineHasIt) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::run(1));
  const Explanation e = answerTo({"picture", 3, 9, 0, 0});
  const auto rows = rowsOf(state, e);
  ASSERT_EQ(rows.size(), 11U);
  EXPECT_EQ(rows[0].what, "map 1 (0, 3)");
  EXPECT_EQ(rows[0].figures, "0.500 \u00d7 0.500 = 0.250");
  EXPECT_EQ(rows[8].what, "and 2,020 more");
  EXPECT_EQ(rows[8].figures, "1.500");
  EXPECT_EQ(rows[9].what, "bias");
  EXPECT_EQ(rows[10].figures, "2.250");
  EXPECT_EQ(placeName(state, placeOf(e)), "dense 10, Ankle boot");
  EXPECT_NE(spokenOf(state, e).find("2,020 smaller ones, together 1.50000"), std::string::npos) << spokenOf(state, e);
}

TEST(ExplanationText, OfAPoolSaysWhichOneWonAndHowTheLossHangsOnIt) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::run(1));
  const Explanation e = answerTo({"picture", 2, 3, 5, 6});
  EXPECT_EQ(
      spokenOf(state, e),
      "max-pool 2, map 4 (5, 6): largest of 0.00, 0.25, 0.50, 0.75 = 0.750, from (11, 13). Backwards: the largest "
      "gets the whole gradient, the others none. The loss for Ankle boot changes by -0.0125 for each 1 that this "
      "number "
      "grows.");
}

TEST(ExplanationText, ShowsNoGradientAsNothingThatIsSomething) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::run(1));
  Explanation e = answerTo({"picture", 2, 3, 5, 6});
  e.gradient = 1e-7;
  EXPECT_NE(backwardsOf(state, e).find("changes by less than 0.00001 for"), std::string::npos);
  e.gradient = 0;
  EXPECT_NE(backwardsOf(state, e).find("changes by 0.000 for"), std::string::npos);
  e.label = -1;
  EXPECT_EQ(backwardsOf(state, e), "Backwards: the largest gets the whole gradient, the others none.");
}

TEST(ExplanationText, SaysOfWhatIsNoNumberThatItIsNone) {
  EXPECT_EQ(figureOf(std::nan("")), "not a number");
  EXPECT_EQ(figureOf(std::numeric_limits<double>::infinity()), "infinite");
  EXPECT_EQ(figureOf(0.0012), "0.00120");
  EXPECT_EQ(figureOf(12345.6), "12,346");
}

}  // namespace
}  // namespace atelier::ui
