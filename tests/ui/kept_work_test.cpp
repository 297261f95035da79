#include "keep/work.h"

#include "keep/piece.h"
#include "keep/snapshot.h"
#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

class KeptWorkTest : public AppTest {
 protected:
  static protocol::Snapshot snapshotOf(int runId, int epoch) {
    protocol::Snapshot snapshot{runId, epoch, "", keep::writeSnapshot({epoch, 0, {0.5F}, {}})};
    std::string error;
    snapshot.name = keep::readPiece(snapshot.bulk, error)->name;
    return snapshot;
  }

  // A run of two epochs, whose timeline keeps the start and both.
  void train() {
    begin();
    app_->apply(test::checkpoint(1));
    protocol::Progress progress = test::progress(1);
    progress.epoch = 2;
    progress.imagesSeen = 20000;
    progress.phase = "paused";
    app_->apply(progress);
    app_->apply(protocol::Curve{1, {5000, 0.7F, 0.8F, 0.005F, 20000, 0.4F, 0.9F, 0.005F}});
    app_->apply(protocol::Timeline{1, -1, {0, 1, 2}});
    settle();
  }

  // Answers whatever is asked for, until nothing is. Returns how often that was.
  int handOver() {
    int answers = 0;
    for (auto asked = sentOf<protocol::FetchSnapshot>(); !asked.empty(); asked = sentOf<protocol::FetchSnapshot>()) {
      EXPECT_EQ(asked.size(), 1U);
      app_->apply(snapshotOf(1, asked[0].epoch));
      ++answers;
    }
    return answers;
  }

  // The work file as the browser's side puts it together.
  protocol::Bytes file() {
    protocol::Bytes bytes = app_->workHead();
    for (const protocol::Bytes& piece : pieces()) bytes.insert(bytes.end(), piece.begin(), piece.end());
    return bytes;
  }

  std::vector<protocol::Bytes> pieces() {
    std::vector<protocol::Bytes> pieces;
    while (const auto piece = app_->takePiece()) pieces.push_back(piece->bulk);
    return pieces;
  }

  static protocol::Run runOf(int runId, int number, bool hasBoth) {
    protocol::Run run = test::run(runId);
    const std::string recipe = run.recipe;
    run.number = number;
    if (hasBoth) run.runs = "1\t0\t0\t2\t0.81\t" + recipe + "\n2\t1\t1\t1\t-1\t" + recipe;
    if (!hasBoth) run.runs = std::to_string(number) + "\t0\t0\t1\t-1\t" + recipe;
    return run;
  }

  // A second run that goes on from epoch 1 of the first, as the worker tells of it under this id.
  void tellOfBranch(int runId, const protocol::Run& run) {
    app_->apply(run);
    protocol::Progress progress = test::progress(runId);
    progress.epoch = 1;
    progress.imagesSeen = 10000;
    app_->apply(progress);
    app_->apply(protocol::Timeline{runId, -1, {0, 1}});
  }

  void branch() {
    tellOfBranch(2, runOf(2, 2, true));
    protocol::Checkpoint checkpoint = test::checkpoint(2);
    checkpoint.epoch = 1;
    app_->apply(checkpoint);
    for (const int epoch : {0, 1}) app_->apply(snapshotOf(2, epoch));
    sent();
  }

  // The commands bring the branched run, and then the one that was left for it.
  static void expectBothRuns(const std::vector<protocol::Command>& commands) {
    const auto run = placeOf<protocol::Checkpoint>(commands);
    const auto number = placeOf<protocol::NumberRun>(commands);
    const auto left = placeOf<protocol::BringRun>(commands);
    ASSERT_EQ(run, placeOf<protocol::Snapshot>(commands) + 2);
    ASSERT_GT(number, run);
    ASSERT_GE(left, number + 4);
    const auto& place = std::get<protocol::NumberRun>(commands[static_cast<std::size_t>(number)]);
    EXPECT_EQ(place.number, 2);
    EXPECT_EQ(place.from, 1);
    EXPECT_EQ(place.fromEpoch, 1);
    for (auto i = left - 3; i < left; ++i)
      EXPECT_TRUE(std::holds_alternative<protocol::Snapshot>(commands[static_cast<std::size_t>(i)])) << i;
  }

  void openAnotherPage() {
    app_ = std::make_unique<App>(test::kBuildId);
    sent();
  }

