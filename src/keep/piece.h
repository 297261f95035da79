#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::keep {

// A work file is pieces, one after the other, each of which stands for itself: whoever keeps them may keep them apart.
// A piece is a line, "atelier-work 1 KIND LENGTH CRC", and so many bytes; CRC is their CRC-32 in 8 hexadecimal digits.

struct Piece {
  std::string kind;
  std::string name;                       // of kind and checksum
  std::span<const std::uint8_t> content;  // of the bytes that were read
  std::size_t length = 0;                 // of the whole
  bool isDamaged = false;                 // the checksum is another one
};

// Requires a kind of small letters and digits.
std::vector<std::uint8_t> writePiece(std::string_view kind, std::span<const std::uint8_t> content);

// The piece that the bytes begin with. Returns nothing and sets `error` to a sentence where they begin with none, or
// end before it does.
[[nodiscard]] std::optional<Piece> readPiece(std::span<const std::uint8_t> bytes, std::string& error);

}  // namespace atelier::keep
