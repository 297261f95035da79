#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

struct Said {
  int label;
  int predicted;
  float confidence;
};

// Of twelve images, 0 to 11.
constexpr std::array<Said, 12> kSaid = {{{0, 0, 0.9F},
                                         {6, 0, 0.6F},
                                         {6, 0, 0.98F},
                                         {6, 6, 0.7F},
                                         {4, 6, 0.8F},
                                         {4, 4, 0.5F},
                                         {6, 0, 0.7F},
                                         {2, 4, 0.95F},
                                         {9, 9, 1.0F},
                                         {8, 8, 0.99F},
                                         {7, 7, 0.99F},
                                         {1, 1, 0.99F}}};

protocol::Evaluation evaluation(int runId, const std::string& weights = "scratch", int imagesSeen = 0) {
  std::array<std::array<int, 10>, 10> counts{};
  protocol::Evaluation e;
  for (const Said& s : kSaid) {
    ++counts[static_cast<std::size_t>(s.label)][static_cast<std::size_t>(s.predicted)];
    e.bulk.insert(e.bulk.end(), {static_cast<float>(s.label), static_cast<float>(s.predicted), s.confidence, 0.01F});
  }
  std::vector<protocol::Row> rows;
  std::vector<protocol::Row> figures;
  for (const auto& row : counts) {
    rows.emplace_back();
    for (const int count : row) rows.back().push_back(std::to_string(count));
    figures.push_back({"0.5", "0.25", "-1"});
  }
  e.runId = runId;
  e.weights = weights;
  e.imagesSeen = imagesSeen;
  e.images = e.wanted = static_cast<int>(kSaid.size());
  e.confusion = protocol::printTable(rows);
  e.figures = protocol::printTable(figures);
  return e;
}

protocol::Pictures pictures(const std::string& indices, int count) {
  return {"test", indices, protocol::Bytes(static_cast<std::size_t>(count) * 784, 50)};
}

class ResultsPanel : public AppTest {
 protected:
  // With twelve test images and the answers there.
  void open(const std::string& tab) {
    begin();
    app_->apply(protocol::Dataset{"Fashion-MNIST", 100, 12, 100, 12, 1, 1, ""});
    choose(tab);
  }
  void choose(const std::string& tab) {
    const Control* control = find("tab", tab);
    ASSERT_NE(control, nullptr) << tab;
    app_->act(control->id, "");
    settle();
  }
  void answer(const protocol::Evaluation& e) {
    app_->apply(e);
    settle();
  }
  std::string textOf(const std::string& name) const {
    const Control* control = find("text", name);
    return control == nullptr ? "(none)" : control->value;
  }
  // Names of the pictures that are shown, in order.
  std::vector<std::string> shownPictures() const {
    std::vector<std::string> names;
    for (const Control& c : app_->controls()) {
      if (c.id.rfind("test.", 0) == 0) names.push_back(c.name);
    }
    return names;
  }
};

TEST_F(ResultsPanel, AsksForNothingWhileItsTabIsClosed) {
  begin();
  EXPECT_EQ(countSent<protocol::Evaluate>(), 0);
  choose("Confusion");
  EXPECT_EQ(countSent<protocol::Evaluate>(), 1);
  settle();
  EXPECT_EQ(countSent<protocol::Evaluate>(), 0) << "it was asked already";
  choose("Curves");
  answer(evaluation(1));
  app_->apply(protocol::Timeline{1, 0, {0}});
  settle();
  EXPECT_EQ(countSent<protocol::Evaluate>(), 0);
  choose("Mistakes");
  EXPECT_EQ(countSent<protocol::Evaluate>(), 1) << "another epoch is shown";
}

TEST_F(ResultsPanel, AsksAtOnceWhenOtherWeightsAreShownAndNowAndThenWhileTraining) {
  open("Confusion");
  answer(evaluation(1));
  sent();
  protocol::Progress p = test::progress(1);
  p.running = true;
  p.imagesSeen = 500;
  app_->apply(p);
  settle();
  EXPECT_EQ(countSent<protocol::Evaluate>(), 0);
  now_ += 2000;
  settle();
  EXPECT_EQ(countSent<protocol::Evaluate>(), 1);
  app_->apply(protocol::Timeline{1, 0, {0}});
  settle();
  EXPECT_EQ(countSent<protocol::Evaluate>(), 1);
  protocol::Evaluation old = evaluation(1);
  old.epoch = 0;
  answer(old);
  app_->apply(test::run(1, "pretrained"));
  settle();
  EXPECT_EQ(countSent<protocol::Evaluate>(), 1);
}

