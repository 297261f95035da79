#include "ui/help.h"

#include <set>

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

using HelpTest = AppTest;

// Of the characters beyond ASCII, those that the page's fonts keep and that are used here.
bool canBeShown(std::string_view text) {
  std::string rest(text);
  for (const std::string_view sign : {"\u2190", "\u2212", "\u00d7", "\u2026"}) {
    for (std::size_t at = rest.find(sign); at != std::string::npos; at = rest.find(sign)) rest.erase(at, sign.size());
  }
  return std::all_of(rest.begin(), rest.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool isDescribed(const Control& c) { return c.role != "text" && c.role != "cover" && c.role != "backdrop"; }

std::set<std::string> idsWithoutWords(const App& app) {
  std::set<std::string> ids;
  for (const Control& c : app.controls()) {
    if (isDescribed(c) && (c.description.empty() || c.description.back() != '.')) ids.insert(c.id);
  }
  return ids;
}

TEST(Help, ExplainsEachPanelInThreeToSixSentencesAndAFormula) {
  for (int topic = 0; topic < kHelpTopics; ++topic) {
    const Help& help = helpOf(static_cast<HelpTopic>(topic));
    EXPECT_FALSE(help.title.empty());
    const auto isThere = [](std::string_view text) { return !text.empty(); };
    EXPECT_GE(std::count_if(help.sentences.begin(), help.sentences.end(), isThere), 3) << help.title;
    for (const std::string_view sentence : help.sentences) {
      EXPECT_TRUE(canBeShown(sentence)) << sentence;
      EXPECT_TRUE(sentence.empty() || sentence.back() == '.') << sentence;
    }
    EXPECT_FALSE(help.formulas[0].empty()) << help.title;
    for (const std::string_view formula : help.formulas) EXPECT_TRUE(canBeShown(formula)) << formula;
  }
}

TEST(Help, KnowsEveryKindOfLayer) {
  for (const char* kind :
       {"input", "conv", "max-pool", "global-average-pool", "dense", "relu", "batch-norm", "dropout", "softmax"}) {
    EXPECT_FALSE(aboutLayer(kind).empty()) << kind;
  }
}

TEST_F(HelpTest, EveryControlOfEveryPanelSaysWhatItChanges) {
  for (const float width : {1280.0F, 820.0F, 390.0F}) {
    app_->resize(width, 844, 1);
    begin();
    protocol::Dataset broken = test::dataset();
    broken.problem = "A part did not come.";
    app_->apply(broken);
    settle();
    for (const char* tab : {"Network", "Draw", "Results", "Recipe", "More"}) {
      if (const Control* control = find("tab", tab)) app_->act(control->id, "");
      settle();
      if (const Control* row = find("button", "Layer 1: conv 12x3")) {
        if (!row->checked) press(row->name);
      }
      EXPECT_EQ(idsWithoutWords(*app_), std::set<std::string>()) << width << " " << tab;
    }
  }
}

TEST_F(HelpTest, AFieldSaysWhatItChangesAndWhen) {
  begin();
  EXPECT_EQ(find("textbox", "Learning rate")->description, "How far or how many. Takes effect now.");
  EXPECT_EQ(find("select", "Shuffle")->description,
            "A new order. Takes effect after a reset. The run still has another value: press Reset.");
}

TEST_F(HelpTest, EachPanelHasAQuestionMarkThatOpensItsCard) {
  begin();
  for (const char* title : {"Recipe", "Network", "Timeline", "Results", "Draw"}) {
    EXPECT_EQ(find("text", title), nullptr) << title;
    press("Explain: " + std::string(title));
    ASSERT_NE(find("text", title), nullptr) << title;
    EXPECT_FALSE(find("text", "Formula")->value.empty());
    press("Close");
    EXPECT_EQ(find("text", title), nullptr) << title;
  }
  press("Help");
  EXPECT_NE(find("text", "Training"), nullptr);
}

TEST_F(HelpTest, ACardIsADialogThatAPressBesideItCloses) {
  begin();
  press("Explain: Network");
  ASSERT_NE(find("backdrop", "Outside of the explanation"), nullptr);
  EXPECT_EQ(idsWithoutWords(*app_), std::set<std::string>());
  act("backdrop", "Outside of the explanation", "");
  EXPECT_EQ(find("backdrop", "Outside of the explanation"), nullptr);
  EXPECT_EQ(find("button", "Close"), nullptr);
}

TEST_F(HelpTest, ACardLiesInsideTheWindow) {
  for (const float width : {1920.0F, 1280.0F, 820.0F, 390.0F, 320.0F}) {
    app_->resize(width, 640, 1);
    begin();
    std::vector<std::string> names;
    for (const Control& c : app_->controls()) {
      if (c.id.rfind("help.", 0) == 0) names.push_back(c.name);
    }
    EXPECT_FALSE(names.empty());
    for (const std::string& name : names) {
      press(name);
      const Control* card = find("cover", "Explanation");
      ASSERT_NE(card, nullptr) << name;
      EXPECT_GE(card->rect.x, 0) << width << name;
      EXPECT_GE(card->rect.y, 0) << width << name;
      EXPECT_LE(card->rect.right(), width) << name;
      EXPECT_LE(card->rect.bottom(), 640) << width << name;
      press("Close");
    }
  }
}

TEST_F(HelpTest, WordsStandBesideWhatIsPointedAtForHalfASecond) {
  begin();
  const Rect rect = find("button", "Reset")->rect;
  const auto vertices = [] { return ImGui::GetForegroundDrawList()->VtxBuffer.Size; };
  settle();
  ASSERT_EQ(vertices(), 0);
  app_->pointer("move", rect.middleX(), rect.middleY(), false);
  const double wait = settle();
  EXPECT_GT(wait, 0);
  EXPECT_LE(wait, 500);
  EXPECT_EQ(vertices(), 0);
  now_ += 500;
  frame();
  EXPECT_GT(vertices(), 0);
  app_->pointer("leave", 0, 0, false);
  settle();
  EXPECT_EQ(vertices(), 0);
}

TEST_F(HelpTest, AFingerIsNotPointing) {
  begin();
  const Rect rect = find("button", "Reset")->rect;
  app_->pointer("move", rect.middleX(), rect.middleY(), true);
  EXPECT_LT(settle(), 0);
}

TEST_F(HelpTest, AFirstVisitHasFiveStepsThatGoForthAndBackAndEnd) {
  begin();
  EXPECT_EQ(find("button", "Next"), nullptr);
  app_->introduce();
  settle();
  EXPECT_FALSE(find("button", "Back")->enabled);
  std::set<std::string> texts;
  for (int step = 1; step <= kIntroductionSteps; ++step) {
    const Control* text = nullptr;
    for (const Control& c : app_->controls()) {
      if (c.id == "introduction.text") text = &c;
    }
    ASSERT_NE(text, nullptr);
    EXPECT_EQ(text->name.rfind("Step " + std::to_string(step) + " / 5", 0), 0U) << text->name;
    texts.insert(text->value);
    EXPECT_EQ(idsWithoutWords(*app_), std::set<std::string>());
    if (step < kIntroductionSteps) press("Next");
  }
  EXPECT_EQ(texts.size(), 5U);
  press("Back");
  EXPECT_NE(find("button", "Skip"), nullptr);
  press("Next");
  press("Done");
  EXPECT_FALSE(app_->isIntroducing());
  EXPECT_EQ(find("button", "Back"), nullptr);
}

TEST_F(HelpTest, ThePageCanBeUsedDuringTheIntroduction) {
  for (const float width : {1280.0F, 820.0F, 390.0F}) {
    app_->resize(width, 844, 1);
    begin();
    app_->introduce();
    settle();
    for (const char* name : {"Train", "Help", "Explain: Training", "Explain: Network"}) {
      const Control* control = find("button", name);
      if (control == nullptr) continue;
      EXPECT_FALSE(control->covered) << width << " " << name;
    }
    EXPECT_FALSE(find("slider", "Epoch shown")->covered) << width;
    press("Train");
    EXPECT_EQ(countSent<protocol::Train>(), 1) << width;
    EXPECT_TRUE(app_->isIntroducing());
  }
}

TEST_F(HelpTest, SkipEndsTheIntroductionAndHelpShowsItAgain) {
  begin();
  app_->introduce();
  settle();
  press("Skip");
  EXPECT_FALSE(app_->isIntroducing());
  press("Help");
  press("Show the introduction");
  EXPECT_TRUE(app_->isIntroducing());
  EXPECT_EQ(find("button", "Close"), nullptr);
}

}  // namespace
}  // namespace atelier::ui
