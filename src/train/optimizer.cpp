#include "train/optimizer.h"

#include <cmath>

namespace atelier {

namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

double power(double base, int exponent) {
  double result = 1;
  for (int i = 0; i < exponent && result > 0; ++i) result *= base;
  return result;
}

}  // namespace

AdamRatio adamRatio(double m, double v, int steps) {
  return {m / (1 - power(kBeta1, steps)), std::sqrt(v / (1 - power(kBeta2, steps)))};
}

std::size_t momentCount(const OptimizerSettings& settings, std::size_t parameters) {
  if (settings.kind == OptimizerSettings::Kind::kAdam) return 2 * parameters;
  return settings.momentum > 0 ? parameters : 0;
}

template <class T>
void Optimizer<T>::restore(std::vector<T> moments, int steps) {
  moments_ = std::move(moments);
  steps_ = steps;
}

template <class T>
void Optimizer<T>::step(Network<T>& network, const OptimizerSettings& settings, double rate) {
  const std::size_t count = network.parameters().size();
  moments_.resize(momentCount(settings, count), T(0));
  ++steps_;
  for (const auto& place : network.places()) {
    const Parameter<T>& p = *place.parameter;
    const auto momentsAt = [&](std::size_t which) {
      return std::span(moments_).subspan(which * count + place.first, p.value.size());
    };
    const double decay = p.role == Role::kWeight ? settings.decay : 0;
    if (p.role == Role::kStatistic) {
      for (std::size_t i = 0; i < p.value.size(); ++i) p.value[i] -= static_cast<T>(kStatisticRate) * p.gradient[i];
    } else if (settings.kind == OptimizerSettings::Kind::kAdam) {
      adapt(p.value, p.gradient, momentsAt(0), momentsAt(1), decay, rate);
    } else {
      descend(p.value, p.gradient, settings.momentum > 0 ? momentsAt(0) : std::span<T>(), settings,
              static_cast<T>(decay), static_cast<T>(rate));
    }
  }
  std::fill(network.gradients().begin(), network.gradients().end(), T(0));
}

template <class T>
void Optimizer<T>::descend(std::span<T> values, std::span<const T> gradients, std::span<T> v,
                           const OptimizerSettings& settings, T decay, T rate) {
  if (v.empty() && decay == T(0)) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] -= rate * gradients[i];
    return;
  }
  const T momentum = static_cast<T>(settings.momentum);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const T gradient = gradients[i] + decay * values[i];
    T direction = gradient;
    if (!v.empty()) {
      v[i] = momentum * v[i] + gradient;
      direction = settings.nesterov ? gradient + momentum * v[i] : v[i];
    }
    values[i] -= rate * direction;
  }
}

template <class T>
void Optimizer<T>::adapt(std::span<T> values, std::span<const T> gradients, std::span<T> m, std::span<T> v,
                         double decay, double rate) {
  const T keep = static_cast<T>(1 - rate * decay);
  const T size = static_cast<T>(rate / (1 - power(kBeta1, steps_)));
  const T spread = static_cast<T>(std::sqrt(1 - power(kBeta2, steps_)));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const T g = gradients[i];
    m[i] = static_cast<T>(kBeta1) * m[i] + static_cast<T>(1 - kBeta1) * g;
    v[i] = static_cast<T>(kBeta2) * v[i] + static_cast<T>(1 - kBeta2) * (g * g);
    values[i] = values[i] * keep - size * (m[i] / (std::sqrt(v[i]) / spread + static_cast<T>(kEpsilon)));
  }
}

template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace atelier
