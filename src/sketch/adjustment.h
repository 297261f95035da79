#pragma once

#include <cstdint>
#include <vector>

#include "sketch/picture.h"

namespace atelier::sketch {

// What is done to a picture of one's own before it lies on the pad: turned, cropped, inverted, its ground made black.
struct Adjustment {
  static constexpr int kWhole = 1000;
  static constexpr int kLeast = 50;  // of what is left by cropping, each way
  static constexpr int kSteepest = 45;

  int quarters = 0;  // clockwise
  int degrees = 0;   // further, clockwise: -kSteepest to kSteepest
  // What is kept of the turned picture, in thousandths of its width and height. right - left and bottom - top are at
  // least kLeast.
  int left = 0, top = 0, right = kWhole, bottom = kWhole;
  bool inverts = false;
  bool clears = false;  // greys below the threshold, after inverting, become black
  int threshold = 0;    // 0 to 255
  bool operator==(const Adjustment&) const = default;
};

// The grey that parts a picture's dark pixels, which are below it, from its light ones by Otsu's method: so that the
// variance between the two is largest (N. Otsu, "A threshold selection method from gray-level histograms", IEEE
// Transactions on Systems, Man, and Cybernetics 9, 1979). 0 where all pixels are of one grey.
int otsuThreshold(const Picture& picture);

// What to begin with: inverted where most of its rim is light, and cleared of what Otsu's method parts from the rest;
// as it is where all is of one grey.
Adjustment firstGuess(const Picture& picture);

// The whole picture as it is turned, of which some is kept.
Picture turned(const Picture& picture, const Adjustment& adjustment);

// Turned a quarter further, with what is kept of it. Requires 1 or 3 quarters clockwise.
Adjustment turnedFurther(const Adjustment& adjustment, int quarters);

// Inverted, or no longer; the same pixels are ground.
Adjustment invertedOther(const Adjustment& adjustment);

// The adjusted picture as a square for the pad: kPadSide x kPadSide grey bytes, row by row. What is kept fills it with
// its proportions, in the middle of black; each pixel is the mean of the area that it covers, so that a picture of the
// pad's size without adjustment is the same bytes. Requires a picture of at least one pixel.
std::vector<std::uint8_t> adjusted(const Picture& picture, const Adjustment& adjustment);

// The mean of each of side x side areas of a picture, of which the larger side is as long as that of all areas; what
// lies outside of the picture, which is in the middle, is black.
std::vector<std::uint8_t> fitted(const Picture& picture, int side);

}  // namespace atelier::sketch
