#pragma once

#include "nn/layer.h"

namespace atelier {

// Maximum over size x size windows, stride size; what is left over at the right and bottom edges is dropped.
//   y[c][i][j] = max over u, v of x[c][i * size + u][j * size + v]
// x (N, C, H, W), y (N, C, H / size, W / size), rounded down. Only the maximum of a window gets gradient, the first
// in row order on a tie.
template <class T>
class MaxPool : public Layer<T> {
 public:
  // Requires size <= the height and width of every input.
  explicit MaxPool(int size) : size_(size) {}

  Shape outputShape(const Shape& x) const override { return {x.n, x.c, x.h / size_, x.w / size_}; }
  void forward(const Tensor<T>& x, Tensor<T>& y) override;
  void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) override;

  int size() const { return size_; }

 private:
  // The place of the first maximum of the window whose first number is `window`, in rows of `width`.
  int firstMaximum(const T* window, int width) const;

  int size_;
};

}  // namespace atelier
