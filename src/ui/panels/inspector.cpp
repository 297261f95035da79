#include "ui/panels/inspector.h"

#include <cmath>
#include <span>

#include "ui/explanation_text.h"
#include "ui/panels/explanation_card.h"
#include "ui/panels/explanation_marks.h"
#include "ui/panels/overlays.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kClick = 6;  // pixels that a pointer may move while it is down

const LayerView& layerOf(const RunState& state, int layer) { return state.layers[static_cast<std::size_t>(layer)]; }

bool isThere(const RunState& state, const ValuePlace& p) {
  if (p.layer < 0 || p.layer >= static_cast<int>(state.layers.size())) return false;
  const LayerView& layer = layerOf(state, p.layer);
  return p.channel < layer.channels && p.row < layer.height && p.column < layer.width;
}

std::optional<ValuePlace> placeAt(const RunState& state, std::size_t index) {
  for (std::size_t i = 0; i < state.layers.size(); ++i) {
    const LayerView& layer = state.layers[i];
    if (index < layer.firstOutput || index >= layer.firstOutput + static_cast<std::size_t>(layer.outputs())) continue;
    const int at = static_cast<int>(index - layer.firstOutput);
    const int plane = layer.height * layer.width;
    return ValuePlace{static_cast<int>(i), at / plane, at % plane / layer.width, at % layer.width};
  }
  return std::nullopt;
}

// The number under the pointer; a finger points by a tap alone.
std::optional<ValuePlace> placeUnderPointer(const Frame& frame, const RunState& state) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (auto shown = frame.shown.rbegin(); shown != frame.shown.rend(); ++shown) {
    const Rect& r = shown->rect;
    if (!shown->isExplained || !r.contains(mouse.x, mouse.y) ||
        !ImGui::IsMouseHoveringRect({r.x, r.y}, {r.right(), r.bottom()}))
      continue;
    const auto cell = [](float from, float size, float at, int count) {
      return std::clamp(static_cast<int>((at - from) / size * static_cast<float>(count)), 0, count - 1);
    };
    const int row = cell(r.y, r.h, mouse.y, shown->rows);
    const int column = cell(r.x, r.w, mouse.x, shown->columns);
    return placeAt(state, shown->first + static_cast<std::size_t>(row * shown->columns + column));
  }
  return std::nullopt;
}

void point(Frame& frame, const RunState& state, Inspecting& inspecting) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto under = state.activations.empty() ? std::nullopt : placeUnderPointer(frame, state);
  const bool isTap = io.MouseSource == ImGuiMouseSource_TouchScreen;
  inspecting.pointed = isTap ? std::nullopt : under;
  if (under && ImGui::IsMouseReleased(0) && io.MouseDragMaxDistanceSqr[0] < kClick * kClick)
    inspecting.pinned = inspecting.pinned == under ? std::nullopt : under;
  if (frame.controls.take("page.escaped")) inspecting.pinned.reset();
  if (inspecting.pinned && !isThere(state, *inspecting.pinned)) inspecting.pinned.reset();
}

// A slider as a box with a word, a figure and a track at its foot.
std::optional<int> stepper(Frame& frame, const Rect& rect, const std::string& id, const std::string& name, int position,
                           int count, const std::string& text, const std::string& spoken) {
  const Theme& t = frame.theme;
  const auto positionAt = [&](float x) {
    return static_cast<int>(std::lround((x - rect.x - 4) / (rect.w - 8) * static_cast<float>(count - 1)));
  };
  const Handle held = handle(frame, rect, id, name, position, std::max(count - 1, 0), spoken, positionAt,
                             "Goes through the network's numbers: the chosen one is explained, and stays.");
  fill(frame, rect, t.well, 6);
  if (held.isLit) outline(frame, rect, t.muted, 6);
  line(frame, {rect.x + 8, rect.y, rect.w - 16, rect.h - 3}, *frame.fonts.figures, t.text, text);
  const float share = count > 1 ? static_cast<float>(position) / static_cast<float>(count - 1) : 0;
  fill(frame, {rect.x + 6, rect.bottom() - 4, rect.w - 12, 2}, t.hairline, 1);
  fill(frame, {rect.x + 6, rect.bottom() - 4, (rect.w - 12) * share, 2}, t.accent, 1);
  return held.moved;
}

// The same place in a layer of another size.
ValuePlace movedTo(const RunState& state, const ValuePlace& from, int layer) {
  const LayerView& old = layerOf(state, from.layer);
  const LayerView& next = layerOf(state, layer);
  return {layer, std::min(from.channel, next.channels - 1), from.row * next.height / old.height,
          from.column * next.width / old.width};
}

// The explained number, or where the sliders begin: in the middle of the first layer.
ValuePlace chosen(const RunState& state, const Inspecting& inspecting) {
  const auto& place = inspecting.place();
  if (place && isThere(state, *place)) return *place;
  const LayerView& first = layerOf(state, 1);
  return {1, 0, first.height / 2, first.width / 2};
}

const protocol::Explanation* explanationOf(const RunState& state, const View& view) {
  const bool isShown = view.inspecting.place() && view.inspecting.isAnswered && state.explanation;
  return isShown ? &*state.explanation : nullptr;
}

