#include "protocol/table.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;
using testing::kSmall;

constexpr const char* kAdam =
    "conv 4x3 | max-pool 2 | dense 10 ; adam 0.002 ; batch 20 epochs 3 ; folds none shuffle on ; "
    "train 500 test 100 inputs centred ; seed 1";

std::string hashOf(const Bench& bench) { return bench.last<Progress>().weightsHash; }

// All three epochs of the recipe.
void trainToTheEnd(Bench& bench, const std::string& recipe) {
  bench.settle();
  bench.send(SetRecipe{recipe});
  bench.send(Train{});
  bench.finish();
}

std::vector<Row> runsOf(const Bench& bench) { return parseTable(bench.last<protocol::Run>().runs); }

TEST(Branch, GoesOnFromAnEpochToTheSameBits) {
  for (const char* recipe : {kSmall, kAdam}) {
    for (const int epoch : {0, 1, 2}) {
      Bench bench;
      trainToTheEnd(bench, recipe);
      const std::string straight = hashOf(bench);
      bench.send(protocol::Branch{epoch});
      EXPECT_EQ(bench.last<Progress>().epoch, epoch);
      EXPECT_FALSE(bench.last<Progress>().running);
      EXPECT_NE(hashOf(bench), straight);
      bench.send(Train{});
      bench.finish();
      EXPECT_EQ(bench.last<Progress>().phase, "finished");
      EXPECT_EQ(hashOf(bench), straight) << recipe << " from epoch " << epoch;
    }
  }
}

TEST(Branch, TakesWhatIsEditedAndGoesAnotherWay) {
  Bench bench;
  trainToTheEnd(bench, kSmall);
  const std::string straight = hashOf(bench);
  bench.send(SetField{"learningRate", "0.001"});
  bench.send(protocol::Branch{1});
  EXPECT_DOUBLE_EQ(bench.last<Progress>().learningRate, 0.001);
  bench.send(Train{});
  bench.finish();
  EXPECT_NE(hashOf(bench), straight);
}

TEST(Branch, TellsItsEpochsAndWhatCanBeLookedBackAt) {
  Bench bench;
  trainToTheEnd(bench, kSmall);
  const auto before = bench.all<EpochDone>();
  const int oldId = bench.last<protocol::Run>().runId;
  bench.send(ShowEpoch{2});
  bench.send(protocol::Branch{2});
  const auto after = bench.all<EpochDone>();
  ASSERT_EQ(after.size(), before.size() + 2);
  EXPECT_EQ(after.back().testAccuracy, before[1].testAccuracy);
  EXPECT_GT(bench.last<protocol::Run>().runId, oldId);
  EXPECT_EQ(bench.last<protocol::Run>().number, 2);
  EXPECT_EQ(bench.last<protocol::Timeline>().shown, -1);
  EXPECT_EQ(bench.last<protocol::Timeline>().bulk, (Floats{0, 1, 2}));
  bench.send(ShowEpoch{0});
  EXPECT_EQ(bench.last<protocol::Timeline>().shown, 0);
  EXPECT_EQ(bench.last<Checkpoint>().epoch, 2) << "a lost worker would lose the branch";
}

// A page would take it for news of the run that it knows.
TEST(Branch, SaysNothingOfTheNewRunBeforeItSaysThatItBegins) {
  Bench bench;
  trainToTheEnd(bench, kSmall);
  const int oldId = bench.last<protocol::Run>().runId;
  const std::size_t before = bench.events.size();
  bench.send(protocol::Branch{1});
  for (std::size_t i = before; i < bench.events.size(); ++i) {
    if (std::holds_alternative<protocol::Run>(bench.events[i])) break;
    if (const auto* progress = std::get_if<Progress>(&bench.events[i])) EXPECT_EQ(progress->runId, oldId);
  }
}

TEST(Branch, LeavesTheOldRunWhereItWas) {
  Bench bench;
  trainToTheEnd(bench, kSmall);
  const std::string straight = hashOf(bench);
  bench.send(protocol::Branch{1});
  bench.send(SetField{"learningRate", "0.001"});
  bench.send(Train{});
  bench.finish();
  const std::string branched = hashOf(bench);
  const auto runs = runsOf(bench);
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0][0], "1");
  EXPECT_EQ(runs[1][0], "2");
  EXPECT_EQ(runs[1][1], "1");
  EXPECT_EQ(runs[1][2], "1");

  bench.send(ChooseRun{1});
  EXPECT_EQ(bench.last<protocol::Run>().number, 1);
  EXPECT_EQ(hashOf(bench), straight);
  EXPECT_EQ(bench.last<protocol::Recipe>().recipe, kSmall);
  EXPECT_EQ(bench.last<protocol::Timeline>().bulk, (Floats{0, 1, 2, 3}));
  bench.send(ChooseRun{2});
  EXPECT_EQ(hashOf(bench), branched);
}

TEST(Branch, PausesTheRunThatItLeaves) {
  Bench bench;
  bench.settle();
  bench.send(SetRecipe{kSmall});
  bench.send(StepEpoch{});
  bench.finish();
  bench.send(Train{});
  bench.session.work(0.0001);
  ASSERT_TRUE(bench.last<Progress>().running);
  bench.send(protocol::Branch{0});
  EXPECT_FALSE(bench.last<Progress>().running);
  bench.send(ChooseRun{1});
  EXPECT_FALSE(bench.last<Progress>().running);
  EXPECT_GT(bench.last<Progress>().imagesSeen, 500);
}

TEST(Branch, OfAFourthAndFifthRunLetsTheOldestGoButNeverItsParent) {
  Bench bench;
  trainToTheEnd(bench, kSmall);
  for (int i = 0; i < 3; ++i) bench.send(protocol::Branch{1});
  EXPECT_EQ(runsOf(bench).size(), 4U);
  bench.send(ChooseRun{1});
  bench.send(protocol::Branch{2});
  const auto runs = runsOf(bench);
  ASSERT_EQ(runs.size(), 4U);
  EXPECT_EQ(runs[0][0], "1");
  EXPECT_EQ(runs[1][0], "3");
  EXPECT_EQ(runs[3][0], "5");
  bench.send(ChooseRun{2});
  EXPECT_EQ(bench.last<Failed>().code, "run");
  EXPECT_EQ(bench.last<Failed>().text, "There is no run 2: the latest 4 are kept.");
}

TEST(Branch, SaysWhichEpochItCannotGoOnFrom) {
  Bench bench;
  trainToTheEnd(bench, kSmall);
  const auto before = bench.all<protocol::Run>().size();
  for (const int epoch : {4, -1}) {
    bench.send(protocol::Branch{epoch});
    EXPECT_EQ(bench.last<Failed>().text, "Epoch " + std::to_string(epoch) + " is not over yet.");
  }
  EXPECT_EQ(bench.all<protocol::Run>().size(), before) << "nothing changed";
}

TEST(Reset, KeepsARunThatHasLearnedSomething) {
  Bench bench;
  trainToTheEnd(bench, kSmall);
  const std::string straight = hashOf(bench);
  bench.send(Reset{});
  bench.send(Reset{});
  EXPECT_EQ(runsOf(bench).size(), 2U);
  EXPECT_EQ(bench.last<protocol::Run>().number, 2);
  bench.send(ChooseRun{1});
  EXPECT_EQ(hashOf(bench), straight);
}

}  // namespace
}  // namespace atelier::worker
