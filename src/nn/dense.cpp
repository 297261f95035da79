#include "nn/dense.h"

#include "math/simd.h"

namespace atelier {

namespace {

using simd::Four;

constexpr int kTile = 5;     // outputs at a time of one image; ten outputs are two tiles
constexpr int kRows = 4;     // outputs at a time of a batch's gradients
constexpr int kChunk = 768;  // inputs at a time of a batch, so that those of eight images stay in the nearest cache

// sums[n][o] += weights[o] . x[n] over `count` inputs, for Outputs rows of weights and Images images, each `inputs`
// long.
template <int Outputs, int Images, class T>
inline void multiplyTile(const T* weights, const T* x, int inputs, int count, int outputs, T* sums) {
  Four<T> four[Images][Outputs];
  for (int n = 0; n < Images; ++n) {
    for (int o = 0; o < Outputs; ++o) four[n][o] = simd::load(sums + (n * outputs + o) * 4);
  }
  int i = 0;
  for (; i + 4 <= count; i += 4) {
    Four<T> image[Images];
    for (int n = 0; n < Images; ++n) image[n] = simd::load(x + n * inputs + i);
    for (int o = 0; o < Outputs; ++o) {
      const auto weight = simd::load(weights + o * inputs + i);
      for (int n = 0; n < Images; ++n) four[n][o] += weight * image[n];
    }
  }
  for (int lane = 0; i < count; ++i, ++lane) {
    for (int n = 0; n < Images; ++n) {
      for (int o = 0; o < Outputs; ++o) four[n][o][lane] += weights[o * inputs + i] * x[n * inputs + i];
    }
  }
  for (int n = 0; n < Images; ++n) {
    for (int o = 0; o < Outputs; ++o) simd::store(sums + (n * outputs + o) * 4, four[n][o]);
  }
}

// All outputs of `Images` images, `Outputs` at a time, over `count` inputs.
template <int Outputs, int Images, class T>
void multiplyTiles(const T* weights, const T* x, int inputs, int count, int outputs, T* sums) {
  int o = 0;
  for (; o + Outputs <= outputs; o += Outputs) {
    multiplyTile<Outputs, Images>(weights + o * inputs, x, inputs, count, outputs, sums + o * 4);
  }
  for (; o < outputs; ++o) {
    multiplyTile<1, Images>(weights + o * inputs, x, inputs, count, outputs, sums + o * 4);
  }
}

// All outputs of all images over `count` inputs. Four images share each weight that is read.
template <class T>
void multiplyChunk(const T* weights, const T* x, int images, int inputs, int count, int outputs, T* sums) {
  int n = 0;
  for (; n + 4 <= images; n += 4) {
    multiplyTiles<2, 4>(weights, x + n * inputs, inputs, count, outputs, sums + n * outputs * 4);
  }
  for (; n < images; ++n) {
    multiplyTiles<kTile, 1>(weights, x + n * inputs, inputs, count, outputs, sums + n * outputs * 4);
  }
}

// Eight neighbouring numbers.
template <class T>
struct Pair {
  Four<T> low, high;
  Pair operator+(const Pair& other) const { return {low + other.low, high + other.high}; }
  Pair& operator+=(const Pair& other) { return *this = *this + other; }
  friend Pair operator*(T factor, const Pair& pair) { return {factor * pair.low, factor * pair.high}; }
};

// gradient[o][i] += sum over images of dy[n][o] * x[n][i], for Rows outputs and `count` inputs.
template <int Rows, class T>
inline void addRows(const T* x, const T* dy, int images, int inputs, int outputs, int count, T* gradient) {
  const auto columns = [&](int i, auto zero, auto read, auto write) {
    decltype(zero) sums[Rows];
    for (int o = 0; o < Rows; ++o) sums[o] = zero;
    for (int n = 0; n < images; ++n) {
      const auto four = read(x + n * inputs + i);
      for (int o = 0; o < Rows; ++o) sums[o] += dy[n * outputs + o] * four;
    }
    for (int o = 0; o < Rows; ++o) write(gradient + o * inputs + i, read(gradient + o * inputs + i) + sums[o]);
  };
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    columns(
        i, Pair<T>{}, [](const T* p) { return Pair<T>{simd::load(p), simd::load(p + 4)}; },
        [](T* p, const Pair<T>& pair) {
          simd::store(p, pair.low);
          simd::store(p + 4, pair.high);
        });
  }
  for (; i < count; ++i) columns(i, T(0), [](const T* p) { return *p; }, [](T* p, T number) { *p = number; });
}

// dx[n][i] (+)= dy[n] . weights[...][i], for Rows outputs and `count` inputs; `first`: overwrites.
template <int Rows, class T>
inline void spreadRows(const T* weights, const T* dy, int images, int inputs, int outputs, int count, bool first,
                       T* dx) {
  const auto columns = [&](int i, auto read, auto write) {
    decltype(read(weights)) rows[Rows];
    for (int o = 0; o < Rows; ++o) rows[o] = read(weights + o * inputs + i);
    for (int n = 0; n < images; ++n) {
      auto sum = first ? decltype(rows[0] + rows[0]){} : read(dx + n * inputs + i);
      for (int o = 0; o < Rows; ++o) sum += dy[n * outputs + o] * rows[o];
      write(dx + n * inputs + i, sum);
    }
  };
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    columns(
        i, [](const T* p) { return Pair<T>{simd::load(p), simd::load(p + 4)}; },
        [](T* p, const Pair<T>& pair) {
          simd::store(p, pair.low);
          simd::store(p + 4, pair.high);
        });
  }
  for (; i < count; ++i) columns(i, [](const T* p) { return *p; }, [](T* p, T number) { *p = number; });
}

