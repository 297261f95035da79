#include "ui/widgets/plot.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kPress = 6;  // pixels that a pointer may move while it is down and still press

struct Range {
  float low;
  float high;
};

// The points that lines within the span go through.
std::span<const ImVec2> pointsWithin(const Series& series, const Stretch& x) {
  const auto& all = series.points;
  const auto isBefore = [](const ImVec2& p, float value) { return p.x < value; };
  auto first = std::lower_bound(all.begin(), all.end(), x.from, isBefore);
  auto end = std::lower_bound(first, all.end(), x.to, isBefore);
  if (first != all.begin()) --first;
  if (end != all.end()) ++end;
  return {first, end};
}

Range rangeOf(const std::vector<Series>& series, const PlotAxes& axes) {
  Range range{1e30F, -1e30F};
  for (const Series& s : series) {
    for (const ImVec2& p : pointsWithin(s, axes.x)) {
      if (!axes.isLogarithmic || p.y > 0) range = {std::min(range.low, p.y), std::max(range.high, p.y)};
    }
  }
  if (range.low > range.high) return {axes.isLogarithmic ? 0.1F : 0.0F, 1};
  if (axes.isLogarithmic) return {range.low / 1.1F, range.high * 1.1F};
  const bool fromZero = axes.fromZero;
  if (fromZero) range.low = std::min(range.low, 0.0F);
  const float room = std::max(0.06F * (range.high - range.low), 1e-6F + 0.002F * std::abs(range.high));
  return {fromZero ? range.low : range.low - room, range.high + room};
}

// Digits after the point that tell neighbouring ticks apart.
int digitsFor(const std::vector<double>& ticks) {
  if (ticks.size() < 2) return 2;
  const double step = ticks[1] - ticks[0];
  return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
}

// Those that show the smallest tick's first digit.
int digitsOf(const std::vector<double>& ticks) {
  if (ticks.empty()) return 2;
  return std::clamp(static_cast<int>(std::ceil(-std::log10(ticks.front()) - 1e-9)), 0, 6);
}

std::string yText(const PlotAxes& axes, double y, int digits) {
  return axes.isShare ? percent(y, std::max(0, digits - 2)) + " %" : decimal(y, digits);
}

// The last point at or before x, or the first.
const ImVec2& pointAt(const Series& series, float x) {
  const auto after = std::upper_bound(series.points.begin(), series.points.end(), x,
                                      [](float value, const ImVec2& p) { return value < p.x; });
  return after == series.points.begin() ? *after : *(after - 1);
}

class Canvas {
 public:
  Canvas(const Rect& area, Stretch x, Range y, bool isLogarithmic)
      : area_(area), x_(x), y_(y), isLogarithmic_(isLogarithmic) {}
  float xAt(float value) const { return area_.x + (value - x_.from) / (x_.to - x_.from) * area_.w; }
  float yAt(float value) const {
    const float share = isLogarithmic_ ? std::log(std::max(value, y_.low / 10) / y_.low) / std::log(y_.high / y_.low)
                                       : (value - y_.low) / (y_.high - y_.low);
    return area_.bottom() - share * area_.h;
  }
  float valueAt(float x) const { return x_.from + (x - area_.x) / area_.w * (x_.to - x_.from); }
  ImVec2 at(const ImVec2& p) const { return {xAt(p.x), yAt(p.y)}; }

 private:
  Rect area_;
  Stretch x_;
  Range y_;
  bool isLogarithmic_;
};

