#pragma once

#include <array>
#include <vector>

#include "nn/layer.h"

namespace atelier {

// Batch normalisation (Ioffe and Szegedy 2015): y = (x - mean) / sqrt(variance + 1e-5) * scale + shift, for each
// channel.
//
// In training, mean and variance are those of the batch handed in (a part of the real one, so a "ghost batch", Hoffer
// et al. 2017) over N, H and W; the variance's divisor is their count. Two statistics follow them: the "gradient" of
// each is its distance from the batch's, times the pass's share (of the variance with divisor count - 1, as PyTorch has
// it). Else the statistics are used. Parameters: scale, shift, mean, variance, C numbers each. Any shape. Sums are in
// double, image by image and row by row.
template <class T>
class BatchNorm : public Layer<T> {
 public:
  explicit BatchNorm(int channels);

  Shape outputShape(const Shape& x) const override { return x; }
  std::span<Parameter<T>> parameters() override { return parameters_; }
  void begin(const Pass& pass) override { pass_ = pass; }
  void forward(const Tensor<T>& x, Tensor<T>& y) override;
  void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) override;

 private:
  // Of one channel: what its numbers are moved and stretched by, and the batch's variance.
  struct Moments {
    double mean = 0;
    double inverse = 1;  // 1 / sqrt(variance + epsilon)
    double variance = 0;
  };

  Moments momentsOf(const Tensor<T>& x, int channel) const;

  std::array<Parameter<T>, 4> parameters_;
  Pass pass_;
  std::vector<Moments> moments_;  // of the most recent forward()
};

}  // namespace atelier
