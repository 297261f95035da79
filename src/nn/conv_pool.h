#pragma once

#include <cstdint>
#include <vector>

#include "nn/conv.h"
#include "nn/winograd.h"

namespace atelier {

// A convolution, its max pooling by 2 and perhaps the rectifier between them as one step, without the full map in
// memory: what a network trains with where it applies(). Same x, y, parameters and meaning as the layers one by one.
//
// Order of sums. y: as in winograd.h. Gradients: gathered at the maxima alone, images, then pooled places row by row,
// in sequence. dx: added at the maxima, filters, then places in sequence.
template <class T>
class ConvPool : public Layer<T> {
 public:
  // 3 x 3 filters and windows of 2 x 2, at least 4 of them side by side; of one channel no more than the kernel's
  // memory has room for.
  static bool applies(const Shape& x, const Conv<T>& conv, int poolSize, int poolStride);

  // Learns the parameters of `conv`, which must outlive it, for inputs of this shape. Requires applies().
  ConvPool(Conv<T>& conv, const Shape& x, bool relu);

  Shape outputShape(const Shape& x) const override;
  std::span<Parameter<T>> parameters() override { return conv_.parameters(); }
  void forward(const Tensor<T>& x, Tensor<T>& y) override;
  void backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) override;

 private:
  // The gradient at one maximum, where in the packed image its patch begins, and which patch that is: four for each
  // window.
  struct Followed {
    std::int32_t patch;
    std::int32_t patchNumber;
    T gradient;
  };
  // The same, where the patch is known and the filter is not.
  struct Tap {
    std::int32_t filter;
    T gradient;
  };

  // The packed pixels of image n: x itself where there is one channel and no padding.
  const T* pixelsOf(const Tensor<T>& x, int n);
  std::int32_t placeOf(int patchNumber) const;  // where in a packed image it begins
  void followMaxima(const Tensor<T>& y, const Tensor<T>& dy, int n);
  void gatherSingle(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy);
  void gatherSparse(const T* pixels);
  void sortByPatch();
  void scatterSparse(Tensor<T>& dx, int n);
  void packFilters();

  Conv<T>& conv_;
  bool relu_;
  Shape in_;          // of one image
  int width_;         // of the padded image
  int rowLength_;     // of the packed image
  int filterLength_;  // of a filter in sums_: three rows of roundedUp(3 C, 4)
  Winograd<T> winograd_;
  std::vector<std::int32_t> windows_;  // where in a packed image each pooled window's first patch begins
  std::vector<std::int32_t> patches_;  // for every y: where the patch of the maximum begins
  std::vector<Followed> followed_;     // of one image, filter after filter
  std::vector<int> firstFollowed_;     // of each filter in followed_, and the end
  std::vector<Tap> taps_;              // of one image, patch after patch: four for each window
  std::vector<int> firstTap_;          // of each patch in taps_, and the end
  std::vector<int> next_;              // of each patch, while taps_ is filled
  Tensor<T> pixels_, sums_, biases_, dpixels_;
  Tensor<T> packed_;  // the filters, (C / 4, F, 9, 4)
};

}  // namespace atelier
