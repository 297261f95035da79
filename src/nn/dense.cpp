#include "nn/dense.h"

#include "math/simd.h"

namespace atelier {

namespace {

constexpr int kTile = 5;  // outputs at a time; ten outputs are two tiles, and each tile's sums stay in registers

// y[o] = bias[o] + weights[o] . x, for Outputs rows of `inputs` weights.
template <int Outputs, class T>
void multiplyTile(const T* weights, const T* bias, const T* x, int inputs, T* y) {
  simd::Four<T> sums[Outputs] = {};
  int i = 0;
  for (; i + 4 <= inputs; i += 4) {
    const auto four = simd::load(x + i);
    for (int o = 0; o < Outputs; ++o) sums[o] += simd::load(weights + o * inputs + i) * four;
  }
  for (int lane = 0; i < inputs; ++i, ++lane) {
    for (int o = 0; o < Outputs; ++o) sums[o][lane] += weights[o * inputs + i] * x[i];
  }
  for (int o = 0; o < Outputs; ++o) y[o] = simd::sum<T>(sums[o]) + bias[o];
}

template <class T>
void multiply(const T* weights, const T* bias, const T* x, int inputs, int outputs, T* y) {
  int o = 0;
  for (; o + kTile <= outputs; o += kTile) multiplyTile<kTile>(weights + o * inputs, bias + o, x, inputs, y + o);
  for (; o < outputs; ++o) multiplyTile<1>(weights + o * inputs, bias + o, x, inputs, y + o);
}

// For `Outputs` rows from the first: dx (+)= dy . weights, then weights -= (rate * dy) x, in one pass over the weights.
template <int Outputs, class T>
void descendTile(T* weights, const T* x, const T* dy, int inputs, T rate, bool first, T* dx) {
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

}  // namespace

template <class T>
Dense<T>::Dense(int inputs, int outputs) : inputs_(inputs), outputs_(outputs) {
  parameters_[0] = {.name = "weights", .count = outputs * inputs, .fanIn = inputs, .value = {}, .gradient = {}};
  parameters_[1] = {.name = "bias", .count = outputs, .fanIn = 0, .value = {}, .gradient = {}};
}

template <class T>
void Dense<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const T* weights = parameters_[0].value.data();
  const T* bias = parameters_[1].value.data();
  for (int n = 0; n < x.shape().n; ++n) multiply(weights, bias, x.image(n), inputs_, outputs_, y.image(n));
}

template <class T>
void Dense<T>::backward(const Tensor<T>& x, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) {
  const T* weights = parameters_[0].value.data();
  T* dweights = parameters_[0].gradient.data();
  if (dx != nullptr) std::fill(dx->data(), dx->data() + dx->size(), T(0));
  for (int n = 0; n < x.shape().n; ++n) {
    const T* image = x.image(n);
    for (int o = 0; o < outputs_; ++o) {
      const T d = dy.image(n)[o];
      const auto fourD = simd::splat(d);
      parameters_[1].gradient[static_cast<std::size_t>(o)] += d;
      T* drow = dweights + o * inputs_;
      const T* row = weights + o * inputs_;
      T* dimage = dx != nullptr ? dx->image(n) : nullptr;
      int i = 0;
      for (; i + 4 <= inputs_; i += 4) {
        simd::store(drow + i, simd::load(drow + i) + fourD * simd::load(image + i));
        if (dimage != nullptr) simd::store(dimage + i, simd::load(dimage + i) + fourD * simd::load(row + i));
      }
      for (; i < inputs_; ++i) {
        drow[i] += d * image[i];
        if (dimage != nullptr) dimage[i] += d * row[i];
      }
    }
  }
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