void drawAxes(Frame& frame, const Rect& area, const PlotAxes& axes, const Canvas& canvas, Range y, bool isSlim) {
  const Theme& t = frame.theme;
  const ImFont& font = *frame.fonts.figures;
  const auto yTicks = axes.isLogarithmic ? logarithmicTicks(y.low, y.high)
                                         : niceTicks(y.low, y.high, std::clamp(static_cast<int>(area.h / 32), 2, 6));
  const int digits = axes.isLogarithmic ? digitsOf(yTicks) : digitsFor(yTicks);
  for (const double tick : yTicks) {
    const float at = std::round(canvas.yAt(static_cast<float>(tick)));
    frame.draw.AddLine({area.x, at}, {area.right(), at}, t.hairline);
    line(frame, {area.x - 56, at - 8, 48, 16}, font, t.muted, yText(axes, tick, digits), Align::kRight);
  }
  const auto xTicks = niceTicks(axes.x.from, axes.x.to, std::clamp(static_cast<int>(area.w / 80), 2, 10));
  for (const double tick : xTicks) {
    if (std::abs(tick - std::round(tick)) > 1e-6) continue;  // epochs and images are whole
    const float at = std::round(canvas.xAt(static_cast<float>(tick)));
    frame.draw.AddLine({at, area.bottom()}, {at, area.bottom() + 4}, t.hairline);
    line(frame, {at - 40, area.bottom() + 5, 80, 16}, font, t.muted, grouped(tick), Align::kCentre);
  }
  frame.draw.AddLine({area.x, area.bottom()}, {area.right(), area.bottom()}, t.muted);
  const Rect beside{area.right() + 12, area.bottom() + 5, 90, 16};
  const Rect below{area.right() - 90, area.bottom() + 22, 90, 18};
  frame.controls.hint(isSlim ? below : beside, axes.xAbout);
  line(frame, isSlim ? below : beside, *frame.fonts.words, t.muted, axes.xName, isSlim ? Align::kRight : Align::kLeft);
}

void drawSeries(Frame& frame, const Canvas& canvas, const Series& series, const PlotAxes& axes) {
  const auto within = pointsWithin(series, axes.x);
  std::vector<ImVec2> points;
  const float width = series.isDotted ? 2.0F : 1.25F;
  const auto drawLine = [&] {
    if (points.size() > 1)
      frame.draw.AddPolyline(points.data(), static_cast<int>(points.size()), series.colour, 0, width);
    points.clear();
  };
  auto border = axes.borders.begin();
  const auto borders = axes.borders.end();
  for (const ImVec2& p : within) {
    if (border != borders && p.x > *border) {
      drawLine();
      while (border != borders && p.x > *border) ++border;
    }
    points.push_back(canvas.at(p));
  }
  drawLine();
  if (!series.isDotted) return;
  for (const ImVec2& p : within) {
    frame.draw.AddCircleFilled(canvas.at(p), 3, series.colour, 16);
    if (series.isHollow) frame.draw.AddCircleFilled(canvas.at(p), 1.5F, frame.theme.panel, 12);
  }
}

// Below each other, or where `isRow` beside each other.
void drawLegend(Frame& frame, const Rect& rect, const PlotAxes& axes, const std::vector<Series>& series, bool isRow) {
  Rect rest = rect;
  for (const Series& s : series) {
    if (s.points.empty()) continue;
    const std::string text = yText(axes, s.points.back().y, axes.digits);
    const float name = textSize(*frame.fonts.words, s.name).x + 8;
    Rect row = isRow ? rest.cutLeft(20 + name + textSize(*frame.fonts.figures, text).x + 1, 14) : rest.cutTop(18, 2);
    frame.controls.hint(isRow ? row : Rect{row.x, row.y, row.w, row.h + 18}, s.about);
    const Rect mark = row.cutLeft(14, 6);
    const ImU32 colour = s.isFaint ? frame.theme.muted : s.colour;
    frame.draw.AddLine({mark.x, mark.middleY()}, {mark.right(), mark.middleY()}, s.colour, s.isDotted ? 2.0F : 1.5F);
    line(frame, isRow ? row.cutLeft(name) : row, *frame.fonts.words, colour, s.name);
    Rect value = isRow ? row : rest.cutTop(16, 6);
    if (!isRow) value.cutLeft(20);
    line(frame, value, *frame.fonts.figures, colour, text);
  }
}