  // The index of the first command of this kind, or -1.
  template <class Message>
  static std::ptrdiff_t placeOf(const std::vector<protocol::Command>& commands) {
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [](const auto& c) { return std::holds_alternative<Message>(c); });
    return found == commands.end() ? -1 : found - commands.begin();
  }
};

TEST_F(KeptWorkTest, EveryEpochIsAskedForOnce) {
  train();
  EXPECT_EQ(handOver(), 3);
  app_->apply(protocol::Timeline{1, -1, {0, 1, 2}});
  EXPECT_EQ(handOver(), 0);
  app_->apply(protocol::Timeline{1, -1, {0, 1, 2, 3}});
  EXPECT_EQ(handOver(), 1);
}

TEST_F(KeptWorkTest, AnEpochThatWasTakenBackIsAskedForAgain) {
  train();
  handOver();
  app_->apply(protocol::Timeline{1, -1, {0, 1}});
  app_->apply(protocol::Timeline{1, -1, {0, 1, 2}});
  EXPECT_EQ(handOver(), 1);
}

TEST_F(KeptWorkTest, OfARunThatHasNotBegunNothingIsAskedFor) {
  begin();
  app_->apply(protocol::Timeline{1, -1, {0}});
  EXPECT_EQ(handOver(), 0);
}

TEST_F(KeptWorkTest, PiecesBelongToTheCheckpointsEpochs) {
  train();
  app_->apply(protocol::Timeline{1, -1, {0, 1, 2, 3}});
  handOver();
  EXPECT_EQ(protocol::parseTable(app_->workPieces()).size(), 3U) << "its third epoch is not over in the checkpoint";
}

TEST_F(KeptWorkTest, AnotherPageGoesOnWithIt) {
  train();
  handOver();
  const protocol::Bytes bytes = file();
  openAnotherPage();
  EXPECT_EQ(app_->openWork(bytes), "");
  EXPECT_EQ(sent().size(), 0U) << "there is no worker yet";
  app_->apply(test::ready());
  const auto commands = sent();
  const auto run = placeOf<protocol::Checkpoint>(commands);
  ASSERT_GE(run, 3);
  for (std::ptrdiff_t i = run - 3; i < run; ++i)
    EXPECT_TRUE(std::holds_alternative<protocol::Snapshot>(commands[static_cast<std::size_t>(i)])) << i;
  EXPECT_EQ(placeOf<protocol::Train>(commands), -1);
  EXPECT_EQ(app_->workHead().size(), bytes.size() - 3 * snapshotOf(1, 0).bulk.size())
      << "and nothing is lost meanwhile";
}

TEST_F(KeptWorkTest, ANewWorkerGetsThePastEpochsOfTheOneThatWasLost) {
  train();
  handOver();
  const auto all = pieces();
  app_->workerLost("The engine stopped.");
  EXPECT_EQ(protocol::parseTable(app_->workPieces()).size(), 3U);
  app_->apply(test::ready());
  app_->apply(test::run(1));
  app_->apply(protocol::Timeline{1, -1, {0}});
  EXPECT_EQ(placeOf<protocol::Checkpoint>(sent()), -1) << "the pieces are on their way";
  EXPECT_EQ(protocol::parseTable(app_->workPieces()).size(), 3U) << "and what is saved meanwhile has all of them";
  app_->bringPieces(all);
  const auto commands = sent();
  ASSERT_EQ(placeOf<protocol::Snapshot>(commands), 0);
  EXPECT_EQ(placeOf<protocol::Checkpoint>(commands), 3);
  app_->apply(test::run(2));
  protocol::Progress progress = test::progress(2);
  progress.imagesSeen = 20000;
  app_->apply(progress);
  app_->apply(protocol::Timeline{2, -1, {0, 1, 2}});
  EXPECT_EQ(handOver(), 0) << "the pieces are known by their names";
  app_->bringPieces(all);
  EXPECT_TRUE(sent().empty()) << "nobody waits for them any more";
}

TEST_F(KeptWorkTest, APieceThatTheLostWorkerDidNotHandOverKeepsNoOneWaiting) {
  train();
  app_->workerLost("The engine stopped.");
  app_->apply(test::ready());
  EXPECT_GE(placeOf<protocol::Checkpoint>(sent()), 0);
}

