#pragma once

#include <string>
#include <vector>

#include "worker/session_bench.h"

namespace atelier::testing {

inline constexpr const char* kAdam =
    "conv 4x3 | max-pool 2 | dense 10 ; adam 0.002 ; batch 20 epochs 3 ; folds none shuffle on ; "
    "train 500 test 100 inputs centred ; seed 1";

// What the page puts away of a run: a checkpoint, and the weights of each epoch that is kept.
struct Kept {
  protocol::Checkpoint run;
  std::vector<protocol::Snapshot> snapshots;
};

// Of the run at work.
inline Kept keep(Bench& bench) {
  Kept kept{bench.last<protocol::Checkpoint>(), {}};
  for (const float epoch : bench.last<protocol::Timeline>().bulk) {
    bench.send(protocol::FetchSnapshot{static_cast<int>(epoch)});
    kept.snapshots.push_back(bench.last<protocol::Snapshot>());
  }
  return kept;
}

inline void bringBack(Bench& bench, const Kept& kept) {
  for (const protocol::Snapshot& snapshot : kept.snapshots) bench.send(snapshot);
  bench.send(kept.run);
}

inline std::string hashOf(const Bench& bench) { return bench.last<protocol::Progress>().weightsHash; }

// Two epochs and five batches of the third.
inline void trainForAWhile(Bench& bench, const std::string& recipe) {
  bench.settle();
  bench.send(protocol::SetRecipe{recipe});
  for (int i = 0; i < 2; ++i) {
    bench.send(protocol::StepEpoch{});
    bench.finish();
  }
  for (int i = 0; i < 5; ++i) {
    bench.send(protocol::StepBatch{});
    bench.finish();
  }
}

// The first worker has trained for a while; the second has its files, and is to get the work of the first.
struct TwoWorkers {
  explicit TwoWorkers(const std::string& recipe) {
    trainForAWhile(first, recipe);
    kept = keep(first);
    second.settle();
  }
  // The same command to both, to the end of what it sets off.
  void both(const protocol::Command& command) {
    for (Bench* bench : {&first, &second}) {
      bench->send(command);
      bench->finish();
    }
  }
  Bench first;
  Bench second;
  Kept kept;
};

}  // namespace atelier::testing
