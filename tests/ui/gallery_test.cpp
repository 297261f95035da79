// The gallery of the data set: which pictures it shows in which order, and how one is chosen.

#include <cmath>

#include "ui/app_fixture.h"
#include "ui/split_view.h"

namespace atelier::ui {
namespace {

constexpr int kTrain = 300;
constexpr int kTest = 40;

int labelOf(int index) { return index % 10; }

protocol::Labels labels(const std::string& split, int count) {
  protocol::Labels event{split, {}};
  for (int i = 0; i < count; ++i) event.bulk.push_back(static_cast<std::uint8_t>(labelOf(i)));
  return event;
}

// The higher its number, the harder a picture; every fifth is taken for a bag.
protocol::Judged judged(const std::string& split, int first, int count, int wanted) {
  protocol::Judged event;
  event.runId = 1;
  event.weights = "scratch";
  event.split = split;
  event.first = first;
  event.wanted = wanted;
  for (int i = first; i < first + count; ++i) {
    const float share = 1 - static_cast<float>(i) / 1000;
    event.bulk.insert(event.bulk.end(), {i % 5 == 0 ? 8.0F : static_cast<float>(labelOf(i)), 0.62F, share});
  }
  return event;
}

TEST(SplitView, IsOrderedByNumberOrTheHardOnesFirst) {
  SplitView view;
  view.apply(labels("test", 30));
  EXPECT_EQ(view.inOrder(3, false), (std::vector<int>{3, 13, 23}));
  EXPECT_EQ(view.inOrder(3, true), (std::vector<int>{3, 13, 23})) << "nothing is judged yet";
  view.apply(judged("test", 0, 20, 30));
  EXPECT_EQ(view.underWay(), 20);
  EXPECT_FALSE(view.isJudged());
  EXPECT_EQ(view.inOrder(3, true), (std::vector<int>{3, 13, 23}));
  view.apply(judged("test", 20, 10, 30));
  EXPECT_EQ(view.inOrder(3, true), (std::vector<int>{23, 13, 3}));
  EXPECT_EQ(view.inOrder(-1, true).front(), 29);
  EXPECT_EQ(view.inOrder(-1, false).size(), 30U);
}

TEST(SplitView, PutsWhatIsNoNumberFirstAndEquallyHardOnesByNumber) {
  SplitView view;
  view.apply(labels("test", 20));
  protocol::Judged event = judged("test", 0, 20, 20);
  event.bulk[3 * 3 + 2] = std::nanf("");
  for (const std::size_t i : {13U, 0U, 10U}) event.bulk[i * 3 + 2] = 0.5F;
  view.apply(event);
  EXPECT_EQ(view.inOrder(3, true), (std::vector<int>{3, 13}));
  EXPECT_EQ(view.inOrder(0, true), (std::vector<int>{0, 10}));
}

TEST(SplitView, KeepsWhatItKnowsUntilAllOfTheNextIsThereAndDropsALonelyPiece) {
  SplitView view;
  view.apply(labels("test", 20));
  view.apply(judged("test", 0, 20, 20));
  const int version = view.version();
  view.apply(judged("test", 10, 10, 20));
  EXPECT_EQ(view.underWay(), 0);
  protocol::Judged next = judged("test", 0, 10, 20);
  next.imagesSeen = 7;
  view.apply(next);
  EXPECT_EQ(view.whose().imagesSeen, 0);
  EXPECT_EQ(view.version(), version);
  protocol::Judged last = judged("test", 10, 10, 20);
  last.imagesSeen = 7;
  view.apply(last);
  EXPECT_EQ(view.whose().imagesSeen, 7);
  EXPECT_NE(view.version(), version);
}

TEST(SplitView, KeepsABoundedNumberOfPictures) {
  SplitView view;
  for (int i = 0; i < 2001; ++i)
    view.apply(protocol::Pictures{"test", std::to_string(i), protocol::Bytes(protocol::kPicturePixels, 7)});
  EXPECT_EQ(view.pixels(0), nullptr);
  ASSERT_NE(view.pixels(2000), nullptr);
  EXPECT_EQ(view.pixels(2000)->front(), 7);
}

class Gallery : public AppTest {
 protected:
  void open() {
    begin();
    app_->apply(protocol::Dataset{"Fashion-MNIST", kTrain, kTest, kTrain, 100, 1, 1, ""});
    app_->act("results.Gallery", "");
    settle();
  }
  void openWithPictures() {
    open();
    apply(labels("test", kTest));
    apply(judged("test", 0, kTest, kTest));
    sent();
  }
  void apply(const protocol::Event& event) {
    app_->apply(event);
    settle();
  }
  std::vector<const Control*> cells() const {
    std::vector<const Control*> found;
    for (const Control& c : app_->controls()) {
      if (c.role == "cell") found.push_back(&c);
    }
    return found;
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Control* c : cells()) all.push_back(c->name);
    return all;
  }
  int across() const {
    const auto all = cells();
    return static_cast<int>(
        std::count_if(all.begin(), all.end(), [&](const Control* c) { return c->rect.y == all[0]->rect.y; }));
  }
  // What a worker would answer to the last choice.
  int chooseAndAnswer(const std::string& id, const std::string& value) {
    sent();
    app_->act(id, value);
    settle();
    const auto picked = sentOf<protocol::PickImage>();
    if (picked.size() != 1) return -1;
    apply(protocol::Picture{picked[0].split, picked[0].index, labelOf(picked[0].index), protocol::Bytes(784, 9)});
    return picked[0].index;
  }
  std::string chosenId() const {
    for (const Control* c : cells()) {
      if (c->checked) return c->id;
    }
    return "(none)";
  }
};

TEST_F(Gallery, AsksForClassesAnswersAndThePicturesOnTheScreenWhileItIsOpenAlone) {
  begin();
  EXPECT_EQ(countSent<protocol::FetchLabels>(), 0);
  open();
  const auto commands = sent();
  const auto count = [&]<class M>(M) {
    return std::count_if(commands.begin(), commands.end(), [](const auto& c) { return std::holds_alternative<M>(c); });
  };
  EXPECT_EQ(count(protocol::FetchLabels{}), 1);
  EXPECT_EQ(count(protocol::Judge{}), 1);
  apply(labels("test", kTest));
  const auto asked = sentOf<protocol::FetchPictures>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].split, "test");
  EXPECT_EQ(asked[0].bulk.size(), cells().size());
  EXPECT_LT(cells().size(), static_cast<std::size_t>(kTest)) << "those on the screen alone";
  apply(judged("test", 0, kTest, kTest));
  app_->act("results.Curves", "");
  apply(test::run(1, "pretrained"));
  EXPECT_EQ(countSent<protocol::Judge>(), 0);
}

