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
  const T* weights;  // (F, C, K, K)
  const T* bias;

  T tap(int f, int c, int u, int v) const { return weights[((f * channels + c) * kernel + u) * kernel + v]; }

  Tensor<T> forward(const Tensor<T>& x) const {
    const Shape s = x.shape();
    Tensor<T> y({s.n, filters, s.h - kernel + 1, s.w - kernel + 1});
    forEach(y.shape(), [&](int n, int f, int i, int j) {
      T sum = bias[f];
      for (int c = 0; c < channels; ++c) {
        for (int u = 0; u < kernel; ++u) {
          for (int v = 0; v < kernel; ++v) sum += tap(f, c, u, v) * at(x, n, c, i + u, j + v);
        }
      }
      at(y, n, f, i, j) = sum;
    });
    return y;
  }

  PlainGradients<T> backward(const Tensor<T>& x, const Tensor<T>& dy) const {
    PlainGradients<T> to{std::vector<T>(static_cast<std::size_t>(filters * channels * kernel * kernel)),
                         std::vector<T>(static_cast<std::size_t>(filters)), Tensor<T>(x.shape())};
    const Shape out = dy.shape();
    for (int n = 0; n < out.n; ++n) {
      for (int f = 0; f < filters; ++f) {
        FourSums<T> biasSum;
        for (int k = 0; k < out.h * out.w; ++k) biasSum.add(k, at(dy, n, f, k / out.w, k % out.w));
        to.bias[static_cast<std::size_t>(f)] += biasSum.total();
      }
    }
    forEach({filters, channels, kernel, kernel}, [&](int f, int c, int u, int v) {
      T& gradient = to.weights[static_cast<std::size_t>(((f * channels + c) * kernel + u) * kernel + v)];
      for (int n = 0; n < out.n; ++n) {
        FourSums<T> sum;
        for (int i = 0; i < out.h; ++i) {
          for (int j = 0; j < out.w; ++j) sum.add(j, at(dy, n, f, i, j) * at(x, n, c, i + u, j + v));
        }
        gradient += sum.total();
        for (int i = 0; i < out.h; ++i) {
          for (int j = 0; j < out.w; ++j) at(to.dx, n, c, i + u, j + v) += tap(f, c, u, v) * at(dy, n, f, i, j);
        }
      }
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

  // The row and column of the first maximum of the window that gives y[i][j].
  template <class Visit>
  void forEachMaximum(const Tensor<T>& x, Visit visit) const {
    const Shape s = x.shape();
    PlainConv<T>::forEach({s.n, s.c, s.h / size, s.w / size}, [&](int n, int c, int i, int j) {
      int row = i * size;
      int column = j * size;
      for (int u = i * size; u < (i + 1) * size; ++u) {
        for (int v = j * size; v < (j + 1) * size; ++v) {
          if (!(at(x, n, c, u, v) > at(x, n, c, row, column))) continue;
          row = u;
          column = v;
        }
      }
      visit(n, c, i, j, row, column);
    });
  }

  Tensor<T> forward(const Tensor<T>& x) const {
    const Shape s = x.shape();
    Tensor<T> y({s.n, s.c, s.h / size, s.w / size});
    forEachMaximum(
        x, [&](int n, int c, int i, int j, int row, int column) { at(y, n, c, i, j) = at(x, n, c, row, column); });
    return y;
  }

  Tensor<T> backward(const Tensor<T>& x, const Tensor<T>& dy) const {
    Tensor<T> dx(x.shape());
    forEachMaximum(
        x, [&](int n, int c, int i, int j, int row, int column) { at(dx, n, c, row, column) = at(dy, n, c, i, j); });
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
