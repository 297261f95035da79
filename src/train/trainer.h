#pragma once

#include <vector>

#include "data/dataset.h"
#include "nn/network.h"
#include "train/evaluation.h"
#include "train/recipe.h"

namespace atelier {

// What an epoch came to.
struct EpochResult {
  double trainLoss = 0;  // mean over the epoch, each image measured just before it was trained on
  double trainAccuracy = 0;
  double testLoss = 0;
  double testAccuracy = 0;
  double rate = 0;
};

// Where a run stands between two batches: enough, with its recipe and data, to go on to the same bits.
struct TrainerState {
  int epoch = 0;                     // epochs completed
  int position = 0;                  // images trained in the current epoch
  Score score;                       // over those
  std::vector<EpochResult> history;  // one for each completed epoch
  std::vector<float> parameters;
};

// Trains a recipe's network, a batch at a time. Owns no clock and no data: the data set must outlive it, and may still
// be growing; images are used only when they are there. The same recipe and data give the same weights, however the
// calls are spread.
class Trainer {
 public:
  enum class Advance {
    kTrained,   // one batch was trained: see lastBatch()
    kTested,    // some test images were measured; after the last of them the epoch is over
    kWaiting,   // nothing was done: an image that comes next is not here yet
    kFinished,  // nothing was done: all epochs are over
  };

  // Initial weights from the recipe's seed.
  Trainer(const Recipe& recipe, const Dataset& dataset);

  // The next small piece of work.
  Advance advance();

  // The rest of the run follows this recipe's rate, schedule, batch size and number of epochs.
  void adopt(const Recipe& recipe);

  TrainerState state() const;
  // Requires as many parameters as the network has, a position within the epoch, and a history of `epoch` entries.
  void restore(const TrainerState& state);

  const Recipe& recipe() const { return recipe_; }
  Network<float>& network() { return network_; }
  const Network<float>& network() const { return network_; }

  int epoch() const { return epoch_; }
  int position() const { return position_; }
  bool isTesting() const { return position_ == recipe_.train; }
  bool isFinished() const { return epoch_ >= recipe_.epochs; }
  int imagesSeen() const { return epoch_ * recipe_.train + position_; }
  double rate() const { return recipe_.schedule.rate(recipe_.rate, epoch_); }
  const Score& lastBatch() const { return lastBatch_; }
  // Of the current epoch so far.
  const Score& score() const { return score_; }
  const std::vector<EpochResult>& history() const { return history_; }

 private:
  void beginEpoch();
  Advance trainBatch();
  Advance testSome();
  void finishEpoch();

  Recipe recipe_;
  const Dataset& dataset_;
  Network<float> network_;
  int epoch_ = 0;
  int position_ = 0;
  std::vector<int> order_;  // of the training images in this epoch
  Score lastBatch_;
  Score score_;
  Score testScore_;
  std::vector<EpochResult> history_;
  Tensor<float> x_;
  Tensor<float> dlogits_;
};

}  // namespace atelier
