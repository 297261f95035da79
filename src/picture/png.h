#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace atelier::picture {

// PNG files (ISO/IEC 15948) as rows of chunks.

// What a PNG file says of itself before its pixels. Of bytes that are none, or that end too early, as much as was read.
struct PngFacts {
  int width = 0;
  int height = 0;
  bool hasAlpha = false;    // or a colour that counts as transparent
  bool isAnimated = false;  // of which the first picture is read
  bool isDrawing = false;   // writeDrawing() wrote it
};
PngFacts lookAtPng(std::span<const std::uint8_t> file);

// A drawing as a file that says that it is one, so that it opens as it was. Requires width x height bytes, at least
// one.
std::vector<std::uint8_t> writeDrawing(std::span<const std::uint8_t> greys, int width, int height);

}  // namespace atelier::picture
