#include <gtest/gtest.h>

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

// A wardrobe with own classes, and an item of each of these labels whose pixels are all 10 + its number.
protocol::Wardrobe wardrobe(const std::vector<std::string>& names, const std::vector<int>& labels) {
  std::vector<protocol::Row> classes;
  for (const std::string& name : names) classes.push_back({name});
  std::vector<protocol::Row> items;
  protocol::Bytes file(40, 'x');
  for (const int label : labels) {
    file.insert(file.end(), protocol::kPicturePixels, static_cast<std::uint8_t>(10 + items.size()));
    items.push_back({std::to_string(label)});
  }
  file.insert(file.end(), 4, 's');
  return {protocol::printTable(classes), protocol::printTable(items), 40, true, file};
}

protocol::Run runOfEleven(int runId) {
  protocol::Run run = test::run(runId);
  run.layers = protocol::printTable({{"input", "input", "1", "28", "28", "0"},
                                     {"conv 12x3", "conv", "12", "26", "26", "120"},
                                     {"max-pool 2", "max-pool", "12", "13", "13", "0"},
                                     {"dense 11", "dense", "11", "1", "1", "22319"},
                                     {"softmax", "softmax", "11", "1", "1", "0"}});
  return run;
}

class WardrobeTest : public AppTest {
 protected:
  void openTab() {
    begin();
    if (const Control* results = find("tab", "Results")) app_->act(results->id, "");
    settle();
    app_->act(find("tab", "Wardrobe")->id, "");
    settle();
    sent();
  }
  void draw() {
    app_->apply(protocol::Seen{false, "As it is.", protocol::Bytes(784, 9)});
    settle();
  }
};

TEST_F(WardrobeTest, AnEmptyOneSaysWhatItIsForAndAsksForADrawing) {
  openTab();
  EXPECT_NE(text("wardrobe.empty").find("Your wardrobe is empty."), std::string::npos);
  EXPECT_EQ(find("select", "What it is")->value, "a new class");
  EXPECT_FALSE(find("button", "Add the drawing")->enabled);
  EXPECT_FALSE(find("button", "Fine-tune")->enabled);
  EXPECT_FALSE(find("button", "Export")->enabled);
  EXPECT_TRUE(find("button", "Import")->enabled);
  act("select", "What it is", "Bag");
  EXPECT_FALSE(find("button", "Add the drawing")->enabled);
  draw();
  EXPECT_TRUE(find("button", "Add the drawing")->enabled);
}

TEST_F(WardrobeTest, AddsTheDrawingAsAClassOfTheDataSet) {
  openTab();
  draw();
  act("select", "What it is", "Bag");
  press("Add the drawing");
  const auto added = sentOf<protocol::AddToWardrobe>();
  ASSERT_EQ(added.size(), 1U);
  EXPECT_EQ(added[0].label, 8);
}

TEST_F(WardrobeTest, AddsItAsANewClassOnceThatHasAName) {
  openTab();
  draw();
  act("select", "What it is", "a new class");
  EXPECT_FALSE(find("button", "Add the drawing")->enabled);
  act("textbox", "Name of the new class", "Scarf");
  press("Add the drawing");
  const auto added = sentOf<protocol::AddToWardrobe>();
  ASSERT_EQ(added.size(), 1U);
  EXPECT_EQ(added[0].label, -1);
  EXPECT_EQ(added[0].name, "Scarf");
  app_->apply(wardrobe({"Scarf"}, {10}));
  settle();
  EXPECT_EQ(find("select", "What it is")->value, "Scarf") << "the next one is of the same class";
  act("textbox", "Rename this class", "Shawl");
  const auto renamed = sentOf<protocol::RenameClass>();
  ASSERT_EQ(renamed.size(), 1U);
  EXPECT_EQ(renamed[0].label, 10);
  EXPECT_EQ(renamed[0].name, "Shawl");
}

TEST_F(WardrobeTest, ShowsItsItemsByClassAndRemovesTheChosenOne) {
  openTab();
  app_->apply(wardrobe({"Scarf"}, {10, 3, 10}));
  settle();
  EXPECT_EQ(text("wardrobe.summary"), "3 items: 1 Dress, 2 Scarf");
  std::vector<std::string> names;
  for (const Control& c : app_->controls()) {
    if (c.id.rfind("wardrobe.item.", 0) == 0) names.push_back(c.name);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"Item 2, Dress", "Item 1, Scarf", "Item 3, Scarf"}));
  EXPECT_FALSE(find("button", "Remove")->enabled);
  press("Item 1, Scarf");
  press("Remove");
  const auto removed = sentOf<protocol::RemoveFromWardrobe>();
  ASSERT_EQ(removed.size(), 1U);
  EXPECT_EQ(removed[0].index, 0);
  EXPECT_FALSE(find("button", "Remove")->enabled);
}

