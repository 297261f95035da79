#include "ui/panels/layer_folds.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

constexpr float kGap = 6;
constexpr float kHeight = 22;

// What is unfolded is the layer, not its place, which another one may take.
std::string keyOf(const RunState& state, std::size_t layer) {
  return std::to_string(layer) + " " + state.layers[layer].text;
}

}  // namespace

float foldWidth(const Frame& frame) { return kGap + (frame.isTouch ? 44.0F : 38.0F); }

FoldedRows foldedRows(const Frame& frame, float width, float step, float gap, int count, int most, bool isUnfolded) {
  const auto across = [&](float room) { return std::max(1, static_cast<int>((room + gap) / step)); };
  const auto rowsOf = [count](int each) { return (count + each - 1) / each; };
  FoldedRows rows{across(width), 1, count, false};
  rows.rows = rowsOf(rows.across);
  if (rows.rows <= most) return rows;
  rows.hasButton = true;
  rows.across = across(width - foldWidth(frame));
  rows.rows = isUnfolded ? rowsOf(rows.across) : most;
  rows.shown = std::min(count, rows.across * rows.rows);
  return rows;
}

bool isUnfolded(const View& view, const RunState& state, std::size_t layer) {
  return view.unfolded.contains(keyOf(state, layer));
}

void foldButton(Frame& frame, const Rect& row, const RunState& state, View& view, std::size_t layer,
                const std::string& things, int count, int shown) {
  const Theme& t = frame.theme;
  const bool isOpen = shown == count;
  const float height = frame.isTouch ? 44 : kHeight;
  const Rect rect{row.right() + kGap, std::round(row.middleY() - height / 2), foldWidth(frame) - kGap, height};
  const std::string id = "fold." + std::to_string(layer);
  const Pointing pointing = point(rect, id, true);
  fill(frame, rect, pointing.hovered ? t.well : t.panel, 6);
  outline(frame, rect, t.hairline, 6);
  line(frame, rect, *frame.fonts.figures, pointing.hovered ? t.text : t.muted,
       isOpen ? "fold" : "+ " + std::to_string(count - shown), Align::kCentre);
  const std::string all = "all " + std::to_string(count) + " " + things;
  const bool acted = mirrorDisclosure(frame, rect, id, "A" + all.substr(1) + " of " + state.layers[layer].text, isOpen,
                                      isOpen ? "Shows the first row alone, in every view."
                                             : "Shows " + all + " of this layer, row by row, in every view.");
  if (!acted && !pointing.pressed) return;
  if (view.unfolded.erase(keyOf(state, layer)) == 0) view.unfolded.insert(keyOf(state, layer));
}

}  // namespace atelier::ui
