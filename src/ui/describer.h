#pragma once

#include "ui/frame.h"

namespace atelier::ui {

// Shows what is described under a mouse that has rested there for half a second.
class Describer {
 public:
  // After everything else of a frame. Returns milliseconds until it wants to be drawn again, negative for not.
  double draw(Frame& frame, double now);

  // A finger does not point at what it touches.
  void setFinger(bool isFinger) { isFinger_ = isFinger; }

 private:
  Rect place_;  // what the mouse is over
  double since_ = 0;
  bool isFinger_ = false;
};

}  // namespace atelier::ui
