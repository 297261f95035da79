#pragma once

#include <array>
#include <string>

#include "ui/frame.h"
#include "ui/histogram.h"

namespace atelier::ui {

// Numbers from low to high as colours: sequential ones, or, symmetric about zero, diverging ones.
struct ValueScale {
  float low = 0;
  float high = 1;
  bool isDiverging = false;

  const std::array<ImU32, 256>& colours(const Theme& theme) const {
    return isDiverging ? theme.diverging : theme.sequential;
  }
};

// A scale of numbers that lie within low .. high; a diverging one reaches as far on either side of zero.
ValueScale scaleOver(float low, float high, bool isDiverging);

inline constexpr float kLegendHeight = 46;   // of the tall form
inline constexpr float kUprightLegend = 40;  // width of the upright form

// How many numbers lie where (by the square root of their count, or the few would not be seen) over the scale's
// colours, with the scale's ends in figures and zero marked. Without a scale, where each picture has its own, over the
// ends of the numbers themselves. Tall, with its name above, from kLegendHeight on; else in one line; where it is no
// wider than kUprightLegend and has two lines' height, the colours alone, upright. The mirror has the numbers as a
// sentence.
void legend(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, const ValueScale* scale,
            const Histogram& numbers);

}  // namespace atelier::ui
