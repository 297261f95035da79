#pragma once

#include <cstdint>
#include <span>

#include "math/tensor.h"

namespace atelier {

// Convolution by 3 x 3 filters with 2.25 times fewer multiplications: F(2 x 2, 3 x 3) of Winograd's minimal filtering
// (Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks"). A tile of 4 x 4 inputs gives 2 x 2
// outputs, which are a window of max pooling at once, so that only maxima are written.
//
// Order of sums: input transform B'dB, columns before rows; in each of the 16 places a sum over channels in sequence;
// output transform A'mA, columns before rows, (0 + 1) + 2 and (1 - 2) - 3; then the bias. Where a tile's columns or its
// rows are alike, so are the outputs, to the bit: a tie stays one.
template <class T>
class Winograd {
 public:
  static constexpr int kMostSingle = 196;  // windows of an image of one channel: those of 28 x 28 with a border of 1

  // Inputs (channels, h, w) of `image` with `pad` zeros around, in which at least 4 windows are side by side, and of
  // one channel at most kMostSingle in all; filters (F, C, 3, 3).
  Winograd(const Shape& image, int pad, int filters);

  // G g G' of all filters; before forward(), whenever they changed.
  void transformFilters(std::span<const T> filters);

  // Overwrites the pooled maps y (F, windows) of one image and for each the place of its maximum: the window's from
  // `windows`, or that plus 1, `down` or both, times `channels`. `relu`: nothing below zero comes out.
  void forward(const T* x, std::span<const T> bias, bool relu, std::span<const std::int32_t> windows, int down, T* y,
               std::int32_t* patches);

 private:
  void transformInput(const T* x);
  void splitColumns(const T* plane);
  void transformRows(int row, T* to) const;
  void multiply(int firstFilter);
  void multiplySingle(int firstFilter, int count);

  static constexpr int kPlaces = 16;
  static constexpr int kTogether = 4;  // filters of many channels; half as many of one

  Shape image_;
  int pad_;
  int filters_;
  int rows_;            // of windows
  int columns_;         // of windows
  int tiles_;           // windows, and some to fill the last vector; kMostSingle of one channel
  int half_;            // columns of half a padded row, and some to fill the last vector
  Tensor<T> halves_;    // the padded plane: columns 0, 2, 4, ... of each row, then 1, 3, 5, ...
  Tensor<T> bands_;     // of a row of windows the four rows of B'd, as in halves_
  Tensor<T> inputs_;    // (16, C, tiles)
  Tensor<T> weights_;   // (F / 4, 16, C, 4)
  Tensor<T> products_;  // of many channels m, (16, 4, tiles); of one A'm, (2, 4 columns, 2 rows, tiles)
};

}  // namespace atelier
