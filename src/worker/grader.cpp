#include "worker/grader.h"

#include <algorithm>

namespace atelier::worker {

namespace {

constexpr int kTogether = 20;  // pictures between two looks at the clock

const Images& picturesOf(const Dataset& dataset, const std::string& split) {
  return split == "train" ? dataset.train : dataset.test;
}

}  // namespace

void Grader::begin(protocol::Judged about, const Shown& shown, const Dataset& dataset) {
  about_ = std::move(about);
  network_ = copyOf(shown);
  inputs_ = shown.recipe.inputs;
  take(dataset);
}

void Grader::take(const Dataset& dataset) {
  data_ = dataset.name;
  about_.first = 0;
  about_.wanted = picturesOf(dataset, about_.split).count();
  answers_.clear();
  if (about_.wanted == 0) network_.reset();
}

void Grader::work(double budget, double share, const Dataset& dataset, Events& events) {
  if (!isBusy()) return;
  if (dataset.name != data_ || picturesOf(dataset, about_.split).count() < about_.wanted) take(dataset);
  const double begun = clock_();
  if (!isBusy() || !time_.allows(begun, share)) return;
  const Images& images = picturesOf(dataset, about_.split);
  double now = begun;
  do {
    const int piece = std::min(protocol::Judged::kPiece, about_.wanted - about_.first);
    const int done = static_cast<int>(answers_.size());
    judge(*network_, images, inputs_, about_.first + done, std::min(kTogether, piece - done), answers_);
    if (static_cast<int>(answers_.size()) == piece) tell(events);
    now = clock_();
  } while (isBusy() && now - begun < budget);
  time_.worked(begun, now, share);
}

void Grader::tell(Events& events) {
  about_.bulk.clear();
  for (const Answer& a : answers_)
    about_.bulk.insert(about_.bulk.end(), {static_cast<float>(a.predicted), a.confidence, a.ofTruth});
  events.emplace_back(about_);
  about_.first += static_cast<int>(answers_.size());
  answers_.clear();
  if (about_.first == about_.wanted) network_.reset();
}

}  // namespace atelier::worker
