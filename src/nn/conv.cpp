#include "nn/conv.h"

#include "math/simd.h"
#include "nn/packing.h"

namespace atelier {

namespace {

using simd::Four;

// The patches of an image of packed pixels: where each begins, and its rows.
struct Patches {
  std::span<const std::int32_t> places;
  int rows;       // K
  int run;        // numbers in a patch's row, K * C
  int rowLength;  // numbers from one row of the image to the next
};

void listPlaces(const Shape& out, int stride, int channels, int rowLength, std::vector<std::int32_t>& to) {
  to.clear();
  for (int i = 0; i < out.h; ++i) {
    for (int j = 0; j < out.w; ++j) to.push_back(i * stride * rowLength + j * stride * channels);
  }
}

// to[p][lane] = start[lane] + sum over the patch of pixel * filters[place in patch][lane], for Pixels patches and 4 *
// Vectors lanes, each of them a filter.
template <int Pixels, int Vectors, class T>
inline void convolveTile(const T* x, const std::int32_t* places, const Patches& patches, const T* filters, int lanes,
                         const T* start, T* to) {
  Four<T> sums[Pixels][Vectors];
  for (int p = 0; p < Pixels; ++p) {
    for (int k = 0; k < Vectors; ++k) sums[p][k] = start != nullptr ? simd::load(start + 4 * k) : Four<T>{};
  }
  for (int u = 0; u < patches.rows; ++u) {
    const T* row[Pixels];
    for (int p = 0; p < Pixels; ++p) row[p] = x + places[p] + u * patches.rowLength;
    for (int r = 0; r < patches.run; ++r, filters += lanes) {
      Four<T> taps[Vectors];
      for (int k = 0; k < Vectors; ++k) taps[k] = simd::load(filters + 4 * k);
      for (int p = 0; p < Pixels; ++p) {
        const auto pixel = simd::splat(row[p][r]);
        for (int k = 0; k < Vectors; ++k) sums[p][k] += taps[k] * pixel;
      }
    }
  }
  for (int p = 0; p < Pixels; ++p) {
    for (int k = 0; k < Vectors; ++k) simd::store(to + p * lanes + 4 * k, sums[p][k]);
  }
}

// All patches and all lanes (a multiple of 4); the last tile reaches back over the one before.
template <class T>
void convolve(const T* x, const Patches& patches, const T* filters, int lanes, const T* start, T* to) {
  constexpr int kPixels = 5;
  const int count = static_cast<int>(patches.places.size());
  const auto row = [&](int lane, auto wide, auto narrow) {
    const T* from = start != nullptr ? start + lane : nullptr;
    const auto tile = [&](auto kernel, int p) {
      kernel(x, patches.places.data() + p, patches, filters + lane, lanes, from, to + p * lanes + lane);
    };
    if (count < kPixels) {
      for (int p = 0; p < count; ++p) tile(narrow, p);
    } else {
      for (int p = 0; p < count; p += kPixels) tile(wide, std::min(p, count - kPixels));
    }
  };
  int lane = 0;
  for (; lane + 8 <= lanes; lane += 8) row(lane, convolveTile<kPixels, 2, T>, convolveTile<1, 2, T>);
  if (lane < lanes) row(lane, convolveTile<kPixels, 1, T>, convolveTile<1, 1, T>);
}

// sums[f][u][r] += sum over patches of dy[p][f] * x[p, u, r], for 4 filters and 4 * Vectors neighbouring r.
template <int Vectors, class T>
inline void gatherTile(const T* x, const Patches& patches, const T* dy, int lanes, int filterLength, T* sums) {
  Four<T> four[4][Vectors];
  for (int f = 0; f < 4; ++f) {
    for (int k = 0; k < Vectors; ++k) four[f][k] = simd::load(sums + f * filterLength + 4 * k);
  }
  for (const std::int32_t place : patches.places) {
    Four<T> pixels[Vectors];
    for (int k = 0; k < Vectors; ++k) pixels[k] = simd::load(x + place + 4 * k);
    for (int f = 0; f < 4; ++f) {
      const auto d = simd::splat(dy[f]);
      for (int k = 0; k < Vectors; ++k) four[f][k] += d * pixels[k];
    }
    dy += lanes;
  }
  for (int f = 0; f < 4; ++f) {
    for (int k = 0; k < Vectors; ++k) simd::store(sums + f * filterLength + 4 * k, four[f][k]);
  }
}

// Rows of `padded` numbers in sums, of which the first patches.run count.
template <class T>
void gather(const T* x, const Patches& patches, const T* dy, int lanes, int padded, T* sums) {
  const int filterLength = patches.rows * padded;
  for (int f = 0; f < lanes; f += 4) {
    for (int u = 0; u < patches.rows; ++u) {
      T* row = sums + f * filterLength + u * padded;
      const T* from = x + u * patches.rowLength;
      int r = 0;
      for (; r + 8 <= padded; r += 8) gatherTile<2>(from + r, patches, dy + f, lanes, filterLength, row + r);
      if (r < padded) gatherTile<1>(from + r, patches, dy + f, lanes, filterLength, row + r);
    }
  }
}

}  // namespace

template <class T>
Conv<T>::Conv(int channels, int filters, int kernel, int stride, int pad)
    : channels_(channels), filters_(filters), kernel_(kernel), stride_(stride), pad_(pad) {
  parameters_[0].name = "filters";
  parameters_[0].dims = {filters, channels, kernel, kernel};
  parameters_[0].rank = 4;
  parameters_[0].role = Role::kWeight;
  parameters_[0].fanIn = channels * kernel * kernel;
  parameters_[0].fanOut = filters * kernel * kernel;
  parameters_[1].name = "bias";
  parameters_[1].dims = {filters, 1, 1, 1};
}

template <class T>
Shape Conv<T>::outputShape(const Shape& x) const {
  return {x.n, filters_, (x.h + 2 * pad_ - kernel_) / stride_ + 1, (x.w + 2 * pad_ - kernel_) / stride_ + 1};
}

template <class T>
void Conv<T>::forward(const Tensor<T>& x, Tensor<T>& y) {
  const Shape in = x.shape();
  const Shape out = y.shape();
  const int height = in.h + 2 * pad_;
  const int width = in.w + 2 * pad_;
  const int lanes = roundedUp(filters_, 4);
  const int length = channels_ * kernel_ * kernel_;
  in_.resize({1, channels_, height, width});
  out_.resize({1, lanes, out.h, out.w});
  packed_.resize({1, length + 1, 1, lanes});  // the filters, then the bias
  std::fill_n(packed_.data(), packed_.size(), T(0));
  for (int f = 0; f < filters_; ++f) {
    const T* filter = parameters_[0].value.data() + f * length;
    for (int c = 0; c < channels_; ++c) {
      for (int tap = 0; tap < kernel_ * kernel_; ++tap) packed_.data()[(tap * channels_ + c) * lanes + f] = *filter++;
    }
    packed_.data()[length * lanes + f] = parameters_[1].value[static_cast<std::size_t>(f)];
  }
  listPlaces(out, stride_, channels_, width * channels_, places_);
  const Patches patches{places_, kernel_, kernel_ * channels_, width * channels_};
  for (int n = 0; n < in.n; ++n) {
    packPixels(x.image(n), in, pad_, 1, channels_, height, width, in_.data());
    convolve(in_.data(), patches, packed_.data(), lanes, packed_.data() + length * lanes, out_.data());
    unpackPixels(out_.data(), lanes, out.w, out, y.image(n));
  }
}

template <class T>
void Conv<T>::backward(const Tensor<T>& x, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) {
  addGradients(x, dy);
  if (dx != nullptr) computeDx(dy, *dx);
}

template <class T>
void Conv<T>::addGradients(const Tensor<T>& x, const Tensor<T>& dy) {
  const Shape in = x.shape();
  const Shape out = dy.shape();
  const int height = in.h + 2 * pad_;
  const int width = in.w + 2 * pad_;
  const int lanes = roundedUp(filters_, 4);
  const int run = kernel_ * channels_;
  const int padded = roundedUp(run, 4);
  in_.resize({1, channels_, height, width});
  out_.resize({1, lanes, out.h, out.w});
  sums_.resize({lanes, kernel_ + 1, 1, padded});  // of each filter its rows, then in the first place its bias
  std::fill_n(sums_.data(), sums_.size(), T(0));
  T* biases = sums_.data() + lanes * kernel_ * padded;
  listPlaces(out, stride_, channels_, width * channels_, places_);
  const Patches patches{places_, kernel_, run, width * channels_};
  for (int n = 0; n < in.n; ++n) {
    packPixels(x.image(n), in, pad_, 1, channels_, height, width, in_.data());
    packPixels(dy.image(n), out, 0, 1, lanes, out.h, out.w, out_.data());
    gather(in_.data(), patches, out_.data(), lanes, padded, sums_.data());
    for (int p = 0; p < out.h * out.w; ++p) {
      for (int f = 0; f < lanes; ++f) biases[f] += out_.data()[p * lanes + f];
    }
  }
  for (int f = 0; f < filters_; ++f) {
    T* gradient = parameters_[0].gradient.data() + f * channels_ * kernel_ * kernel_;
    const T* sum = sums_.data() + f * kernel_ * padded;
    for (int c = 0; c < channels_; ++c) {
      for (int u = 0; u < kernel_; ++u) {
        for (int v = 0; v < kernel_; ++v) *gradient++ += sum[u * padded + v * channels_ + c];
      }
    }
    parameters_[1].gradient[static_cast<std::size_t>(f)] += biases[f];
  }
}

// dx is itself a convolution: of dy, its numbers `stride` apart and kernel - 1 zeros around them, with the filters
// turned by half a turn.
template <class T>
void Conv<T>::computeDx(const Tensor<T>& dy, Tensor<T>& dx) {
  const Shape in = dx.shape();
  const Shape out = dy.shape();
  const int height = in.h + 2 * pad_ + kernel_ - 1;
  const int width = in.w + 2 * pad_ + kernel_ - 1;
  const int lanes = roundedUp(channels_, 4);
  const int taps = kernel_ * kernel_;
  in_.resize({1, filters_, height, width});
  out_.resize({1, lanes, in.h, in.w});
  packed_.resize({1, taps * filters_, 1, lanes});
  std::fill_n(packed_.data(), packed_.size(), T(0));
  for (int f = 0; f < filters_; ++f) {
    const T* filter = parameters_[0].value.data() + f * channels_ * taps;
    for (int c = 0; c < channels_; ++c) {
      for (int tap = 0; tap < taps; ++tap) packed_.data()[((taps - 1 - tap) * filters_ + f) * lanes + c] = *filter++;
    }
  }
  listPlaces({1, 1, in.h, in.w}, 1, filters_, width * filters_, places_);
  const int first = pad_ * (width + 1) * filters_;  // what is outside of the input is not wanted
  const Patches patches{places_, kernel_, kernel_ * filters_, width * filters_};
  for (int n = 0; n < in.n; ++n) {
    packPixels(dy.image(n), out, kernel_ - 1, stride_, filters_, height, width, in_.data());
    convolve(in_.data() + first, patches, packed_.data(), lanes, static_cast<const T*>(nullptr), out_.data());
    unpackPixels(out_.data(), lanes, in.w, in, dx.image(n));
  }
}

template class Conv<float>;
template class Conv<double>;

}  // namespace atelier
