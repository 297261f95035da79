#include "keep/piece.h"
#include "keep/snapshot.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;
using testing::kSmall;

constexpr const char* kAdam =
    "conv 4x3 | max-pool 2 | dense 10 ; adam 0.002 ; batch 20 epochs 3 ; folds none shuffle on ; "
    "train 500 test 100 inputs centred ; seed 1";

// What the page puts away: a checkpoint, and the weights of each epoch that is kept.
struct Kept {
  Checkpoint run;
  std::vector<Snapshot> snapshots;
};

Kept keep(Bench& bench) {
  Kept kept{bench.last<Checkpoint>(), {}};
  for (const float epoch : bench.last<protocol::Timeline>().bulk) {
    bench.send(FetchSnapshot{static_cast<int>(epoch)});
    kept.snapshots.push_back(bench.last<Snapshot>());
  }
  return kept;
}

void bringBack(Bench& bench, const Kept& kept) {
  for (const Snapshot& snapshot : kept.snapshots) bench.send(snapshot);
  bench.send(kept.run);
}

std::string hashOf(const Bench& bench) { return bench.last<Progress>().weightsHash; }

// Two epochs and five batches of the third.
void trainForAWhile(Bench& bench, const std::string& recipe) {
  bench.settle();
  bench.send(SetRecipe{recipe});
  for (int i = 0; i < 2; ++i) {
    bench.send(StepEpoch{});
    bench.finish();
  }
  for (int i = 0; i < 5; ++i) {
    bench.send(StepBatch{});
    bench.finish();
  }
}

TEST(KeptWork, GoesOnInAnotherWorkerToTheSameBits) {
  for (const char* recipe : {kSmall, kAdam}) {
    Bench first;
    trainForAWhile(first, recipe);
    const Kept kept = keep(first);
    Bench second;
    second.settle();
    bringBack(second, kept);
    EXPECT_TRUE(second.all<Failed>().empty());
    EXPECT_FALSE(second.last<Progress>().running);
    EXPECT_EQ(hashOf(second), hashOf(first));
    EXPECT_EQ(second.last<EpochDone>().epoch, 2);
    for (Bench* bench : {&first, &second}) {
      bench->send(Train{});
      bench->finish();
    }
    EXPECT_EQ(hashOf(second), hashOf(first)) << recipe;
    EXPECT_EQ(second.last<EpochDone>().testLoss, first.last<EpochDone>().testLoss);
  }
}

TEST(KeptWork, HasTheSameTimelineAndBranchesToTheSameBits) {
  Bench first;
  trainForAWhile(first, kAdam);
  const Kept kept = keep(first);
  Bench second;
  second.settle();
  bringBack(second, kept);
  EXPECT_EQ(second.last<protocol::Timeline>().bulk, (Floats{0, 1, 2}));
  for (const int epoch : {0, 1, 2}) {
    for (Bench* bench : {&first, &second}) bench->send(ShowEpoch{epoch});
    EXPECT_EQ(second.weightsShown(), first.weightsShown()) << epoch;
  }
  for (Bench* bench : {&first, &second}) {
    bench->send(Branch{1});
    bench->send(Train{});
    bench->finish();
  }
  EXPECT_EQ(hashOf(second), hashOf(first));
}

TEST(KeptWork, IsThePiecesThatItWasBroughtBackFrom) {
  Bench first;
  trainForAWhile(first, kAdam);
  const Kept kept = keep(first);
  Bench second;
  second.settle();
  bringBack(second, kept);
  second.send(StepBatch{});
  second.finish();
  const Kept again = keep(second);
  ASSERT_EQ(again.snapshots.size(), kept.snapshots.size());
  for (std::size_t i = 0; i < kept.snapshots.size(); ++i) {
    EXPECT_EQ(again.snapshots[i].name, kept.snapshots[i].name);
    EXPECT_EQ(again.snapshots[i].bulk, kept.snapshots[i].bulk);
  }
}

TEST(KeptWork, OfAnEpochThatIsNotKeptThereIsNothing) {
  Bench bench;
  bench.load();
  bench.send(FetchSnapshot{7});
  EXPECT_EQ(bench.last<Snapshot>().epoch, 7);
  EXPECT_EQ(bench.last<Snapshot>().name, "");
  EXPECT_TRUE(bench.last<Snapshot>().bulk.empty());
}

TEST(KeptWork, APieceThatDoesNotFitIsLeftOutWithASentence) {
  Bench first;
  trainForAWhile(first, kSmall);
  const Kept kept = keep(first);
  const auto changed = [&](const auto& change) {
    std::string error;
    auto snapshot = *keep::readSnapshot(kept.snapshots[1].bulk, error);
    change(snapshot);
    return Snapshot{0, 0, "", keep::writeSnapshot(snapshot)};
  };
  Snapshot damaged = kept.snapshots[1];
  damaged.bulk.back() ^= 1U;
  for (const Snapshot& bad : {damaged, changed([](auto& s) { s.parameters.pop_back(); }),
                              changed([](auto& s) { s.parameters[0] = std::numeric_limits<float>::infinity(); }),
                              changed([](auto& s) { s.moments.push_back(1); }), changed([](auto& s) { s.epoch = 3; }),
                              changed([](auto& s) { s.epoch = -1; }), changed([](auto& s) { s.steps = -1; })}) {
    Bench second;
    second.settle();
    bringBack(second, {kept.run, {kept.snapshots[0], bad}});
    EXPECT_EQ(second.last<Failed>().code, "timeline");
    EXPECT_NE(second.last<Failed>().text, "");
    EXPECT_EQ(second.last<protocol::Timeline>().bulk, (Floats{0}));
    EXPECT_EQ(hashOf(second), hashOf(first));
  }
}

TEST(KeptWork, PiecesOfACheckpointThatIsRefusedGoToNoOtherRun) {
  Bench first;
  trainForAWhile(first, kSmall);
  const Kept kept = keep(first);
  Bench second;
  second.settle();
  Kept bad = kept;
  bad.run.bulk.pop_back();
  bringBack(second, bad);
  EXPECT_EQ(second.last<Failed>().code, "checkpoint");
  second.send(kept.run);
  EXPECT_EQ(second.last<protocol::Timeline>().bulk, Floats{0});  // what the seed gives
}

// "Change" is told against what a fine-tuned run began with, after it was brought back, too.
TEST(KeptWork, ARunThatBeganWithOtherWeightsThanItsSeedsIsToldAgainstThose) {
  Bench first;
  trainForAWhile(first, kSmall);
  first.send(Branch{1});
  first.send(StepBatch{});
  first.finish();
  Kept kept = keep(first);
  std::string error;
  auto start = *keep::readSnapshot(kept.snapshots[0].bulk, error);
  start.parameters[0] += 1;
  kept.snapshots[0].bulk = keep::writeSnapshot(start);
  const auto change = [](Bench& bench) {
    bench.send(Inspect{"picture", true, "change"});
    return bench.last<Weights>().bulk;
  };
  Bench second;
  second.settle();
  bringBack(second, kept);
  EXPECT_NE(change(second), change(first));
}

}  // namespace
}  // namespace atelier::worker
