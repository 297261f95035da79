#include "nn/conv_pool.h"

#include <algorithm>

#include "math/simd.h"
#include "nn/packing.h"

namespace atelier {

namespace {

using simd::Four;

constexpr int kTaps = 9;

// sums[f] and biases[f] += the gradient of `Filters` one-channel filters at once, so that their sums do not wait for
// each other. A filter's rows have three lanes each; whatever is in the fourth means nothing.
template <int Filters, bool HasRelu, class T>
void gatherRows(const T* x, int width, const T* dy, const T* y, const std::int32_t* patches, int pooled, T* sums,
                T* biases) {
  Four<T> rows[Filters][3];
  Four<T> bias[Filters];
  for (int f = 0; f < Filters; ++f) {
    for (int u = 0; u < 3; ++u) rows[f][u] = simd::load(sums + f * 12 + u * 4);
    bias[f] = simd::splat(biases[f]);
  }
  for (int p = 0; p < pooled; ++p) {
    for (int f = 0; f < Filters; ++f) {
      const int at = f * pooled + p;
      const auto d = simd::splat(HasRelu && !(y[at] > T(0)) ? T(0) : dy[at]);
      const T* patch = x + patches[at];
      for (int u = 0; u < 3; ++u) rows[f][u] += d * simd::load(patch + u * width);
      bias[f] += d;
    }
  }
  for (int f = 0; f < Filters; ++f) {
    for (int u = 0; u < 3; ++u) simd::store(sums + f * 12 + u * 4, rows[f][u]);
    biases[f] = bias[f][0];
  }
}

}  // namespace

template <class T>
bool ConvPool<T>::applies(const Shape& x, const Conv<T>& conv, int poolSize, int poolStride) {
  const int rows = (x.h + 2 * conv.pad() - 2) / 2;
  const int columns = (x.w + 2 * conv.pad() - 2) / 2;
  return conv.kernel() == 3 && conv.stride() == 1 && poolSize == 2 && poolStride == 2 && rows >= 1 && columns >= 4 &&
         (x.c > 1 || rows * columns <= Winograd<T>::kMostSingle);
}

template <class T>
ConvPool<T>::ConvPool(Conv<T>& conv, const Shape& x, bool relu)
    : conv_(conv),
      relu_(relu),
      in_(x),
      width_(x.w + 2 * conv.pad()),
      rowLength_(width_ * x.c),
      filterLength_(3 * roundedUp(3 * x.c, 4)),
      winograd_(x, conv.pad(), conv.filters()) {
  in_.n = 1;
  const Shape y = outputShape(x);
  for (int i = 0; i < y.h; ++i) {
    for (int j = 0; j < y.w; ++j) windows_.push_back(2 * i * rowLength_ + 2 * j * x.c);
  }
}

template <class T>
Shape ConvPool<T>::outputShape(const Shape& x) const {
  return {x.n, conv_.filters(), (x.h + 2 * conv_.pad() - 2) / 2, (x.w + 2 * conv_.pad() - 2) / 2};
}

template <class T>
const T* ConvPool<T>::pixelsOf(const Tensor<T>& x, int n) {
  if (in_.c == 1 && conv_.pad() == 0) return x.image(n);
  const int height = in_.h + 2 * conv_.pad();
  pixels_.resize({1, in_.c, height, width_});
  packPixels(x.image(n), in_, conv_.pad(), 1, in_.c, height, width_, pixels_.data());
  return pixels_.data();
}

template <class T>
void ConvPool<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const Shape out = y.shape();
  const auto conv = conv_.parameters();
  if (patches_.size() < static_cast<std::size_t>(y.size())) patches_.resize(static_cast<std::size_t>(y.size()));
  winograd_.transformFilters(conv[0].value);
  for (int n = 0; n < out.n; ++n) {
    winograd_.forward(x.image(n), conv[1].value, relu_, windows_, rowLength_, y.image(n),
                      patches_.data() + n * out.features());
  }
}

