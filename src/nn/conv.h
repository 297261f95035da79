#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "nn/layer.h"

namespace atelier {

// Convolution (cross-correlation, as in every framework) of an input with `pad` rows and columns of zeros around it:
//   y[f][i][j] = bias[f] + sum over u, v, c of filters[f][c][u][v] * x[c][i * stride + u - pad][j * stride + v - pad]
// x (N, C, H, W), filters (F, C, K, K), y (N, F, (H + 2 pad - K) / stride + 1, (W + 2 pad - K) / stride + 1), rounded
// down. Order of sums, each in sequence: y: bias, then u, v, c. Gradients: images, then places row by row. dx: u and v
// from the last to the first, then f.
template <class T>
class Conv : public Layer<T> {
 public:
  // Requires kernel <= height and width of every input with its padding.
  Conv(int channels, int filters, int kernel, int stride = 1, int pad = 0);

  Shape outputShape(const Shape& x) const override;
  std::span<Parameter<T>> parameters() override { return parameters_; }
  void forward(const Tensor<T>& x, Tensor<T>& y) override;
  void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) override;

  int channels() const { return channels_; }
  int filters() const { return filters_; }
  int kernel() const { return kernel_; }
  int stride() const { return stride_; }
  int pad() const { return pad_; }

 private:
  void addGradients(const Tensor<T>& x, const Tensor<T>& dy);
  void computeDx(const Tensor<T>& dy, Tensor<T>& dx);

  int channels_;
  int filters_;
  int kernel_;
  int stride_;
  int pad_;
  std::array<Parameter<T>, 2> parameters_;
  // Scratch: pixels of an image in, filters as the kernel reads them, pixels of an image out, a batch's gradients.
  Tensor<T> in_, packed_, out_, sums_;
  std::vector<std::int32_t> places_;
};

}  // namespace atelier