TEST_F(ResultsPanel, SaysOfEveryClassHowItsImagesWereTakenAndItsFigures) {
  open("Confusion");
  answer(evaluation(1));
  EXPECT_EQ(text("summary"), "At its start: 58.33 % of 12 test images right");
  EXPECT_EQ(text("matrix.6"), "4 images: T-shirt/top 3, Shirt 1. Precision 50.0 %, recall 25.0 %, F1 none.");
  EXPECT_EQ(text("matrix.4"), "2 images: Coat 1, Shirt 1. Precision 50.0 %, recall 25.0 %, F1 none.");
  EXPECT_EQ(text("matrix.3"), "0 images. Precision 50.0 %, recall 25.0 %, F1 none.");
}

TEST_F(ResultsPanel, SaysWhoseAnswersTheyAre) {
  open("Confusion");
  app_->apply(test::epochDone(1, 1));
  answer(evaluation(1, "scratch", 10000));
  EXPECT_EQ(text("summary").rfind("After epoch 1: ", 0), 0U);
  answer(evaluation(1, "scratch", 12345));
  EXPECT_EQ(text("summary").rfind("After 12,345 images: ", 0), 0U);
  answer(evaluation(1, "pretrained"));
  EXPECT_EQ(text("summary").rfind("Pretrained model: ", 0), 0U);
}

TEST_F(ResultsPanel, BeginsAtTheMostFrequentMistakeAndGoesToAnyCellByItsSliders) {
  open("Confusion");
  answer(evaluation(1));
  EXPECT_EQ(textOf("Chosen cell"), "Shirt taken for T-shirt/top: 3 of 4, 75.0 %");
  EXPECT_EQ(shownPictures().size(), 3U);
  act("slider", "Row: what it is", "4");
  act("slider", "Column: what it was taken for", "6");
  EXPECT_EQ(textOf("Chosen cell"), "Coat taken for Shirt: 1 of 2, 50.0 %");
  EXPECT_EQ(shownPictures(), std::vector<std::string>{"Test image 4, Coat, said Shirt 80.0 %"});
  act("slider", "Column: what it was taken for", "4");
  EXPECT_EQ(textOf("Chosen cell"), "Coat known as such: 1 of 2, 50.0 %");
}

TEST_F(ResultsPanel, OnAPhoneEachCellIsReachedByFieldsThatAFingerHits) {
  app_->resize(390, 844, 1);
  begin();
  choose("Results");
  open("Confusion");
  answer(evaluation(1));
  EXPECT_EQ(textOf("Chosen cell"), "Shirt taken for T-shirt/top: 3 of 4, 75.0 %");
  const Control* row = find("select", "Row: what it is");
  const Control* column = find("select", "Column: what it was taken for");
  ASSERT_NE(row, nullptr);
  ASSERT_NE(column, nullptr);
  for (const Control* field : {row, column}) {
    EXPECT_GE(field->rect.h, 44);
    EXPECT_GE(field->rect.w, 44);
    EXPECT_LE(field->rect.right(), 390);
    EXPECT_EQ(field->options.size(), 10U);
  }
  EXPECT_EQ(row->value, "Shirt");
  act("select", "Row: what it is", "Coat");
  act("select", "Column: what it was taken for", "Shirt");
  EXPECT_EQ(textOf("Chosen cell"), "Coat taken for Shirt: 1 of 2, 50.0 %");
}

TEST_F(ResultsPanel, TakesTheCellUnderThePointer) {
  open("Confusion");
  answer(evaluation(1));
  const Rect rows = find("slider", "Row: what it is")->rect;
  const Rect columns = find("slider", "Column: what it was taken for")->rect;
  const float x = columns.x + columns.w * 0.45F;  // the fifth column
  const float y = rows.y + rows.h * 0.25F;        // the third row
  app_->pointer("move", x, y, false);
  settle();
  app_->pointer("down", x, y, false);
  settle();
  app_->pointer("up", x, y, false);
  settle();
  EXPECT_EQ(textOf("Chosen cell"), "Pullover taken for Coat: 1 of 1, 100.0 %");
}

TEST_F(ResultsPanel, AsksOnceForThePicturesThatShowAndChoosesTheOneThatIsPressed) {
  open("Confusion");
  answer(evaluation(1));
  const auto asked = sentOf<protocol::FetchPictures>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].split, "test");
  EXPECT_EQ(asked[0].bulk, (protocol::Floats{2, 6, 1}));  // the surest first
  app_->apply(pictures("2\n6\n1", 3));
  settle();
  EXPECT_EQ(countSent<protocol::FetchPictures>(), 0);
  press("Test image 6, Shirt, said T-shirt/top 70.0 %");
  const auto picked = sentOf<protocol::PickImage>();
  ASSERT_EQ(picked.size(), 1U);
  EXPECT_EQ(picked[0].split, "test");
  EXPECT_EQ(picked[0].how, "index");
  EXPECT_EQ(picked[0].index, 6);
}

