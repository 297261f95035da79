#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "math/random.h"
#include "nn/loss.h"
#include "train/recipe_fields.h"

namespace atelier {

namespace {

constexpr int kMeasuredTogether = 50;         // images measured in one advance()
constexpr int kLookEvery = 64;                // batches from one good state to the next
constexpr std::uint64_t kOrderStream = 1000;  // of the recipe's seed; the epoch is added
constexpr std::uint64_t kAugmentStream = 2;   // of a seed mixed from the recipe's, the epoch and the image
constexpr std::uint64_t kWardrobeStream = 3;  // of the same
constexpr int kMostSteps = 1000 * 60000;      // of a model: the longest run that a recipe can say

bool areFinite(const std::vector<float>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](float number) { return std::isfinite(number); });
}

bool isFinite(const EpochResult& e) {
  const double numbers[] = {e.trainLoss, e.trainAccuracy,  e.testLoss,          e.testAccuracy,
                            e.rate,      e.validationLoss, e.validationAccuracy};
  return std::all_of(std::begin(numbers), std::end(numbers), [](double number) { return std::isfinite(number); });
}

// Momentum may be adopted or dropped during a run, so that sgd has moments or not; Adam has them once it has stepped.
bool momentsFit(const TrainerState& state, const OptimizerSettings& optimizer) {
  const std::size_t parameters = state.parameters.size();
  if (optimizer.kind == OptimizerSettings::Kind::kAdam) {
    return state.moments.size() == (state.steps > 0 ? momentCount(optimizer, parameters) : 0);
  }
  return state.moments.empty() || (state.steps > 0 && state.moments.size() == parameters);
}

}  // namespace

bool fits(const TrainerState& state, const Recipe& recipe) {
  if (state.epoch < 0 || state.epoch > recipe.epochs * recipe.models()) return false;
  const int images = recipe.train - heldOut(recipe.folds, recipe.train, state.epoch, recipe.epochs).count();
  return state.position >= 0 && state.position <= images && state.score.images == state.position &&
         state.score.correct >= 0 && state.score.correct <= state.position && std::isfinite(state.score.lossSum) &&
         state.history.size() == static_cast<std::size_t>(state.epoch) &&
         std::all_of(state.history.begin(), state.history.end(), isFinite) && state.steps >= 0 &&
         state.steps <= kMostSteps &&
         state.parameters.size() == Network<float>(recipe.network, kInputShape).parameters().size() &&
         areFinite(state.parameters) && momentsFit(state, recipe.optimizer) && areFinite(state.moments);
}

void startWeights(const Recipe& recipe, Network<float>& network) { network.start(recipe.seed, recipe.start); }

Trainer::Trainer(const Recipe& recipe, const Dataset& dataset)
    : recipe_(recipe), dataset_(dataset), network_(recipe.network, kInputShape) {
  beginModel();
  beginEpoch();
}

void Trainer::adopt(const Recipe& recipe) {
  recipe_ = adoptNow(recipe_, recipe);
  if (recipe_.models() == 1) recipe_.epochs = std::max(recipe_.epochs, epoch_);
}

void Trainer::beginModel() {
  startWeights(recipe_, network_);
  optimizer_ = {};
  std::fill(network_.gradients().begin(), network_.gradients().end(), 0.0F);
}

void Trainer::beginEpoch() {
  position_ = 0;
  score_ = {};
  validationScore_ = {};
  testScore_ = {};
  held_ = heldOut(recipe_.folds, recipe_.train, epoch_, recipe_.epochs);
  order_.clear();
  for (int index = 0; index < recipe_.train; ++index) {
    if (!held_.holds(index)) order_.push_back(index);
  }
  if (!recipe_.shuffle) return;
  Random random(recipe_.seed, kOrderStream + static_cast<std::uint64_t>(epoch_));
  shuffle(order_, random);
}

int Trainer::imagesBefore(int epoch) const {
  int images = 0;
  if (recipe_.folds.kind == Folds::Kind::kNone) return epoch * recipe_.train;
  for (int e = 0; e < epoch; ++e)
    images += recipe_.train - heldOut(recipe_.folds, recipe_.train, e, recipe_.epochs).count();
  return images;
}

