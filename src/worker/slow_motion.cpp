#include "worker/slow_motion.h"

#include <algorithm>

#include "explain/descent.h"
#include "nn/loss.h"
#include "protocol/table.h"

namespace atelier::worker {

namespace {

constexpr int kMostTerms = 128;  // of a sum that are listed

// The first image's numbers of a batch.
std::span<const float> firstOf(const Tensor<float>& batch) {
  return {batch.image(0), static_cast<std::size_t>(batch.shape().features())};
}

// A number of a layer that is worth a look: the largest; of softmax that of the label.
protocol::Explain exampleOf(const Rehearsal& step, int layer, int label) {
  const auto at = static_cast<std::size_t>(layer);
  if (at == step.outputs.size()) return {"step", layer, label, 0, 0};
  const auto numbers = firstOf(step.outputs[at]);
  const auto index = static_cast<int>(std::max_element(numbers.begin(), numbers.end()) - numbers.begin());
  const Shape& shape = step.outputs[at].shape();
  const int plane = shape.h * shape.w;
  return {"step", layer, index / plane, index % plane / shape.w, index % shape.w};
}

void append(protocol::Floats& to, const ValuePlace& place, float gradient) {
  to.insert(to.end(), {static_cast<float>(place.channel), static_cast<float>(place.row),
                       static_cast<float>(place.column), gradient});
}

// Of a weight the optimizer's memory: NextBatch's last two of a row.
std::array<float, 2> momentsOfWeight(const Rehearsal& step, const OptimizerSettings& optimizer, std::size_t index) {
  const auto& before = step.momentsBefore;
  const auto& after = step.momentsAfter;
  if (optimizer.kind == OptimizerSettings::Kind::kAdam) {
    const AdamRatio ratio =
        adamRatio(static_cast<double>(after[index]), static_cast<double>(after[step.after.size() + index]), step.steps);
    return {static_cast<float>(ratio.mean), static_cast<float>(ratio.root)};
  }
  if (optimizer.momentum == 0) return {};
  return {index < before.size() ? before[index] : 0.0F, after[index]};
}

// How the gradient goes back, layer by layer.
class Rows {
 public:
  Rows(const Network<float>& network, const Rehearsal& step, const Recipe& recipe)
      : network_(network), step_(step), recipe_(recipe) {}

  protocol::Floats all(int label) {
    const int layers = static_cast<int>(network_.layers().size());
    for (int layer = 1; layer <= layers; ++layer) row(layer);
    const auto right = static_cast<std::size_t>(label);
    const float gradient = firstOf(step_.byOutputs.back())[right];
    append(to_, {0, label, 0, 0}, gradient);
    append(to_, {0, label, 0, 0}, gradient);
    to_.push_back(firstOf(step_.outputs.back())[right]);
    nothingLearned();
    return std::move(to_);
  }

 private:
  void row(int layer) {
    const NumberDescent number = descentOfNumber(network_, step_.outputs, step_.byOutputs, layer);
    append(to_, number.place, number.gradient);
    append(to_, number.from, number.inputGradient);
    to_.push_back(number.input);
    const auto& places = network_.places();
    const auto first = std::find_if(places.begin(), places.end(), [&](const auto& p) { return p.layer == layer - 1; });
    if (first == places.end()) return nothingLearned();
    const WeightDescent weight = descentOfWeight(network_, step_.outputs, step_.byOutputs, step_.gradients, layer);
    const std::size_t index = weight.index;
    const auto moments = momentsOfWeight(step_, recipe_.optimizer, index);
    const auto& [one, other] = weight.largest;
    to_.insert(to_.end(), {static_cast<float>(index - first->first), step_.before[index], step_.after[index],
                           step_.gradients[index], weight.sum, static_cast<float>(weight.count), one.gradient,
                           one.input, other.gradient, other.input, moments[0], moments[1]});
  }

  void nothingLearned() {
    to_.push_back(-1);
    to_.resize(to_.size() + 11);
  }

