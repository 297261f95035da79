#pragma once

#include <cstdint>
#include <span>

#include "math/tensor.h"

namespace atelier {

// Convolution by 3 x 3 filters of many channels with 2.25 times fewer multiplications: F(2 x 2, 3 x 3) of Winograd's
// minimal filtering (Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks"). A tile of 4 x 4 inputs
// gives 2 x 2 outputs, which are a window of max pooling at once, so that only maxima are written.
//
// Order of sums: input transform B'dB, columns before rows; in each of the 16 places a sum over channels in sequence;
// output transform A'mA, columns before rows, (0 + 1) + 2 and (1 - 2) - 3; then the bias.
template <class T>
class Winograd {
 public:
  // Inputs (channels, h, w) of `image` with `pad` zeros around; filters (F, C, 3, 3).
  Winograd(const Shape& image, int pad, int filters);

  // G g G' of all filters; before forward(), whenever they changed.
  void transformFilters(std::span<const T> filters);

  // Overwrites the pooled maps y (F, windows) of one image and for each the place of its maximum: the window's from
  // `windows`, or that plus 1, `down` or both, times `channels`. `relu`: nothing below zero comes out.
  void forward(const T* x, std::span<const T> bias, bool relu, std::span<const std::int32_t> windows, int down, T* y,
               std::int32_t* patches);

 private:
  void transformInput(const T* x);
  void multiply(int firstFilter);
  void finish(int filter, int row, T bias, bool relu, std::span<const std::int32_t> windows, int down, T* y,
              std::int32_t* patches) const;

  static constexpr int kPlaces = 16;
  static constexpr int kTogether = 4;  // filters

  Shape image_;
  int pad_;
  int filters_;
  int rows_;            // of windows
  int columns_;         // of windows
  int tiles_;           // windows, and some to fill the last vector
  Tensor<T> halves_;    // the padded plane: columns 0, 2, 4, ... of each row, then 1, 3, 5, ...
  Tensor<T> inputs_;    // (16, C, tiles)
  Tensor<T> weights_;   // (F / 4, 16, C, 4)
  Tensor<T> products_;  // (16, 4, tiles)
};

}  // namespace atelier
