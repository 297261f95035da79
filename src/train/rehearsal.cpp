#include "train/rehearsal.h"

#include <algorithm>

#include "nn/loss.h"

namespace atelier {

namespace {

// The images of the first part that has any.
std::span<const int> firstPart(std::span<const int> batch) {
  return batch.first(std::max<std::size_t>(1, batch.size() / Trainer::kParts));
}

void passThrough(Trainer& copy, std::span<const int> batch, Rehearsal& to) {
  const auto part = firstPart(batch);
  const Recipe& recipe = copy.recipe();
  Tensor<float> x({static_cast<int>(part.size()), 1, kSide, kSide});
  std::array<std::uint8_t, kPixels> room{};
  std::vector<int> labels;
  for (std::size_t n = 0; n < part.size(); ++n) {
    const Trainer::Example example = copy.exampleOf(part[n], room);
    if (n == 0) {
      to.pixels.assign(example.pixels.begin(), example.pixels.end());
      to.label = example.label;
    }
    toInputs(example.pixels, recipe.inputs, x.image(static_cast<int>(n)));
    labels.push_back(example.label);
  }
  to.outputs = copy.network().outputs(x, copy.passOf(part, static_cast<int>(batch.size())));
  Tensor<float> dlogits(to.outputs.back().shape());
  const float scale = 1.0F / static_cast<float>(batch.size());
  for (std::size_t n = 0; n < part.size(); ++n) {
    const int at = static_cast<int>(n);
    const LossResult result = crossEntropy(to.outputs.back().image(at), classesOf(recipe.network), labels[n],
                                           recipe.smoothing, scale, dlogits.image(at));
    if (n == 0) to.firstLoss = result.loss;
  }
  std::vector<float> ofThePart;  // the optimizer gets the whole batch's
  to.byOutputs = copy.network().outputGradients(to.outputs, dlogits, ofThePart);
}

}  // namespace

std::optional<Rehearsal> rehearse(const Trainer& run, const Dataset& dataset, std::string& why) {
  const auto images = run.nextImages();
  const auto isHere = [&](int image) { return image < dataset.train.count(); };
  why = run.isFinished() ? "All epochs are over: there is no next step. Ask for more epochs, or press Reset."
        : images.empty() ? "The epoch is over: the network is measured before the next step."
        : !std::all_of(images.begin(), images.end(), isHere) ? "The images of the next batch are not here yet."
                                                             : "";
  if (!why.empty()) return std::nullopt;
  Trainer copy(run.recipe(), dataset);
  copy.restore(run.state());
  if (copy.beginsModel()) startWeights(copy.recipe(), copy.network());
  Rehearsal step;
  step.images.assign(images.begin(), images.end());
  std::array<std::uint8_t, kPixels> room{};
  for (const int image : images) step.items.push_back(copy.exampleOf(image, room).item);
  step.rate = copy.rate();
  step.before.assign(copy.network().parameters().begin(), copy.network().parameters().end());
  if (!copy.beginsModel()) step.momentsBefore = copy.state().moments;
  passThrough(copy, images, step);
  copy.copyNextGradient(step.gradients);
  if (copy.advance() != Trainer::Advance::kTrained) {
    why = "The loss of the next batch is not finite: training diverges here. Choose a lower learning rate, or Reset.";
    return std::nullopt;
  }
  TrainerState after = copy.state();
  step.score = copy.lastBatch();
  step.after = std::move(after.parameters);
  step.momentsAfter = std::move(after.moments);
  step.steps = after.steps;
  return step;
}

}  // namespace atelier
