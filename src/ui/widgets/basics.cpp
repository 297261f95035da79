#include "ui/widgets/basics.h"

#include <cmath>
#include <cstdlib>

namespace atelier::ui {

namespace {

constexpr float kRadius = 6;

ImVec2 from(const Rect& rect) { return {rect.x, rect.y}; }
ImVec2 to(const Rect& rect) { return {rect.right(), rect.bottom()}; }

}  // namespace

Pointing point(const Rect& rect, const std::string& id, bool enabled) {
  if (rect.w < 1 || rect.h < 1) return {};
  ImGui::SetCursorScreenPos(from(rect));
  ImGui::BeginDisabled(!enabled);
  const bool pressed = ImGui::InvisibleButton(id.c_str(), {rect.w, rect.h});
  const Pointing pointing{pressed, ImGui::IsItemHovered(), ImGui::IsItemActive()};
  ImGui::EndDisabled();
  if (pointing.hovered && enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return pointing;
}

void shareBars(Frame& frame, const Rect& rect, float height, const std::string& id, std::span<const std::string> names,
               std::span<const float> shares, const std::function<void(const Rect&, int)>& beforeBar, bool isMuted) {
  const Theme& t = frame.theme;
  const bool areNumbers = std::all_of(shares.begin(), shares.end(), [](float share) { return std::isfinite(share); });
  const auto best = shares.empty() || !areNumbers || isMuted
                        ? -1
                        : static_cast<int>(std::max_element(shares.begin(), shares.end()) - shares.begin());
  Rect rest = rect;
  for (int k = 0; k < static_cast<int>(names.size()); ++k) {
    const std::string& name = names[static_cast<std::size_t>(k)];
    const bool isBest = k == best;
    const bool isThere = static_cast<std::size_t>(k) < shares.size();
    const float share = isThere ? shares[static_cast<std::size_t>(k)] : 0;
    const bool isNumber = std::isfinite(share);
    const std::string figure = isThere ? percent(share) : "\u2013";
    Rect row = rest.cutTop(height);
    mirrorText(frame, row, id + "." + std::to_string(k), name,
               !isThere   ? "nothing to judge"
               : isNumber ? figure + " %"
                          : "not a number");
    line(frame, row.cutLeft(80, 6), isBest ? *frame.fonts.strong : *frame.fonts.words,
         isThere && !isMuted ? t.text : t.muted, name);
    if (beforeBar) beforeBar(row.cutLeft(26, 8), k);
    line(frame, row.cutRight(38, 6), isBest ? *frame.fonts.strongFigures : *frame.fonts.figures,
         isBest      ? t.text
         : !isNumber ? t.trouble
                     : t.muted,
         figure, Align::kRight);
    const Rect bar{row.x, row.middleY() - 4, row.w, 8};
    fill(frame, bar, t.well, 4);
    if (bar.w * share >= 1)
      fill(frame, {bar.x, bar.y, bar.w * share, 8},
           isBest    ? t.accent
           : isMuted ? mix(t.hairline, t.muted, 0.35F)
                     : t.muted,
           4);
  }
}

void mirrorText(Frame& frame, const Rect& rect, const std::string& id, const std::string& name,
                const std::string& text) {
  frame.controls.add({.id = id,
                      .role = "text",
                      .name = name,
                      .value = text,
                      .valueText = text,
                      .rect = rect,
                      .panel = frame.controls.panel()});
}

Rect beginPanel(Frame& frame, const Rect& rect, const std::string& name) {
  frame.controls.setPanel(name);
  // Plain between the rounded corners.
  constexpr float kCorner = 8;
  const ImU32 colour = frame.theme.panel;
  frame.plates.push_back({{rect.x, rect.y + kCorner, rect.w, rect.h - 2 * kCorner}, colour});
  frame.draw.AddRectFilled(from(rect), {rect.right(), rect.y + kCorner}, colour, kCorner, ImDrawFlags_RoundCornersTop);
  frame.draw.AddRectFilled({rect.x, rect.bottom() - kCorner}, to(rect), colour, kCorner,
                           ImDrawFlags_RoundCornersBottom);
  outline(frame, rect, frame.theme.hairline, 8);
  return rect.inset(14);
}

bool button(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, Look look, bool enabled,
            const std::string& description, DrawSign sign) {
  const Theme& t = frame.theme;
  const Pointing pointing = point(rect, id, enabled);
  const bool primary = look == Look::kPrimary;
  if (look != Look::kQuiet) {
    fill(frame, rect,
         !enabled                            ? t.panel
         : primary                           ? t.accent
         : pointing.hovered || pointing.held ? t.well
                                             : t.panel,
         kRadius);
    if (!primary || !enabled) outline(frame, rect, look == Look::kChosen ? t.accent : t.hairline, kRadius);
    if (primary && enabled && pointing.hovered) outline(frame, rect.inset(1), t.onAccent & 0x55ffffffU, kRadius - 1);
  }
  const ImU32 quiet = pointing.hovered ? t.text : t.muted;
  const ImU32 colour = !enabled                ? (t.muted & 0x00ffffffU) | 0x90000000U
                       : primary               ? t.onAccent
                       : look == Look::kChosen ? t.accent
                       : look == Look::kQuiet  ? quiet
                                               : t.text;
  if (sign != nullptr) {
    sign(frame.draw, rect.middleX(), rect.middleY(), colour);
  } else {
    line(frame, {rect.x + 4, rect.y, rect.w - 8, rect.h}, primary ? *frame.fonts.strong : *frame.fonts.words, colour,
         name, Align::kCentre);
  }
  frame.controls.add({.id = id,
                      .role = "button",
                      .name = name,
                      .value = {},
                      .valueText = {},
                      .enabled = enabled,
                      .checked = look == Look::kChosen,
                      .description = description,
                      .rect = rect,
                      .panel = frame.controls.panel()});
  const bool acted = frame.controls.take(id).has_value();
  return enabled && (pointing.pressed || acted);
}

bool disclosure(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, bool isOpen,
                const std::string& description) {
  const Theme& t = frame.theme;
  const Pointing pointing = point(rect, id, true);
  const float x = rect.x + 4;
  const float y = rect.middleY();
  const ImVec2 down[] = {{x - 4, y - 2}, {x, y + 2}, {x + 4, y - 2}};
  const ImVec2 right[] = {{x - 2, y - 4}, {x + 2, y}, {x - 2, y + 4}};
  frame.draw.AddPolyline(isOpen ? down : right, 3, pointing.hovered ? t.text : t.muted, 0, 1.5F);
  line(frame, {rect.x + 14, rect.y, rect.w - 14, rect.h}, *frame.fonts.strong, t.text, name);
  const bool acted = mirrorDisclosure(frame, rect, id, name, isOpen, description);
  return acted || pointing.pressed ? !isOpen : isOpen;
}

bool mirrorDisclosure(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, bool isOpen,
                      const std::string& description) {
  frame.controls.add({.id = id,
                      .role = "disclosure",
                      .name = name,
                      .value = {},
                      .valueText = {},
                      .checked = isOpen,
                      .description = description,
                      .rect = rect,
                      .panel = frame.controls.panel()});
  return frame.controls.take(id).has_value();
}

bool signButton(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, Sign sign, bool enabled,
                const std::string& description) {
  const Theme& t = frame.theme;
  const Pointing pointing = point(rect, id, enabled);
  fill(frame, rect, pointing.hovered && enabled ? t.well : t.panel, kRadius);
  outline(frame, rect, t.hairline, kRadius);
  const ImU32 colour = enabled ? t.text : t.muted;
  const float x = rect.middleX();
  const float y = rect.middleY();
  if (sign == Sign::kDie) {
    frame.draw.AddRect({x - 7, y - 7}, {x + 7, y + 7}, colour, 3, 0, 1.25F);
    for (const ImVec2& dot : {ImVec2{-3, -3}, ImVec2{3, -3}, ImVec2{0, 0}, ImVec2{-3, 3}, ImVec2{3, 3}}) {
      frame.draw.AddCircleFilled({x + dot.x, y + dot.y}, 1.3F, colour, 10);
    }
  } else if (sign == Sign::kBranch) {
    const ImVec2 way[] = {{x - 6, y + 7}, {x - 6, y + 1}, {x - 2, y - 3}, {x + 6, y - 3}};
    frame.draw.AddLine({x - 6, y + 7}, {x - 6, y - 8}, t.muted, 1.25F);
    frame.draw.AddPolyline(way, 4, colour, 0, 1.5F);
    frame.draw.AddTriangleFilled({x + 4, y - 7}, {x + 9, y - 3}, {x + 4, y + 1}, colour);
  } else if (sign == Sign::kPlay) {
    frame.draw.AddTriangleFilled({x - 4, y - 6}, {x + 6, y}, {x - 4, y + 6}, colour);
  } else if (sign == Sign::kStop) {
    frame.draw.AddRectFilled({x - 5, y - 5}, {x + 5, y + 5}, colour, 1);
  } else if (sign == Sign::kUp || sign == Sign::kDown) {
    const float way = sign == Sign::kUp ? -1.0F : 1.0F;
    const ImVec2 arrow[] = {{x - 5, y - 2.5F * way}, {x, y + 2.5F * way}, {x + 5, y - 2.5F * way}};
    frame.draw.AddPolyline(arrow, 3, colour, 0, 1.5F);
  } else {
    const float way = sign == Sign::kLeft ? -1.0F : 1.0F;
    const ImVec2 arrow[] = {{x - 2.5F * way, y - 5}, {x + 2.5F * way, y}, {x - 2.5F * way, y + 5}};
    frame.draw.AddPolyline(arrow, 3, colour, 0, 1.5F);
  }
  return mirrorButton(frame, rect, id, name, enabled, description) || (enabled && pointing.pressed);
}

bool rowButton(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, bool isChosen,
               const std::string& error, const std::string& description) {
  const Pointing pointing = point(rect, id, true);
  if (pointing.hovered) fill(frame, {rect.x + 1, rect.y, rect.w - 2, rect.h}, frame.theme.panel, 0);
  if (isChosen) fill(frame, {rect.x + 1, rect.y + 4, 3, rect.h - 8}, frame.theme.accent, 1.5F);
  frame.controls.add({.id = id,
                      .role = "button",
                      .name = name,
                      .value = {},
                      .valueText = {},
                      .checked = isChosen,
                      .error = error,
                      .description = description,
                      .rect = rect,
                      .panel = frame.controls.panel()});
  return frame.controls.take(id).has_value() || pointing.pressed;
}

bool mirrorButton(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, bool enabled,
                  const std::string& description) {
  frame.controls.add({.id = id,
                      .role = "button",
                      .name = name,
                      .value = {},
                      .valueText = {},
                      .enabled = enabled,
                      .description = description,
                      .rect = rect,
                      .panel = frame.controls.panel()});
  const bool acted = frame.controls.take(id).has_value();
  return enabled && acted;
}

namespace {

struct TabRow {
  std::vector<float> widths;
  float gap = 0;
};

// By the names, with gaps that shrink where the row is short. For fingers they fill the row: equally where all names
// have room so.
TabRow tabRowOf(const Frame& frame, float width, std::span<const std::string> names) {
  constexpr float kGap = 18;
  constexpr float kLeastGap = 8;
  const float least = frame.isTouch ? 44 : 36;  // to be hit, and for the ring around it
  const auto count = static_cast<float>(names.size());
  TabRow row;
  float named = 0;
  float widest = 0;
  for (const std::string& name : names) {
    const float text = textSize(*frame.fonts.strong, name).x;
    row.widths.push_back(std::max(text, least));
    named += row.widths.back();
    widest = std::max(widest, text);
  }
  const float spare = width - named;
  if (!frame.isTouch) {
    row.gap = std::clamp(spare / std::max(count - 1, 1.0F), kLeastGap, kGap);
  } else {
    for (float& each : row.widths) each = widest + 8 < width / count ? width / count : each + spare / count;
  }
  return row;
}

}  // namespace

int tabs(Frame& frame, const Rect& rect, const std::string& id, std::span<const std::string> names, int chosen,
         std::span<const std::string> descriptions) {
  const Theme& t = frame.theme;
  const TabRow row = tabRowOf(frame, rect.w, names);
  const float ring = std::min(row.gap / 2, 4.0F);  // the focus is drawn around the name, not through it
  float x = rect.x;
  for (int i = 0; i < static_cast<int>(names.size()); ++i) {
    const std::string& name = names[static_cast<std::size_t>(i)];
    const Rect tab{x, rect.y, row.widths[static_cast<std::size_t>(i)], rect.h};
    const std::string tabId = id + "." + name;
    const Pointing pointing = point({tab.x - row.gap / 2, tab.y, tab.w + row.gap, tab.h}, tabId, true);
    if (pointing.pressed || frame.controls.take(tabId)) chosen = i;
    const bool isChosen = chosen == i;
    line(frame, tab, isChosen ? *frame.fonts.strong : *frame.fonts.words,
         isChosen || pointing.hovered ? t.text : t.muted, name, frame.isTouch ? Align::kCentre : Align::kLeft);
    if (isChosen) fill(frame, {tab.x, tab.bottom() - 2, tab.w, 2}, t.accent, 1);
    frame.controls.add({.id = tabId,
                        .role = "tab",
                        .name = name,
                        .value = {},
                        .valueText = {},
                        .checked = isChosen,
                        .description = static_cast<std::size_t>(i) < descriptions.size()
                                           ? descriptions[static_cast<std::size_t>(i)]
                                           : std::string(),
                        .rect = {tab.x - ring, tab.y, tab.w + 2 * ring, tab.h},
                        .panel = frame.controls.panel()});
    x += tab.w + row.gap;
  }
  return chosen;
}

Handle handle(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, int position, int steps,
              const std::string& valueText, const std::function<int(float)>& positionAt,
              const std::string& description) {
  const Pointing pointing = point(rect, id, true);
  std::optional<int> moved;
  if (pointing.held) moved = std::clamp(positionAt(ImGui::GetIO().MousePos.x), 0, steps);
  if (const auto act = frame.controls.take(id)) moved = std::clamp(std::atoi(act->c_str()), 0, steps);
  frame.controls.add({.id = id,
                      .role = "slider",
                      .name = name,
                      .value = std::to_string(moved.value_or(position)),
                      .valueText = valueText,
                      .min = 0,
                      .max = static_cast<double>(steps),
                      .step = 1,
                      .description = description,
                      .rect = rect,
                      .panel = frame.controls.panel()});
  return {moved, pointing.held || pointing.hovered};
}

std::optional<int> slider(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, int position,
                          int steps, const std::string& valueText, const std::string& description) {
  const Theme& t = frame.theme;
  const auto positionAt = [&](float x) {
    return static_cast<int>(std::lround((x - rect.x - 7) / (rect.w - 14) * static_cast<float>(steps)));
  };
  const Handle held = handle(frame, rect, id, name, position, steps, valueText, positionAt, description);
  position = held.moved.value_or(position);
  const Rect track{rect.x + 1, rect.middleY() - 2, rect.w - 2, 4};
  const float x = rect.x + 7 + (rect.w - 14) * static_cast<float>(position) / static_cast<float>(steps);
  fill(frame, track, t.hairline, 2);
  fill(frame, {track.x, track.y, x - track.x, 4}, t.accent, 2);
  frame.draw.AddCircleFilled({x, track.middleY()}, 7, t.accent, 24);
  frame.draw.AddCircleFilled({x, track.middleY()}, held.isLit ? 4.0F : 5.0F, t.panel, 24);
  return held.moved;
}

void progressBar(Frame& frame, const Rect& rect, double share) {
  fill(frame, rect, frame.theme.hairline, rect.h / 2);
  const float width = rect.w * static_cast<float>(std::clamp(share, 0.0, 1.0));
  if (width >= 1)
    fill(frame, {rect.x, rect.y, std::max(width, std::min(rect.h, rect.w)), rect.h}, frame.theme.accent, rect.h / 2);
}

}  // namespace atelier::ui