TEST_F(KeptWorkTest, ARunThatWasLeftIsPutAwayWithTheOneAtWorkAndComesBack) {
  train();
  handOver();
  app_->apply(test::epochDone(1, 1));
  app_->apply(test::epochDone(1, 2));
  branch();
  const auto all = pieces();
  EXPECT_EQ(all.size(), 3U + 2 + 1);
  const std::string names = app_->workPieces();
  EXPECT_EQ(protocol::parseTable(names).size(), 4U) << "two epochs are the same in both";
  protocol::Bytes bytes = app_->workHead();
  for (const protocol::Bytes& piece : all) bytes.insert(bytes.end(), piece.begin(), piece.end());
  EXPECT_TRUE(pieces().empty()) << "it does not change";
  openAnotherPage();
  EXPECT_EQ(app_->openWork(bytes), "");
  app_->apply(test::ready());
  expectBothRuns(sent());
  app_->apply(test::run(1));  // which every worker begins with
  tellOfBranch(2, runOf(2, 1, false));
  EXPECT_EQ(app_->state().leftRuns().size(), 1U) << "it is on its way";
  app_->apply(runOf(2, 2, false));
  app_->apply(runOf(2, 2, true));
  EXPECT_FALSE(app_->state().isComingBack());
  ASSERT_NE(app_->state().epochsOf(1), nullptr);
  EXPECT_TRUE(app_->state().epochsOf(1)->empty()) << "of a checkpoint that has none";
  pieces();
  EXPECT_EQ(app_->workPieces(), names);
}

TEST_F(KeptWorkTest, ANewWorkerGetsTheRunsThatWereLeftToo) {
  train();
  handOver();
  branch();
  const auto all = pieces();
  const std::string names = app_->workPieces();
  for (int times = 0; times < 2; ++times) {
    app_->workerLost("The engine stopped.");
    app_->apply(test::ready());
    app_->apply(test::run(1));
    EXPECT_EQ(app_->workPieces(), names);
    app_->bringPieces(all);
    expectBothRuns(sent());
  }
  tellOfBranch(2, runOf(2, 1, false));
  app_->apply(runOf(2, 2, false));
  app_->apply(runOf(2, 2, true));
  app_->apply(runOf(3, 1, true));  // it is chosen again
  EXPECT_EQ(app_->state().leftRuns().count(2), 1U);
  EXPECT_EQ(app_->state().leftRuns().count(1), 0U);
}

TEST_F(KeptWorkTest, ARunThatTheEngineRefusesIsNoLongerPutAway) {
  train();
  handOver();
  branch();
  const protocol::Bytes bytes = file();
  openAnotherPage();
  EXPECT_EQ(app_->openWork(bytes), "");
  app_->apply(test::ready());
  app_->apply(test::run(1));
  tellOfBranch(2, runOf(2, 1, false));
  app_->apply(runOf(2, 2, false));
  app_->apply(protocol::Failed{"run", "It does not fit.", -1, "", 0});
  EXPECT_TRUE(app_->state().leftRuns().empty());
  EXPECT_FALSE(app_->state().isComingBack());
}

TEST_F(KeptWorkTest, AnEpochOfARunThatWasLeftIsAskedForAsLongAsItIsMissing) {
  train();
  sent();
  app_->apply(runOf(2, 2, true));
  app_->apply(test::progress(2));
  app_->apply(protocol::Timeline{2, -1, {0, 1}});
  app_->apply(snapshotOf(1, 0));  // which was on its way
  std::vector<int> asked;
  for (auto questions = sentOf<protocol::FetchLeftSnapshot>(); !questions.empty();
       questions = sentOf<protocol::FetchLeftSnapshot>()) {
    ASSERT_EQ(questions.size(), 1U);
    EXPECT_EQ(questions[0].number, 1);
    asked.push_back(questions[0].epoch);
    app_->apply(snapshotOf(1, asked.back()));
  }
  EXPECT_EQ(asked, (std::vector<int>{0, 1, 2}));
  pieces();
  EXPECT_EQ(protocol::parseTable(app_->workPieces()).size(), 4U);
}

TEST_F(KeptWorkTest, AnEpochThatComesUnaskedIsNotAskedFor) {
  train();
  handOver();
  app_->apply(snapshotOf(1, 3));
  app_->apply(protocol::Timeline{1, -1, {0, 1, 2, 3}});
  EXPECT_EQ(handOver(), 0);
}

