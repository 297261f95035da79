#include "nn/conv_pool.h"

#include <algorithm>

#include "math/simd.h"

namespace atelier {

namespace {

using simd::Four;
using simd::FourInts;

constexpr int kTaps = 9;

// Four filters, one in each lane; lanes beyond the last filter are zero.
template <class T>
struct FourFilters {
  Four<T> taps[kTaps] = {};
  Four<T> bias{};

  FourFilters(std::span<const Parameter<T>> conv, int first, int count) {
    for (int lane = 0; lane < std::min(4, count - first); ++lane) {
      const T* filter = conv[0].value.data() + (first + lane) * kTaps;
      for (int tap = 0; tap < kTaps; ++tap) taps[tap][lane] = filter[tap];
      bias[lane] = conv[1].value[static_cast<std::size_t>(first + lane)];
    }
  }
};

// Four filters over one 2 x 2 window, whose first patch begins at image[window]: the maxima, and the patches these came
// from. The filters lie in the lanes, so that nothing here crosses lanes.
template <class T>
inline void convolveWindow(const FourFilters<T>& filters, const T* image, int width, std::int32_t window,
                           Four<T>& maximum, FourInts& patch) {
  Four<T> sums[2][2] = {{filters.bias, filters.bias}, {filters.bias, filters.bias}};
  for (int r = 0; r < 4; ++r) {
    for (int c = 0; c < 4; ++c) {
      const auto pixel = simd::splat(image[window + r * width + c]);
      for (int i = 0; i < 2; ++i) {
        for (int j = 0; j < 2; ++j) {
          const int u = r - i;
          const int v = c - j;
          if (u >= 0 && u < 3 && v >= 0 && v < 3) sums[i][j] += filters.taps[u * 3 + v] * pixel;
        }
      }
    }
  }
  maximum = sums[0][0];
  patch = FourInts{} + window;
  const auto challenge = [&](Four<T> other, int offset) {
    const auto wins = other > maximum;
    maximum = wins ? other : maximum;
    // A mask of double is as wide as a double; places are always 32 bits.
    patch = __builtin_convertvector(wins, FourInts) ? FourInts{} + (window + offset) : patch;
  };
  challenge(sums[0][1], 1);
  challenge(sums[1][0], width);
  challenge(sums[1][1], width + 1);
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
  return x.c == 1 && kernel == 3 && pool == 2 && x.h >= 4 && x.w >= 4 && ((x.h - 2) / 2) * ((x.w - 2) / 2) >= 4;
}

template <class T>
ConvPool<T>::ConvPool(Conv<T>& conv, const Shape& x, bool relu) : conv_(conv), relu_(relu) {
  const Shape y = outputShape(x);
  for (int i = 0; i < y.h; ++i) {
    for (int j = 0; j < y.w; ++j) windows_.push_back(2 * i * x.w + 2 * j);
  }
}

template <class T>
Shape ConvPool<T>::outputShape(const Shape& x) const {
  return {x.n, conv_.filters(), (x.h - 2) / 2, (x.w - 2) / 2};
}

template <class T>
void ConvPool<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const Shape out = y.shape();
  const int windows = out.h * out.w;
  if (patches_.size() < static_cast<std::size_t>(y.size())) patches_.resize(static_cast<std::size_t>(y.size()));
  for (int f = 0; f < out.c; f += 4) {
    const FourFilters<T> filters(conv_.parameters(), f, out.c);
    for (int n = 0; n < out.n; ++n) {
      for (int block = 0; block < windows; block += 4) {
        const int first = std::min(block, windows - 4);  // the last block reaches back over the one before
        Four<T> maxima[4];
        FourInts patches[4];
        for (int k = 0; k < 4; ++k) {
          convolveWindow(filters, x.image(n), x.shape().w, windows_[static_cast<std::size_t>(first + k)], maxima[k],
                         patches[k]);
        }
        simd::transpose(maxima);
        simd::transpose(patches);
        for (int k = 0; k < std::min(4, out.c - f); ++k) {
          const int at = (n * out.c + f + k) * windows + first;
          const auto rectified = maxima[k] > T(0) ? maxima[k] : Four<T>{};
          simd::store(y.data() + at, relu_ ? rectified : maxima[k]);
          simd::store(patches_.data() + at, patches[k]);
        }
      }
    }
  }
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
