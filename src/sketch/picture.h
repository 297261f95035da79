#pragma once

#include <cstdint>
#include <vector>

namespace atelier::sketch {

// A grey picture of any size: width x height bytes, row by row, 0 is black.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> greys;

  std::uint8_t at(int row, int column) const { return greys[static_cast<std::size_t>(row * width + column)]; }
  bool operator==(const Picture&) const = default;
};

// The picture turned clockwise by so many quarters, 0 to 3.
Picture turned(const Picture& picture, int quarters);

// The picture turned clockwise about its middle by so many degrees, -90 to 90, in a frame of its own size: each pixel
// is between the four that it lies among, and where there is none, the nearest one. 0 gives the same bytes. Requires a
// picture of at least one pixel.
Picture tilted(const Picture& picture, int degrees);

// Left and right exchanged.
Picture mirrored(const Picture& picture);

}  // namespace atelier::sketch
