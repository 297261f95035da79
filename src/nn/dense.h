#pragma once

#include <array>

#include "nn/layer.h"

namespace atelier {

// Fully connected: y[o] = bias[o] + sum over i of weights[o][i] * x[i].
// x (N, C, H, W) is read as (N, I) with I = C * H * W; weights (O, I); y (N, O, 1, 1).
// Order of sums: y: four interleaved partial sums over i, added (0 + 1) + (2 + 3), then the bias. dx: o in sequence.
// Gradients: images in sequence.
template <class T>
class Dense : public Layer<T> {
 public:
  Dense(int inputs, int outputs);

  Shape outputShape(const Shape& x) const override { return {x.n, outputs_, 1, 1}; }
  std::span<Parameter<T>> parameters() override { return parameters_; }
  void forward(const Tensor<T>& x, Tensor<T>& y) override;
  void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) override;
  void descend(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx, T rate) override;

 private:
  void addGradients(const Tensor<T>& x, const Tensor<T>& dy);
  void computeDx(const Tensor<T>& dy, Tensor<T>& dx) const;

  int inputs_;
  int outputs_;
  std::array<Parameter<T>, 2> parameters_;
  Tensor<T> partial_;  // of every image and output the four partial sums so far
};

}  // namespace atelier