  const Network<float>& network_;
  const Rehearsal& step_;
  const Recipe& recipe_;
  protocol::Floats to_;
};

protocol::NextBatch messageOf(const Rehearsal& step, const Recipe& recipe, int runId, int label) {
  protocol::NextBatch to;
  to.runId = runId;
  to.active = true;
  std::vector<protocol::Row> images;
  for (std::size_t i = 0; i < step.images.size(); ++i) {
    const int item = step.items[i];
    images.push_back({item < 0 ? std::to_string(step.images[i]) : "item " + std::to_string(item + 1)});
  }
  to.images = protocol::printTable(images);
  to.label = label;
  to.loss = step.firstLoss;
  to.batchLoss = step.score.loss();
  to.target = 1 - recipe.smoothing + recipe.smoothing / classesOf(recipe.network);
  to.learningRate = step.rate;
  to.optimizer = recipe.optimizer.kind == OptimizerSettings::Kind::kAdam ? "adam" : "sgd";
  to.momentum = recipe.optimizer.momentum;
  to.nesterov = recipe.optimizer.nesterov;
  to.decay = recipe.optimizer.decay;
  return to;
}

}  // namespace

void SlowMotion::begin() {
  isOn_ = true;
  told_.reset();
}

void SlowMotion::leave(int runId, Viewer& viewer, Events& events) {
  if (!isOn_) return;
  isOn_ = false;
  told_.reset();
  step_.reset();
  viewer.leaveStep(events);
  protocol::NextBatch over;
  over.runId = runId;
  events.emplace_back(std::move(over));
}

void SlowMotion::follow(Run& run, const Dataset& dataset, Viewer& viewer, Events& events) {
  if (!isOn_ || run.isRunning()) return;
  const Trainer& trainer = run.trainer();
  const auto images = trainer.nextImages();
  const bool isHere = std::all_of(images.begin(), images.end(), [&](int i) { return i < dataset.train.count(); });
  Told now{run.id(), trainer.imagesSeen(), trainer.history().size(), isHere, dataset.name, trainer.recipe()};
  if (told_ == now) return;
  told_ = std::move(now);
  tell(run, dataset, viewer, events);
  if (trainer.isMeasuring() && !trainer.isFinished()) run.stepEpoch(events);
}

void SlowMotion::tell(const Run& run, const Dataset& dataset, Viewer& viewer, Events& events) {
  const Recipe& recipe = run.trainer().recipe();
  protocol::NextBatch problem;
  step_ = rehearse(run.trainer(), dataset, problem.problem);
  if (!step_) {
    problem.runId = run.id();
    problem.active = true;
    events.emplace_back(std::move(problem));
    return;
  }
  label_ = step_->label;
  const int item = step_->items.front();
  viewer.showStep({item < 0 ? "train" : "wardrobe", item < 0 ? step_->images.front() : item, label_, step_->pixels},
                  events);
  Network<float> network(recipe.network, kInputShape);
  std::copy(step_->before.begin(), step_->before.end(), network.parameters().begin());
  protocol::NextBatch message = messageOf(*step_, recipe, run.id(), label_);
  message.bulk = Rows(network, *step_, recipe).all(label_);
  events.emplace_back(std::move(message));
  for (int layer = 0; layer <= static_cast<int>(step_->outputs.size()); ++layer) {
    const protocol::Explain example = exampleOf(*step_, layer, label_);
    const ValuePlace place{layer, example.channel, example.row, example.column};
    std::string none;
    const auto found =
        explainInTraining(network, step_->outputs, step_->pixels, recipe.inputs, place, kMostTerms, none);
    if (found) events.emplace_back(explanationOf(example, *found, recipe.network, run.id()));
  }
}

bool SlowMotion::inspect(const protocol::Inspect& what, int runId, Events& events) const {
  const bool isGradients = what.view == "gradients";
  if (!step_ || (!isGradients && what.view != "activations")) return false;
  if (what.weights)
    events.emplace_back(protocol::Weights{runId, isGradients ? step_->gradients : step_->before, what.view});
  protocol::Floats outputs;
  for (const Tensor<float>& layer : isGradients ? step_->byOutputs : step_->outputs) {
    const auto numbers = firstOf(layer);
    outputs.insert(outputs.end(), numbers.begin(), numbers.end());
  }
  const int classes = step_->outputs.back().shape().features();
  outputs.resize(outputs.size() + static_cast<std::size_t>(classes));
  softmax(step_->outputs.back().image(0), classes, outputs.data() + outputs.size() - classes);
  events.emplace_back(
      protocol::Activations{runId, what.source, std::move(outputs), what.view, isGradients ? label_ : -1});
  return true;
}

}  // namespace atelier::worker
