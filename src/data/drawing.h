#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "data/dataset.h"

namespace atelier {

// How many times a drawing is enlarged at most, so that a dot does not fill the frame.
inline constexpr int kMostZoom = 8;

// What is done to a drawing before the network sees it; each step can be chosen. At first as it works best: filled,
// handles and straps run together with what they hold.
struct FitOptions {
  bool crop = true;    // else the whole pad is scaled as it lies
  bool bright = true;  // the brightest grey becomes 255
  bool fill = false;   // insides of closed or nearly closed outlines become grey (data/fine_canvas.h)
  bool operator==(const FitOptions&) const = default;
};

// What the network is shown of a drawing.
struct FittedDrawing {
  std::array<std::uint8_t, kPixels> pixels{};  // as an image of the data set
  bool empty = true;                           // nothing was drawn; all pixels are 0
  std::string how;                             // what was done, as one sentence
};

// Fits a drawing of width x height grey bytes (row by row, 0 is untouched) into 28 x 28 the way the data set was made:
// cropped to what is drawn, scaled with its proportions to fill the frame, centred, brightened, filled. Each pixel is
// the mean of the area that it covers. Requires pad.size() == width * height, both at least 1 and at most 4096.
FittedDrawing fitDrawing(std::span<const std::uint8_t> pad, int width, int height, const FitOptions& options = {});

}  // namespace atelier
