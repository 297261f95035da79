#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "sketch/picture.h"

namespace atelier::picture {

// How much is opened. The memory is that of decoding, at any time; the page has 256 MB for all that it does.
struct Limits {
  std::size_t bytes = 16U << 20U;  // of the file
  int side = 8192;                 // pixels
  int pixels = 24'000'000;
  std::size_t memory = 120U << 20U;
};

// A file of the learner's, decoded.
struct Opened {
  static constexpr int kSide = 512;  // at most, of a photograph

  sketch::Picture picture;
  bool isDrawing = false;  // what the pad saved, as it was
  std::string note;        // what should be known of it, as a sentence, or empty
};

// Opens a PNG file of any kind or a JPEG file: in grey, upright as Exif says, and made smaller by a whole number, each
// pixel the mean of a square, until it is no larger than Opened::kSide. What is transparent becomes black if what is
// visible is bright, and white if it is dark. Of an animation, the first picture. Returns nothing, and in `error` a
// sentence, for all else; sizes are looked at before anything is decoded.
[[nodiscard]] std::optional<Opened> open(std::span<const std::uint8_t> file, std::string& error,
                                         const Limits& limits = {});

}  // namespace atelier::picture
