#include "picture/kind.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace atelier::picture {

namespace {

struct Beginning {
  const char* kind;
  std::size_t at;  // bytes from the beginning of the file
  std::string_view bytes;
};

constexpr std::array<Beginning, 20> kBeginnings = {{
    {"PNG", 0, "\x89PNG\r\n\x1a\n"},
    {"JPEG", 0, "\xff\xd8\xff"},
    {"GIF", 0, "GIF8"},
    {"WebP", 8, "WEBP"},
    {"AVIF", 4, "ftypavif"},
    {"AVIF", 4, "ftypavis"},
    {"HEIC", 4, "ftyphei"},
    {"HEIC", 4, "ftyphev"},
    {"HEIC", 4, "ftypmif1"},
    {"HEIC", 4, "ftypmsf1"},
    {"video", 4, "ftyp"},
    {"BMP", 0, "BM"},
    {"TIFF", 0, std::string_view("II*\0", 4)},
    {"TIFF", 0, std::string_view("MM\0*", 4)},
    {"PDF", 0, "%PDF"},
    {"Photoshop", 0, "8BPS"},
    {"ZIP", 0, "PK\x03\x04"},
    {"JPEG XL", 0, "\xff\x0a"},
    {"JPEG XL", 4, "JXL "},
    {"JPEG 2000", 4, "jP  "},
}};

}  // namespace

std::string kindOf(std::span<const std::uint8_t> file) {
  constexpr std::size_t kLookedAt = 1024;  // for the root of an SVG
  const std::string_view text(reinterpret_cast<const char*>(file.data()), std::min(file.size(), kLookedAt));
  const auto is = [text](const Beginning& b) { return text.size() > b.at && text.substr(b.at).starts_with(b.bytes); };
  const auto* const found = std::find_if(kBeginnings.begin(), kBeginnings.end(), is);
  if (found != kBeginnings.end()) return found->kind;
  return text.find("<svg") != std::string_view::npos ? "SVG" : "";
}

}  // namespace atelier::picture