TEST_F(KeptWorkTest, TheCurveAndThePictureComeBack) {
  train();
  handOver();
  const protocol::Bytes bytes = file();
  openAnotherPage();
  EXPECT_EQ(app_->openWork(bytes), "");
  app_->apply(test::ready());
  app_->apply(test::run(1));  // which every worker begins with
  app_->apply(test::progress(1));
  app_->apply(test::run(2));
  protocol::Progress progress = test::progress(2);
  progress.imagesSeen = 20000;
  app_->apply(progress);
  app_->apply(protocol::Timeline{2, -1, {0, 1, 2}});
  EXPECT_EQ(app_->state().curve.size(), 8U);
  app_->apply(test::dataset());
  settle();
  const auto commands = sent();
  const auto picked = placeOf<protocol::PickImage>(commands);
  ASSERT_GE(picked, 0);
  EXPECT_EQ(std::get<protocol::PickImage>(commands[static_cast<std::size_t>(picked)]).index, 7);
  EXPECT_EQ(placeOf<protocol::FetchSnapshot>(commands), -1) << "the pieces are known by their names";
}

TEST_F(KeptWorkTest, AFileIsOpenedInPlaceOfARunThatIsTraining) {
  train();
  handOver();
  const protocol::Bytes bytes = file();
  openAnotherPage();
  begin();
  protocol::Progress running = test::progress(1);
  running.running = true;
  running.imagesSeen = 400;
  app_->apply(running);
  app_->apply(protocol::Curve{1, {400, 2, 0.1F, 0.005F}});
  settle();
  sent();
  EXPECT_FALSE(app_->state().isOpening());
  EXPECT_EQ(app_->openWork(bytes), "");
  const auto commands = sent();
  EXPECT_LT(placeOf<protocol::Snapshot>(commands), placeOf<protocol::Checkpoint>(commands));
  EXPECT_EQ(placeOf<protocol::Train>(commands), -1);
  running.imagesSeen = 450;
  app_->apply(running);  // on its way before the worker read the checkpoint
  EXPECT_TRUE(app_->state().isOpening());
  app_->apply(test::run(2));
  EXPECT_FALSE(app_->state().isOpening());
  protocol::Progress progress = test::progress(2);
  progress.imagesSeen = 20000;
  app_->apply(progress);
  ASSERT_EQ(app_->state().curve.size(), 8U);
  EXPECT_EQ(app_->state().curve[0], 5000);
}

TEST_F(KeptWorkTest, WorkThatTheEngineRefusesLeavesTheRunWithItsCurve) {
  train();
  const protocol::Bytes bytes = file();
  app_->apply(protocol::Curve{1, {21000, 0.3F, 0.9F, 0.005F}});
  EXPECT_EQ(app_->openWork(bytes), "");
  app_->apply(protocol::Failed{"checkpoint", "This checkpoint does not fit.", -1, "", 0});
  EXPECT_FALSE(app_->state().isOpening());
  protocol::Progress progress = test::progress(1);
  progress.imagesSeen = 21000;
  app_->apply(progress);
  EXPECT_EQ(app_->state().curve.size(), 12U);
}

TEST_F(KeptWorkTest, DamagedWorkIsRefusedAndChangesNothing) {
  train();
  protocol::Bytes bytes = app_->workHead();
  bytes.back() ^= 1U;
  sent();
  const std::string before = app_->drawingText();
  EXPECT_EQ(app_->openWork(bytes), "This work is damaged: its checksum differs.");
  EXPECT_EQ(sent().size(), 0U);
  EXPECT_EQ(app_->drawingText(), before);
  EXPECT_TRUE(app_->state().checkpoint.has_value());
}

TEST_F(KeptWorkTest, ADrawingThatCannotBeReadIsToldAndTheRestIsUsed) {
  keep::Work work;
  work.recipe = test::kRecipe;
  work.drawing = "drawing 1 ; stroke 300 hello";
  work.wardrobe = {1, 2, 3};
  EXPECT_EQ(app_->openWork(keep::writeHead(work)), "");
  ASSERT_EQ(app_->problems().size(), 1U);
  EXPECT_EQ(app_->problems()[0].rfind("The drawing that was kept cannot be read.", 0), 0U);
  app_->apply(test::ready());
  const auto commands = sent();
  EXPECT_GE(placeOf<protocol::OpenWardrobe>(commands), 0);
  EXPECT_GE(placeOf<protocol::SetRecipe>(commands), 0);
}

