#pragma once

#include <array>

#include "nn/layer.h"

namespace atelier {

// Convolution (cross-correlation, as in every framework), stride 1, no padding:
//   y[f][i][j] = bias[f] + sum over c, u, v of filters[f][c][u][v] * x[c][i + u][j + v]
// x (N, C, H, W), filters (F, C, K, K), y (N, F, H - K + 1, W - K + 1).
// Order of sums: y: bias, then c, u, v. Gradient of filters: image after image; in each, rows i in sequence, and along
// a row four interleaved partial sums. dx: f, u, v.
template <class T>
class Conv : public Layer<T> {
 public:
  // Requires kernel <= the height and width of every input.
  Conv(int channels, int filters, int kernel);

  Shape outputShape(const Shape& x) const override;
  std::span<Parameter<T>> parameters() override { return parameters_; }
  void forward(const Tensor<T>& x, Tensor<T>& y) override;
  void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) override;

  int filters() const { return filters_; }
  int kernel() const { return kernel_; }

 private:
  int channels_;
  int filters_;
  int kernel_;
  std::array<Parameter<T>, 2> parameters_;
};

}  // namespace atelier
