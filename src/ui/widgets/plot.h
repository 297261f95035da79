#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/frame.h"

namespace atelier::ui {

struct Series {
  std::string name;
  ImU32 colour = 0;
  std::vector<ImVec2> points;  // x ascending
  bool isDotted = false;       // each point is marked
  bool isHollow = false;       // by a ring
  bool isFaint = false;        // in the background
  std::string about = {};      // what it is, a sentence
};

// From one x to another, larger one.
struct Stretch {
  float from = 0;
  float to = 1;
};

struct PlotAxes {
  std::string xName;     // with its unit: "epoch", "images"
  std::string xAbout;    // what that is, a sentence
  Stretch x;             // what is shown of it; y fits what lies within
  bool isShare = false;  // y is a share, shown in percent
  int digits = 2;        // of y's figures under the pointer
  bool fromZero = false;
  bool isLogarithmic = false;       // y by its decimal logarithm; what is not above 0 is left out
  std::vector<float> borders = {};  // x where something else begins: a hairline, that no series is drawn across
};

// At most `most` + 1 round numbers, 1, 2 or 5 times a power of ten apart, that lie within low .. high.
std::vector<double> niceTicks(double low, double high, int most);

// 1, 2 and 5 times the powers of ten that lie within low .. high, or round numbers where those are fewer than two.
std::vector<double> logarithmicTicks(double low, double high);

// What a pointer did on a plot: pressed it at an x, or dragged over a part of it.
struct PlotAct {
  std::optional<float> pressed;
  std::optional<Stretch> chosen;
};

// Lines over axes with ticks, a legend with the last values, and the values under the pointer.
PlotAct plot(Frame& frame, const Rect& rect, const PlotAxes& axes, const std::vector<Series>& series);

}  // namespace atelier::ui
