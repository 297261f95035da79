#pragma once

// Kernels with many channels want them innermost: an image (C, H, W) becomes rows of pixels, each pixel its C numbers,
// with zeros around it. So a patch's row is one run of K * C neighbouring numbers, and borders need no special case.

#include <algorithm>

#include "math/tensor.h"

namespace atelier {

constexpr int roundedUp(int number, int multiple) { return (number + multiple - 1) / multiple * multiple; }

// Overwrites `to`, (h + 2 pad) rows of (w + 2 pad) pixels of `channels` numbers, of which the first image.c are set.
// Requires channels >= image.c; numbers are written `spread` pixels and rows apart, and all others are 0.
template <class T>
void packPixels(const T* from, const Shape& image, int pad, int spread, int channels, int height, int width, T* to) {
  std::fill_n(to, height * width * channels, T(0));
  for (int i = 0; i < image.h; ++i) {
    T* row = to + ((pad + i * spread) * width + pad) * channels;
    for (int c = 0; c < image.c; ++c) {
      const T* plane = from + (c * image.h + i) * image.w;
      for (int j = 0; j < image.w; ++j) row[j * spread * channels + c] = plane[j];
    }
  }
}

// The reverse without zeros: overwrites the image `to` from pixels of `channels` numbers, rows `width` pixels apart.
template <class T>
void unpackPixels(const T* from, int channels, int width, const Shape& image, T* to) {
  for (int c = 0; c < image.c; ++c) {
    for (int i = 0; i < image.h; ++i) {
      for (int j = 0; j < image.w; ++j) *to++ = from[(i * width + j) * channels + c];
    }
  }
}

}  // namespace atelier