// Sliders for layer, channel, row and column of a place, in these boxes. Returns where they move it.
std::optional<ValuePlace> movedBySliders(Frame& frame, std::span<const Rect, 4> boxes, const RunState& state,
                                         const ValuePlace& now) {
  const LayerView& layer = layerOf(state, now.layer);
  const auto step = [&](std::size_t box, const std::string& what, int at, int count, const std::string& text,
                        const std::string& spoken) {
    return stepper(frame, boxes[box], "inspect." + what, "Inspected " + what, at, count, text, spoken);
  };
  const auto range = [](int at, int count) { return std::to_string(at) + " of 0 to " + std::to_string(count - 1); };
  const std::string channel = channelName(state, now.layer, now.channel);
  const std::string counted =
      channel + ", " + std::to_string(now.channel + 1) + " of " + std::to_string(layer.channels);
  ValuePlace next = now;
  const auto layers = static_cast<int>(state.layers.size());
  if (const auto to = step(0, "layer", now.layer, layers, layer.text, layer.text)) next = movedTo(state, now, *to);
  if (const auto to = step(1, "channel", now.channel, layer.channels, channel, counted)) next.channel = *to;
  const std::string row = std::to_string(now.row);
  if (const auto to = step(2, "row", now.row, layer.height, "row " + row, range(now.row, layer.height))) next.row = *to;
  const std::string column = std::to_string(now.column);
  if (const auto to = step(3, "column", now.column, layer.width, "col " + column, range(now.column, layer.width)))
    next.column = *to;
  return next == now ? std::nullopt : std::optional(next);
}

}  // namespace

float inspectorHeight(const Frame& frame) { return frame.isTouch ? 44 * 2 + 6 : 26; }

void inspectorBar(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  if (state.layers.size() < 2 || state.activations.empty()) return;
  Inspecting& inspecting = view.inspecting;
  const bool isPinned = inspecting.pinned.has_value();
  Rect first = rect;
  Rect second = frame.isTouch ? first.cutBottom(44, 6) : Rect{};
  Rect& last = frame.isTouch ? second : first;
  helpButton(frame, last.cutRight(helpButtonWidth(frame), 6), HelpTopic::kNumber, view);
  const float half = (rect.w - 6) / 2;
  const float share = isPinned ? (last.w - 12) / 3 : (last.w - 6) / 2;
  const Rect boxes[] = {first.cutLeft(frame.isTouch ? half : 128, 6), first.cutLeft(frame.isTouch ? half : 92, 6),
                        last.cutLeft(frame.isTouch ? share : 64, 6), last.cutLeft(frame.isTouch ? share : 64, 6)};
  if (const auto moved = movedBySliders(frame, boxes, state, chosen(state, inspecting))) inspecting.pinned = moved;
  if (const auto* explanation = explanationOf(state, view))
    mirrorText(frame, rect, "explanation", "Where it comes from", spokenOf(state, *explanation));
  if (!isPinned) {
    if (!frame.isTouch)
      line(frame, last, *frame.fonts.words, frame.theme.muted, "Point at a number: where does it come from?");
    return;
  }
  const Rect letGo = last.cutLeft(frame.isTouch ? last.w : 64);
  if (button(frame, letGo, "inspect.letGo", "Let go", Look::kQuiet, true,
             "Unpins the inspected number, as Escape does."))
    inspecting.pinned.reset();
}

void explanationLine(Frame& frame, const Rect& rect, const RunState& state, const View& view,
                     const std::string& otherwise) {
  const auto* explanation = explanationOf(state, view);
  if (explanation == nullptr) {
    paragraph(frame, rect, *frame.fonts.words, frame.theme.muted, otherwise);
    return;
  }
  const Theme& t = frame.theme;
  const Formula formula = formulaOf(state, *explanation);
  const std::string name = placeName(state, placeOf(*explanation));
  Rect row{rect.x, rect.y, rect.w, std::min(rect.h, 18.0F)};
  const auto widthOf = [](const ImFont& font, const std::string& text) { return textSize(font, text).x + 1; };
  const float ends =
      widthOf(*frame.fonts.strongFigures, formula.value) + widthOf(*frame.fonts.figures, formula.onward) + 16;
  const float nameWidth = widthOf(*frame.fonts.figures, name);
  line(frame, row.cutLeft(std::min(nameWidth, row.w * 0.4F), 16), *frame.fonts.figures, t.muted, name);
  line(frame, row.cutLeft(std::min(widthOf(*frame.fonts.figures, formula.how), row.w - ends)), *frame.fonts.figures,
       t.text, formula.how);
  line(frame, row.cutLeft(widthOf(*frame.fonts.strongFigures, formula.value), 16), *frame.fonts.strongFigures, t.text,
       formula.value);
  line(frame, row, *frame.fonts.figures, t.muted, formula.onward);
}

void inspectNumbers(Frame& frame, const RunState& state, View& view) {
  Inspecting& inspecting = view.inspecting;
  point(frame, state, inspecting);
  const auto& place = inspecting.place();
  inspecting.isAnswered =
      place && (inspecting.isAnswered || (state.explanation && placeOf(*state.explanation) == *place));
  if (!state.explanation) inspecting.isAnswered = false;
  if (inspecting.pinned && inspecting.pointed && inspecting.pointed != inspecting.pinned) {
    const LayerView& layer = layerOf(state, inspecting.pointed->layer);
    const ValuePlace& p = *inspecting.pointed;
    const auto at =
        layer.firstOutput + static_cast<std::size_t>((p.channel * layer.height + p.row) * layer.width + p.column);
    tooltip(frame, placeName(state, p) + "  " + figureOf(static_cast<double>(state.activations[at])));
  }
  const auto* explanation = explanationOf(state, view);
  if (explanation == nullptr) return;
  const auto seen = explanationMarks(frame, state, *explanation);
  const ImVec2 from = ImGui::GetWindowDrawList()->GetClipRectMin();
  const ImVec2 to = ImGui::GetWindowDrawList()->GetClipRectMax();
  const Rect room = Rect{from.x, from.y, to.x - from.x, to.y - from.y}.inset(8);
  explanationCard(frame, room, state, *explanation, seen);
}

}  // namespace atelier::ui
