#include "worker/attributor.h"

#include <algorithm>
#include <array>

#include "data/dataset.h"
#include "nn/loss.h"

namespace atelier::worker {

static_assert(protocol::Attribution::kPatch == Occlusion::kPatch);

void Attributor::begin(protocol::Attribution about, const Shown& shown, std::span<const std::uint8_t> pixels) {
  about_ = std::move(about);
  network_ = copyOf(shown);
  image_.resize(kInputShape);
  toInputs(pixels, shown.recipe.inputs, image_.data());
  const std::array<std::uint8_t, 1> black = {0};
  toInputs(black, shown.recipe.inputs, &hidden_);
  about_.bulk.resize(pixels.size());
  toInputs(pixels, Inputs::kUnit, about_.bulk.data());
  occlusion_.reset();
}

void Attributor::work(double budget, double share, Events& events) {
  if (!isBusy()) return;
  const double begun = clock_();
  if (!time_.allows(begun, share)) return;
  if (!occlusion_) prepare();
  bool isDone = false;
  double now = begun;
  do {
    isDone = occlusion_->work(*network_, 1);
    now = clock_();
  } while (!isDone && now - begun < budget);
  if (isDone) events.emplace_back(finished());
  time_.worked(begun, now, share);
}

void Attributor::prepare() {
  std::vector<float> shares(static_cast<std::size_t>(classesOf(network_->layers())));
  softmax(network_->forward(image_).data(), static_cast<int>(shares.size()), shares.data());
  about_.predicted = static_cast<int>(std::max_element(shares.begin(), shares.end()) - shares.begin());
  if (about_.label < 0) about_.label = about_.predicted;
  const auto slopes = inputGradient(*network_, image_, about_.label);
  about_.bulk.insert(about_.bulk.end(), slopes.begin(), slopes.end());
  occlusion_.emplace(image_, about_.label, hidden_);
}

protocol::Attribution Attributor::finished() {
  const auto drops = occlusion_->map();
  about_.bulk.insert(about_.bulk.end(), drops.begin(), drops.end());
  const Occlusion::Patch takes = occlusion_->takesMost();
  const Occlusion::Patch gives = occlusion_->givesMost();
  about_.probability = static_cast<double>(occlusion_->probability());
  about_.loweredRow = takes.row;
  about_.loweredColumn = takes.column;
  about_.loweredProbability = static_cast<double>(takes.probability);
  about_.raisedRow = gives.row;
  about_.raisedColumn = gives.column;
  about_.raisedProbability = static_cast<double>(gives.probability);
  about_.noClassMap = whyNoClassMap(*network_);
  if (about_.noClassMap.empty()) {
    const auto map = overPicture(classMap(*network_, image_, about_.label), *network_);
    about_.bulk.insert(about_.bulk.end(), map.begin(), map.end());
  }
  network_.reset();
  return std::move(about_);
}

}  // namespace atelier::worker
