#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;

TEST(Session, GoesOnFromACheckpointInAnotherWorkerToTheSameBits) {
  Bench first;
  first.load();
  first.send(Train{});
  first.session.work(0.00005);
  first.send(Pause{});
  const Checkpoint saved = first.last<Checkpoint>();
  EXPECT_GT(saved.epoch * 500 + saved.position, 0);
  first.send(Train{});
  first.finish();
  Bench second;
  second.settle();
  second.send(saved);
  EXPECT_EQ(second.last<Progress>().imagesSeen, saved.epoch * 500 + saved.position);
  second.send(Train{});
  second.finish();
  EXPECT_EQ(second.last<Progress>().weightsHash, first.last<Progress>().weightsHash);
  EXPECT_EQ(second.last<EpochDone>().testLoss, first.last<EpochDone>().testLoss);
}

TEST(Session, KeepsARestoredRunWhenItsDataComesAfterIt) {
  Bench first;
  first.load();
  first.send(StepEpoch{});
  first.finish();
  const Checkpoint saved = first.last<Checkpoint>();
  Bench second;
  second.session.handle(saved);  // before any file was fetched
  second.settle();
  EXPECT_EQ(second.last<Progress>().imagesSeen, 500);
  second.send(Train{});
  second.finish();
  first.send(Train{});
  first.finish();
  EXPECT_EQ(second.last<Progress>().weightsHash, first.last<Progress>().weightsHash);
}

TEST(Session, KeepsARestoredRunWhenItsDataCannotBeHad) {
  Bench first;
  first.load();
  first.send(StepEpoch{});
  first.finish();
  Bench second;
  second.site.files.clear();
  second.session.handle(first.last<Checkpoint>());
  second.send(Train{});
  second.finish();
  EXPECT_EQ(second.last<Progress>().imagesSeen, 500);
  EXPECT_EQ(second.last<Progress>().phase, "paused");
  EXPECT_EQ(second.last<protocol::Dataset>().name, "synthetic");
}

TEST(Session, RefusesACheckpointThatDoesNotFitAndKeepsItsRun) {
  Bench bench;
  bench.load();
  bench.send(StepBatch{});
  bench.finish();
  const Checkpoint good = bench.last<Checkpoint>();
  const int runId = bench.last<Progress>().runId;
  for (const auto& spoil : std::vector<std::function<void(Checkpoint&)>>{
           [](Checkpoint& c) { c.bulk.pop_back(); },
           [](Checkpoint& c) { c.bulk[3] = std::numeric_limits<float>::infinity(); },
           [](Checkpoint& c) { c.recipe = "conv"; }, [](Checkpoint& c) { c.epoch = 2; },
           [](Checkpoint& c) { c.position = 501; }, [](Checkpoint& c) { c.position = -1; },
           [](Checkpoint& c) { c.history = "1\t2"; }}) {
    Checkpoint bad = good;
    spoil(bad);
    bench.send(bad);
    EXPECT_EQ(bench.last<Failed>().code, "checkpoint");
    EXPECT_EQ(bench.last<Progress>().runId, runId);
  }
  EXPECT_EQ(bench.all<Failed>().size(), 7U);
}

TEST(Session, ACheckpointOfMomentsAndFoldsGoesOnToTheSameBits) {
  const char* const recipe =
      "conv 4x3 pad 1 | batch-norm | max-pool 2 | dense 10 ; adam 0.002 cosine ; batch 8 epochs 3 ; folds rotate 3 "
      "shuffle on ; "
      "augment shift 1 ; train 300 test 50 inputs centred ; seed 4";
  const auto start = [&](Bench& bench) {
    bench.load();
    bench.send(SetRecipe{recipe});
  };
  Bench straight;
  start(straight);
  straight.send(Train{});
  straight.finish();
  Bench first;
  start(first);
  first.send(StepEpoch{});
  first.finish();
  for (int i = 0; i < 7; ++i) {
    first.send(StepBatch{});
    first.finish();
  }
  Bench second;
  start(second);
  second.send(first.last<Checkpoint>());
  EXPECT_EQ(second.last<Progress>().imagesSeen, 256);
  second.send(Train{});
  second.finish();
  EXPECT_EQ(second.last<Progress>().phase, "finished");
  EXPECT_EQ(second.last<Progress>().weightsHash, straight.last<Progress>().weightsHash);
}

}  // namespace
}  // namespace atelier::worker
