#pragma once

#include <cstdint>
#include <vector>

#include "nn/layer.h"

namespace atelier {

// Maximum over size x size windows; what is left over at the right and bottom edges is dropped.
//   y[c][i][j] = max over u, v of x[c][i * stride + u][j * stride + v]
// x (N, C, H, W), y (N, C, (H - size) / stride + 1, (W - size) / stride + 1), rounded down. Only the maximum of a
// window gets gradient, the first in row order on a tie. Where windows overlap, gradients of one number are added in
// row order.
template <class T>
class MaxPool : public Layer<T> {
 public:
  // Requires size <= the height and width of every input.
  MaxPool(int size, int stride) : size_(size), stride_(stride) {}

  Shape outputShape(const Shape& x) const override {
    return {x.n, x.c, (x.h - size_) / stride_ + 1, (x.w - size_) / stride_ + 1};
  }
  void forward(const Tensor<T>& x, Tensor<T>& y) override;
  void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) override;

 private:
  int size_;
  int stride_;
  std::vector<std::int32_t> maxima_;  // for every y, where in x it comes from
};

}  // namespace atelier