TEST_F(ResultsPanel, ListsTheMistakesTheSurestFirstAndThoseOfAClassAlone) {
  open("Mistakes");
  answer(evaluation(1));
  EXPECT_EQ(shownPictures(),
            (std::vector<std::string>{
                "Test image 2: said T-shirt/top 98.0 %, is Shirt", "Test image 7: said Coat 95.0 %, is Pullover",
                "Test image 4: said Shirt 80.0 %, is Coat", "Test image 6: said T-shirt/top 70.0 %, is Shirt",
                "Test image 1: said T-shirt/top 60.0 %, is Shirt"}));
  act("select", "Mistakes about", "Shirt");
  EXPECT_EQ(shownPictures().size(), 3U);
  EXPECT_EQ(textOf("mistakes"), "1\u20133 of 3");
  act("select", "Mistakes about", "Bag");
  EXPECT_TRUE(shownPictures().empty());
  EXPECT_EQ(textOf("mistakes"), "none");
}

TEST_F(ResultsPanel, TurnsThePagesOfManyMistakes) {
  open("Mistakes");
  protocol::Evaluation many = evaluation(1);
  many.bulk.clear();
  for (int i = 0; i < 100; ++i) many.bulk.insert(many.bulk.end(), {6, 0, 1 - 0.001F * static_cast<float>(i), 0});
  answer(many);
  const auto first = shownPictures();
  ASSERT_LT(first.size(), 100U);
  EXPECT_FALSE(find("button", "Previous mistakes")->enabled);
  press("Next mistakes");
  const auto second = shownPictures();
  EXPECT_EQ(second.front().rfind("Test image " + std::to_string(first.size()) + ":", 0), 0U) << second.front();
  press("Previous mistakes");
  EXPECT_EQ(shownPictures(), first);
}

TEST_F(ResultsPanel, MarksWhatIsNoNumberAndPutsItLast) {
  open("Mistakes");
  protocol::Evaluation e = evaluation(1);
  e.bulk[2 * 4 + 2] = std::nanf("");
  answer(e);
  EXPECT_EQ(shownPictures().back(), "Test image 2: said T-shirt/top not a number, is Shirt");
}

TEST_F(ResultsPanel, SaysWhyThereIsNothingYet) {
  begin();
  app_->apply(protocol::Dataset{"Fashion-MNIST", 0, 0, 100, 12, 1, 1, ""});
  choose("Confusion");
  EXPECT_EQ(text("noEvaluation"), "The test images are not here yet: what is said of them comes then.");
  EXPECT_EQ(countSent<protocol::Evaluate>(), 0);
}

TEST_F(ResultsPanel, ForgetsTheAnswersOfAnotherRunAndOfOtherPictures) {
  open("Confusion");
  answer(evaluation(1));
  app_->apply(test::run(2));
  settle();
  EXPECT_EQ(textOf("Chosen cell"), "(none)");
  answer(evaluation(2));
  EXPECT_NE(textOf("Chosen cell"), "(none)");
  app_->apply(protocol::Dataset{"synthetic", 100, 12, 100, 12, 1, 1, ""});
  settle();
  EXPECT_EQ(textOf("Chosen cell"), "(none)");
}

TEST_F(ResultsPanel, SaysOfEveryControlWhatItDoes) {
  open("Confusion");
  answer(evaluation(1));
  for (const char* tab : {"Confusion", "Mistakes", "Gallery"}) {
    choose(tab);
    for (const Control& c : app_->controls()) {
      if (c.panel == tab && c.role != "text") EXPECT_FALSE(c.description.empty()) << c.id;
    }
  }
}

TEST_F(ResultsPanel, IsAllThereOnAPhone) {
  app_->resize(390, 844, 3);
  begin();
  app_->apply(protocol::Dataset{"Fashion-MNIST", 100, 12, 100, 12, 1, 1, ""});
  choose("Results");
  choose("Confusion");
  answer(evaluation(1));
  EXPECT_EQ(shownPictures().size(), 3U);
  for (const Control& c : app_->controls()) {
    EXPECT_LE(c.rect.right(), 390) << c.name;
    EXPECT_GE(c.rect.x, 0) << c.name;
  }
  choose("Mistakes");
  EXPECT_EQ(shownPictures().size(), 5U);
}

}  // namespace
}  // namespace atelier::ui
