#include "explain/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "explain/plane.h"
#include "math/elementary.h"
#include "nn/loss.h"

namespace atelier {

namespace {

// The arrays of a layer, counted from 0, in their order.
std::vector<std::span<const float>> parametersOf(const Network<float>& network, int layer) {
  std::vector<std::span<const float>> arrays;
  for (const auto& place : network.places()) {
    if (place.layer == layer) arrays.push_back(place.parameter->value);
  }
  return arrays;
}

// The arithmetic of each kind of layer, at one place of its output y, from the numbers x that it reads.
struct Explainer {
  const Plane& x;
  const Plane& y;
  const Tensor<float>* batch;  // in training, all that the layer reads; else null
  const std::vector<std::span<const float>>& parameters;
  const ValuePlace& place;
  Arithmetic& to;

  void add(int channel, int row, int column, float input, float weight, float product, float slope) const {
    to.terms.push_back({channel, row, column, input, weight, product, slope});
  }

  void operator()(const ConvSpec& s) const {
    const int taps = s.kernel * s.kernel;
    const auto filter = parameters[0].subspan(static_cast<std::size_t>(place.channel * x.shape.c * taps),
                                              static_cast<std::size_t>(x.shape.c * taps));
    to.bias = parameters[1][static_cast<std::size_t>(place.channel)];
    for (int c = 0; c < x.shape.c; ++c) {
      for (int tap = 0; tap < taps; ++tap) {
        const int row = place.row * s.stride + tap / s.kernel - s.pad;
        const int column = place.column * s.stride + tap % s.kernel - s.pad;
        const float input = x.holds(row, column) ? x.at(c, row, column) : 0.0F;
        const float weight = filter[static_cast<std::size_t>(c * taps + tap)];
        add(c, row, column, input, weight, weight * input, weight);
      }
    }
    to.sum = to.bias;
    for (int tap = 0; tap < taps; ++tap) {  // channels innermost, as the layer has it
      for (int c = 0; c < x.shape.c; ++c) to.sum += to.terms[static_cast<std::size_t>(c * taps + tap)].product;
    }
    to.value = to.sum;
  }

  void operator()(const DenseSpec&) const {
    const int inputs = x.shape.features();
    const auto weights = parameters[0].subspan(static_cast<std::size_t>(place.channel * inputs));
    to.bias = parameters[1][static_cast<std::size_t>(place.channel)];
    float sums[4] = {};
    for (int i = 0; i < inputs; ++i) {
      const float input = x.numbers[static_cast<std::size_t>(i)];
      const float weight = weights[static_cast<std::size_t>(i)];
      const int plane = x.shape.h * x.shape.w;
      add(i / plane, i % plane / x.shape.w, i % x.shape.w, input, weight, weight * input, weight);
      sums[i % 4] += weight * input;
    }
    to.sum = to.value = (sums[0] + sums[1]) + (sums[2] + sums[3]) + to.bias;
  }

  void operator()(const MaxPoolSpec& s) const {
    const Maximum best = firstMaximum(x, s, place.channel, place.row, place.column);
    for (int row = place.row * s.stride; row < place.row * s.stride + s.size; ++row) {
      for (int column = place.column * s.stride; column < place.column * s.stride + s.size; ++column) {
        const float wins = row == best.row && column == best.column ? 1.0F : 0.0F;
        const float input = x.at(place.channel, row, column);
        add(place.channel, row, column, input, wins, input, wins);
      }
    }
    to.sum = to.value = x.at(place.channel, best.row, best.column);
  }

  void operator()(const GlobalAveragePoolSpec&) const {
    const auto count = static_cast<float>(x.shape.h * x.shape.w);
    for (int row = 0; row < x.shape.h; ++row) {
      for (int column = 0; column < x.shape.w; ++column) {
        const float input = x.at(place.channel, row, column);
        add(place.channel, row, column, input, 1, input, 1 / count);
        to.sum += input;
      }
    }
    to.value = to.sum / count;
  }

