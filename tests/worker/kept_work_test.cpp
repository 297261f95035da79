#include "keep/piece.h"
#include "keep/snapshot.h"
#include "worker/kept_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;
using testing::bringBack;
using testing::hashOf;
using testing::kAdam;
using testing::keep;
using testing::Kept;
using testing::kSmall;
using testing::TwoWorkers;

TEST(KeptWork, GoesOnInAnotherWorkerToTheSameBits) {
  for (const char* recipe : {kSmall, kAdam}) {
    TwoWorkers w(recipe);
    bringBack(w.second, w.kept);
    EXPECT_TRUE(w.second.all<Failed>().empty());
    EXPECT_FALSE(w.second.last<Progress>().running);
    EXPECT_EQ(hashOf(w.second), hashOf(w.first));
    EXPECT_EQ(w.second.last<EpochDone>().epoch, 2);
    w.both(Train{});
    EXPECT_EQ(hashOf(w.second), hashOf(w.first)) << recipe;
    EXPECT_EQ(w.second.last<EpochDone>().testLoss, w.first.last<EpochDone>().testLoss);
  }
}

TEST(KeptWork, HasTheSameTimelineAndBranchesToTheSameBits) {
  TwoWorkers w(kAdam);
  bringBack(w.second, w.kept);
  EXPECT_EQ(w.second.last<protocol::Timeline>().bulk, (Floats{0, 1, 2}));
  for (const int epoch : {0, 1, 2}) {
    w.both(ShowEpoch{epoch});
    EXPECT_EQ(w.second.weightsShown(), w.first.weightsShown()) << epoch;
  }
  w.both(Branch{1});
  w.both(Train{});
  EXPECT_EQ(hashOf(w.second), hashOf(w.first));
}

TEST(KeptWork, IsThePiecesThatItWasBroughtBackFrom) {
  TwoWorkers w(kAdam);
  bringBack(w.second, w.kept);
  w.second.send(StepBatch{});
  w.second.finish();
  const Kept again = keep(w.second);
  ASSERT_EQ(again.snapshots.size(), w.kept.snapshots.size());
  for (std::size_t i = 0; i < again.snapshots.size(); ++i) {
    EXPECT_EQ(again.snapshots[i].name, w.kept.snapshots[i].name);
    EXPECT_EQ(again.snapshots[i].bulk, w.kept.snapshots[i].bulk);
  }
}

// A worker that is lost right after the checkpoint has handed the epoch over.
TEST(KeptWork, AnEpochIsHandedOverBeforeItsCheckpoint) {
  Bench bench;
  bench.load();
  bench.send(StepEpoch{});
  bench.finish();
  const auto isOfEpoch = [](const Event& event) {
    const auto* snapshot = std::get_if<Snapshot>(&event);
    return snapshot != nullptr && snapshot->epoch == 1 && !snapshot->name.empty();
  };
  const auto handedOver = std::find_if(bench.events.begin(), bench.events.end(), isOfEpoch);
  ASSERT_NE(handedOver, bench.events.end());
  const auto saved = std::find_if(bench.events.begin(), bench.events.end(), [](const Event& event) {
    const auto* checkpoint = std::get_if<Checkpoint>(&event);
    return checkpoint != nullptr && checkpoint->epoch == 1;
  });
  EXPECT_LT(handedOver, saved);
  const std::string name = std::get<Snapshot>(*handedOver).name;
  bench.send(FetchSnapshot{1});
  EXPECT_EQ(bench.last<Snapshot>().name, name);
}

TEST(KeptWork, EveryEpochHasACheckpointBeforeTheNextHoweverLongASliceIs) {
  Bench bench;
  bench.settle();
  bench.send(SetRecipe{kAdam});
  bench.session.handle(Train{});
  while (bench.session.work(1000) >= 0) continue;
  while (auto event = bench.session.nextEvent()) bench.events.push_back(std::move(*event));
  std::vector<int> epochs;
  int saved = 0;
  for (const Event& event : bench.events) {
    if (const auto* checkpoint = std::get_if<Checkpoint>(&event)) saved = checkpoint->epoch;
    const auto* done = std::get_if<EpochDone>(&event);
    if (done == nullptr) continue;
    epochs.push_back(done->epoch);
    EXPECT_EQ(saved, done->epoch - 1);
  }
  EXPECT_EQ(epochs, (std::vector<int>{1, 2, 3}));
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
  const TwoWorkers w(kSmall);
  const Kept& kept = w.kept;
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
    EXPECT_EQ(hashOf(second), hashOf(w.first));
  }
}

TEST(KeptWork, PiecesOfACheckpointThatIsRefusedGoToNoOtherRun) {
  TwoWorkers w(kSmall);
  Kept bad = w.kept;
  bad.run.bulk.pop_back();
  bringBack(w.second, bad);
  EXPECT_EQ(w.second.last<Failed>().code, "checkpoint");
  w.second.send(w.kept.run);
  EXPECT_EQ(w.second.last<protocol::Timeline>().bulk, Floats{0});  // what the seed gives
}

// "Change" is told against what a fine-tuned run began with, after it was brought back, too.
TEST(KeptWork, ARunThatBeganWithOtherWeightsThanItsSeedsIsToldAgainstThose) {
  TwoWorkers w(kSmall);
  w.first.send(Branch{1});
  w.first.send(StepBatch{});
  w.first.finish();
  Kept kept = keep(w.first);
  std::string error;
  auto start = *keep::readSnapshot(kept.snapshots[0].bulk, error);
  start.parameters[0] += 1;
  kept.snapshots[0].bulk = keep::writeSnapshot(start);
  const auto change = [](Bench& bench) {
    bench.send(Inspect{"picture", true, "change"});
    return bench.last<Weights>().bulk;
  };
  bringBack(w.second, kept);
  EXPECT_NE(change(w.second), change(w.first));
}

}  // namespace
}  // namespace atelier::worker
