#pragma once

// The layers as plain loops over one number at a time: what the kernels in nn/ are held against. They keep the order of
// sums that the kernels' contracts name, so that results agree to the bit.

#include <algorithm>
#include <vector>

#include "math/tensor.h"

namespace atelier::testing {

// Four interleaved partial sums: the k-th number belongs to sum k % 4.
template <class T>
class FourSums {
 public:
  void add(int k, T number) { sums_[k % 4] += number; }
  T total() const { return (sums_[0] + sums_[1]) + (sums_[2] + sums_[3]); }

 private:
  T sums_[4] = {};
};

// The number at (n, c, i, j).
template <class T>
T& at(Tensor<T>& tensor, int n, int c, int i, int j) {
  const Shape& s = tensor.shape();
  return tensor.data()[((n * s.c + c) * s.h + i) * s.w + j];
}
template <class T>
T at(const Tensor<T>& tensor, int n, int c, int i, int j) {
  const Shape& s = tensor.shape();
  return tensor.data()[((n * s.c + c) * s.h + i) * s.w + j];
}

// What a backward pass gives, starting from zero.
template <class T>
struct PlainGradients {
  std::vector<T> weights;
  std::vector<T> bias;
  Tensor<T> dx;
};

template <class T>
struct PlainConv {
  int channels;
  int filters;
  int kernel;
  int stride;
  int pad;
  const T* weights;  // (F, C, K, K)
  const T* bias;

  T tap(int f, int c, int u, int v) const { return weights[((f * channels + c) * kernel + u) * kernel + v]; }
  Shape outputShape(const Shape& x) const {
    return {x.n, filters, (x.h + 2 * pad - kernel) / stride + 1, (x.w + 2 * pad - kernel) / stride + 1};
  }
  // The number under (u, v) of the patch at (i, j), 0 outside of the image.
  T under(const Tensor<T>& x, int n, int c, int i, int j, int u, int v) const {
    const int row = i * stride + u - pad;
    const int column = j * stride + v - pad;
    const bool inside = row >= 0 && row < x.shape().h && column >= 0 && column < x.shape().w;
    return inside ? at(x, n, c, row, column) : T(0);
  }

  Tensor<T> forward(const Tensor<T>& x) const {
    Tensor<T> y(outputShape(x.shape()));
    forEach(y.shape(), [&](int n, int f, int i, int j) {
      T sum = bias[f];
      forEach({kernel, kernel, channels, 1},
              [&](int u, int v, int c, int) { sum += tap(f, c, u, v) * under(x, n, c, i, j, u, v); });
      at(y, n, f, i, j) = sum;
    });
    return y;
  }

  PlainGradients<T> backward(const Tensor<T>& x, const Tensor<T>& dy) const {
    PlainGradients<T> to{std::vector<T>(static_cast<std::size_t>(filters * channels * kernel * kernel)),
                         std::vector<T>(static_cast<std::size_t>(filters)), Tensor<T>(x.shape())};
    const Shape out = dy.shape();
    forEach({out.n, out.h, out.w, filters}, [&](int n, int i, int j, int f) {
      const T d = at(dy, n, f, i, j);
      to.bias[static_cast<std::size_t>(f)] += d;
      forEach({channels, kernel, kernel, 1}, [&](int c, int u, int v, int) {
        to.weights[static_cast<std::size_t>(((f * channels + c) * kernel + u) * kernel + v)] +=
            d * under(x, n, c, i, j, u, v);
      });
    });
    forEach(x.shape(), [&](int n, int c, int row, int column) {
      T sum = 0;
      forEach({kernel, kernel, filters, 1}, [&](int u, int v, int f, int) {
        const int i = row + pad - (kernel - 1 - u);
        const int j = column + pad - (kernel - 1 - v);
        if (i < 0 || j < 0 || i % stride != 0 || j % stride != 0 || i / stride >= out.h || j / stride >= out.w) return;
        sum += tap(f, c, kernel - 1 - u, kernel - 1 - v) * at(dy, n, f, i / stride, j / stride);
      });
      at(to.dx, n, c, row, column) = sum;
    });
    return to;
  }

  // Calls visit for every index of the shape, the last index running fastest.
  template <class Visit>
  static void forEach(Shape s, Visit visit) {
    for (int n = 0; n < s.n; ++n) {
      for (int c = 0; c < s.c; ++c) {
        for (int i = 0; i < s.h; ++i) {
          for (int j = 0; j < s.w; ++j) visit(n, c, i, j);
        }
      }
    }
  }
};

template <class T>
struct PlainPool {
  int size;
  int stride;

  Shape outputShape(const Shape& x) const { return {x.n, x.c, (x.h - size) / stride + 1, (x.w - size) / stride + 1}; }

  // The row and column of the first maximum of the window that gives y[i][j].
  template <class Visit>
  void forEachMaximum(const Tensor<T>& x, Visit visit) const {
    PlainConv<T>::forEach(outputShape(x.shape()), [&](int n, int c, int i, int j) {
      int row = i * stride;
      int column = j * stride;
      for (int u = i * stride; u < i * stride + size; ++u) {
        for (int v = j * stride; v < j * stride + size; ++v) {
          if (!(at(x, n, c, u, v) > at(x, n, c, row, column))) continue;
          row = u;
          column = v;
        }
      }
      visit(n, c, i, j, row, column);
    });
  }

  Tensor<T> forward(const Tensor<T>& x) const {
    Tensor<T> y(outputShape(x.shape()));
    forEachMaximum(
        x, [&](int n, int c, int i, int j, int row, int column) { at(y, n, c, i, j) = at(x, n, c, row, column); });
    return y;
  }

  Tensor<T> backward(const Tensor<T>& x, const Tensor<T>& dy) const {
    Tensor<T> dx(x.shape());
    forEachMaximum(
        x, [&](int n, int c, int i, int j, int row, int column) { at(dx, n, c, row, column) += at(dy, n, c, i, j); });
    return dx;
  }
};

template <class T>
struct PlainDense {
  int outputs;
  const T* weights;  // (O, I)
  const T* bias;

  Tensor<T> forward(const Tensor<T>& x) const {
    const int inputs = x.shape().features();
    Tensor<T> y({x.shape().n, outputs, 1, 1});
    for (int n = 0; n < x.shape().n; ++n) {
      for (int o = 0; o < outputs; ++o) {
        FourSums<T> sum;
        for (int i = 0; i < inputs; ++i) sum.add(i, weights[o * inputs + i] * x.image(n)[i]);
        y.image(n)[o] = sum.total() + bias[o];
      }
    }
    return y;
  }

  PlainGradients<T> backward(const Tensor<T>& x, const Tensor<T>& dy) const {
    const int inputs = x.shape().features();
    PlainGradients<T> to{std::vector<T>(static_cast<std::size_t>(outputs * inputs)),
                         std::vector<T>(static_cast<std::size_t>(outputs)), Tensor<T>(x.shape())};
    for (int n = 0; n < x.shape().n; ++n) {
      for (int o = 0; o < outputs; ++o) {
        const T d = dy.image(n)[o];
        to.bias[static_cast<std::size_t>(o)] += d;
        for (int i = 0; i < inputs; ++i) {
          to.weights[static_cast<std::size_t>(o * inputs + i)] += d * x.image(n)[i];
          to.dx.image(n)[i] += d * weights[o * inputs + i];
        }
      }
    }
    return to;
  }
};

}  // namespace atelier::testing