  void operator()(const BatchNormSpec&) const {
    const auto c = static_cast<std::size_t>(place.channel);
    to.scale = parameters[0][c];
    to.bias = parameters[1][c];
    const Moments moments = batch != nullptr ? momentsOf(*batch, place.channel)
                                             : Moments{static_cast<double>(parameters[2][c]),
                                                       spreadOf(static_cast<double>(parameters[3][c]))};
    to.centre = static_cast<float>(moments.mean);
    to.spread = static_cast<float>(moments.spread);
    const float weight = static_cast<float>(1 / moments.spread) * to.scale;
    const float input = own();
    add(place.channel, place.row, place.column, input, weight, (input - to.centre) * weight, weight);
    to.sum = to.value = to.terms[0].product + to.bias;
  }

  void operator()(const ReluSpec&) const { pass(own() > 0 ? 1.0F : 0.0F); }
  void operator()(const DropoutSpec& s) const {
    const float kept = batch != nullptr ? 1.0F / static_cast<float>(1 - s.share) : 1.0F;
    const bool isDropped = batch != nullptr && y.at(place.channel, place.row, place.column) == 0;
    pass(isDropped ? 0.0F : kept);
  }

  float own() const { return x.at(place.channel, place.row, place.column); }
  void pass(float weight) const {
    const float product = weight > 0 ? own() * weight : 0.0F;
    add(place.channel, place.row, place.column, own(), weight, product, weight);
    to.sum = to.value = product;
  }
};

void explainInput(std::span<const std::uint8_t> pixels, Inputs inputs, const Plane& x, const ValuePlace& place,
                  Arithmetic& to) {
  const auto byte = static_cast<float>(pixels[static_cast<std::size_t>(place.row * x.shape.w + place.column)]);
  to.terms.push_back({0, place.row, place.column, byte, 1.0F / 255, byte / 255.0F, 1.0F / 255});
  to.bias = inputs == Inputs::kCentred ? -0.5F : 0.0F;
  to.sum = to.value = x.at(0, place.row, place.column);
}

void explainSoftmax(const Plane& logits, int channel, Arithmetic& to) {
  const int count = logits.shape.c;
  std::vector<float> shares(static_cast<std::size_t>(count));
  softmax(logits.numbers.data(), count, shares.data());
  to.value = shares[static_cast<std::size_t>(channel)];
  to.centre = *std::max_element(logits.numbers.begin(), logits.numbers.end());
  double sum = 0;
  for (int k = 0; k < count; ++k) {
    const float logit = logits.numbers[static_cast<std::size_t>(k)];
    const float share = shares[static_cast<std::size_t>(k)];
    const double power = exponential(static_cast<double>(logit) - static_cast<double>(to.centre));
    sum += power;
    to.terms.push_back({k, 0, 0, logit, share, static_cast<float>(power), to.value * ((k == channel ? 1 : 0) - share)});
  }
  to.sum = static_cast<float>(sum);
}

// Keeps the `most` terms that add most, what is no number before all. What is beyond the kLargest largest becomes
// `rest`.
void keepLargest(Arithmetic& of, std::size_t most) {
  const auto size = [](const Term& term) {
    return std::isnan(term.product) ? std::numeric_limits<float>::infinity() : std::abs(term.product);
  };
  std::vector<std::size_t> order(of.terms.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto one = size(of.terms[a]);
    const auto other = size(of.terms[b]);
    return one != other ? one > other : a < b;
  });
  std::vector<Term> kept;
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) kept.push_back(of.terms[order[i]]);
  std::sort(order.begin() + std::min<std::ptrdiff_t>(kLargest, std::ssize(order)), order.end());
  double rest = 0;
  for (std::size_t i = kLargest; i < order.size(); ++i) rest += static_cast<double>(of.terms[order[i]].product);
  of.rest = static_cast<float>(rest);
  of.count = static_cast<int>(order.size());
  if (order.size() > most) of.terms = std::move(kept);
}