TEST_F(KeptWorkTest, WhatWasKeptForALinkIsOpenedInPlaceOfItsRecipe) {
  keep::Work work;
  work.recipe = test::kRecipe;
  app_->openLink("#recipe=lab-16&weights=pretrained&hide=draw");
  EXPECT_EQ(app_->openWork(keep::writeHead(work)), "");
  app_->apply(test::ready());
  const auto recipes = sentOf<protocol::SetRecipe>();
  ASSERT_EQ(recipes.size(), 1U);
  EXPECT_EQ(recipes[0].recipe, test::kRecipe);
  begin();
  EXPECT_EQ(find("button", "Clear drawing"), nullptr) << "what the link hides stays hidden";
}

TEST_F(KeptWorkTest, ThereIsSomethingToSaveOnceSomethingWasDone) {
  begin();
  int version = app_->keeper().version();
  const auto isNewer = [&] { return std::exchange(version, app_->keeper().version()) != version; };
  EXPECT_EQ(version, 0) << "a page that was just opened";
  protocol::Recipe recipe = test::recipe();
  recipe.recipe += " again";
  app_->apply(recipe);
  EXPECT_FALSE(isNewer()) << "nobody has asked for another one";
  app_->queue(protocol::SetField{"learningRate", "0.1"});
  sent();
  recipe.recipe += " and again";
  app_->apply(recipe);
  EXPECT_TRUE(isNewer());
  app_->padPointer("down", 0.3F, 0.3F);
  app_->padPointer("up", 0.6F, 0.6F);
  settle();
  EXPECT_TRUE(isNewer());
  app_->apply(test::checkpoint(1));
  EXPECT_TRUE(isNewer());
  app_->apply(protocol::Wardrobe{});
  EXPECT_TRUE(isNewer());
  app_->apply(test::run(2));  // a reset
  app_->apply(test::progress(2));
  EXPECT_TRUE(isNewer());
  app_->apply(test::progress(2));
  EXPECT_FALSE(isNewer());
}

TEST_F(KeptWorkTest, ThereIsSomethingToSaveOnceOpenedWorkIsThere) {
  train();
  handOver();
  const protocol::Bytes bytes = file();
  openAnotherPage();
  begin();
  EXPECT_EQ(app_->openWork(bytes), "");
  app_->apply(test::run(2));
  const int before = app_->keeper().version();
  app_->apply(protocol::Timeline{2, -1, {0, 1, 2}});
  EXPECT_GT(app_->keeper().version(), before);
}

TEST_F(KeptWorkTest, ALinksRecipeIsNobodysWork) {
  app_->openLink("#recipe=lab-16");
  begin();
  protocol::Recipe recipe = test::recipe();
  recipe.recipe += " by the link";
  app_->apply(recipe);
  EXPECT_EQ(app_->keeper().version(), 0);
}

TEST_F(KeptWorkTest, TheBarSaysWhetherItIsSavedAndTheCardWhatCanBeDone) {
  begin();
  EXPECT_NE(find("button", "New"), nullptr);
  app_->setKeeping({"Saved", "It was saved in this browser at 14:03.", false, false, false});
  settle();
  press("Saved");
  EXPECT_NE(find("text", "Your work"), nullptr);
  EXPECT_EQ(find("button", "Use it here"), nullptr);
  EXPECT_EQ(find("button", "Save the damaged work to a file"), nullptr);
  press("Save to a file");
  EXPECT_EQ(app_->takeWish(), Wish::kSaveWork);
  EXPECT_EQ(find("button", "Save to a file"), nullptr) << "the card is closed";
}

TEST_F(KeptWorkTest, GoingBackToTheOriginalIsAskedFirst) {
  begin();
  press("New");
  press("Back to the teacher\u2019s original");
  EXPECT_EQ(app_->takeWish(), Wish::kNothing);
  press("Keep my work");
  EXPECT_EQ(app_->takeWish(), Wish::kNothing);
  press("Back to the teacher\u2019s original");
  press("Delete and begin again");
  EXPECT_EQ(app_->takeWish(), Wish::kForgetWork);
}

TEST_F(KeptWorkTest, WorkThatAnotherTabHasIsAskedAboutAndNotDeletedFromHere) {
  begin();
  app_->setKeeping({"Not saved", "This work is open in another tab.", true, true, false});
  settle();
  EXPECT_EQ(find("button", "Back to the teacher\u2019s original"), nullptr);
  press("Use it here");
  EXPECT_EQ(app_->takeWish(), Wish::kUseHere);
}

}  // namespace
}  // namespace atelier::ui
