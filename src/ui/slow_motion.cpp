#include "ui/slow_motion.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "ui/explanation_text.h"
#include "ui/layers/layer_kind.h"
#include "ui/widgets/figures.h"

namespace atelier::ui {

namespace {

using protocol::NextBatch;

constexpr const char* kTimes = " \u00d7 ";
constexpr const char* kMore = "\u2026";
constexpr std::size_t kMostListed = 6;  // images of a batch

Descent descentOf(const RunState& state, int layer) {
  const float* at = state.step->bulk.data() + static_cast<std::ptrdiff_t>(layer - 1) * NextBatch::kRow;
  const LayerView& read = state.layers[static_cast<std::size_t>(layer - 1)];
  const auto whole = [at](int i) { return static_cast<int>(at[i]); };
  const auto number = [at](int i) { return static_cast<double>(at[i]); };
  return {.place = {layer, whole(0), whole(1), whole(2)},
          .gradient = number(3),
          .from = {layer - 1, whole(4), whole(5), whole(6)},
          .plane = read.height * read.width,
          .fromGradient = number(7),
          .fromInput = number(8),
          .weight = whole(9),
          .before = number(10),
          .after = number(11),
          .mean = number(12),
          .own = number(13),
          .products = whole(14),
          .largest = {number(15), number(16), number(17), number(18)},
          .moments = {number(19), number(20)}};
}

// As short as it can be, and in brackets where a sign would stand beside another.
std::string short3(double number) { return figure(number, 3); }
std::string inBrackets(double number) { return number < 0 ? "(" + short3(number) + ")" : short3(number); }
// So that a small step shows.
std::string long6(double number) { return figure(number, 6); }

const LayerView& layerOf(const RunState& state, int layer) { return state.layers[static_cast<std::size_t>(layer)]; }

std::vector<std::string> imagesOf(const RunState& state) {
  std::vector<std::string> images;
  for (const protocol::Row& row : protocol::parseTable(state.step->images)) images.push_back(row[0]);
  return images;
}

std::string rightClass(const RunState& state) {
  const auto label = static_cast<std::size_t>(state.step->label);
  return label < state.classes.size() ? state.classes[label] : "the right class";
}

std::string ofBatch(std::size_t count) { return "the batch of " + std::to_string(count); }

// "filter 5, weight (0, 1) of map 2", "Coat, weight of map 3 (4, 5)", "map 3, scale"
std::string weightName(const RunState& state, int layer, int weight) {
  const LayerView& own = layerOf(state, layer);
  const LayerView& read = layerOf(state, layer - 1);
  const LayerKind& kind = layerKind(own.kind);
  if (kind.holds == Holds::kPerChannel || kind.holds == Holds::kNothing) {
    const auto array = static_cast<std::size_t>(weight / own.channels);
    return channelName(state, layer, weight % own.channels) + ", " +
           (array < kind.arrays.size() ? std::string(kind.arrays[array]) : "weight");
  }
  if (kind.holds == Holds::kMatrix) {
    const int inputs = read.outputs();
    const int plane = read.height * read.width;
    const int input = weight % inputs;
    const ValuePlace place{layer - 1, input / plane, input % plane / read.width, input % read.width};
    return channelName(state, layer, weight / inputs) + ", weight of " + numberName(state, place);
  }
  const int taps = (own.parameters / own.channels - 1) / read.channels;
  const int side = static_cast<int>(std::lround(std::sqrt(taps)));
  const int tap = weight % taps;
  std::string name = channelName(state, layer, weight / (taps * read.channels)) + ", weight (" +
                     std::to_string(tap / side) + ", " + std::to_string(tap % side) + ")";
  if (read.channels > 1) name += " of map " + std::to_string(weight / taps % read.channels + 1);
  return name;
}

const protocol::Explanation* exampleOf(const RunState& state, int layer) {
  const auto found = state.stepExamples.find(layer);
  return found == state.stepExamples.end() ? nullptr : &found->second;
}

std::string forwardFormula(const RunState& state, int layer) {
  const auto* example = exampleOf(state, layer);
  if (example == nullptr) return "";
  const Formula formula = formulaOf(state, *example);
  return numberName(state, placeOf(*example)) + ": " + formula.how + formula.value;
}

PhaseText pick(const RunState& state) {
  const auto images = imagesOf(state);
  const std::string right = rightClass(state);
  const bool isItem = images.front().rfind("item", 0) == 0;
  std::string sentence = isItem ? "The next batch is " + images.front() + " of your wardrobe: " + right + "."
                                : "The next batch is one training image, number " + images.front() + ": " + right + ".";
  if (images.size() > 1) {
    std::string list;
    for (std::size_t i = 0; i < std::min(images.size(), kMostListed); ++i) list += (i > 0 ? ", " : "") + images[i];
    if (images.size() > kMostListed) list += std::string(", ") + kMore;
    sentence = "The next batch has " + std::to_string(images.size()) + " training images (" + list +
               "); the first one, " + right + ", is followed here, and the others go the same way.";
  }
  return {"Pick", sentence, forwardFormula(state, 0)};
}

PhaseText loss(const RunState& state) {
  const NextBatch& step = *state.step;
  const std::string right = rightClass(state);
  const int last = static_cast<int>(state.layers.size()) - 1;
  const auto* share = exampleOf(state, last);
  std::string formula = "-log p(" + right + ")";
  if (share != nullptr && step.target == 1) formula += " = -log " + short3(share->value);
  if (step.target != 1)
    formula = "sum of target" + std::string(kTimes) + "-log p, with " + short3(step.target) + " for " + right +
              " and the rest shared";
  formula += " = " + figureOf(step.loss);
  const std::size_t count = imagesOf(state).size();
  if (count > 1) formula += "; mean over " + ofBatch(count) + ": " + figureOf(step.batchLoss);
  return {"Loss", "The loss says how surprised the network is: the less probable it found the right class, the larger.",
          formula};
}

// Of a weight: its gradient as a sum of products.
std::string weightFormula(const RunState& state, const Descent& d) {
  std::string text = weightName(state, d.place.layer, d.weight) + ": ";
  for (int i = 0; i < std::min(d.products, 2); ++i)
    text += (i > 0 ? " + " : "") + inBrackets(d.largest[2 * i]) + kTimes + inBrackets(d.largest[2 * i + 1]);
  if (d.products > 2) text += std::string(" + ") + kMore + " (" + grouped(d.products) + " products)";
  text += " = " + short3(d.own);
  const std::size_t count = imagesOf(state).size();
  return count == 1 ? text : text + "; all of " + ofBatch(count) + ": " + short3(d.mean);
}

// Of a number: what of its gradient goes back.
std::string numberFormula(const RunState& state, const Descent& d) {
  const auto passesBack = layerKind(layerOf(state, d.place.layer).kind).passesBack;
  return numberName(state, d.place) + ": " +
         (passesBack != nullptr ? passesBack(d)
                                : "the gradient " + short3(d.gradient) + " becomes " + short3(d.fromGradient));
}

std::string softmaxFormula(const RunState& state, int layer) {
  const std::size_t count = imagesOf(state).size();
  const auto* share = exampleOf(state, layer);
  if (share == nullptr) return "";
  std::string text = short3(share->value) + " - " + short3(state.step->target);
  if (count > 1) text = "(" + text + ") / " + std::to_string(count);
  return rightClass(state) + ": " + text + " = " + short3(descentOf(state, layer).gradient);
}

PhaseText backward(const RunState& state, int layer) {
  const LayerView& own = layerOf(state, layer);
  const Descent d = descentOf(state, layer);
  const std::string_view sentence = layerKind(own.kind).backwards;
  const bool isLast = layer + 1 == static_cast<int>(state.layers.size());
  return {"Backward: " + own.text,
          sentence.empty() ? "The gradient goes back to what the layer read." : std::string(sentence),
          isLast          ? softmaxFormula(state, layer)
          : d.weight >= 0 ? weightFormula(state, d)
                          : numberFormula(state, d)};
}

std::string updateSentence(const NextBatch& step) {
  if (step.optimizer == "adam")
    return "Every number moves by the learning rate times the mean of its gradients, divided by their usual size.";
  if (step.momentum > 0)
    return "Every number moves by the learning rate times its velocity, which remembers the gradients before this one.";
  return "Every number takes a small step against its gradient: the learning rate times it.";
}

// The optimizer's formula for one weight.
std::string updateFormula(const RunState& state, int layer) {
  const NextBatch& step = *state.step;
  const Descent d = descentOf(state, layer);
  const bool decays = step.decay > 0 && layerKind(layerOf(state, layer).kind).decays;
  const std::string rate = short3(step.learningRate);
  const std::string before = long6(d.before);
  const std::string name = weightName(state, layer, d.weight) + ": ";
  const std::string after = " = " + long6(d.after);
  if (step.optimizer == "adam") {
    const std::string kept = decays ? before + kTimes + "(1 - " + rate + kTimes + short3(step.decay) + ")" : before;
    return name + kept + " - " + rate + kTimes + inBrackets(d.moments[0]) + " / " + short3(d.moments[1]) + after;
  }
  std::string gradient = inBrackets(d.mean);
  if (decays)
    gradient =
        "(" + gradient + " + " + short3(step.decay) + kTimes + (d.before < 0 ? "(" + before + ")" : before) + ")";
  if (step.momentum == 0) return name + before + " - " + rate + kTimes + gradient + after;
  const std::string momentum = short3(step.momentum);
  const std::string velocity =
      momentum + kTimes + inBrackets(d.moments[0]) + " + " + gradient + " = " + short3(d.moments[1]);
  const std::string way = step.nesterov ? "(" + gradient + " + " + momentum + kTimes + inBrackets(d.moments[1]) + ")"
                                        : inBrackets(d.moments[1]);
  return name + "velocity " + velocity + "; " + before + " - " + rate + kTimes + way + after;
}

// Of the layer whose weight has the largest gradient.
PhaseText update(const RunState& state) {
  std::string formula;
  double most = -1;
  for (int layer = 1; layer < static_cast<int>(state.layers.size()); ++layer) {
    const Descent d = descentOf(state, layer);
    if (d.weight < 0 || std::abs(d.mean) <= most) continue;
    most = std::abs(d.mean);
    formula = updateFormula(state, layer);
  }
  return {"Update", updateSentence(*state.step), formula};
}

}  // namespace

std::vector<Phase> phasesOf(const std::vector<LayerView>& layers) {
  if (layers.empty()) return {};
  const int count = static_cast<int>(layers.size());
  std::vector<Phase> phases = {{Phase::Kind::kPick, 0}};
  for (int layer = 1; layer < count; ++layer) phases.push_back({Phase::Kind::kForward, layer});
  phases.push_back({Phase::Kind::kLoss, 0});
  for (int layer = count - 1; layer > 0; --layer) phases.push_back({Phase::Kind::kBackward, layer});
  phases.push_back({Phase::Kind::kUpdate, 0});
  return phases;
}

bool isReached(const Phase& phase, int layer) {
  switch (phase.kind) {
    case Phase::Kind::kPick:
      return layer == 0;
    case Phase::Kind::kForward:
      return layer <= phase.layer;
    case Phase::Kind::kBackward:
      return layer >= phase.layer;
    case Phase::Kind::kLoss:
    case Phase::Kind::kUpdate:
      break;
  }
  return true;
}

PhaseText textOf(const RunState& state, const Phase& phase) {
  switch (phase.kind) {
    case Phase::Kind::kForward: {
      const LayerView& layer = layerOf(state, phase.layer);
      return {"Forward: " + layer.text, std::string(layerKind(layer.kind).about), forwardFormula(state, phase.layer)};
    }
    case Phase::Kind::kLoss:
      return loss(state);
    case Phase::Kind::kBackward:
      return backward(state, phase.layer);
    case Phase::Kind::kUpdate:
      return update(state);
    case Phase::Kind::kPick:
      break;
  }
  return pick(state);
}

bool isStepKnown(const RunState& state) {
  return state.step && !state.step->images.empty() && state.layers.size() > 1 &&
         state.step->bulk.size() == (state.layers.size() - 1) * NextBatch::kRow;
}

std::string spokenPhase(const RunState& state, const SlowMotion& slowMotion) {
  if (slowMotion.isTaken) return "The step is taken \u2026";
  if (!isStepKnown(state)) {
    const bool hasProblem = state.step && !state.step->problem.empty();
    return hasProblem ? state.step->problem : "The next step is being computed \u2026";
  }
  const auto phases = phasesOf(state.layers);
  const PhaseText text = textOf(state, slowMotion.now(phases));
  const auto at = std::min(static_cast<std::size_t>(slowMotion.phase), phases.size() - 1);
  return "Phase " + std::to_string(at + 1) + " of " + std::to_string(phases.size()) + ". " + text.title + ". " +
         text.sentence + " " + text.formula + ".";
}

}  // namespace atelier::ui
