#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace atelier::cli {

struct GreyImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  // row by row, 0 is black
};

// Any PNG of up to 4096 x 4096, colours turned to grey by their luminance. What is transparent becomes black if what is
// visible is bright, and white if it is dark, so that it never vanishes. Returns nothing and sets `error` to a sentence
// when the bytes are not such an image.
[[nodiscard]] std::optional<GreyImage> readPng(std::span<const std::uint8_t> bytes, std::string& error);

}  // namespace atelier::cli
