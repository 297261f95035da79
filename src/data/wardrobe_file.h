#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/wardrobe.h"

namespace atelier {

// A wardrobe as a file: lines of text, then bytes, and nothing after them.
//
//   atelier-wardrobe 1      the format and its version
//   class NAME              one line for each own class, in order; may be missing
//   items COUNT             0 to kMostItems
//   labels, a byte each; pictures, kPixels bytes each; the CRC-32 of all before, four bytes, the highest first

std::vector<std::uint8_t> writeWardrobe(const Wardrobe& wardrobe);

// Where in such a file the first picture lies.
std::size_t firstPictureOf(const Wardrobe& wardrobe);

// Returns nothing and sets `error` to a sentence unless the bytes are such a file: writeWardrobe() gives them again.
[[nodiscard]] std::optional<Wardrobe> parseWardrobe(std::span<const std::uint8_t> bytes, std::string& error);

}  // namespace atelier
