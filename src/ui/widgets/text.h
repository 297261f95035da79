#pragma once

#include <string>

#include "ui/frame.h"

namespace atelier::ui {

// Text and plain shapes, the least things that are drawn.

enum class Align { kLeft, kCentre, kRight };

ImVec2 textSize(const ImFont& font, const std::string& text);

// One line in the middle of the rectangle's height, shortened with an ellipsis when it does not fit.
void line(Frame& frame, const Rect& rect, const ImFont& font, ImU32 colour, const std::string& text,
          Align align = Align::kLeft);

// Wrapped at the rectangle's width, from its top. Returns the height used.
float paragraph(Frame& frame, const Rect& rect, const ImFont& font, ImU32 colour, const std::string& text);

float paragraphHeight(const ImFont& font, const std::string& text, float width);

void fill(Frame& frame, const Rect& rect, ImU32 colour, float radius);
void outline(Frame& frame, const Rect& rect, ImU32 colour, float radius, float thickness = 1);

}  // namespace atelier::ui