Onward onwardOf(const Network<float>& network, const std::vector<Tensor<float>>& outputs, const ValuePlace& place) {
  const auto& layers = network.layers();
  for (int next = place.layer; next < static_cast<int>(layers.size()); ++next) {
    const LayerSpec& spec = layers[static_cast<std::size_t>(next)];
    const auto* pool = std::get_if<MaxPoolSpec>(&spec);
    if (pool == nullptr) {
      const std::string kind = kindOf(spec);
      if (kind != "relu" && kind != "batch-norm" && kind != "dropout") return Onward::kNoPool;
      continue;
    }
    const Plane x = planeOf(outputs[static_cast<std::size_t>(next)]);
    const Shape& y = network.shapes()[static_cast<std::size_t>(next + 1)];
    for (int i = 0; i < y.h; ++i) {
      for (int j = 0; j < y.w; ++j) {
        const Maximum best = firstMaximum(x, *pool, place.channel, i, j);
        if (best.row == place.row && best.column == place.column) return Onward::kWon;
      }
    }
    return Onward::kLost;
  }
  return Onward::kNoPool;
}

std::string misplaced(const Network<float>& network, const ValuePlace& place) {
  const int softmaxAt = static_cast<int>(network.shapes().size());
  if (place.layer < 0 || place.layer > softmaxAt)
    return "there is no layer " + std::to_string(place.layer) + ": they count from 0, the input, to " +
           std::to_string(softmaxAt) + ", softmax";
  const Shape& shape = network.shapes()[static_cast<std::size_t>(std::min(place.layer, softmaxAt - 1))];
  const auto isIn = [](int at, int count) { return at >= 0 && at < count; };
  if (isIn(place.channel, shape.c) && isIn(place.row, shape.h) && isIn(place.column, shape.w)) return "";
  return "layer " + std::to_string(place.layer) + " has " + std::to_string(shape.c) + " channels of " +
         std::to_string(shape.h) + " x " + std::to_string(shape.w) + " numbers, and none at channel " +
         std::to_string(place.channel) + ", row " + std::to_string(place.row) + ", column " +
         std::to_string(place.column);
}

std::optional<Arithmetic> explain(const Network<float>& network, const std::vector<Tensor<float>>& outputs,
                                  bool inTraining, std::span<const std::uint8_t> pixels, Inputs inputs,
                                  const ValuePlace& place, int most, std::string& error) {
  error = misplaced(network, place);
  if (!error.empty()) return std::nullopt;
  const int layers = static_cast<int>(network.layers().size());
  Arithmetic result;
  if (place.layer == 0) {
    explainInput(pixels, inputs, planeOf(outputs.front()), place, result);
  } else if (place.layer > layers) {
    explainSoftmax(planeOf(outputs.back()), place.channel, result);
  } else {
    const auto read = static_cast<std::size_t>(place.layer - 1);
    const Plane x = planeOf(outputs[read]);
    const Plane y = planeOf(outputs[read + 1]);
    const auto parameters = parametersOf(network, place.layer - 1);
    std::visit(Explainer{x, y, inTraining ? &outputs[read] : nullptr, parameters, place, result},
               network.layers()[read]);
  }
  keepLargest(result, static_cast<std::size_t>(std::max(most, 0)));
  result.pool = onwardOf(network, outputs, place);
  return result;
}

}  // namespace

std::optional<Arithmetic> explainValue(Network<float>& network, std::span<const std::uint8_t> pixels, Inputs inputs,
                                       const ValuePlace& place, int most, std::string& error) {
  Tensor<float> x(network.shapes().front());
  toInputs(pixels, inputs, x.data());
  return explain(network, network.outputs(x), false, pixels, inputs, place, most, error);
}

std::optional<Arithmetic> explainInTraining(const Network<float>& network, const std::vector<Tensor<float>>& outputs,
                                            std::span<const std::uint8_t> pixels, Inputs inputs,
                                            const ValuePlace& place, int most, std::string& error) {
  return explain(network, outputs, true, pixels, inputs, place, most, error);
}

}  // namespace atelier
