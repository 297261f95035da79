#include "picture/png.h"

#include <algorithm>
#include <limits>
#include <string_view>

#include "math/hash.h"
#include "picture/pixels.h"

namespace atelier::picture {

namespace {

constexpr std::size_t kSignature = 8;    // bytes
constexpr std::size_t kFirstChunk = 25;  // the header's: bytes
constexpr std::string_view kMark{"tEXtSoftware\0Atelier drawing pad", 32};

std::uint32_t numberAt(std::span<const std::uint8_t> bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U | std::uint32_t{bytes[2]} << 8U | bytes[3];
}

int sizeAt(std::span<const std::uint8_t> bytes) {
  return static_cast<int>(std::min<std::uint32_t>(numberAt(bytes), std::numeric_limits<int>::max()));
}

void addNumber(std::vector<std::uint8_t>& to, std::uint32_t number) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) to.push_back(static_cast<std::uint8_t>(number >> shift & 0xffU));
}

std::string_view textOf(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

PngFacts lookAtPng(std::span<const std::uint8_t> file) {
  PngFacts facts;
  auto rest = file.subspan(std::min(kSignature, file.size()));
  while (rest.size() >= 12) {
    const std::size_t length = numberAt(rest);
    if (length > rest.size() - 12) break;
    const auto chunk = rest.subspan(4, 4 + length);
    const std::string_view type = textOf(chunk.first(4));
    if (type == "IDAT") break;
    if (type == "IHDR" && length >= 13) {
      facts.width = sizeAt(chunk.subspan(4));
      facts.height = sizeAt(chunk.subspan(8));
      facts.hasAlpha = (chunk[13] & 4U) != 0;
    }
    facts.hasAlpha = facts.hasAlpha || type == "tRNS";
    facts.isAnimated = facts.isAnimated || type == "acTL";
    facts.isDrawing = facts.isDrawing || textOf(chunk) == kMark;
    rest = rest.subspan(length + 12);
  }
  return facts;
}

std::vector<std::uint8_t> writeDrawing(std::span<const std::uint8_t> greys, int width, int height) {
  std::vector<std::uint8_t> file = writePixels(greys, width, height);
  const std::vector<std::uint8_t> text(kMark.begin(), kMark.end());
  std::vector<std::uint8_t> mark;
  addNumber(mark, static_cast<std::uint32_t>(text.size() - 4));
  mark.insert(mark.end(), text.begin(), text.end());
  addNumber(mark, crc32(text));
  file.insert(file.begin() + kSignature + kFirstChunk, mark.begin(), mark.end());
  return file;
}

}  // namespace atelier::picture