template <class T>
void ConvPool<T>::backward(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) {
  const int filters = conv_.filters();
  const auto conv = conv_.parameters();
  sums_.resize({filters, 1, 1, filterLength_});
  biases_.resize({filters, 1, 1, 1});
  std::fill_n(sums_.data(), sums_.size(), T(0));
  std::fill_n(biases_.data(), filters, T(0));
  if (dx != nullptr) packFilters();
  if (in_.c == 1) gatherSingle(x, y, dy);
  for (int n = 0; n < x.shape().n && (in_.c > 1 || dx != nullptr); ++n) {
    followMaxima(y, dy, n);
    if (in_.c > 1) gatherSparse(pixelsOf(x, n));
    if (dx != nullptr) scatterSparse(*dx, n);
  }
  T* gradient = conv[0].gradient.data();
  const int padded = filterLength_ / 3;
  for (int f = 0; f < filters; ++f) {
    const T* sum = sums_.data() + f * filterLength_;
    for (int c = 0; c < in_.c; ++c) {
      for (int tap = 0; tap < kTaps; ++tap) *gradient++ += sum[tap / 3 * padded + tap % 3 * in_.c + c];
    }
    conv[1].gradient[static_cast<std::size_t>(f)] += biases_.data()[f];
  }
}

template <class T>
void ConvPool<T>::gatherSingle(const Tensor<T>& x, const Tensor<T>& y, const Tensor<T>& dy) {
  constexpr int kTogether = 2;
  const Shape out = dy.shape();
  const int pooled = out.h * out.w;
  for (int n = 0; n < out.n; ++n) {
    const T* pixels = pixelsOf(x, n);
    const auto gatherFrom = [&](int f, auto kernel) {
      const int map = (n * out.c + f) * pooled;
      kernel(pixels, width_, dy.data() + map, y.data() + map, patches_.data() + map, pooled,
             sums_.data() + f * filterLength_, biases_.data() + f);
    };
    int f = 0;
    for (; f + kTogether <= out.c; f += kTogether) {
      gatherFrom(f, relu_ ? gatherRows<kTogether, true, T> : gatherRows<kTogether, false, T>);
    }
    for (; f < out.c; ++f) gatherFrom(f, relu_ ? gatherRows<1, true, T> : gatherRows<1, false, T>);
  }
}

template <class T>
std::int32_t ConvPool<T>::placeOf(int patchNumber) const {
  return windows_[static_cast<std::size_t>(patchNumber / 4)] + patchNumber % 4 / 2 * rowLength_ +
         patchNumber % 2 * in_.c;
}

template <class T>
void ConvPool<T>::followMaxima(const Tensor<T>& y, const Tensor<T>& dy, int n) {
  const Shape out = dy.shape();
  const int pooled = out.h * out.w;
  const T* d = dy.image(n);
  const T* value = y.image(n);
  const std::int32_t* patch = patches_.data() + n * out.features();
  followed_.clear();
  firstFollowed_.assign(1, 0);
  for (int f = 0; f < out.c; ++f) {
    for (int p = 0; p < pooled; ++p, ++d, ++value, ++patch) {
      if (*d == T(0) || (relu_ && !(*value > T(0)))) continue;
      const int offset = *patch - windows_[static_cast<std::size_t>(p)];
      const int corner = (offset >= rowLength_ ? 2 : 0) + (offset % rowLength_ > 0 ? 1 : 0);
      followed_.push_back({*patch, 4 * p + corner, *d});
    }
    firstFollowed_.push_back(static_cast<int>(followed_.size()));
  }
}

template <class T>
void ConvPool<T>::gatherSparse(const T* pixels) {
  const int padded = filterLength_ / 3;
  for (int f = 0; f < conv_.filters(); ++f) {
    const Followed* begin = followed_.data() + firstFollowed_[static_cast<std::size_t>(f)];
    const Followed* end = followed_.data() + firstFollowed_[static_cast<std::size_t>(f) + 1];
    if (begin == end) continue;
    for (const Followed* at = begin; at != end; ++at) biases_.data()[f] += at->gradient;
    const auto tile = [&]<int Vectors>(const T* from, T* to) {
      Four<T> sums[Vectors];
      for (int k = 0; k < Vectors; ++k) sums[k] = simd::load(to + 4 * k);
      for (const Followed* at = begin; at != end; ++at) {
        const auto d = simd::splat(at->gradient);
        const T* patch = from + at->patch;
        for (int k = 0; k < Vectors; ++k) sums[k] += d * simd::load(patch + 4 * k);
      }
      for (int k = 0; k < Vectors; ++k) simd::store(to + 4 * k, sums[k]);
    };
    for (int u = 0; u < 3; ++u) {
      const T* from = pixels + u * rowLength_;
      T* to = sums_.data() + f * filterLength_ + u * padded;
      int r = 0;
      for (; r + 32 <= padded; r += 32) tile.template operator()<8>(from + r, to + r);
      for (; r + 8 <= padded; r += 8) tile.template operator()<2>(from + r, to + r);
      for (; r < padded; r += 4) tile.template operator()<1>(from + r, to + r);
    }
  }
}

