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

// One column of A'm of `Filters` filters of one channel: to[f][0] and to[f][1]. Weights stay in registers while the
// tiles go by; distances that the compiler knows leave the others to them.
template <int Filters, int Next, class T>
[[gnu::noinline]] void multiplyColumn(const T* weights, const T* inputs, int tiles, T* to) {
  Four<T> g[Filters][4];
  for (int f = 0; f < Filters; ++f) {
    for (int i = 0; i < 4; ++i) g[f][i] = simd::splat(weights[16 * i + f]);
  }
  for (int t = 0; t < tiles; t += 4) {
    Four<T> four[4];
    for (int i = 0; i < 4; ++i) four[i] = simd::load(inputs + 4 * i * Next + t);
    for (int f = 0; f < Filters; ++f) {
      const auto second = g[f][1] * four[1];
      const auto third = g[f][2] * four[2];
      simd::store<T>(to + f * 8 * Next + t, (g[f][0] * four[0] + second) + third);
      simd::store<T>(to + f * 8 * Next + Next + t, (second - third) - g[f][3] * four[3]);
    }
  }
}

// Where the maxima of one filter go: see Winograd::forward.
template <class T>
struct Pooled {
  std::span<const std::int32_t> windows;
  int right = 0;  // how far apart in a packed image the patches of a window are
  int down = 0;
  T* y = nullptr;
  std::int32_t* patches = nullptr;
};

