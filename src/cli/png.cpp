#include "cli/png.h"

#include <png.h>

namespace atelier::cli {

namespace {

constexpr unsigned kMaxSide = 4096;
constexpr unsigned kOpaque = 255;

// Grey and alpha, pixel by pixel, over a plain ground that contrasts with what is visible.
std::vector<std::uint8_t> overGround(const std::vector<std::uint8_t>& greyAlpha) {
  double bright = 0;
  double visible = 0;
  for (std::size_t i = 0; i < greyAlpha.size(); i += 2) {
    bright += greyAlpha[i] * greyAlpha[i + 1];
    visible += greyAlpha[i + 1];
  }
  const unsigned ground = bright < visible * kOpaque / 2 ? kOpaque : 0;
  std::vector<std::uint8_t> pixels;
  pixels.reserve(greyAlpha.size() / 2);
  for (std::size_t i = 0; i < greyAlpha.size(); i += 2) {
    const unsigned alpha = greyAlpha[i + 1];
    const unsigned mixed = greyAlpha[i] * alpha + ground * (kOpaque - alpha);
    pixels.push_back(static_cast<std::uint8_t>((mixed + kOpaque / 2) / kOpaque));
  }
  return pixels;
}

}  // namespace

std::optional<GreyImage> readPng(std::span<const std::uint8_t> bytes, std::string& error) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
    error = std::string("it is not a PNG image: ") + image.message;
    return std::nullopt;
  }
  if (image.width > kMaxSide || image.height > kMaxSide) {
    error = "it has " + std::to_string(image.width) + " x " + std::to_string(image.height) +
            " pixels; at most 4096 x 4096 can be read";
    png_image_free(&image);
    return std::nullopt;
  }
  image.format = PNG_FORMAT_GA;
  image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // what is in files of 16 bits, unless they say otherwise
  std::vector<std::uint8_t> greyAlpha(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, greyAlpha.data(), 0, nullptr) == 0) {
    error = std::string("its PNG data is damaged: ") + image.message;
    return std::nullopt;
  }
  return GreyImage{static_cast<int>(image.width), static_cast<int>(image.height), overGround(greyAlpha)};
}

}  // namespace atelier::cli
