#include "ui/help.h"

#include <cctype>
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

TEST_F(HelpTest, ListsTheKeys) {
  begin();
  press("Help");
  press("List of keys");
  ASSERT_NE(find("text", "Keys"), nullptr);
  for (const char* key : {"Tab", "Enter", "Space", "Arrow keys", "Home", "Page Up", "Escape", "Control + Z"})
    EXPECT_NE(find("text", "Keys")->value.find(key), std::string::npos) << key;
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

// Every word that a panel writes is explained where it stands, or beside the panel's title by its "?".
class WordsTest : public AppTest {
 protected:
  // What needs no words about it: figures, sentences, names of classes, and titles that have a "?".
  bool explainsItself(const std::string& text) const {
    const auto isLetter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    if (std::none_of(text.begin(), text.end(), isLetter) || text.back() == '.' || text.ends_with("\u2026")) return true;
    if (std::count(text.begin(), text.end(), ' ') >= 5) return true;
    static const std::set<std::string> kTitles = {"Atelier", "Recipe", "Network", "Draw", "Data"};
    const auto& classes = app_->state().classes;
    return kTitles.contains(text) || std::find(classes.begin(), classes.end(), text) != classes.end();
  }

  // Which tells about itself to the pointer.
  bool isOfLegend(float x, float y) const {
    return std::any_of(app_->controls().begin(), app_->controls().end(),
                       [=](const Control& c) { return c.name == "Scale" && c.rect.contains(x, y); });
  }

  std::set<std::string> unexplained() {
    std::vector<WrittenLine> written;
    app_->transcribe(&written);
    frame();
    app_->transcribe(nullptr);
    EXPECT_GT(written.size(), 20U);
    std::set<std::string> words;
    for (const WrittenLine& line : written) {
      if (explainsItself(line.text) || line.rect.w < 1) continue;
      const float x = line.rect.middleX();
      const float y = line.rect.middleY();
      if (app_->describedAt(x, y).empty() && !isOfLegend(x, y)) words.insert(line.text);
    }
    return words;
  }

  void beginDeep() {
    begin();
    protocol::Run run = test::run(1);
    run.layers = protocol::printTable({{"input", "input", "1", "28", "28", "0"},
                                       {"conv 40x3 pad 1", "conv", "40", "28", "28", "400"},
                                       {"batch-norm", "batch-norm", "40", "28", "28", "80"},
                                       {"relu", "relu", "40", "28", "28", "0"},
                                       {"max-pool 2", "max-pool", "40", "14", "14", "0"},
                                       {"dropout 0.25", "dropout", "40", "14", "14", "0"},
                                       {"global-average-pool", "global-average-pool", "40", "1", "1", "0"},
                                       {"dense 10", "dense", "10", "1", "1", "410"},
                                       {"softmax", "softmax", "10", "1", "1", "0"}});
    app_->apply(run);
    std::size_t outputs = 0;
    std::size_t numbers = 0;
    std::size_t channels = 0;
    for (const LayerView& layer : app_->state().layers) {
      outputs += static_cast<std::size_t>(layer.outputs());
      numbers += static_cast<std::size_t>(layer.stored());
      channels += static_cast<std::size_t>(layer.channels);
    }
    app_->apply(protocol::Activations{1, "picture", protocol::Floats(outputs, 0.1F)});
    app_->apply(protocol::Weights{1, protocol::Floats(numbers, 0.1F)});
    app_->apply(protocol::Activity{1, "scratch", -1, 0, 200, protocol::Floats(channels, 0)});
    for (int epoch = 1; epoch <= 2; ++epoch) app_->apply(test::epochDone(1, epoch));
    settle();
  }
};

TEST_F(WordsTest, AreExplainedInEveryViewAndTab) {
  for (const bool isDeep : {false, true}) {
    app_->resize(1600, 2400, 1);  // all of it is in the window
    if (isDeep) {
      beginDeep();
    } else {
      beginWithNumbers();
    }
    for (const char* view : {"activations", "weights", "change", "gradients"}) {
      press(view);
      EXPECT_EQ(unexplained(), std::set<std::string>()) << view << (isDeep ? " deep" : " lab");
    }
    for (const char* tab : {"Confusion", "Mistakes", "Gallery", "Why", "Curves"}) {
      app_->act(find("tab", tab)->id, "");
      settle();
      EXPECT_EQ(unexplained(), std::set<std::string>()) << tab;
    }
    for (const char* curve : {"Loss", "Learning rate", "Accuracy"}) {
      app_->act(find("tab", curve)->id, "");
      settle();
      EXPECT_EQ(unexplained(), std::set<std::string>()) << curve;
    }
  }
}

TEST_F(WordsTest, AreExplainedInALesson) {
  app_->resize(1600, 2400, 1);
  begin();
  app_->openLink("lesson=mine.json");
  app_->openLesson(
      app_->takeLesson(),
      R"({"lesson": 1, "id": "a", "title": "A lesson", "steps": [{"text": "Train it.", "watch": [{"epoch": 1},
                   {"testAccuracy": 80}]}]})");
  settle();
  EXPECT_EQ(unexplained(), std::set<std::string>());
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
    const Control* text = withId("introduction.text");
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
