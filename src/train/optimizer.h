#pragma once

#include <span>
#include <vector>

#include "nn/network.h"

namespace atelier {

// How gradients become an update. With gradient g of a number w, and of a weight (Role::kWeight) decay d:
//   sgd   g += d w;  v = m v + g;  w -= rate * v, or with Nesterov's look ahead rate * (g + m v)   (as PyTorch's SGD)
//   adam  w -= rate d w;  m = 0.9 m + 0.1 g;  v = 0.999 v + 0.001 g g;
//         w -= rate * (m / (1 - 0.9^t)) / (sqrt(v / (1 - 0.999^t)) + 1e-8)
//         (Kingma and Ba 2015; the decay apart from the gradient, Loshchilov and Hutter 2019, as PyTorch's AdamW)
struct OptimizerSettings {
  enum class Kind { kSgd, kAdam };

  Kind kind = Kind::kSgd;
  double momentum = 0;    // of kSgd
  bool nesterov = false;  // of kSgd with momentum
  double decay = 0;

  bool isPlain() const { return kind == Kind::kSgd && momentum == 0 && decay == 0; }
  bool operator==(const OptimizerSettings&) const = default;
};

template <class T>
class Optimizer {
 public:
  // Updates the network's parameters by its gradients, which are 0 afterwards.
  void step(Network<T>& network, const OptimizerSettings& settings, double rate);

  // What it remembers between steps: v, or m and v, each in the network's order; empty for plain sgd and before the
  // first step. `steps` is t.
  std::span<const T> moments() const { return moments_; }
  int steps() const { return steps_; }
  void restore(std::vector<T> moments, int steps);

 private:
  void descend(std::span<T> values, std::span<const T> gradients, std::span<T> v, const OptimizerSettings& settings,
               T decay, T rate);
  void adapt(std::span<T> values, std::span<const T> gradients, std::span<T> m, std::span<T> v, double decay,
             double rate);

  std::vector<T> moments_;
  int steps_ = 0;
};

// What Adam's update of a number is made from, by its two moments after so many steps: m / (1 - 0.9^t) and
// sqrt(v / (1 - 0.999^t)).
struct AdamRatio {
  double mean;
  double root;
};
AdamRatio adamRatio(double m, double v, int steps);

// Numbers in moments() once it has stepped.
std::size_t momentCount(const OptimizerSettings& settings, std::size_t parameters);

}  // namespace atelier
