#pragma once

// The one numeric gradient checker. It serves every layer, the loss and whole networks: what a backward pass computes
// is held against central differences, and a layer against the rest of the contract in nn/layer.h. Every function
// returns "" when all is right, else a log of what is wrong, a line each.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "nn/loss.h"
#include "nn/network.h"
#include "support/tensors.h"

namespace atelier::testing {

inline constexpr double kGradientStep = 1e-6;
inline constexpr double kGradientAbsolute = 1e-5;
inline constexpr double kGradientRelative = 1e-3;

// Compares `gradient` with (value(at + step) - value(at - step)) / (2 step), variable by variable. Leaves `at` as it
// was.
inline std::string compareNumerically(const std::string& what, std::span<double> at, std::span<const double> gradient,
                                      const std::function<double()>& value) {
  constexpr int kReported = 5;
  std::string log;
  int wrong = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double middle = at[i];
    at[i] = middle + kGradientStep;
    const double above = value();
    at[i] = middle - kGradientStep;
    const double below = value();
    at[i] = middle;
    const double numeric = (above - below) / (2 * kGradientStep);
    const double tolerance = std::max(kGradientAbsolute, kGradientRelative * std::abs(numeric));
    if (std::abs(gradient[i] - numeric) <= tolerance) continue;  // false for NaN
    if (++wrong > kReported) continue;
    char line[160];
    std::snprintf(line, sizeof line, "[%zu]: %.9g, but numerically %.9g\n", i, gradient[i], numeric);
    log += what + line;
  }
  if (wrong > kReported) log += what + ": " + std::to_string(wrong) + " wrong of " + std::to_string(at.size()) + "\n";
  return log;
}

enum class InputGradient { kGiven, kNever };  // kNever: the layer is only ever called with dx == null

// Checks a layer at this x, with random parameters and the scalar sum(y * dy) for a random dy: the gradients by inputs
// and by every parameter; that forward() overwrites y and backward() overwrites dx and adds to the gradients the sum
// over the batch, formed first; that neither writes past the ends; that dx == null leaves the gradients as they are
// with it. `pass` is begun before every forward().
inline std::string checkLayer(Layer<double>& layer, Tensor<double> x, Random& random,
                              InputGradient inputs = InputGradient::kGiven, const Pass& pass = {}) {
  layer.begin(pass);
  OwnedParameters<double> owned(layer, random);
  const Shape shape = layer.outputShape(x.shape());
  std::string log;

  Tensor<double> y = garbageTensor<double>(shape, 1e6);
  layer.forward(x, y);
  Tensor<double> again = garbageTensor<double>(shape, -3e5);
  layer.forward(x, again);
  if (bitDifference(again, y) != "") log += "forward does not overwrite all of y\n";
  if (!slackIsZero(y)) log += "forward writes past the end of y\n";

  const Tensor<double> dy = randomTensor<double>(shape, random);
  const auto value = [&] {
    layer.forward(x, again);
    double sum = 0;
    for (int i = 0; i < again.size(); ++i) sum += again.data()[i] * dy.data()[i];
    return sum;
  };

  std::vector<double> before(owned.gradients().size());
  for (double& number : before) number = random.uniform(1000, 2000);
  const auto backward = [&](Tensor<double>* dx) {
    std::copy(before.begin(), before.end(), owned.gradients().begin());
    layer.backward(x, y, dy, dx);
  };
  backward(nullptr);
  std::vector<double> added = owned.gradients();
  if (inputs == InputGradient::kGiven) {
    Tensor<double> dx = garbageTensor<double>(x.shape(), 1e6);
    backward(&dx);
    if (bitDifference(owned.gradients(), added) != "") log += "the gradients are others when dx is null\n";
    Tensor<double> dxAgain = garbageTensor<double>(x.shape(), -3e5);
    backward(&dxAgain);
    if (bitDifference(dxAgain, dx) != "") log += "backward does not overwrite all of dx\n";
    if (!slackIsZero(dx)) log += "backward writes past the end of dx\n";
    log += compareNumerically("dx", {x.data(), static_cast<std::size_t>(x.size())}, numbersOf(dx), value);
  }
  std::fill(owned.gradients().begin(), owned.gradients().end(), 0.0);
  layer.forward(x, y);
  layer.backward(x, y, dy, nullptr);
  for (std::size_t i = 0; i < added.size(); ++i) {
    if (before[i] + owned.gradients()[i] == added[i]) continue;
    log += "backward does not add the sum over the batch, formed first, to the gradients\n";
    break;
  }
  added = owned.gradients();
  std::size_t first = 0;
  for (const Parameter<double>& p : layer.parameters()) {
    if (p.role == Role::kStatistic) {  // its gradient is none of y
      first += static_cast<std::size_t>(p.count());
      continue;
    }
    const auto gradient = std::span<const double>(added).subspan(first, static_cast<std::size_t>(p.count()));
    log += compareNumerically(std::string("gradient of ") + p.name, p.value, gradient, value);
    first += static_cast<std::size_t>(p.count());
  }
  return log;
}

// Checks the gradient of crossEntropy() by the logits.
inline std::string checkLoss(std::vector<double> logits, int label, double smoothing) {
  const int count = static_cast<int>(logits.size());
  std::vector<double> gradient(logits.size(), 1e6);
  crossEntropy<double>(logits.data(), count, label, smoothing, 1, gradient.data());
  return compareNumerically("gradient of logits", logits, gradient, [&] {
    return crossEntropy<double>(logits.data(), count, label, smoothing, 1, nullptr).loss;
  });
}

// Checks gradients() of the mean loss of a batch by every parameter, and that backward() adds to them.
inline std::string checkNetwork(Network<double>& network, const Tensor<double>& x, const std::vector<int>& labels) {
  const int count = x.shape().n;
  const int outputs = network.shapes().back().c;
  Tensor<double> dlogits({count, outputs, 1, 1});
  const auto meanLoss = [&](bool withGradient) {
    const Tensor<double>& logits = network.forward(x);
    double sum = 0;
    for (int n = 0; n < count; ++n) {
      double* dz = withGradient ? dlogits.image(n) : nullptr;
      sum +=
          crossEntropy<double>(logits.image(n), outputs, labels[static_cast<std::size_t>(n)], 0, 1.0 / count, dz).loss;
    }
    return sum / count;
  };
  meanLoss(true);
  constexpr double kBefore = 1.5;
  std::fill(network.gradients().begin(), network.gradients().end(), kBefore);
  network.backward(x, dlogits);
  std::vector<double> added(network.gradients().begin(), network.gradients().end());
  for (double& number : added) number -= kBefore;
  std::string log;
  for (const auto& place : network.places()) {
    const Parameter<double>& p = *place.parameter;
    if (p.role == Role::kStatistic) continue;  // its gradient is none of the loss
    const auto gradient = std::span<const double>(added).subspan(place.first, p.value.size());
    log += compareNumerically(std::string("gradient of ") + p.name, p.value, gradient, [&] { return meanLoss(false); });
  }
  return log;
}

}  // namespace atelier::testing
