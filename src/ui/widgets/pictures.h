#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>

#include "ui/frame.h"

namespace atelier::ui {

// Numbers as pictures. Pixels are squares; a picture's size on the screen is best a whole number of device pixels a
// cell, see crispSide().

struct Cell {
  int row;
  int column;
};

// The largest length up to `side` at which each of `cells` cells is a whole number of device pixels, or nearly `side`
// itself when that would be much smaller.
float crispSide(float side, int cells, float pixelRatio);

// height rows of width colours over the rectangle. Returns the cell under the pointer.
std::optional<Cell> picture(Frame& frame, const Rect& rect, int width, int height, std::span<const ImU32> colours);

// Numbers from low to high by a scale of colours; beyond is cut off, and what is not a number is drawn in `missing`.
std::optional<Cell> numbers(Frame& frame, const Rect& rect, int width, int height, std::span<const float> values,
                            float low, float high, const std::array<ImU32, 256>& scale);

// Numbers by the diverging scale, up to `most` above 0 on either side of zero, over a picture of greys from 0 to 1: its
// shape shows through, the less the larger a number is.
std::optional<Cell> numbersOver(Frame& frame, const Rect& rect, int width, int height, std::span<const float> greys,
                                std::span<const float> values, float most);

// Grey bytes, 0 black.
std::optional<Cell> greys(Frame& frame, const Rect& rect, int width, int height, std::span<const std::uint8_t> bytes);

// A strip of the scale with the numbers at its ends. Takes about 150 x 12.
void legend(Frame& frame, const Rect& rect, const std::array<ImU32, 256>& scale, const std::string& low,
            const std::string& high);

// A few words beside the pointer.
void tooltip(Frame& frame, const std::string& text);

}  // namespace atelier::ui
