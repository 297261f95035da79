#pragma once

// Dense arrays of numbers in (N, C, H, W) order: N images of C channels of H rows of W columns, the last index
// running fastest.

#include <algorithm>
#include <cassert>
#include <cstddef>
#include "math/aligned.h"

namespace atelier {

struct Shape {
  int n = 1;
  int c = 1;
  int h = 1;
  int w = 1;

  // Numbers in one image.
  constexpr int features() const { return c * h * w; }
  constexpr int size() const { return n * features(); }
  bool operator==(const Shape&) const = default;
};

// Owns its numbers. Kernels may read (never write) kSlack numbers past the end; they are zero, so that a vector
// load at the last element stays inside.
template <class T>
class Tensor {
 public:
  static constexpr int kSlack = 8;

  Tensor() = default;
  explicit Tensor(Shape shape) { resize(shape); }

  // Keeps its memory when it is large enough; the numbers are then whatever was there.
  void resize(Shape shape) {
    shape_ = shape;
    const auto needed = static_cast<std::size_t>(shape.size() + kSlack);
    if (numbers_.size() < needed) {
      numbers_.assign(needed, T(0));
    } else {
      std::fill_n(data() + size(), kSlack, T(0));
    }
  }

  const Shape& shape() const { return shape_; }
  int size() const { return shape_.size(); }
  T* data() { return numbers_.data(); }
  const T* data() const { return numbers_.data(); }

  // The first number of image n.
  T* image(int n) {
    assert(n >= 0 && n < shape_.n);
    return data() + static_cast<std::ptrdiff_t>(n) * shape_.features();
  }
  const T* image(int n) const {
    assert(n >= 0 && n < shape_.n);
    return data() + static_cast<std::ptrdiff_t>(n) * shape_.features();
  }

 private:
  Shape shape_{0, 0, 0, 0};
  AlignedVector<T> numbers_;
};

}  // namespace atelier
