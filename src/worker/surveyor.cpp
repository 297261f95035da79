#include "worker/surveyor.h"

#include <algorithm>

namespace atelier::worker {

void Surveyor::begin(protocol::Activity about, const Shown& shown) {
  about_ = std::move(about);
  network_ = copyOf(shown);
  inputs_ = shown.recipe.inputs;
  activity_ = {};
}

void Surveyor::work(double budget, double share, const Dataset& dataset, Events& events) {
  if (!isBusy()) return;
  const double begun = clock_();
  if (!time_.allows(begun, share)) return;
  if (std::exchange(data_, dataset.name) != dataset.name) activity_ = {};
  const int images = std::min(protocol::Activity::kImages, dataset.test.count());
  Tensor<float> image(kInputShape);
  double now = begun;
  while (activity_.images() < images) {
    toInputs(dataset.test.image(activity_.images()), inputs_, image.data());
    activity_.add(*network_, image);
    now = clock_();
    if (now - begun >= budget) break;
  }
  time_.worked(begun, now, share);
  if (activity_.images() < images) return;
  about_.images = images;
  about_.bulk = activity_.shares();
  network_.reset();
  events.emplace_back(std::move(about_));
}

}  // namespace atelier::worker
