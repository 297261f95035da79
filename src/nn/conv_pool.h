#pragma once

#include <cstdint>
#include <vector>

#include "nn/conv.h"

namespace atelier {

// A convolution, its max pooling by 2 and perhaps the rectifier between them as one step, without the full map in
// memory: what a network trains with where it applies(). Same x, y, parameters and meaning as the layers one by one.
//
// y has the bits of Conv, Relu, MaxPool. Of the gradients only the order of sums differs: the gradient of a filter is
// gathered at the maxima alone, in sequence over the pooled map's rows; that of a bias likewise.
template <class T>
class ConvPool : public Layer<T> {
 public:
  // One input channel, 3 x 3 filters, pooling by 2, at least 4 windows; no dx is ever asked for.
  static bool applies(const Shape& x, int kernel, int pool);

  // Learns the parameters of `conv`, which must outlive it, for inputs of this shape. Requires applies().
  ConvPool(Conv<T>& conv, const Shape& x, bool relu);

  Shape outputShape(const Shape& x) const override;
  std::span<Parameter<T>> parameters() override { return conv_.parameters(); }
  void forward(const Tensor<T>& x, Tensor<T>& y) override;
  void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) override;

 private:
  Conv<T>& conv_;
  bool relu_;
  std::vector<std::int32_t> windows_;  // where in an image each pooled window's first patch begins
  // For every y: where in its image the 3 x 3 patch of the maximum begins. As many as y has numbers.
  std::vector<std::int32_t> patches_;
};

}  // namespace atelier
