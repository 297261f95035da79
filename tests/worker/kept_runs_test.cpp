#include "keep/left_run.h"
#include "protocol/table.h"
#include "worker/kept_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;
using testing::bringBack;
using testing::hashOf;
using testing::kAdam;
using testing::keep;
using testing::kSmall;
using testing::TwoWorkers;

keep::LeftRun leftRun(const Checkpoint& run, int number) {
  keep::LeftRun left;
  left.number = number;
  left.run = run;
  return left;
}

std::vector<Row> runsOf(const Bench& bench) { return parseTable(bench.last<protocol::Run>().runs); }

TEST(KeptRuns, ARunThatWasLeftComesBackAndTrainsOnToTheSameBits) {
  for (const char* recipe : {kSmall, kAdam}) {
    TwoWorkers w(recipe);
    w.first.send(Branch{1});
    w.first.send(StepBatch{});
    w.first.finish();
    bringBack(w.second, keep(w.first));
    w.second.send(NumberRun{2, 1, 1});
    for (const int epoch : {0, 1, 2}) {
      w.first.send(FetchLeftSnapshot{1, epoch});
      EXPECT_EQ(w.first.last<Snapshot>().name, w.kept.snapshots[static_cast<std::size_t>(epoch)].name);
      w.second.send(w.first.last<Snapshot>());
    }
    w.second.send(BringRun{keep::writeLeftRun(leftRun(w.kept.run, 1))});
    EXPECT_TRUE(w.second.all<Failed>().empty());
    EXPECT_EQ(w.second.last<protocol::Run>().number, 2);
    EXPECT_EQ(w.second.last<protocol::Run>().runs, w.first.last<protocol::Run>().runs);
    EXPECT_EQ(hashOf(w.second), hashOf(w.first)) << "the run at work is untouched";
    w.both(ChooseRun{1});
    EXPECT_EQ(hashOf(w.second), hashOf(w.first));
    EXPECT_EQ(w.second.last<protocol::Timeline>().bulk, (Floats{0, 1, 2}));
    w.both(ShowEpoch{1});
    EXPECT_EQ(w.second.weightsShown(), w.first.weightsShown());
    for (const int number : {1, 2}) {
      w.both(ChooseRun{number});
      w.both(Train{});
      EXPECT_EQ(w.second.last<Progress>().phase, "finished");
      EXPECT_EQ(hashOf(w.second), hashOf(w.first)) << number;
    }
    w.both(Branch{1});
    EXPECT_EQ(w.second.last<protocol::Run>().number, 3);
  }
}

TEST(KeptRuns, ARunThatIsLeftWhileItTrainsSaysWhereItStands) {
  Bench bench;
  bench.load();
  bench.send(Train{});
  bench.session.work(0.0001);
  bench.settle();
  const int id = bench.last<Progress>().runId;
  bench.send(Reset{});
  const Checkpoint left = bench.last<Checkpoint>();
  EXPECT_EQ(left.runId, id);
  EXPECT_GT(left.epoch + left.position, 0);
  bench.send(ChooseRun{1});
  EXPECT_EQ(bench.last<Progress>().imagesSeen, 500 * left.epoch + left.position);
}

TEST(KeptRuns, ARunThatDoesNotFitIsLeftOutWithASentence) {
  TwoWorkers w(kSmall);
  bringBack(w.second, w.kept);
  w.second.send(NumberRun{2, 0, 0});
  const std::string before = w.second.last<protocol::Run>().runs;
  const auto changed = [&](const auto& change) {
    keep::LeftRun left = leftRun(w.kept.run, 1);
    change(left);
    return BringRun{keep::writeLeftRun(left)};
  };
  BringRun damaged = changed([](keep::LeftRun&) {});
  damaged.bulk.back() ^= 1U;
  for (const BringRun& bad :
       {damaged, BringRun{}, changed([](auto& r) { r.number = 0; }), changed([](auto& r) { r.number = 2; }),
        changed([](auto& r) { r.number = 2'000'000'000; }), changed([](auto& r) { r.from = -2; }),
        changed([](auto& r) { r.run.recipe = "conv"; }), changed([](auto& r) { r.run.bulk.pop_back(); }),
        changed([](auto& r) { r.run.epoch = -1; })}) {
    w.second.send(bad);
    EXPECT_EQ(w.second.last<Failed>().code, "run");
    EXPECT_NE(w.second.last<Failed>().text, "");
    EXPECT_EQ(w.second.last<protocol::Run>().runs, before);
  }
  EXPECT_EQ(w.second.all<Failed>().size(), 9U);
  EXPECT_EQ(hashOf(w.second), hashOf(w.first));
}

TEST(KeptRuns, FourAreKeptAtMost) {
  TwoWorkers w(kSmall);
  bringBack(w.second, w.kept);
  w.second.send(NumberRun{9, 0, 0});
  for (const int number : {5, 2, 3, 4}) w.second.send(BringRun{keep::writeLeftRun(leftRun(w.kept.run, number))});
  EXPECT_EQ(w.second.all<Failed>().size(), 1U);
  const auto runs = runsOf(w.second);
  ASSERT_EQ(runs.size(), 4U);
  EXPECT_EQ(runs[0][0], "2");
  EXPECT_EQ(runs[1][0], "3");
  EXPECT_EQ(runs[2][0], "5");
  EXPECT_EQ(runs[3][0], "9");
  EXPECT_EQ(w.second.last<protocol::Run>().number, 9);
}

TEST(KeptRuns, ANumberThatIsNoneIsRefused) {
  Bench bench;
  bench.load();
  bench.send(NumberRun{0, 0, 0});
  EXPECT_EQ(bench.last<Failed>().code, "run");
  EXPECT_EQ(bench.last<protocol::Run>().number, 1);
}

TEST(KeptRuns, OfARunThatIsNotKeptThereIsNoEpoch) {
  Bench bench;
  bench.load();
  bench.send(FetchLeftSnapshot{7, 0});
  EXPECT_EQ(bench.last<Snapshot>().name, "");
}

}  // namespace
}  // namespace atelier::worker