TEST_F(Gallery, NamesEachPictureWithItsClassAndPrediction) {
  open();
  apply(labels("test", kTest));
  EXPECT_EQ(names()[1], "test 1, Trouser");
  apply(judged("test", 0, kTest, kTest));
  EXPECT_EQ(names()[1], "test 1, Trouser, predicted Trouser 62.0 %");
  EXPECT_EQ(names()[5], "test 5, Sandal, predicted Bag 62.0 %");
  EXPECT_EQ(text("gallery.count"), "40 of 40 here, 100 wanted");
  EXPECT_EQ(text("gallery.judged"), "At its start");
}

TEST_F(Gallery, ShowsAClassAloneAndTheHardOnesFirst) {
  openWithPictures();
  act("select", "Gallery class", "Dress");
  EXPECT_EQ(cells().size(), 4U);
  EXPECT_EQ(names().front().rfind("test 3, Dress", 0), 0U);
  act("select", "Gallery order", "hard ones first");
  EXPECT_EQ(names().front().rfind("test 33, Dress", 0), 0U);
  act("select", "Gallery class", "any class");
  EXPECT_EQ(names().front().rfind("test 39, Ankle boot", 0), 0U);
}

TEST_F(Gallery, SaysHowFarTheJudgingIsBeforeTheHardOnesComeFirst) {
  open();
  apply(labels("test", kTest));
  act("select", "Gallery order", "hard ones first");
  EXPECT_EQ(names().front(), "test 0, T-shirt/top");
  apply(judged("test", 0, 30, kTest));
  EXPECT_EQ(text("gallery.judged"), "hard first once all are judged, 30 so far \u2026");
  apply(judged("test", 30, 10, kTest));
  EXPECT_EQ(names().front().rfind("test 39, ", 0), 0U);
}

TEST_F(Gallery, GoesFromPageToPageAndToAnyPlace) {
  openWithPictures();
  act("select", "Gallery pictures", "training pictures");
  apply(labels("train", kTrain));
  const auto page = static_cast<int>(cells().size());
  EXPECT_EQ(text("gallery.shown"), "1\u2013" + std::to_string(page) + " of 300");
  EXPECT_FALSE(find("button", "Previous page of pictures")->enabled);
  press("Next page of pictures");
  EXPECT_EQ(names().front(),
            "train " + std::to_string(page) + ", " + app_->state().classes[static_cast<std::size_t>(page % 10)]);
  press("Previous page of pictures");
  EXPECT_EQ(names().front(), "train 0, T-shirt/top");
  act("slider", "Place among the pictures",
      std::to_string(static_cast<int>(find("slider", "Place among the pictures")->max)));
  EXPECT_EQ(names().back(), "train 299, Ankle boot");
  EXPECT_FALSE(find("button", "Next page of pictures")->enabled);
}

