#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "data/dataset.h"

namespace atelier {

// What the network is shown of a drawing.
struct FittedDrawing {
  std::array<std::uint8_t, kPixels> pixels{};  // as an image of the data set
  bool empty = true;                           // nothing was drawn; all pixels are 0
  std::string how;                             // what was done, as one sentence
};

// Fits a drawing of width x height grey bytes (row by row, 0 is untouched) into 28 x 28 the way the data set was made:
// cropped to what is drawn, scaled with its proportions to fill the frame but for one pixel all around, centred. Each
// pixel is the mean of the area that it covers. Requires pad.size() == width * height, both at least 1 and at most
// 4096.
FittedDrawing fitDrawing(std::span<const std::uint8_t> pad, int width, int height);

}  // namespace atelier