// The maxima of all windows. readColumn(k, t, upper, lower): column k of A'm, for the four tiles from t on.
template <bool HasRelu, bool IsSingle, class T, class ReadColumn>
[[gnu::noinline]] void poolTiles(Pooled<T> to, T bias, ReadColumn readColumn) {
  const int right = IsSingle ? 1 : to.right;
  const int count = static_cast<int>(to.windows.size());
  for (int block = 0; block < count; block += 4) {
    const int t = std::min(block, count - 4);  // the last block reaches back over the one before
    Four<T> upper[4];
    Four<T> lower[4];
    for (int k = 0; k < 4; ++k) readColumn(k, t, upper[k], lower[k]);
    Four<T> maximum;
    FourInts back;
    simd::firstMaximum<T>((upper[0] + upper[1]) + upper[2], (upper[1] - upper[2]) - upper[3],
                          (lower[0] + lower[1]) + lower[2], (lower[1] - lower[2]) - lower[3], right, to.down, maximum,
                          back);
    maximum += simd::splat(bias);
    simd::store(to.y + t, HasRelu ? simd::larger<T>(Four<T>{}, maximum) : maximum);
    simd::store(to.patches + t, simd::load(to.windows.data() + t) - back);
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
      tiles_(image.c == 1 ? kMostSingle : roundedUp(rows_ * columns_, 4)),
      half_(roundedUp((image.w + 2 * pad + 1) / 2 + 4, 4)) {
  halves_.resize({1, image.h + 2 * pad, 2, half_});
  bands_.resize({1, 4, 2, half_});
  inputs_.resize({kPlaces, image.c, 1, tiles_});
  std::fill_n(halves_.data(), halves_.size(), T(0));  // where no pixel comes to lie it stays so
  std::fill_n(inputs_.data(), inputs_.size(), T(0));
}

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
void Winograd<T>::splitColumns(const T* plane) {
  for (int i = 0; i < image_.h; ++i) {
    const T* from = plane + i * image_.w;
    T* even = halves_.data() + (i + pad_) * 2 * half_;
    T* odd = even + half_;
    T* first = (pad_ % 2 == 0 ? even : odd) + pad_ / 2;
    T* second = (pad_ % 2 == 0 ? odd : even) + (pad_ + 1) / 2;
    int j = 0;
    for (; j + 8 <= image_.w; j += 8) {
      const auto low = simd::load(from + j);
      const auto high = simd::load(from + j + 4);
      simd::store<T>(first + j / 2, __builtin_shufflevector(low, high, 0, 2, 4, 6));
      simd::store<T>(second + j / 2, __builtin_shufflevector(low, high, 1, 3, 5, 7));
    }
    for (; j < image_.w; ++j) (j % 2 == 0 ? first : second)[j / 2] = from[j];
  }
}

// B'd of one row of windows.
template <class T>
[[gnu::noinline]] void Winograd<T>::transformRows(int row, T* to) const {
  const int length = 2 * half_;
  const T* from = halves_.data() + 2 * row * length;
  for (int j = 0; j < length; j += 4) {
    Four<T> done[4];
    transformFour(simd::load(from + j), simd::load(from + length + j), simd::load(from + 2 * length + j),
                  simd::load(from + 3 * length + j), done);
    for (int k = 0; k < 4; ++k) simd::store(to + k * length + j, done[k]);
  }
}

template <class T>
void Winograd<T>::transformInput(const T* x) {
  const int place = image_.c * tiles_;
  for (int c = 0; c < image_.c; ++c) {
    splitColumns(x + c * image_.h * image_.w);
    for (int i = 0; i < rows_; ++i) {
      transformRows(i, bands_.data());
      for (int k = 0; k < 4; ++k) {
        const T* even = bands_.data() + k * 2 * half_;
        const T* odd = even + half_;
        T* to = inputs_.data() + 4 * k * place + c * tiles_ + i * columns_;
        for (int block = 0; block < columns_; block += 4) {
          const int j = std::min(block, columns_ - 4);
          Four<T> done[4];
          transformFour(simd::load(even + j), simd::load(odd + j), simd::load(even + j + 1), simd::load(odd + j + 1),
                        done);
          for (int l = 0; l < 4; ++l) simd::store(to + l * place + j, done[l]);
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
void Winograd<T>::multiplySingle(int firstFilter, int count) {
  const int tiles = roundedUp(rows_ * columns_, 4);
  for (int column = 0; column < 4; ++column) {
    const T* weights = weights_.data() + (firstFilter / 4 * kPlaces + column) * 4 + firstFilter % 4;
    const T* inputs = inputs_.data() + column * kMostSingle;
    T* to = products_.data() + 2 * column * kMostSingle;
    if (count == 2) {
      multiplyColumn<2, kMostSingle>(weights, inputs, tiles, to);
    } else {
      multiplyColumn<1, kMostSingle>(weights, inputs, tiles, to);
    }
  }
}

template <class T>
void Winograd<T>::forward(const T* x, std::span<const T> bias, bool relu, std::span<const std::int32_t> windows,
                          int down, T* y, std::int32_t* patches) {
  const bool isSingle = image_.c == 1;
  const int together = isSingle ? kTogether / 2 : kTogether;
  std::int32_t* filterPatches = patches;
  products_.resize({kPlaces, kTogether, 1, tiles_});
  transformInput(x);
  for (int first = 0; first < filters_; first += together) {
    const int count = std::min(together, filters_ - first);
    isSingle ? multiplySingle(first, count) : multiply(first);
    for (int f = 0; f < count; ++f) {
      const Pooled<T> to{windows, image_.c, down, y, filterPatches};
      const auto pool = [&]<bool IsSingle>(auto readColumn) {
        const T added = bias[static_cast<std::size_t>(first + f)];
        relu ? poolTiles<true, IsSingle>(to, added, readColumn) : poolTiles<false, IsSingle>(to, added, readColumn);
      };
      if (isSingle) {
        pool.template operator()<true>(
            [products = products_.data() + 8 * f * kMostSingle](int k, int t, Four<T>& upper, Four<T>& lower) {
              const T* column = products + 2 * k * kMostSingle + t;
              upper = simd::load(column);
              lower = simd::load(column + kMostSingle);
            });
      } else {
        pool.template operator()<false>([products = products_.data() + f * tiles_, next = kTogether * tiles_](
                                            int k, int t, Four<T>& upper, Four<T>& lower) {
          Four<T> column[4];
          for (int i = 0; i < 4; ++i) column[i] = simd::load(products + (4 * i + k) * next + t);
          upper = (column[0] + column[1]) + column[2];
          lower = (column[1] - column[2]) - column[3];
        });
      }
      y += windows.size();
      filterPatches += windows.size();
    }
  }
}

template class Winograd<float>;
template class Winograd<double>;

}  // namespace atelier
