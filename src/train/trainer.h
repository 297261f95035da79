#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "data/dataset.h"
#include "nn/network.h"
#include "train/evaluation.h"
#include "train/optimizer.h"
#include "train/recipe.h"

namespace atelier {

// What an epoch came to.
struct EpochResult {
  double trainLoss = 0;  // mean over the epoch, each image measured just before it was trained on
  double trainAccuracy = 0;
  double testLoss = 0;
  double testAccuracy = 0;
  double rate = 0;             // at its end
  double validationLoss = -1;  // over the images held out; -1 where there are none
  double validationAccuracy = -1;
};

// Where a run stands between two batches: enough, with its recipe and data, to go on to the same bits.
struct TrainerState {
  int epoch = 0;                     // epochs completed
  int position = 0;                  // images trained in the current epoch
  Score score;                       // over those
  std::vector<EpochResult> history;  // one for each completed epoch
  std::vector<float> parameters;
  std::vector<float> moments;  // the optimizer's
  int steps = 0;               // of the optimizer
};

// Whether a state is one that a run of this recipe can have: its counts within the run, as many parameters and moments
// as its network and optimizer have, every number finite.
[[nodiscard]] bool fits(const TrainerState& state, const Recipe& recipe);

// Gives a network of this recipe the weights with which its run begins.
void startWeights(const Recipe& recipe, Network<float>& network);

// Trains a recipe's network, a batch at a time. Owns no clock and no data: the data set must outlive it, and may still
// be growing; images are used only when they are there. The same recipe and data, the wardrobe included, give the same
// weights, however the calls are spread.
//
// A batch is computed as kParts parts of neighbouring images, whose gradients are added in order: what is computed
// where changes no bit. An epoch trains on the images that are not held out, then measures those, then the test images.
class Trainer {
 public:
  static constexpr int kParts = 8;

  enum class Advance {
    kTrained,   // one batch was trained: see lastBatch()
    kMeasured,  // some held-out or test images were measured; after the last of them the epoch is over
    kWaiting,   // nothing was done: an image that comes next is not here yet
    kDiverged,  // the loss of a batch, or after an epoch, is not finite: the run is back where it was good last, see
                // divergence()
    kFinished,  // nothing was done: all epochs are over
  };

  struct Divergence {
    int epoch;      // the batch that failed: epochs completed before it,
    int batch;      // its number in its epoch, from 1,
    double rate;    // and the learning rate
    int goodBatch;  // batches of that epoch whose weights are kept
  };

  // Initial weights from the recipe's seed.
  Trainer(const Recipe& recipe, const Dataset& dataset);

  // The next small piece of work.
  Advance advance();

  // The rest of the run follows what of this recipe takes effect at once (train/recipe_fields.h). Epochs that are over
  // stay: a run of fewer is finished.
  void adopt(const Recipe& recipe);

  // The next batch's gradient norm is measured, which takes some time and changes nothing else.
  void measureNextGradient() { measuresGradient_ = true; }
  // Euclidean, of the mean gradient of all that is learned, when last measured; -1 before.
  double gradientNorm() const { return gradientNorm_; }

  // The next batch's mean gradient, as the optimizer gets it, is copied to `to`, which must last until then.
  void copyNextGradient(std::vector<float>& to) {
    measuresGradient_ = true;
    gradientTo_ = &to;
  }

  // The images that the next batch trains on, in its order; none when the epoch or the run is over.
  std::span<const int> nextImages() const;
  // The next batch is the first of another model, which begins with its start weights.
  bool beginsModel() const;
  // What this epoch trains on in the place of a training image: the image, or an item of the wardrobe, varied; `room`
  // for kPixels may be what holds the grey bytes. Items of classes that the network has no output for are left out, and
  // none is drawn over by augment's "drawings".
  struct Example {
    std::span<const std::uint8_t> pixels;
    int label = 0;
    int item = -1;  // of the wardrobe; -1: the image
  };
  Example exampleOf(int image, std::span<std::uint8_t> room) const;
  // For images of a part of a batch of so many.
  Pass passOf(std::span<const int> images, int batchCount) const;

  TrainerState state() const;
  // Requires a state that fits() the recipe.
  void restore(const TrainerState& state);

  const Recipe& recipe() const { return recipe_; }
  Network<float>& network() { return network_; }
  const Network<float>& network() const { return network_; }

  int epoch() const { return epoch_; }
  int totalEpochs() const { return recipe_.epochs * recipe_.models(); }
  int position() const { return position_; }
  // Images trained on in the current epoch, and those held out of it.
  int epochImages() const { return static_cast<int>(order_.size()); }
  Range held() const { return held_; }
  bool isMeasuring() const { return position_ == epochImages(); }
  bool isFinished() const { return epoch_ >= totalEpochs(); }
  // Images trained on when `epoch` epochs were over, and now.
  int imagesBefore(int epoch) const;
  int imagesSeen() const { return imagesBefore(epoch_) + position_; }
  int imagesInAll() const { return imagesBefore(totalEpochs()); }
  double rate() const;
  const Score& lastBatch() const { return lastBatch_; }
  // Of the current epoch so far.
  const Score& score() const { return score_; }
  const std::vector<EpochResult>& history() const { return history_; }
  const Divergence& divergence() const { return divergence_; }

 private:
  void beginModel();
  void beginEpoch();
  Advance trainBatch();
  void computeBatch(const int* images, int count);
  void computePart(const int* images, int count, int batchCount);
  void readInputs(const int* images, int count);
  // The item of the wardrobe in the place of this image; -1: none.
  int itemFor(int image) const;
  void update(int count);
  double normOfGradient() const;
  Advance giveUp();
  void copyState(TrainerState& to) const;  // into memory that may be there already
  Advance measureSome();
  void finishEpoch();

  Recipe recipe_;
  const Dataset& dataset_;
  Network<float> network_;
  Optimizer<float> optimizer_;
  int epoch_ = 0;
  int position_ = 0;
  Range held_;
  std::vector<int> order_;  // of the training images in this epoch
  Score lastBatch_;
  Score score_;
  Score validationScore_;
  Score testScore_;
  std::vector<EpochResult> history_;
  TrainerState good_;  // where the loss was finite last, looked at now and then
  int sinceGood_ = 0;  // batches
  Divergence divergence_{};
  bool measuresGradient_ = false;
  double gradientNorm_ = -1;
  std::vector<float>* gradientTo_ = nullptr;  // for the next batch's
  Tensor<float> x_;
  std::vector<int> labels_;  // of x_
  Tensor<float> dlogits_;
};

}  // namespace atelier
