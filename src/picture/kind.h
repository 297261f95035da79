#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace atelier::picture {

// What kind of file the bytes are, by how they begin: "PNG", "JPEG", or the name of another kind that people take
// pictures for, such as "GIF" or "SVG"; empty where it cannot be told.
std::string kindOf(std::span<const std::uint8_t> file);

}  // namespace atelier::picture
