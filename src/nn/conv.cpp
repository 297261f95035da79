#include "nn/conv.h"

#include "math/simd.h"

namespace atelier {

namespace {

// to[j] += weight * from[j], for j in 0 .. width - 1.
template <class T>
void addScaledRow(T weight, const T* from, T* to, int width) {
  const auto weights = simd::splat(weight);
  int j = 0;
  for (; j + 4 <= width; j += 4) simd::store(to + j, simd::load(to + j) + weights * simd::load(from + j));
  for (; j < width; ++j) to[j] += weight * from[j];
}

// sum of a[j] * b[j], as four interleaved partial sums that start at `partial`.
template <class T>
void addRowProduct(const T* a, const T* b, int width, simd::Four<T>& partial) {
  int j = 0;
  for (; j + 4 <= width; j += 4) partial += simd::load(a + j) * simd::load(b + j);
  for (int lane = 0; j < width; ++j, ++lane) partial[lane] += a[j] * b[j];
}

}  // namespace

template <class T>
Conv<T>::Conv(int channels, int filters, int kernel) : channels_(channels), filters_(filters), kernel_(kernel) {
  parameters_[0] = {.name = "filters",
                    .count = filters * channels * kernel * kernel,
                    .fanIn = channels * kernel * kernel,
                    .value = {},
                    .gradient = {}};
  parameters_[1] = {.name = "bias", .count = filters, .fanIn = 0, .value = {}, .gradient = {}};
}

template <class T>
Shape Conv<T>::outputShape(const Shape& x) const {
  return {x.n, filters_, x.h - kernel_ + 1, x.w - kernel_ + 1};
}

template <class T>
void Conv<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const Shape in = x.shape();
  const Shape out = y.shape();
  const int taps = kernel_ * kernel_;
  for (int n = 0; n < in.n; ++n) {
    for (int f = 0; f < filters_; ++f) {
      T* map = y.image(n) + f * out.h * out.w;
      std::fill(map, map + out.h * out.w, parameters_[1].value[static_cast<std::size_t>(f)]);
      for (int c = 0; c < channels_; ++c) {
        const T* filter = parameters_[0].value.data() + (f * channels_ + c) * taps;
        const T* plane = x.image(n) + c * in.h * in.w;
        for (int i = 0; i < out.h; ++i) {
          for (int tap = 0; tap < taps; ++tap) {
            const T* row = plane + (i + tap / kernel_) * in.w + tap % kernel_;
            addScaledRow(filter[tap], row, map + i * out.w, out.w);
          }
        }
      }
    }
  }
}

template <class T>
void Conv<T>::backward(const Tensor<T>& x, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) {
  const Shape in = x.shape();
  const Shape out = dy.shape();
  const int taps = kernel_ * kernel_;
  if (dx != nullptr) std::fill(dx->data(), dx->data() + dx->size(), T(0));
  for (int n = 0; n < in.n; ++n) {
    for (int f = 0; f < filters_; ++f) {
      const T* dmap = dy.image(n) + f * out.h * out.w;
      simd::Four<T> biasSum{};
      for (int i = 0; i < out.h * out.w; ++i) biasSum[i % 4] += dmap[i];
      parameters_[1].gradient[static_cast<std::size_t>(f)] += simd::sum<T>(biasSum);
      for (int c = 0; c < channels_; ++c) {
        const int first = (f * channels_ + c) * taps;
        const T* plane = x.image(n) + c * in.h * in.w;
        for (int tap = 0; tap < taps; ++tap) {
          const int offset = tap / kernel_ * in.w + tap % kernel_;
          simd::Four<T> partial{};
          for (int i = 0; i < out.h; ++i) {
            addRowProduct(dmap + i * out.w, plane + offset + i * in.w, out.w, partial);
          }
          parameters_[0].gradient[static_cast<std::size_t>(first + tap)] += simd::sum<T>(partial);
          if (dx == nullptr) continue;
          T* dplane = dx->image(n) + c * in.h * in.w + offset;
          const T weight = parameters_[0].value[static_cast<std::size_t>(first + tap)];
          for (int i = 0; i < out.h; ++i) addScaledRow(weight, dmap + i * out.w, dplane + i * in.w, out.w);
        }
      }
    }
  }
}

template class Conv<float>;
template class Conv<double>;

}  // namespace atelier
