#include "nn/winograd.h"

#include "math/simd.h"
#include "nn/packing.h"

namespace atelier {

namespace {

using simd::Four;
using simd::FourInts;

// B' d of four numbers.
template <class V>
inline void transformFour(const V& a, const V& b, const V& c, const V& d, V (&to)[4]) {
  to[0] = a - c;
  to[1] = b + c;
  to[2] = c - b;
  to[3] = b - d;
}

// to[row][tile] = sum over channels of weights[channel][row] * inputs[channel][tile], for 4 rows and 4 * Vectors tiles.
template <int Vectors, class T>
inline void multiplyTile(const T* weights, const T* inputs, int channels, int tiles, T* to) {
  Four<T> sums[4][Vectors] = {};
  for (int c = 0; c < channels; ++c) {
    Four<T> four[Vectors];
    for (int k = 0; k < Vectors; ++k) four[k] = simd::load(inputs + c * tiles + 4 * k);
    for (int row = 0; row < 4; ++row) {
      const auto weight = simd::splat(weights[4 * c + row]);
      for (int k = 0; k < Vectors; ++k) sums[row][k] += weight * four[k];
    }
  }
  for (int row = 0; row < 4; ++row) {
    for (int k = 0; k < Vectors; ++k) simd::store(to + row * tiles + 4 * k, sums[row][k]);
  }
}

}  // namespace

template <class T>
Winograd<T>::Winograd(const Shape& image, int pad, int filters)
    : image_(image),
      pad_(pad),
      filters_(filters),
      rows_((image.h + 2 * pad - 2) / 2),
      columns_((image.w + 2 * pad - 2) / 2),
      tiles_(roundedUp(rows_ * columns_, 4)) {}

template <class T>
void Winograd<T>::transformFilters(std::span<const T> filters) {
  const int channels = image_.c;
  weights_.resize({roundedUp(filters_, 4) / 4, kPlaces, channels, 4});
  const T half = T(0.5);
  for (int f = 0; f < filters_; ++f) {
    for (int c = 0; c < channels; ++c) {
      const T* g = filters.data() + (f * channels + c) * 9;
      T columns[4][3];  // G g
      for (int j = 0; j < 3; ++j) {
        const T outer = g[j] + g[6 + j];
        columns[0][j] = g[j];
        columns[1][j] = half * (outer + g[3 + j]);
        columns[2][j] = half * (outer - g[3 + j]);
        columns[3][j] = g[6 + j];
      }
      T* to = weights_.data() + ((f / 4 * kPlaces) * channels + c) * 4 + f % 4;
      const int next = channels * 4;
      for (int i = 0; i < 4; ++i, to += 4 * next) {
        const T outer = columns[i][0] + columns[i][2];
        to[0] = columns[i][0];
        to[next] = half * (outer + columns[i][1]);
        to[2 * next] = half * (outer - columns[i][1]);
        to[3 * next] = columns[i][2];
      }
    }
  }
}

template <class T>
void Winograd<T>::transformInput(const T* x) {
  const int height = image_.h + 2 * pad_;
  const int half = (image_.w + 2 * pad_ + 1) / 2 + 4;  // a vector may look past the last window
  halves_.resize({1, height, 2, half});
  inputs_.resize({kPlaces, image_.c, 1, tiles_});
  std::fill_n(halves_.data(), halves_.size(), T(0));
  const int place = image_.c * tiles_;
  for (int c = 0; c < image_.c; ++c) {
    for (int i = 0; i < image_.h; ++i) {
      T* row = halves_.data() + (i + pad_) * 2 * half;
      const T* from = x + (c * image_.h + i) * image_.w;
      for (int j = 0; j < image_.w; ++j) row[(j + pad_) % 2 * half + (j + pad_) / 2] = from[j];
    }
    for (int i = 0; i < rows_; ++i) {
      for (int block = 0; block < columns_; block += 4) {
        const int j = columns_ >= 4 ? std::min(block, columns_ - 4) : 0;
        const T* row = halves_.data() + 2 * i * 2 * half + j;
        Four<T> columns[4][4];  // [column][row], after B'
        for (int k = 0; k < 4; ++k) {
          const T* at = row + k % 2 * half + k / 2;
          transformFour(simd::load(at), simd::load(at + 2 * half), simd::load(at + 4 * half), simd::load(at + 6 * half),
                        columns[k]);
        }
        T* to = inputs_.data() + c * tiles_ + i * columns_ + j;
        for (int k = 0; k < 4; ++k) {
          Four<T> done[4];
          transformFour(columns[0][k], columns[1][k], columns[2][k], columns[3][k], done);
          for (int l = 0; l < 4; ++l) simd::store(to + (4 * k + l) * place, done[l]);
        }
      }
    }
  }
}

template <class T>
void Winograd<T>::multiply(int firstFilter) {
  const int channels = image_.c;
  for (int place = 0; place < kPlaces; ++place) {
    const T* weights = weights_.data() + (firstFilter / 4 * kPlaces + place) * channels * 4;
    const T* inputs = inputs_.data() + place * channels * tiles_;
    T* to = products_.data() + place * kTogether * tiles_;
    int t = 0;
    for (; t + 8 <= tiles_; t += 8) multiplyTile<2>(weights, inputs + t, channels, tiles_, to + t);
    if (t < tiles_) multiplyTile<1>(weights, inputs + t, channels, tiles_, to + t);
  }
}

template <class T>
void Winograd<T>::finish(int filter, int row, T bias, bool relu, std::span<const std::int32_t> windows, int down, T* y,
                         std::int32_t* patches) const {
  const int count = static_cast<int>(windows.size());
  const int right = image_.c;
  for (int block = 0; block < count; block += 4) {
    const int t = std::min(block, count - 4);  // the last block reaches back over the one before
    const T* m = products_.data() + row * tiles_ + t;
    Four<T> upper[4];
    Four<T> lower[4];  // A' m, column by column
    for (int k = 0; k < 4; ++k) {
      Four<T> column[4];
      for (int i = 0; i < 4; ++i) column[i] = simd::load(m + (4 * i + k) * kTogether * tiles_);
      upper[k] = (column[0] + column[1]) + column[2];
      lower[k] = (column[1] - column[2]) - column[3];
    }
    Four<T> maximum;
    FourInts place;
    simd::firstMaximum<T>((upper[0] + upper[1]) + upper[2], (upper[1] - upper[2]) - upper[3],
                          (lower[0] + lower[1]) + lower[2], (lower[1] - lower[2]) - lower[3], right, down, maximum,
                          place);
    maximum += simd::splat(bias);
    simd::store(y + filter * count + t, relu ? (maximum > T(0) ? maximum : Four<T>{}) : maximum);
    simd::store(patches + filter * count + t, simd::load(windows.data() + t) + place);
  }
}

template <class T>
void Winograd<T>::forward(const T* x, std::span<const T> bias, bool relu, std::span<const std::int32_t> windows,
                          int down, T* y, std::int32_t* patches) {
  transformInput(x);
  products_.resize({kPlaces, kTogether, 1, tiles_});
  for (int f = 0; f < filters_; f += kTogether) {
    multiply(f);
    for (int row = 0; row < std::min(kTogether, filters_ - f); ++row) {
      finish(f + row, row, bias[static_cast<std::size_t>(f + row)], relu, windows, down, y, patches);
    }
  }
}

template class Winograd<float>;
template class Winograd<double>;

}  // namespace atelier
