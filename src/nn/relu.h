#pragma once

#include "nn/layer.h"

namespace atelier {

// Rectifier: y = x where x > 0, else 0; its gradient is 1 where x > 0, else 0. Any shape.
template <class T>
class Relu : public Layer<T> {
 public:
  Shape outputShape(const Shape& x) const override { return x; }

  void forward(const Tensor<T>& x, Tensor<T>& y) override {
    for (int i = 0; i < x.size(); ++i) y.data()[i] = x.data()[i] > T(0) ? x.data()[i] : T(0);
  }

  void backward(const Tensor<T>& x, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) override {
    if (dx == nullptr) return;
    for (int i = 0; i < x.size(); ++i) dx->data()[i] = x.data()[i] > T(0) ? dy.data()[i] : T(0);
  }
};

}  // namespace atelier
