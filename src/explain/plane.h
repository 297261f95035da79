#pragma once

#include <cmath>
#include <span>

#include "nn/layer_spec.h"

namespace atelier {

// One layer's output for one image.
struct Plane {
  Shape shape;
  std::span<const float> numbers;

  bool holds(int row, int column) const { return row >= 0 && row < shape.h && column >= 0 && column < shape.w; }
  float at(int channel, int row, int column) const {
    return numbers[static_cast<std::size_t>((channel * shape.h + row) * shape.w + column)];
  }
};

// Of the first image of a batch.
inline Plane planeOf(const Tensor<float>& batch) {
  return {batch.shape(), {batch.image(0), static_cast<std::size_t>(batch.shape().features())}};
}

// Where the first maximum of a pool's window is.
struct Maximum {
  int row;
  int column;
};

inline Maximum firstMaximum(const Plane& x, const MaxPoolSpec& pool, int channel, int i, int j) {
  Maximum best{i * pool.stride, j * pool.stride};
  for (int row = i * pool.stride; row < i * pool.stride + pool.size; ++row) {
    for (int column = j * pool.stride; column < j * pool.stride + pool.size; ++column) {
      if (x.at(channel, row, column) > x.at(channel, best.row, best.column)) best = {row, column};
    }
  }
  return best;
}

// What batch-norm takes from a channel and divides it by.
struct Moments {
  double mean;
  double spread;
};

inline double spreadOf(double variance) {
  constexpr double kEpsilon = 1e-5;
  return std::sqrt(variance + kEpsilon);
}

// In training: of this channel of the batch, summed as nn/batch_norm.h says.
inline Moments momentsOf(const Tensor<float>& batch, int channel) {
  const Shape& shape = batch.shape();
  const int plane = shape.h * shape.w;
  const double count = static_cast<double>(shape.n) * plane;
  const auto sum = [&](auto of) {
    double total = 0;
    for (int n = 0; n < shape.n; ++n) {
      const float* first = batch.image(n) + static_cast<std::ptrdiff_t>(channel) * plane;
      for (int i = 0; i < plane; ++i) total += of(static_cast<double>(first[i]));
    }
    return total;
  };
  const double mean = sum([](double x) { return x; }) / count;
  const double variance = sum([mean](double x) { return (x - mean) * (x - mean); }) / count;
  return {mean, spreadOf(variance)};
}

}  // namespace atelier