// For `Outputs` rows from the first: dx (+)= dy . weights, then weights -= (rate * dy) x, in one pass over the weights.
template <int Outputs, class T>
void descendTile(T* weights, const T* x, const T* from, int inputs, T rate, bool first, T* dx) {
  T dy[Outputs];  // not read again, as what is written could be the same memory
  std::copy_n(from, Outputs, dy);
  const auto step = [&](int i, auto read, auto write) {
    auto four = read(x + i);
    auto sum = first ? decltype(four){} : read(dx + i);
    for (int o = 0; o < Outputs; ++o) {
      T* at = weights + o * inputs + i;
      const auto weight = read(at);
      sum += dy[o] * weight;
      write(at, weight - rate * (dy[o] * four));
    }
    write(dx + i, sum);
  };
  int i = 0;
  for (; i + 4 <= inputs; i += 4)
    step(i, [](const T* p) { return simd::load(p); }, [](T* p, auto v) { simd::store(p, v); });
  for (; i < inputs; ++i) step(i, [](const T* p) { return *p; }, [](T* p, T v) { *p = v; });
}

// Calls visit(first, count) for every chunk of inputs.
template <class Visit>
void forEachChunk(int inputs, Visit visit) {
  for (int i = 0; i < inputs; i += kChunk) visit(i, std::min(kChunk, inputs - i));
}

}  // namespace

template <class T>
Dense<T>::Dense(int inputs, int outputs) : inputs_(inputs), outputs_(outputs) {
  parameters_[0].name = "weights";
  parameters_[0].dims = {outputs, inputs, 1, 1};
  parameters_[0].rank = 2;
  parameters_[0].role = Role::kWeight;
  parameters_[0].fanIn = inputs;
  parameters_[0].fanOut = outputs;
  parameters_[1].name = "bias";
  parameters_[1].dims = {outputs, 1, 1, 1};
}

template <class T>
void Dense<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const int images = x.shape().n;
  const T* weights = parameters_[0].value.data();
  partial_.resize({images, outputs_, 1, 4});
  T* sums = partial_.data();
  std::fill_n(sums, partial_.size(), T(0));
  forEachChunk(inputs_, [&](int first, int count) {
    multiplyChunk(weights + first, x.data() + first, images, inputs_, count, outputs_, sums);
  });
  for (int k = 0; k < y.size(); ++k) {
    y.data()[k] = simd::sum<T>(simd::load(sums + 4 * k)) + parameters_[1].value[static_cast<std::size_t>(k % outputs_)];
  }
}

template <class T>
void Dense<T>::backward(const Tensor<T>& x, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) {
  addGradients(x, dy);
  if (dx != nullptr) computeDx(dy, *dx);
}

template <class T>
void Dense<T>::addGradients(const Tensor<T>& x, const Tensor<T>& dy) {
  const int images = x.shape().n;
  forEachChunk(inputs_, [&](int first, int count) {
    const auto rows = [&](int o, auto kernel) {
      kernel(x.data() + first, dy.data() + o, images, inputs_, outputs_, count,
             parameters_[0].gradient.data() + o * inputs_ + first);
    };
    int o = 0;
    for (; o + kRows <= outputs_; o += kRows) rows(o, addRows<kRows, T>);
    for (; o < outputs_; ++o) rows(o, addRows<1, T>);
  });
  for (int o = 0; o < outputs_; ++o) {
    T sum = 0;
    for (int n = 0; n < images; ++n) sum += dy.data()[n * outputs_ + o];
    parameters_[1].gradient[static_cast<std::size_t>(o)] += sum;
  }
}

template <class T>
void Dense<T>::computeDx(const Tensor<T>& dy, Tensor<T>& dx) const {
  const T* weights = parameters_[0].value.data();
  forEachChunk(inputs_, [&](int first, int count) {
    const auto rows = [&](int o, auto kernel) {
      kernel(weights + o * inputs_ + first, dy.data() + o, dy.shape().n, inputs_, outputs_, count, o == 0,
             dx.data() + first);
    };
    int o = 0;
    for (; o + kRows <= outputs_; o += kRows) rows(o, spreadRows<kRows, T>);
    for (; o < outputs_; ++o) rows(o, spreadRows<1, T>);
  });
}

template <class T>
void Dense<T>::descend(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx, T rate) {
  if (dx == nullptr || x.shape().n != 1) return Layer<T>::descend(x, y, dy, dx, rate);
  T* weights = parameters_[0].value.data();
  const T* d = dy.data();
  int o = 0;
  for (; o + kTile <= outputs_; o += kTile) {
    descendTile<kTile>(weights + o * inputs_, x.data(), d + o, inputs_, rate, o == 0, dx->data());
  }
  for (; o < outputs_; ++o) {
    descendTile<1>(weights + o * inputs_, x.data(), d + o, inputs_, rate, o == 0, dx->data());
  }
  for (o = 0; o < outputs_; ++o) parameters_[1].value[static_cast<std::size_t>(o)] -= rate * d[o];
}

template class Dense<float>;
template class Dense<double>;

}  // namespace atelier
