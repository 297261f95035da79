#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace atelier {

inline constexpr int kClasses = 10;            // of the data set
inline constexpr int kSide = 28;               // an image is kSide x kSide
inline constexpr int kPixels = kSide * kSide;  // grey bytes, row by row, 0 is black
inline constexpr std::array<const char*, kClasses> kClassNames = {
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"};

// Labelled images, as far as they are here. Pixels stay bytes.
struct Images {
  std::vector<std::uint8_t> pixels;  // kPixels for each
  std::vector<std::uint8_t> labels;  // 0 .. kClasses - 1 for each; of a wardrobe's (data/wardrobe.h) also further ones

  int count() const { return static_cast<int>(labels.size()); }
  // Requires 0 <= index < count().
  std::span<const std::uint8_t> image(int index) const {
    return std::span(pixels).subspan(static_cast<std::size_t>(index) * kPixels, kPixels);
  }
  int label(int index) const { return labels[static_cast<std::size_t>(index)]; }
  bool operator==(const Images&) const = default;
};

}  // namespace atelier