double Trainer::rate() const {
  const int epoch = epoch_ % recipe_.epochs;  // of this model
  const double inEpoch = static_cast<double>(position_) / epochImages();
  return recipe_.rate * recipe_.schedule.at(epoch, (epoch + inEpoch) / recipe_.epochs);
}

Trainer::Advance Trainer::advance() {
  if (isFinished()) return Advance::kFinished;
  return isMeasuring() ? measureSome() : trainBatch();
}

std::span<const int> Trainer::nextImages() const {
  if (isFinished()) return {};
  const auto left = static_cast<std::size_t>(epochImages() - position_);
  return std::span(order_).last(left).first(std::min(left, static_cast<std::size_t>(recipe_.batch)));
}

bool Trainer::beginsModel() const {
  return recipe_.models() > 1 && position_ == 0 && epoch_ > 0 && epoch_ % recipe_.epochs == 0;
}

Pass Trainer::passOf(std::span<const int> images, int batchCount) const {
  return {.training = true,
          .share = static_cast<double>(images.size()) / batchCount,
          .seed = recipe_.seed,
          .epoch = epoch_,
          .images = images};
}

Trainer::Advance Trainer::trainBatch() {
  const auto images = nextImages();
  const int count = static_cast<int>(images.size());
  const int here = dataset_.train.count();
  if (std::any_of(images.begin(), images.end(), [here](int index) { return index >= here; })) return Advance::kWaiting;
  if (beginsModel()) beginModel();  // the weights of the model before stood until now
  lastBatch_ = {};
  computeBatch(images.data(), count);
  if (!std::isfinite(lastBatch_.lossSum)) return giveUp();
  if (sinceGood_ % kLookEvery == 0) copyState(good_);
  ++sinceGood_;
  update(count);
  position_ += count;
  score_.images += count;
  score_.correct += lastBatch_.correct;
  score_.lossSum += lastBatch_.lossSum;
  return Advance::kTrained;
}

void Trainer::computeBatch(const int* images, int count) {
  for (int part = 0; part < kParts; ++part) {
    const int first = part * count / kParts;
    const int end = (part + 1) * count / kParts;
    if (first < end) computePart(images + first, end - first, count);
  }
}

void Trainer::computePart(const int* images, int count, int batchCount) {
  readInputs(images, count);
  const int classes = classesOf(recipe_.network);
  dlogits_.resize({count, classes, 1, 1});
  const Pass pass = passOf({images, static_cast<std::size_t>(count)}, batchCount);
  const Tensor<float>& logits = network_.forward(x_, pass);
  const float scale = 1.0F / static_cast<float>(batchCount);
  for (int n = 0; n < count; ++n) {
    const LossResult result = crossEntropy(logits.image(n), classes, labels_[static_cast<std::size_t>(n)],
                                           recipe_.smoothing, scale, dlogits_.image(n));
    lastBatch_.lossSum += result.loss;
    lastBatch_.correct += result.correct ? 1 : 0;
    ++lastBatch_.images;
  }
  // A single image may descend in one pass, in update().
  if (batchCount > 1 || measuresGradient_ || !recipe_.optimizer.isPlain()) network_.backward(x_, dlogits_);
}

void Trainer::readInputs(const int* images, int count) {
  x_.resize({count, 1, kSide, kSide});
  labels_.clear();
  std::array<std::uint8_t, kPixels> varied{};
  for (int n = 0; n < count; ++n) {
    const Example example = exampleOf(images[n], varied);
    toInputs(example.pixels, recipe_.inputs, x_.image(n));
    labels_.push_back(example.label);
  }
}

int Trainer::itemFor(int image) const {
  const Images& items = dataset_.wardrobe.items;
  if (recipe_.wardrobe == 0 || items.count() == 0) return -1;
  Random random(mixed(recipe_.seed, static_cast<std::uint64_t>(epoch_), static_cast<std::uint64_t>(image)),
                kWardrobeStream);
  if (random.uniform() >= recipe_.wardrobe) return -1;
  const int classes = classesOf(recipe_.network);
  const auto known =
      std::count_if(items.labels.begin(), items.labels.end(), [=](int label) { return label < classes; });
  if (known == 0) return -1;
  auto left = random.below(static_cast<std::uint32_t>(known));
  int item = 0;
  while (items.label(item) >= classes || left-- > 0) ++item;
  return item;
}

