#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace atelier::sketch {

// What can be done to a drawing, one after the other. Places and widths are whole units, kUnits of them along a side of
// the pad, so that a drawing that was written down is the same again; they may lie outside of it, up to kFarthest.
inline constexpr int kUnits = 8192;
inline constexpr int kFarthest = 4 * kUnits;
inline constexpr int kPictureSide = 28;

// The page's pad, and the brush that lies there at first: a little more than a pixel of the network's picture. A wider
// one runs handles and straps together.
inline constexpr int kPadSide = 224;  // pixels
inline constexpr int kBrushWidth = kUnits / 25;

struct Place {
  int x = 0;
  int y = 0;
  int width = 0;  // of the brush here
  bool operator==(const Place&) const = default;
};

// A new drawing: empty, or a square picture of grey bytes to draw over, row by row: 28 along a side like those of the
// data set, or up to kPadSide. A raster of its size shows it byte by byte.
struct Begin {
  std::vector<std::uint8_t> picture;
  bool operator==(const Begin&) const = default;
};

// The side of a Begin's picture of so many pixels; 0 where none has as many.
constexpr int sideOfPicture(std::size_t pixels) {
  for (int side = kPictureSide; side <= kPadSide; ++side) {
    if (static_cast<std::size_t>(side) * static_cast<std::size_t>(side) == pixels) return side;
  }
  return 0;
}

// The way of a round brush, at least one place; a straight line has two. Black erases.
struct Stroke {
  std::uint8_t grey = 255;
  bool mirrored = false;  // drawn a second time with left and right exchanged
  std::vector<Place> places;
  bool operator==(const Stroke&) const = default;
};

// The outline of the ellipse that fills this rectangle, drawn with a brush.
struct Ellipse {
  std::uint8_t grey = 255;
  bool mirrored = false;
  int left = 0, top = 0, right = 0, bottom = 0;
  int width = 0;  // of the brush
  bool operator==(const Ellipse&) const = default;
};

// All that is joined to this place and nearly as grey becomes grey.
struct Fill {
  std::uint8_t grey = 255;
  bool mirrored = false;
  int x = 0, y = 0;
  bool operator==(const Fill&) const = default;
};

// All that was drawn since the last Begin, scaled about the middle of the pad and then moved. It is drawn anew from its
// acts: nothing blurs, and what leaves the pad can come back.
struct Move {
  static constexpr int kSame = 1024;  // the scale that changes nothing
  int right = 0;
  int down = 0;
  int scale = kSame;  // 1 .. 16 * kSame
  bool operator==(const Move&) const = default;
};

using Act = std::variant<Begin, Stroke, Ellipse, Fill, Move>;

}  // namespace atelier::sketch
