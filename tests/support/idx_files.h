#pragma once

// IDX bytes for tests, written by the format's definition and not by the reader's code.

#include <cstdint>
#include <vector>

#include "data/dataset.h"

namespace atelier::testing {

using Bytes = std::vector<std::uint8_t>;

inline void appendBigEndian(Bytes& to, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<std::uint8_t>(number >> shift & 0xffU));
}

// Byte k of image n is (7 n + k) mod 251, its label (3 n) mod 10.
inline Images smallImages(int count) {
  Images images;
  for (int n = 0; n < count; ++n) {
    for (int k = 0; k < kPixels; ++k) images.pixels.push_back(static_cast<std::uint8_t>((7 * n + k) % 251));
    images.labels.push_back(static_cast<std::uint8_t>(3 * n % 10));
  }
  return images;
}

inline Bytes imageFile(const Images& images) {
  Bytes bytes = {0, 0, 8, 3};
  appendBigEndian(bytes, static_cast<std::uint32_t>(images.count()));
  appendBigEndian(bytes, kSide);
  appendBigEndian(bytes, kSide);
  bytes.insert(bytes.end(), images.pixels.begin(), images.pixels.end());
  return bytes;
}

inline Bytes labelFile(const Images& images) {
  Bytes bytes = {0, 0, 8, 1};
  appendBigEndian(bytes, static_cast<std::uint32_t>(images.count()));
  bytes.insert(bytes.end(), images.labels.begin(), images.labels.end());
  return bytes;
}

inline Bytes operator+(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace atelier::testing
