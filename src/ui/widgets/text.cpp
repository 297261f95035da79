#include "ui/widgets/text.h"

#include <algorithm>
#include <cmath>

namespace atelier::ui {

namespace {

ImVec2 at(float x, float y) { return {std::round(x), std::round(y)}; }

std::string shortened(const ImFont& font, const std::string& text, float width) {
  if (textSize(font, text).x <= width) return text;
  std::string kept = text;
  while (!kept.empty()) {
    do {  // a whole character of UTF-8
      const bool continues = (static_cast<unsigned char>(kept.back()) & 0xC0U) == 0x80U;
      kept.pop_back();
      if (!continues) break;
    } while (!kept.empty());
    if (textSize(font, kept + "\u2026").x <= width) return kept + "\u2026";
  }
  return "";
}

float leadingOf(const ImFont& font) { return std::round(font.FontSize * font.Scale * 1.15F); }

bool isBlank(char c) { return c == ' ' || c == '\n'; }

// Where a line of this width ends: at a space, where there is one; ImGui would divide "0.5" after its point.
const char* endOfLine(const ImFont& font, const char* rest, const char* end, float width) {
  const char* stop = std::max(font.CalcWordWrapPositionA(font.Scale, rest, end, width), rest + 1);
  const char* space = stop;
  while (space > rest && space < end && !isBlank(*space)) --space;
  return space > rest ? space : stop;
}

// Calls draw(y, begin, end) for each line of a text wrapped at this width. Returns the height.
template <class Draw>
float wrap(const ImFont& font, const std::string& text, float width, const Draw& draw) {
  float y = 0;
  const char* rest = text.data();
  const char* end = rest + text.size();
  while (rest < end) {
    const char* stop = endOfLine(font, rest, end, width);
    draw(y, rest, stop);
    y += leadingOf(font);
    rest = stop;
    while (rest < end && isBlank(*rest)) ++rest;
  }
  return y;
}

}  // namespace

ImVec2 textSize(const ImFont& font, const std::string& text) {
  return font.CalcTextSizeA(font.FontSize * font.Scale, FLT_MAX, 0, text.data(), text.data() + text.size());
}

void line(Frame& frame, const Rect& rect, const ImFont& font, ImU32 colour, const std::string& text, Align align) {
  const std::string shown = shortened(font, text, rect.w + 0.5F);
  const ImVec2 size = textSize(font, shown);
  const float spare = rect.w - size.x;
  const float x = rect.x + (align == Align::kLeft ? 0 : align == Align::kCentre ? spare / 2 : spare);
  if (frame.written != nullptr) frame.written->push_back({{x, rect.y, size.x, rect.h}, text});
  frame.draw.AddText(&font, font.FontSize * font.Scale, at(x, rect.middleY() - size.y / 2), colour, shown.data(),
                     shown.data() + shown.size());
}

float paragraph(Frame& frame, const Rect& rect, const ImFont& font, ImU32 colour, const std::string& text) {
  const float size = font.FontSize * font.Scale;
  return wrap(font, text, rect.w, [&](float y, const char* begin, const char* end) {
    frame.draw.AddText(&font, size, at(rect.x, rect.y + y + (leadingOf(font) - size) / 2), colour, begin, end);
  });
}

float paragraphHeight(const ImFont& font, const std::string& text, float width) {
  return wrap(font, text, width, [](float, const char*, const char*) {});
}

void fill(Frame& frame, const Rect& rect, ImU32 colour, float radius) {
  if (rect.w > 0 && rect.h > 0)
    frame.draw.AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, colour, radius);
}

void outline(Frame& frame, const Rect& rect, ImU32 colour, float radius, float thickness) {
  frame.draw.AddRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, colour, radius, 0,
                     thickness);  // ImGui itself moves the line inside
}

}  // namespace atelier::ui
