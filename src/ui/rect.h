#pragma once

#include <algorithm>

namespace atelier::ui {

// A rectangle in CSS pixels, y downwards. Layout is done by cutting pieces off.
struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  bool operator==(const Rect&) const = default;
  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float middleX() const { return x + w / 2; }
  float middleY() const { return y + h / 2; }
  bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
  Rect inset(float by) const { return {x + by, y + by, std::max(0.0F, w - 2 * by), std::max(0.0F, h - 2 * by)}; }
  Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }

  // Takes a piece of this size off one side, then `gap` more, and returns the piece.
  Rect cutTop(float size, float gap = 0) {
    const Rect piece{x, y, w, size};
    y += size + gap;
    h = std::max(0.0F, h - size - gap);
    return piece;
  }
  Rect cutLeft(float size, float gap = 0) {
    const Rect piece{x, y, size, h};
    x += size + gap;
    w = std::max(0.0F, w - size - gap);
    return piece;
  }
  Rect cutRight(float size, float gap = 0) {
    const Rect piece{right() - size, y, size, h};
    w = std::max(0.0F, w - size - gap);
    return piece;
  }
  Rect cutBottom(float size, float gap = 0) {
    const Rect piece{x, bottom() - size, w, size};
    h = std::max(0.0F, h - size - gap);
    return piece;
  }
};

}  // namespace atelier::ui