TEST_F(WardrobeTest, ClearAndUndoAreAPressEach) {
  openTab();
  app_->apply(wardrobe({}, {3}));
  settle();
  press("Clear");
  press("Take back");
  const auto commands = sent();
  ASSERT_EQ(commands.size(), 2U);
  EXPECT_EQ(std::get<protocol::RemoveFromWardrobe>(commands[0]).index, -1);
  EXPECT_TRUE(std::holds_alternative<protocol::UndoWardrobe>(commands[1]));
}

TEST_F(WardrobeTest, AsksTheBrowserForFilesOnce) {
  openTab();
  app_->apply(wardrobe({}, {3}));
  settle();
  EXPECT_EQ(app_->takeWish(), Wish::kNothing);
  press("Export");
  EXPECT_EQ(app_->takeWish(), Wish::kExportWardrobe);
  EXPECT_EQ(app_->takeWish(), Wish::kNothing);
  press("Import");
  EXPECT_EQ(app_->takeWish(), Wish::kImportWardrobe);
  app_->importWardrobe({1, 2});
  const auto opened = sentOf<protocol::OpenWardrobe>();
  ASSERT_EQ(opened.size(), 1U);
  EXPECT_TRUE(opened[0].adds);
}

TEST_F(WardrobeTest, FineTunesAndSaysFromWhat) {
  openTab();
  app_->apply(wardrobe({"Scarf"}, {10}));
  settle();
  EXPECT_NE(find("button", "Fine-tune")->description.find("the weights that are shown"), std::string::npos);
  EXPECT_NE(find("button", "Fine-tune")->description.find("does not know yet"), std::string::npos);
  press("Fine-tune");
  EXPECT_EQ(countSent<protocol::FineTune>(), 1);
  app_->apply(test::run(1, "pretrained"));
  settle();
  EXPECT_NE(find("button", "Fine-tune")->description.find("the pretrained model"), std::string::npos);
}

TEST_F(WardrobeTest, SetsTheShareThatIsMixedIn) {
  openTab();
  act("textbox", "Share mixed into training", "0.4");
  const auto set = sentOf<protocol::SetField>();
  ASSERT_EQ(set.size(), 1U);
  EXPECT_EQ(set[0].name, "wardrobe");
  EXPECT_EQ(set[0].value, "0.4");
  app_->apply(protocol::Failed{"recipe", "The share of the wardrobe must be a number.", 0, "wardrobe", 1});
  settle();
  EXPECT_EQ(find("textbox", "Share mixed into training")->error, "The share of the wardrobe must be a number.");
}

TEST_F(WardrobeTest, BesideThePadIsAButtonThatAddsAsTheClassChosenLast) {
  begin();
  EXPECT_FALSE(find("button", "Add to wardrobe")->enabled) << "there is nothing to add yet";
  draw();
  press("Add to wardrobe");
  EXPECT_EQ(countSent<protocol::AddToWardrobe>(), 0);
  EXPECT_NE(find("select", "What it is"), nullptr) << "it is where the class is chosen";
  act("select", "What it is", "Bag");
  press("Add as Bag");
  const auto added = sentOf<protocol::AddToWardrobe>();
  ASSERT_EQ(added.size(), 1U);
  EXPECT_EQ(added[0].label, 8);
}

TEST_F(WardrobeTest, SlowMotionTellsOfAnItem) {
  beginWithNumbers();
  protocol::NextBatch step;
  step.runId = 1;
  step.active = true;
  step.images = "item 3";
  step.label = 8;
  step.bulk.assign(4 * protocol::NextBatch::kRow, 0);
  app_->apply(step);
  settle();
  EXPECT_NE(app_->status().find("The next batch is item 3 of your wardrobe: Bag."), std::string::npos)
      << app_->status();
}

TEST_F(WardrobeTest, WhatWasKeptIsHandedToTheFirstWorker) {
  keep::Work work;
  work.wardrobe = {1, 2, 3};
  EXPECT_EQ(app_->openWork(keep::writeHead(work)), "");
  EXPECT_EQ(countSent<protocol::OpenWardrobe>(), 0);
  app_->apply(test::ready());
  auto opened = sentOf<protocol::OpenWardrobe>();
  ASSERT_EQ(opened.size(), 1U);
  EXPECT_FALSE(opened[0].adds);
  EXPECT_EQ(opened[0].bulk, work.wardrobe);
}

