#pragma once

#include "nn/layer.h"

namespace atelier {

// Mean of each channel: y[c] = (sum over i, j of x[c][i][j]) / (H * W), summed row by row in sequence.
// x (N, C, H, W), y (N, C, 1, 1).
template <class T>
class GlobalAveragePool : public Layer<T> {
 public:
  Shape outputShape(const Shape& x) const override { return {x.n, x.c, 1, 1}; }

  void forward(const Tensor<T>& x, Tensor<T>& y) override {
    const int plane = x.shape().h * x.shape().w;
    for (int k = 0; k < y.size(); ++k) {
      T sum = 0;
      for (int i = 0; i < plane; ++i) sum += x.data()[k * plane + i];
      y.data()[k] = sum / static_cast<T>(plane);
    }
  }

  void backward(const Tensor<T>& x, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) override {
    if (dx == nullptr) return;
    const int plane = x.shape().h * x.shape().w;
    for (int k = 0; k < dy.size(); ++k) {
      std::fill_n(dx->data() + k * plane, plane, dy.data()[k] / static_cast<T>(plane));
    }
  }
};

}  // namespace atelier
