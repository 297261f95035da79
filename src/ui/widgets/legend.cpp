#include "ui/widgets/legend.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kStrip = 6;
constexpr float kFigures = 14;
constexpr float kMissing = 36;

// Where numbers are along a strip.
struct Axis {
  Rect strip;
  float low;
  float high;

  float at(float number) const {
    const float share = high > low ? (number - low) / (high - low) : 0.5F;
    return strip.x + std::clamp(share, 0.0F, 1.0F) * strip.w;
  }
};

void drawBars(Frame& frame, const Axis& axis, const Histogram& numbers, float height) {
  const std::size_t most = *std::max_element(numbers.bins.begin(), numbers.bins.end());
  const float step = (numbers.high - numbers.low) / Histogram::kBins;
  const float bottom = std::round(axis.strip.y) - 1;
  for (std::size_t i = 0; most > 0 && i < numbers.bins.size(); ++i) {
    if (numbers.bins[i] == 0) continue;
    const float share = std::sqrt(static_cast<float>(numbers.bins[i]) / static_cast<float>(most));
    const float from = axis.at(numbers.low + static_cast<float>(i) * step);
    const float to = std::max(axis.at(numbers.low + static_cast<float>(i + 1) * step), from + 1);
    frame.draw.AddRectFilled({from, bottom - std::max(share * height, 1.0F)}, {to, bottom}, frame.theme.muted);
  }
}

void drawStrip(Frame& frame, const Axis& axis, const ValueScale* scale) {
  if (scale != nullptr) {
    picture(frame, axis.strip, 256, 1, scale->colours(frame.theme));
  } else {
    frame.draw.AddLine({axis.strip.x, std::round(axis.strip.y)}, {axis.strip.right(), std::round(axis.strip.y)},
                       frame.theme.hairline);
  }
  const bool hasZero = axis.low < 0 && axis.high > 0;
  if (!hasZero) return;
  const float zero = std::round(axis.at(0));
  frame.draw.AddLine({zero, axis.strip.y - 2}, {zero, axis.strip.bottom() + 2}, frame.theme.text);
}

void drawTall(Frame& frame, Rect rect, const std::string& name, Axis axis, const ValueScale* scale,
              const Histogram& numbers) {
  const ImFont& font = *frame.fonts.figures;
  line(frame, rect.cutTop(kFigures, 1), font, frame.theme.muted, name);
  const Rect figures = rect.cutBottom(kFigures);
  axis.strip = rect.cutBottom(kStrip);
  drawBars(frame, axis, numbers, rect.h - 1);
  drawStrip(frame, axis, scale);
  const std::string low = figure(axis.low);
  const std::string high = figure(axis.high);
  if (textSize(font, low).x + textSize(font, high).x + 8 > figures.w)
    return line(frame, figures, font, frame.theme.muted, "to " + high, Align::kCentre);
  line(frame, figures, font, frame.theme.muted, low);
  line(frame, figures, font, frame.theme.muted, high, Align::kRight);
  const float zero = axis.at(0);
  const bool hasRoom =
      zero > figures.x + textSize(font, low).x + 10 && zero < figures.right() - textSize(font, high).x - 10;
  if (axis.low < 0 && axis.high > 0 && hasRoom)
    line(frame, {zero - 8, figures.y, 16, figures.h}, font, frame.theme.muted, "0", Align::kCentre);
}

void drawLow(Frame& frame, Rect rect, Axis axis, const ValueScale* scale, const Histogram& numbers) {
  const ImFont& font = *frame.fonts.figures;
  const std::string low = figure(axis.low);
  const std::string high = figure(axis.high);
  line(frame, rect.cutLeft(textSize(font, low).x + 1, 5), font, frame.theme.muted, low);
  line(frame, rect.cutRight(textSize(font, high).x + 1, 5), font, frame.theme.muted, high);
  axis.strip = {rect.x, std::round(rect.bottom() - 6), rect.w, 4};
  drawBars(frame, axis, numbers, axis.strip.y - rect.y - 2);
  drawStrip(frame, axis, scale);
}

// The strip upright, its high end above, and the ends' figures beside it.
void drawUpright(Frame& frame, Rect rect, const Axis& axis, const ValueScale* scale) {
  const ImFont& font = *frame.fonts.figures;
  const Rect strip = rect.cutLeft(4, 4);
  if (scale != nullptr) {
    std::array<ImU32, 256> colours = scale->colours(frame.theme);
    std::reverse(colours.begin(), colours.end());
    picture(frame, strip, 1, 256, colours);
  } else {
    fill(frame, strip, frame.theme.well, 0);
  }
  line(frame, rect.cutTop(kFigures), font, frame.theme.muted, figure(axis.high));
  line(frame, rect.cutBottom(kFigures), font, frame.theme.muted, figure(axis.low));
}

// The colour of what is no number, where there is such.
void drawMissing(Frame& frame, Rect rect) {
  const Rect mark = rect.cutLeft(8, 4);
  fill(frame, {mark.x, std::round(mark.middleY() - 4), 8, 8}, frame.theme.missing, 1);
  line(frame, rect, *frame.fonts.figures, frame.theme.text, "NaN");
}

}  // namespace

ValueScale scaleOver(float low, float high, bool isDiverging) {
  if (!isDiverging) return {low, high, false};
  const float most = std::max(std::abs(low), std::abs(high));
  return most > 0 ? ValueScale{-most, most, true} : ValueScale{-1, 1, true};  // of nothing but zeros, any
}

void legend(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, const ValueScale* scale,
            const Histogram& numbers) {
  const Axis axis{{}, scale != nullptr ? scale->low : numbers.low, scale != nullptr ? scale->high : numbers.high};
  Rect rest = rect;
  const bool isUpright = rect.h >= 2 * kFigures && rect.w <= kUprightLegend;
  if (numbers.missing > 0 && !isUpright) drawMissing(frame, rest.cutRight(kMissing, 6));
  if (isUpright) {
    drawUpright(frame, rest, axis, scale);
  } else if (rect.h >= kLegendHeight) {
    drawTall(frame, rest, name, axis, scale, numbers);
  } else {
    drawLow(frame, rest, axis, scale, numbers);
  }
  std::string text = spoken(numbers, name);
  if (scale != nullptr) {
    text += "; colours from " + figure(scale->low) + " to " + figure(scale->high) +
            (scale->isDiverging ? ", zero in the middle" : "");
  } else {
    text += "; each picture has its own scale of colours";
  }
  mirrorText(frame, rect, id, "Scale", text);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (rect.contains(mouse.x, mouse.y)) tooltip(frame, text);
}

}  // namespace atelier::ui
