#pragma once

#include "ui/frame.h"

namespace atelier::ui {

// Shows what is described under a mouse that has rested there for half a second. Where something was done, nothing more
// is shown until it has been elsewhere: who draws wants to see what comes of it.
class Describer {
 public:
  // After everything else of a frame. Returns milliseconds until it wants to be drawn again, negative for not.
  double draw(Frame& frame, double now);

  // Something was done with what the mouse may be over, which need not have come through ImGui.
  void act() { wasActed_ = true; }

  // A finger does not point at what it touches.
  void setFinger(bool isFinger) { isFinger_ = isFinger; }

 private:
  Rect place_;  // what the mouse is over
  double since_ = 0;
  bool wasActed_ = false;  // there
  bool isFinger_ = false;
};

}  // namespace atelier::ui
