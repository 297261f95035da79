#include "nn/conv_pool.h"

#include "math/simd.h"

namespace atelier {

namespace {

using simd::Four;
using simd::FourInts;

constexpr int kTaps = 9;

template <class T>
struct Filter {
  Four<T> taps[kTaps];
  Four<T> bias;
};

// Eight outputs beside each other, of one row.
template <class T>
struct Eight {
  Four<T> low;
  Four<T> high;
};

// The convolution at the eight places that begin at x, whose rows are `width` long.
template <class T>
inline Eight<T> convolveEight(const Filter<T>& filter, const T* x, int width) {
  Eight<T> sum{filter.bias, filter.bias};
  for (int u = 0; u < 3; ++u) {
    for (int v = 0; v < 3; ++v) {
      sum.low += filter.taps[u * 3 + v] * simd::load(x + u * width + v);
      sum.high += filter.taps[u * 3 + v] * simd::load(x + u * width + v + 4);
    }
  }
  return sum;
}

// Four windows of 2 x 2: their maxima, and the patches these came from. `patch` is the place of the first window's.
template <class T>
inline void poolFour(const Eight<T>& top, const Eight<T>& bottom, int patch, int width, T* y, std::int32_t* patches) {
  const FourInts first = patch + FourInts{0, 2, 4, 6};
  Four<T> best = simd::evens(top.low, top.high);
  FourInts place = first;
  const auto challenge = [&](Four<T> other, int offset) {
    const auto wins = other > best;
    best = wins ? other : best;
    // A mask of double is as wide as a double; places are always 32 bits.
    place = __builtin_convertvector(wins, FourInts) ? first + offset : place;
  };
  challenge(simd::odds(top.low, top.high), 1);
  challenge(simd::evens(bottom.low, bottom.high), width);
  challenge(simd::odds(bottom.low, bottom.high), width + 1);
  simd::store(y, best);
  simd::store(patches, place);
}

// Adds the gradient of `Filters` filters at once, so that their sums do not wait for each other.
template <int Filters, class T>
void gather(const T* x, int width, const T* dy, const T* y, bool relu, const std::int32_t* patches, int pooled,
            T* dfilters, T* dbias) {
  Four<T> rows[Filters][3] = {};
  T bias[Filters] = {};
  for (int p = 0; p < pooled; ++p) {
    for (int f = 0; f < Filters; ++f) {
      const int at = f * pooled + p;
      const T d = relu && !(y[at] > T(0)) ? T(0) : dy[at];
      const T* patch = x + patches[at];
      bias[f] += d;
      for (int u = 0; u < 3; ++u) rows[f][u] += d * simd::load(patch + u * width);  // lane 3 is not used
    }
  }
  for (int f = 0; f < Filters; ++f) {
    dbias[f] += bias[f];
    for (int tap = 0; tap < kTaps; ++tap) dfilters[f * kTaps + tap] += rows[f][tap / 3][tap % 3];
  }
}

}  // namespace

template <class T>
bool ConvPool<T>::applies(const Shape& x, int kernel, int pool) {
  return x.c == 1 && kernel == 3 && pool == 2 && (x.w - 2) / 2 >= 4 && (x.h - 2) / 2 >= 1;
}

template <class T>
Shape ConvPool<T>::outputShape(const Shape& x) const {
  return {x.n, conv_.filters(), (x.h - 2) / 2, (x.w - 2) / 2};
}

template <class T>
void ConvPool<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const int width = x.shape().w;
  const Shape out = y.shape();
  if (patches_.size() < static_cast<std::size_t>(y.size())) patches_.resize(static_cast<std::size_t>(y.size()));
  const auto conv = conv_.parameters();
  for (int n = 0; n < out.n; ++n) {
    for (int f = 0; f < out.c; ++f) {
      Filter<T> filter;
      for (int tap = 0; tap < kTaps; ++tap) {
        filter.taps[tap] = simd::splat(conv[0].value[static_cast<std::size_t>(f * kTaps + tap)]);
      }
      filter.bias = simd::splat(conv[1].value[static_cast<std::size_t>(f)]);
      const int map = (n * out.c + f) * out.h * out.w;
      for (int i = 0; i < out.h; ++i) {
        for (int block = 0; block < out.w; block += 4) {
          const int j = std::min(block, out.w - 4);  // the last block reaches back over the one before
          const int patch = 2 * i * width + 2 * j;
          const T* at = x.image(n) + patch;
          const Eight<T> top = convolveEight(filter, at, width);
          const Eight<T> bottom = convolveEight(filter, at + width, width);
          const int to = map + i * out.w + j;
          poolFour(top, bottom, patch, width, y.data() + to, patches_.data() + to);
        }
      }
    }
  }
  if (!relu_) return;
  for (int i = 0; i < y.size(); ++i) y.data()[i] = y.data()[i] > T(0) ? y.data()[i] : T(0);
}

template <class T>
void ConvPool<T>::backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>*) {
  constexpr int kTogether = 3;
  const Shape out = dy.shape();
  const int pooled = out.h * out.w;
  const auto conv = conv_.parameters();
  for (int n = 0; n < out.n; ++n) {
    const auto gatherFrom = [&](int f, auto kernel) {
      const int map = (n * out.c + f) * pooled;
      kernel(x.image(n), x.shape().w, dy.data() + map, y.data() + map, relu_, patches_.data() + map, pooled,
             conv[0].gradient.data() + f * kTaps, conv[1].gradient.data() + f);
    };
    int f = 0;
    for (; f + kTogether <= out.c; f += kTogether) gatherFrom(f, gather<kTogether, T>);
    for (; f < out.c; ++f) gatherFrom(f, gather<1, T>);
  }
}

template class ConvPool<float>;
template class ConvPool<double>;

}  // namespace atelier
