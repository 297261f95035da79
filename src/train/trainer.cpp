#include "train/trainer.h"

#include <algorithm>
#include <numeric>

#include "math/random.h"
#include "nn/loss.h"
#include "train/recipe_fields.h"

namespace atelier {

namespace {

constexpr int kTestTogether = 50;             // images measured in one advance()
constexpr std::uint64_t kOrderStream = 1000;  // of the recipe's seed; the epoch is added

}  // namespace

Trainer::Trainer(const Recipe& recipe, const Dataset& dataset)
    : recipe_(recipe), dataset_(dataset), network_(recipe.network, kInputShape) {
  network_.start(recipe.seed);
  beginEpoch();
}

void Trainer::adopt(const Recipe& recipe) { recipe_ = adoptNow(recipe_, recipe); }

void Trainer::beginEpoch() {
  position_ = 0;
  score_ = {};
  testScore_ = {};
  order_.resize(static_cast<std::size_t>(recipe_.train));
  std::iota(order_.begin(), order_.end(), 0);
  if (!recipe_.shuffle) return;
  Random random(recipe_.seed, kOrderStream + static_cast<std::uint64_t>(epoch_));
  shuffle(order_, random);
}

Trainer::Advance Trainer::advance() {
  if (isFinished()) return Advance::kFinished;
  return isTesting() ? testSome() : trainBatch();
}

Trainer::Advance Trainer::trainBatch() {
  const int count = std::min(recipe_.batch, recipe_.train - position_);
  const int* chosen = order_.data() + position_;
  const int here = dataset_.train.count();
  if (std::any_of(chosen, chosen + count, [here](int index) { return index >= here; })) return Advance::kWaiting;

  x_.resize({count, 1, kSide, kSide});
  dlogits_.resize({count, kClasses, 1, 1});
  for (int n = 0; n < count; ++n) toInputs(dataset_.train.image(chosen[n]), recipe_.inputs, x_.image(n));
  const Tensor<float>& logits = network_.forward(x_);
  lastBatch_ = {};
  const float scale = 1.0F / static_cast<float>(count);
  for (int n = 0; n < count; ++n) {
    const LossResult result =
        crossEntropy(logits.image(n), kClasses, dataset_.train.label(chosen[n]), scale, dlogits_.image(n));
    lastBatch_.lossSum += result.loss;
    lastBatch_.correct += result.correct ? 1 : 0;
    ++lastBatch_.images;
  }
  const auto rate = static_cast<float>(this->rate());
  if (count == 1) {
    network_.descend(x_, dlogits_, rate);
  } else {
    const auto gradients = network_.gradients();
    const auto parameters = network_.parameters();
    std::fill(gradients.begin(), gradients.end(), 0.0F);
    network_.backward(x_, dlogits_);
    for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i] -= rate * gradients[i];
  }
  position_ += count;
  score_.images += count;
  score_.correct += lastBatch_.correct;
  score_.lossSum += lastBatch_.lossSum;
  return Advance::kTrained;
}

Trainer::Advance Trainer::testSome() {
  const int count = std::min(kTestTogether, recipe_.test - testScore_.images);
  if (testScore_.images + count > dataset_.test.count()) return Advance::kWaiting;
  evaluate(network_, dataset_.test, recipe_.inputs, testScore_.images, count, testScore_);
  if (testScore_.images == recipe_.test) finishEpoch();
  return Advance::kTested;
}

void Trainer::finishEpoch() {
  history_.push_back({score_.loss(), score_.accuracy(), testScore_.loss(), testScore_.accuracy(), rate()});
  ++epoch_;
  beginEpoch();
}

TrainerState Trainer::state() const {
  const auto parameters = network_.parameters();
  return {epoch_, position_, score_, history_, {parameters.begin(), parameters.end()}};
}

void Trainer::restore(const TrainerState& state) {
  epoch_ = state.epoch;
  beginEpoch();
  position_ = state.position;
  score_ = state.score;
  history_ = state.history;
  std::copy(state.parameters.begin(), state.parameters.end(), network_.parameters().begin());
}

}  // namespace atelier
