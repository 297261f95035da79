#include "picture/jpeg.h"

#include <algorithm>
#include <string_view>

namespace atelier::picture {

namespace {

using Bytes = std::span<const std::uint8_t>;

// Numbers of two or four bytes, either end first; 0 beyond the end.
struct Numbers {
  Bytes bytes;
  bool lowFirst = false;

  std::uint32_t byte(std::size_t at) const { return at < bytes.size() ? bytes[at] : 0; }
  std::uint32_t two(std::size_t at) const {
    return lowFirst ? byte(at) | byte(at + 1) << 8U : byte(at) << 8U | byte(at + 1);
  }
  std::uint32_t four(std::size_t at) const {
    return lowFirst ? two(at) | two(at + 2) << 16U : two(at) << 16U | two(at + 2);
  }
};

bool begins(Bytes bytes, std::string_view with) {
  return bytes.size() >= with.size() && std::equal(with.begin(), with.end(), bytes.begin(), [](char c, std::uint8_t b) {
           return static_cast<std::uint8_t>(c) == b;
         });
}

// Of the body of an APP1 segment: a TIFF file whose first directory may hold the tag.
int orientationIn(Bytes body) {
  constexpr std::uint32_t kTag = 0x0112;
  constexpr std::uint32_t kEntry = 12;  // bytes
  constexpr std::string_view kExif("Exif\0\0", 6);
  if (!begins(body, kExif)) return 1;
  const Bytes tiff = body.subspan(kExif.size());
  if (!begins(tiff, "II") && !begins(tiff, "MM")) return 1;
  const Numbers numbers{tiff, begins(tiff, "II")};
  const std::size_t directory = numbers.four(4);
  const std::uint32_t entries = numbers.two(directory);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + std::size_t{i} * kEntry;
    if (entry + kEntry > tiff.size()) break;
    const auto value = static_cast<int>(numbers.two(entry + 8));
    if (numbers.two(entry) == kTag) return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

// A frame header says how large the picture is.
bool isFrame(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// In what is coded no 0xFF stands before another byte than 0 or a marker.
bool hasEnd(Bytes coded) {
  constexpr std::uint8_t kEnd[] = {0xFF, 0xD9};
  return std::search(coded.begin(), coded.end(), kEnd, kEnd + 2) != coded.end();
}

}  // namespace

JpegFacts lookAtJpeg(std::span<const std::uint8_t> file) {
  JpegFacts facts;
  Bytes rest = file.subspan(std::min<std::size_t>(2, file.size()));
  while (rest.size() >= 4) {
    const std::uint8_t marker = rest[1];
    if (rest[0] != 0xFF || marker == 0xFF) {  // a marker may be preceded by any number of 0xFF
      rest = rest.subspan(1);
      continue;
    }
    if (marker == 0xDA) {
      facts.isWhole = hasEnd(rest.subspan(2));
      break;
    }
    const Numbers numbers{rest};
    const std::size_t length = numbers.two(2);
    if (length < 2 || length + 2 > rest.size()) break;
    const Bytes body = rest.subspan(4, length - 2);
    if (isFrame(marker)) {
      facts.height = static_cast<int>(numbers.two(5));
      facts.width = static_cast<int>(numbers.two(7));
    }
    if (marker == 0xE1 && facts.orientation == 1) facts.orientation = orientationIn(body);
    rest = rest.subspan(length + 2);
  }
  return facts;
}

}  // namespace atelier::picture