TEST_F(WardrobeTest, ANewWorkerGetsItBeforeTheRun) {
  begin();
  const auto now = wardrobe({"Scarf"}, {10});
  app_->apply(now);
  app_->apply(test::checkpoint(1));
  app_->workerLost("The engine stopped.");
  sent();
  app_->apply(test::ready());
  const auto commands = sent();
  ASSERT_GE(commands.size(), 2U);
  EXPECT_EQ(std::get<protocol::OpenWardrobe>(commands[0]).bulk, now.bulk);
  EXPECT_TRUE(std::holds_alternative<protocol::Checkpoint>(commands[1]));
}

TEST_F(WardrobeTest, IsPartOfTheWorkThatIsKept) {
  begin();
  const auto now = wardrobe({}, {3});
  app_->apply(now);
  EXPECT_EQ(app_->wardrobe(), now.bulk);
  std::string error;
  EXPECT_EQ(keep::readWork(app_->workHead(), error)->work.wardrobe, now.bulk);
}

TEST_F(WardrobeTest, ItsRefusalStandsUntilTheNextChange) {
  openTab();
  app_->apply(protocol::Failed{"wardrobe", "This is not a wardrobe file.", -1, "", 0});
  settle();
  EXPECT_EQ(text("failed"), "This is not a wardrobe file.");
  app_->apply(wardrobe({}, {3}));
  settle();
  EXPECT_EQ(withId("failed"), nullptr);
}

TEST_F(WardrobeTest, ItemsWhosePicturesAreNotThereAreLeftOut) {
  protocol::Wardrobe broken = wardrobe({"Scarf"}, {10, 3});
  broken.bulk.resize(40 + 784);
  EXPECT_EQ(WardrobeView(broken).count(), 1);
  broken.firstPicture = -5;
  broken.bulk.clear();
  EXPECT_EQ(WardrobeView(broken).count(), 0);
}

TEST_F(WardrobeTest, OwnClassesAreNamedWhereTheNetworkHasThem) {
  beginWithNumbers();
  app_->apply(wardrobe({"Scarf"}, {10}));
  EXPECT_EQ(app_->state().classes.size(), 10U);
  app_->apply(runOfEleven(2));
  EXPECT_EQ(app_->state().classes.back(), "Scarf");
  EXPECT_EQ(app_->state().dataClasses().size(), 10U);
  app_->apply(protocol::Prediction{2, protocol::Floats(11, 1.0F / 11)});
  settle();
  EXPECT_NE(find("text", "Scarf"), nullptr);
  EXPECT_EQ(text("prediction.10"), "9.1 %");
  app_->apply(wardrobe({}, {}));
  settle();
  EXPECT_EQ(app_->state().classes.back(), "own class 1");
  app_->apply(test::run(3));
  settle();
  EXPECT_EQ(app_->state().classes.size(), 10U);
}

TEST_F(WardrobeTest, TheConfusionMatrixHasAColumnForEachOwnClass) {
  openTab();
  app_->apply(wardrobe({"Scarf"}, {10}));
  app_->apply(runOfEleven(2));
  protocol::Evaluation e;
  e.runId = 2;
  e.weights = "scratch";
  e.images = e.wanted = 2;
  std::vector<protocol::Row> rows(10, protocol::Row(11, "0"));
  rows[4][10] = "2";
  e.confusion = protocol::printTable(rows);
  e.figures = protocol::printTable(std::vector<protocol::Row>(10, protocol::Row(3, "-1")));
  e.bulk = {4, 10, 0.9F, 0.1F, 4, 10, 0.8F, 0.1F};
  app_->apply(e);
  app_->act("results.Confusion", "");
  settle();
  EXPECT_EQ(text("cell"), "Coat taken for Scarf: 2 of 2, 100.0 %");
  EXPECT_EQ(text("matrix.4").substr(0, 19), "2 images: Scarf 2. ");
  EXPECT_EQ(find("slider", "Column: what it was taken for")->max, 10);
  EXPECT_EQ(find("slider", "Row: what it is")->max, 9);
  app_->apply(test::run(3));  // of ten classes again
  settle();
}

TEST_F(WardrobeTest, EverythingSaysWhatItDoesAtEveryWidth) {
  for (const float width : {1280.0F, 820.0F, 390.0F}) {
    app_->resize(width, 844, 1);
    openTab();
    for (const auto& now : {wardrobe({}, {}), wardrobe({"Scarf"}, {10, 3, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 10})}) {
      app_->apply(now);
      settle();
      for (const Control& c : app_->controls()) {
        if (c.id.rfind("wardrobe.", 0) != 0 || c.role == "text") continue;
        EXPECT_FALSE(c.description.empty()) << c.id;
        EXPECT_GE(c.rect.x, 0) << c.id;
        EXPECT_LE(c.rect.right(), width) << c.id;
        if (width < 700) EXPECT_GE(c.rect.h, 44) << c.id;
      }
    }
  }
}

}  // namespace
}  // namespace atelier::ui