Trainer::Example Trainer::exampleOf(int image, std::span<std::uint8_t> room) const {
  const int item = itemFor(image);
  const Images& from = item < 0 ? dataset_.train : dataset_.wardrobe.items;
  const int index = item < 0 ? image : item;
  Augment augment = recipe_.augment;
  augment.drawings = augment.drawings && item < 0;
  if (augment.isNone()) return {from.image(index), from.label(index), item};
  Random random(mixed(recipe_.seed, static_cast<std::uint64_t>(epoch_), static_cast<std::uint64_t>(image)),
                kAugmentStream);
  vary(from.image(index), augment, random, room);
  return {room, from.label(index), item};
}

void Trainer::update(int count) {
  if (measuresGradient_) gradientNorm_ = normOfGradient();
  if (gradientTo_ != nullptr)
    std::exchange(gradientTo_, nullptr)->assign(network_.gradients().begin(), network_.gradients().end());
  if (count == 1 && recipe_.optimizer.isPlain()) {
    if (measuresGradient_) std::fill(network_.gradients().begin(), network_.gradients().end(), 0.0F);
    network_.descend(x_, dlogits_, static_cast<float>(rate()));
  } else {
    optimizer_.step(network_, recipe_.optimizer, rate());
  }
  measuresGradient_ = false;
}

double Trainer::normOfGradient() const {
  double squares = 0;
  for (const auto& place : network_.places()) {
    if (place.parameter->role == Role::kStatistic) continue;
    for (const float g : place.parameter->gradient) squares += static_cast<double>(g) * static_cast<double>(g);
  }
  return std::sqrt(squares);
}

Trainer::Advance Trainer::giveUp() {
  const int batch = std::min(position_, epochImages() - 1) / recipe_.batch + 1;
  divergence_ = {epoch_, batch, rate(), 0};
  if (sinceGood_ > 0) restore(TrainerState(good_));
  divergence_.goodBatch = epoch_ == divergence_.epoch ? position_ / recipe_.batch : 0;
  return Advance::kDiverged;
}

Trainer::Advance Trainer::measureSome() {
  const int heldLeft = held_.count() - validationScore_.images;
  const bool validates = heldLeft > 0;
  const Images& images = validates ? dataset_.train : dataset_.test;
  Score& score = validates ? validationScore_ : testScore_;
  const int first = (validates ? held_.first : 0) + score.images;
  const int count = std::min(kMeasuredTogether, validates ? heldLeft : recipe_.test - score.images);
  if (first + count > images.count()) return Advance::kWaiting;
  evaluate(network_, images, recipe_.inputs, first, count, score);
  if (testScore_.images < recipe_.test) return Advance::kMeasured;
  if (!std::isfinite(validationScore_.lossSum) || !std::isfinite(testScore_.lossSum)) return giveUp();
  finishEpoch();
  return Advance::kMeasured;
}

void Trainer::finishEpoch() {
  EpochResult result{score_.loss(), score_.accuracy(), testScore_.loss(), testScore_.accuracy(), rate()};
  if (validationScore_.images > 0) {
    result.validationLoss = validationScore_.loss();
    result.validationAccuracy = validationScore_.accuracy();
  }
  history_.push_back(result);
  ++epoch_;
  beginEpoch();
}

TrainerState Trainer::state() const {
  TrainerState state;
  copyState(state);
  return state;
}

void Trainer::copyState(TrainerState& to) const {
  const auto parameters = network_.parameters();
  const auto moments = optimizer_.moments();
  to.epoch = epoch_;
  to.position = position_;
  to.score = score_;
  to.history = history_;
  to.parameters.assign(parameters.begin(), parameters.end());
  to.moments.assign(moments.begin(), moments.end());
  to.steps = optimizer_.steps();
}

void Trainer::restore(const TrainerState& state) {
  epoch_ = state.epoch;
  beginEpoch();
  position_ = state.position;
  score_ = state.score;
  history_ = state.history;
  std::copy(state.parameters.begin(), state.parameters.end(), network_.parameters().begin());
  std::fill(network_.gradients().begin(), network_.gradients().end(), 0.0F);
  optimizer_.restore(state.moments, state.steps);
  sinceGood_ = 0;
}

}  // namespace atelier
