#include "data/idx.h"

#include <algorithm>

namespace atelier {

namespace {

using BytesView = std::span<const std::uint8_t>;

constexpr std::size_t kImageHeader = 16;
constexpr std::size_t kLabelHeader = 8;

std::uint32_t bigEndian(BytesView bytes, std::size_t at) {
  return (static_cast<std::uint32_t>(bytes[at]) << 24U) | (static_cast<std::uint32_t>(bytes[at + 1]) << 16U) |
         (static_cast<std::uint32_t>(bytes[at + 2]) << 8U) | static_cast<std::uint32_t>(bytes[at + 3]);
}

bool startsAs(BytesView bytes, std::uint8_t dimensions, std::size_t header) {
  return bytes.size() >= header && bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 8 && bytes[3] == dimensions;
}

// Length of the image block at the start of the bytes; 0, with `error` set, when there is none.
std::size_t imageBlock(BytesView bytes, std::string& error) {
  if (!startsAs(bytes, 3, kImageHeader)) {
    error = "This is not an IDX file of images: its first bytes are wrong.";
    return 0;
  }
  const std::uint32_t count = bigEndian(bytes, 4);
  const std::uint32_t rows = bigEndian(bytes, 8);
  const std::uint32_t columns = bigEndian(bytes, 12);
  if (rows != kSide || columns != kSide) {
    error = "The images are " + std::to_string(rows) + "x" + std::to_string(columns) + ", not 28x28.";
    return 0;
  }
  const std::uint64_t length = kImageHeader + static_cast<std::uint64_t>(count) * kPixels;
  if (length > bytes.size()) {
    error = "The file promises " + std::to_string(count) + " images but ends before the last of them.";
    return 0;
  }
  return static_cast<std::size_t>(length);
}

}  // namespace

std::optional<Images> parseShard(BytesView bytes, std::string& error) {
  const std::size_t length = imageBlock(bytes, error);
  if (length == 0) return std::nullopt;
  return parseIdxPair(bytes.first(length), bytes.subspan(length), error);
}

std::optional<Images> parseIdxPair(BytesView images, BytesView labels, std::string& error) {
  const std::size_t length = imageBlock(images, error);
  if (length == 0) return std::nullopt;
  if (length != images.size()) {
    error = "The file of images is longer than its header says.";
    return std::nullopt;
  }
  if (!startsAs(labels, 1, kLabelHeader)) {
    error = "This is not an IDX file of labels: its first bytes are wrong.";
    return std::nullopt;
  }
  const std::uint32_t count = bigEndian(labels, 4);
  if (count != bigEndian(images, 4) || labels.size() != kLabelHeader + static_cast<std::size_t>(count)) {
    error = "There are " + std::to_string(bigEndian(images, 4)) + " images but " +
            std::to_string(labels.size() - kLabelHeader) + " labels.";
    return std::nullopt;
  }
  const BytesView values = labels.subspan(kLabelHeader);
  const auto bad = std::find_if(values.begin(), values.end(), [](std::uint8_t label) { return label >= kClasses; });
  if (bad != values.end()) {
    error =
        "Label " + std::to_string(bad - values.begin()) + " is " + std::to_string(*bad) + "; labels run from 0 to 9.";
    return std::nullopt;
  }
  const BytesView pixels = images.subspan(kImageHeader);
  return Images{{pixels.begin(), pixels.end()}, {values.begin(), values.end()}};
}

}  // namespace atelier
