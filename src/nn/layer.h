#pragma once

// The contract of a layer: one differentiable step y = f(x; parameters) on a batch.

#include <algorithm>
#include <span>

#include "math/tensor.h"

namespace atelier {

// One learned array and its gradient. Both belong to the network, which keeps all of them in one piece each.
template <class T>
struct Parameter {
  const char* name = "";  // "filters", "weights" or "bias"
  int count = 0;          // how many numbers
  int fanIn = 0;          // inputs that one output is made from; 0: starts at zero
  std::span<T> value;     // `count` numbers each, once the network has given them their place
  std::span<T> gradient;
};

// Shapes are checked once, when a network is built; forward() and backward() trust them, allocate nothing, throw
// nothing and print nothing. Every x, y, dx and dy has the shape of its layer's input or output, with the batch
// in n. The gradient of anything is that of the scalar sum(y * dy).
template <class T>
class Layer {
 public:
  virtual ~Layer() = default;

  // The output for this input; n is passed through.
  virtual Shape outputShape(const Shape& x) const = 0;

  // What is learned, in the order in which it is stored; empty for most layers.
  virtual std::span<Parameter<T>> parameters() { return {}; }

  // Overwrites y.
  virtual void forward(const Tensor<T>& x, Tensor<T>& y) = 0;

  // Requires the x and y of the most recent forward(). Overwrites *dx and *adds* to each parameter's gradient.
  // dx may be null, for a first layer.
  virtual void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) = 0;

  // Plain gradient descent for a single image: as backward() into gradients of zero followed by
  // value -= rate * gradient, to the same bits, but perhaps in one pass. Leaves the gradients undefined.
  virtual void descend(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx, T rate) {
    for (Parameter<T>& p : parameters()) std::fill(p.gradient.begin(), p.gradient.end(), T(0));
    backward(x, y, dy, dx);
    for (Parameter<T>& p : parameters()) {
      for (std::size_t i = 0; i < p.value.size(); ++i) p.value[i] -= rate * p.gradient[i];
    }
  }
};

}  // namespace atelier
