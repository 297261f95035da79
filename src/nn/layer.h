#pragma once

// The contract of a layer: one differentiable step y = f(x; parameters) on a batch.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "math/tensor.h"

namespace atelier {

enum class Role {
  kWeight,     // learned, and shrunk by weight decay
  kShift,      // learned, never shrunk: biases, the scales and shifts of a normalisation
  kStatistic,  // not learned but followed: a running mean; its "gradient" is its distance from the batch's
};

// What a running statistic gives way to the batch's in one update, whatever the optimizer.
inline constexpr double kStatisticRate = 0.1;

// One array of a layer and its gradient. Both belong to the network, which keeps all of them in one piece each.
template <class T>
struct Parameter {
  const char* name = "";  // "filters", "weights", "bias", ...
  std::array<int, 4> dims{1, 1, 1, 1};
  int rank = 1;  // how many of `dims` count
  Role role = Role::kShift;
  int fanIn = 0;       // of a weight: inputs that one output is made from
  int fanOut = 0;      // of a weight: outputs that one input goes into
  double start = 0;    // what any other parameter starts as
  std::span<T> value;  // count() numbers each, once the network has given them their place
  std::span<T> gradient;

  int count() const { return dims[0] * dims[1] * dims[2] * dims[3]; }
};

// What layers that behave differently in training have to know of a batch.
struct Pass {
  bool training = false;
  double share = 1;        // of the whole batch, where this is a part of one
  std::uint64_t seed = 1;  // with the next two: what random choices are drawn from
  int epoch = 0;
  std::span<const int> images = {};  // which image of the data set each one is; needed only in training
};

// Shapes are checked once, when a network is built; forward() and backward() trust them, throw nothing, print nothing,
// and allocate nothing once they have seen their largest batch. Every x, y, dx and dy has the shape of its layer's
// input or output, with the batch in n. The gradient of anything is that of the scalar sum(y * dy).
template <class T>
class Layer {
 public:
  virtual ~Layer() = default;

  // The output for this input; n is passed through.
  virtual Shape outputShape(const Shape& x) const = 0;

  // In the order in which they are stored; empty for most layers.
  virtual std::span<Parameter<T>> parameters() { return {}; }

  // What the next forward() is part of; the images must stay until its backward(). Without it: no training.
  virtual void begin(const Pass&) {}

  // Overwrites y.
  virtual void forward(const Tensor<T>& x, Tensor<T>& y) = 0;

  // Requires the x and y of the most recent forward(). Overwrites *dx, and to each parameter's gradient *adds* the sum
  // over the images of this batch, itself summed from zero: so parts of a batch add up to the same bits wherever each
  // is computed. dx may be null, for a first layer.
  virtual void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) = 0;

  // Plain gradient descent for a single image: as backward() followed by value -= rate * gradient, to the same bits,
  // but perhaps in one pass. Requires gradients of zero and leaves them so.
  virtual void descend(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx, T rate) {
    backward(x, y, dy, dx);
    for (Parameter<T>& p : parameters()) {
      const T step = p.role == Role::kStatistic ? static_cast<T>(kStatisticRate) : rate;
      for (std::size_t i = 0; i < p.value.size(); ++i) p.value[i] -= step * p.gradient[i];
      std::fill(p.gradient.begin(), p.gradient.end(), T(0));
    }
  }
};

}  // namespace atelier