TEST_F(Gallery, APressChoosesAPictureAndTheNetworkPanelFollows) {
  openWithPictures();
  EXPECT_EQ(chooseAndAnswer("gallery.test.5", ""), 5);
  EXPECT_EQ(chosenId(), "gallery.test.5");
  EXPECT_EQ(text("gallery.chosen"), "test 5, Sandal, predicted Bag 62.0 %.");
  act("select", "Gallery pictures", "training pictures");
  EXPECT_EQ(text("gallery.chosen"), "None of these pictures is chosen.");
}

TEST_F(Gallery, KeysMoveTheChoiceAndScrollToIt) {
  openWithPictures();
  const int columns = across();
  const auto page = static_cast<int>(cells().size());
  EXPECT_EQ(chooseAndAnswer("gallery.test.1", ""), 1);
  EXPECT_EQ(chooseAndAnswer("gallery.test.1", "key:ArrowRight"), 2);
  EXPECT_EQ(chooseAndAnswer("gallery.test.2", "key:ArrowLeft"), 1);
  EXPECT_EQ(chooseAndAnswer("gallery.test.1", "key:ArrowDown"), 1 + columns);
  EXPECT_EQ(chooseAndAnswer(chosenId(), "key:ArrowUp"), 1);
  EXPECT_EQ(chooseAndAnswer(chosenId(), "key:PageDown"), 1 + page);
  EXPECT_NE(chosenId(), "(none)") << "it is in sight";
  EXPECT_EQ(chooseAndAnswer(chosenId(), "key:End"), kTest - 1);
  EXPECT_EQ(names().back().rfind("test 39, ", 0), 0U);
  EXPECT_EQ(chooseAndAnswer(chosenId(), "key:ArrowRight"), kTest - 1);
  EXPECT_EQ(chooseAndAnswer(chosenId(), "key:PageUp"), kTest - 1 - page);
  EXPECT_EQ(chooseAndAnswer(chosenId(), "key:Home"), 0);
  EXPECT_EQ(names().front().rfind("test 0, ", 0), 0U);
}

TEST_F(Gallery, TabStopsAtOneOfItsPictures) {
  openWithPictures();
  const auto stops = [&] {
    std::vector<std::string> ids;
    for (const Control* c : cells()) {
      if (c->value == "stop") ids.push_back(c->id);
    }
    return ids;
  };
  EXPECT_EQ(stops(), std::vector<std::string>{"gallery.test.7"}) << "the chosen one";
  press("Next page of pictures");
  EXPECT_EQ(stops(), std::vector<std::string>{cells().front()->id});
}

TEST_F(Gallery, IsNotJudgedAnewBesideTrainingButOnceItRests) {
  openWithPictures();
  protocol::Progress p = test::progress(1);
  p.running = true;
  p.imagesSeen = 500;
  apply(p);
  now_ += 5000;
  settle();
  EXPECT_EQ(countSent<protocol::Judge>(), 0);
  p.running = false;
  apply(p);
  now_ += 5000;
  settle();
  EXPECT_EQ(countSent<protocol::Judge>(), 1);
}

TEST_F(Gallery, SaysWhyThereIsNothing) {
  begin();
  app_->apply(protocol::Dataset{"Fashion-MNIST", 100, 0, 100, 12, 1, 1, ""});
  app_->act("results.Gallery", "");
  settle();
  EXPECT_EQ(text("gallery.none"), "These pictures are not here yet.");
  EXPECT_EQ(countSent<protocol::Judge>(), 0);
}

TEST_F(Gallery, FitsAPhoneWithTargetsForFingers) {
  app_->resize(390, 844, 2);
  begin();
  app_->apply(protocol::Dataset{"Fashion-MNIST", kTrain, kTest, kTrain, kTest, 1, 1, ""});
  app_->act("view.Results", "");
  settle();
  app_->act("results.Gallery", "");
  settle();
  apply(labels("test", kTest));
  EXPECT_GE(across(), 5);
  for (const Control& c : app_->controls()) {
    if (c.panel != "Gallery" || c.role == "text") continue;
    EXPECT_GE(c.rect.h, 44) << c.id;
    EXPECT_GE(c.rect.w, 44) << c.id;
    EXPECT_LE(c.rect.right(), 390) << c.id;
  }
}

}  // namespace
}  // namespace atelier::ui
