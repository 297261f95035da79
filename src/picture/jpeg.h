#pragma once

#include <cstdint>
#include <span>

namespace atelier::picture {

// What a JPEG file (ITU-T T.81) says of itself beside its pixels. Of bytes that are none, or that end too early, as
// much as was read.
struct JpegFacts {
  int width = 0;
  int height = 0;
  int orientation = 1;   // by Exif's tag 0x0112, 1 to 8; 1 where it says none
  bool isWhole = false;  // it has its end
};
JpegFacts lookAtJpeg(std::span<const std::uint8_t> file);

}  // namespace atelier::picture
