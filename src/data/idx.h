#pragma once

#include <optional>
#include <span>
#include <string>

#include "data/dataset.h"

namespace atelier {

// Reads IDX, the format of MNIST's files (LeCun): big-endian; two zero bytes, type 8 (unsigned byte), number of
// dimensions, a 32-bit size for each, the bytes. Nothing but 28 x 28 images and labels below kClasses is accepted.
// Each returns nothing and sets `error` to a sentence when the bytes are not that.

// An image block and a label block for the same images, one after the other, and nothing else: what a shard holds.
[[nodiscard]] std::optional<Images> parseShard(std::span<const std::uint8_t> bytes, std::string& error);

// The same from two files.
[[nodiscard]] std::optional<Images> parseIdxPair(std::span<const std::uint8_t> images,
                                                 std::span<const std::uint8_t> labels, std::string& error);

}  // namespace atelier