void drawPointer(Frame& frame, const Rect& area, const PlotAxes& axes, const Canvas& canvas,
                 const std::vector<Series>& series) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!area.contains(mouse.x, mouse.y)) return;
  const float x = canvas.valueAt(mouse.x);
  std::string text;
  for (const Series& s : series) {
    if (s.points.empty()) continue;
    const ImVec2& p = pointAt(s, s.isDotted ? x + 0.5F * (axes.x.to - axes.x.from) / area.w * 40 : x);
    if (text.empty()) {
      text = axes.xName + " " + grouped(p.x);
      const float at = canvas.xAt(p.x);
      frame.draw.AddLine({at, area.y}, {at, area.bottom()}, frame.theme.muted);
    }
    text += "   " + s.name + " " + yText(axes, p.y, axes.digits);
    frame.draw.AddCircleFilled(canvas.at(p), 4, s.colour, 16);
  }
  if (!text.empty()) tooltip(frame, text);
}

// A press, or a part that was dragged over; while it is, it is tinted.
PlotAct actOn(Frame& frame, const Rect& area, const Canvas& canvas) {
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 from = io.MouseClickedPos[0];
  const bool isHere = area.contains(from.x, from.y) && ImGui::IsMousePosValid();
  if (!isHere || !(ImGui::IsMouseDown(0) || ImGui::IsMouseReleased(0))) return {};
  const float to = std::clamp(io.MousePos.x, area.x, area.right());
  const float left = std::min(from.x, to);
  const float right = std::max(from.x, to);
  const bool isDrag = right - left >= kPress;
  if (ImGui::IsMouseDown(0)) {
    if (isDrag) fill(frame, {left, area.y, right - left, area.h}, (frame.theme.accent & 0x00ffffffU) | 0x30000000U, 0);
    return {};
  }
  if (isDrag) return {.pressed = {}, .chosen = Stretch{canvas.valueAt(left), canvas.valueAt(right)}};
  if (io.MouseDragMaxDistanceSqr[0] > kPress * kPress) return {};  // the page was moved, or nothing meant
  return {.pressed = canvas.valueAt(from.x), .chosen = {}};
}

}  // namespace

std::vector<double> niceTicks(double low, double high, int most) {
  std::vector<double> ticks;
  if (!(high > low) || most < 1) return ticks;
  const double rough = (high - low) / most;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {5.0, 2.0, 1.0}) {
    if (factor * power >= rough * (1 - 1e-9)) step = factor * power;
  }
  for (double k = std::ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k) ticks.push_back(k * step);
  return ticks;
}

std::vector<double> logarithmicTicks(double low, double high) {
  std::vector<double> ticks;
  if (!(low > 0) || !(high > low)) return ticks;
  for (double power = std::pow(10.0, std::floor(std::log10(low))); power <= high; power *= 10) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      if (factor * power >= low && factor * power <= high) ticks.push_back(factor * power);
    }
  }
  return ticks.size() < 2 ? niceTicks(low, high, 3) : ticks;
}

PlotAct plot(Frame& frame, const Rect& rect, const PlotAxes& axes, const std::vector<Series>& series) {
  Rect area = rect;
  const bool isSlim = rect.w < 480;
  const Rect side = isSlim ? area.cutTop(20, 8) : area.cutRight(104, 12);
  area.cutLeft(60);
  area.cutBottom(isSlim ? 42.0F : 24.0F);
  area.cutTop(6);
  if (isSlim) area.cutRight(10);
  if (area.w < 40 || area.h < 30) return {};
  const Range y = rangeOf(series, axes);
  const Canvas canvas(area, axes.x, y, axes.isLogarithmic);
  drawAxes(frame, area, axes, canvas, y, isSlim);
  frame.draw.PushClipRect({area.x - 4, area.y - 4}, {area.right() + 4, area.bottom() + 4}, true);
  for (const float border : axes.borders) {
    const float at = std::round(canvas.xAt(border));
    frame.draw.AddLine({at, area.y}, {at, area.bottom()}, frame.theme.hairline);
  }
  for (const Series& s : series) drawSeries(frame, canvas, s, axes);
  frame.draw.PopClipRect();
  drawLegend(frame, side, axes, series, isSlim);
  drawPointer(frame, area, axes, canvas, series);
  return actOn(frame, area, canvas);
}

}  // namespace atelier::ui