// Four channels of all filters are neighbours, so that they stay in the nearest cache while windows change.
template <class T>
void ConvPool<T>::packFilters() {
  const int filters = conv_.filters();
  packed_.resize({roundedUp(in_.c, 4) / 4, filters, kTaps, 4});
  std::fill_n(packed_.data(), packed_.size(), T(0));
  const T* filter = conv_.parameters()[0].value.data();
  for (int f = 0; f < filters; ++f) {
    for (int c = 0; c < in_.c; ++c) {
      for (int tap = 0; tap < kTaps; ++tap) {
        packed_.data()[((c / 4 * filters + f) * kTaps + tap) * 4 + c % 4] = *filter++;
      }
    }
  }
}

// followed_ in the order of patches instead of filters.
template <class T>
void ConvPool<T>::sortByPatch() {
  const auto patches = 4 * windows_.size();
  firstTap_.assign(patches + 1, 0);
  taps_.resize(followed_.size());
  const auto forEach = [&](auto visit) {
    for (int f = 0; f < conv_.filters(); ++f) {
      for (int k = firstFollowed_[static_cast<std::size_t>(f)]; k < firstFollowed_[static_cast<std::size_t>(f) + 1];
           ++k) {
        const Followed& at = followed_[static_cast<std::size_t>(k)];
        visit(f, at.gradient, static_cast<std::size_t>(at.patchNumber));
      }
    }
  };
  forEach([&](int, T, std::size_t patch) { ++firstTap_[patch + 1]; });
  for (std::size_t patch = 0; patch < patches; ++patch) firstTap_[patch + 1] += firstTap_[patch];
  next_.assign(firstTap_.begin(), firstTap_.end());
  forEach(
      [&](int f, T gradient, std::size_t patch) { taps_[static_cast<std::size_t>(next_[patch]++)] = {f, gradient}; });
}

template <class T>
void ConvPool<T>::scatterSparse(Tensor<T>& dx, int n) {
  const int height = in_.h + 2 * conv_.pad();
  const int filters = conv_.filters();
  dpixels_.resize({1, in_.c, height + 1, width_});  // one row more: the lanes of the last channels may reach into it
  std::fill_n(dpixels_.data(), dpixels_.size(), T(0));
  sortByPatch();
  for (int c = 0; c < in_.c; c += 4) {
    const T* packed = packed_.data() + c * filters * kTaps;
    for (std::size_t patch = 0; patch + 1 < firstTap_.size(); ++patch) {
      const Tap* tap = taps_.data() + firstTap_[patch];
      const Tap* end = taps_.data() + firstTap_[patch + 1];
      if (tap == end) continue;
      T* to = dpixels_.data() + placeOf(static_cast<int>(patch)) + c;
      Four<T> sums[kTaps];
      for (int k = 0; k < kTaps; ++k) sums[k] = simd::load(to + k / 3 * rowLength_ + k % 3 * in_.c);
      for (; tap != end; ++tap) {
        const auto d = simd::splat(tap->gradient);
        const T* filter = packed + tap->filter * kTaps * 4;
        for (int k = 0; k < kTaps; ++k) sums[k] += d * simd::load(filter + 4 * k);
      }
      for (int k = 0; k < kTaps; ++k) simd::store(to + k / 3 * rowLength_ + k % 3 * in_.c, sums[k]);
    }
  }
  unpackPixels(dpixels_.data() + conv_.pad() * (width_ + 1) * in_.c, in_.c, width_, in_, dx.image(n));
}

template class ConvPool<float>;
template class ConvPool<double>;

}  // namespace atelier
