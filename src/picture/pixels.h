#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

namespace atelier::picture {

// The edge to stb_image and stb_image_write, which decode and encode.

// Rows of grey bytes, or of pairs of grey and alpha.
struct Pixels {
  int width = 0;
  int height = 0;
  std::unique_ptr<std::uint8_t, decltype(&std::free)> bytes{nullptr, &std::free};
};

enum class Outcome { kDone, kDamaged, kOutOfMemory };

// Decodes a PNG or JPEG file of less than 2 GB to one or two channels of 8 bits. Colours become grey by their luminance
// (ITU-R BT.601). Takes at most `mostMemory` bytes at any time: what would need more is kOutOfMemory.
[[nodiscard]] Outcome readPixels(std::span<const std::uint8_t> file, int channels, std::size_t mostMemory, Pixels& to);

// A PNG file of width x height grey bytes. Requires both to be at least 1.
std::vector<std::uint8_t> writePixels(std::span<const std::uint8_t> greys, int width, int height);

}  // namespace atelier::picture
