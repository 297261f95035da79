#include "ui/widgets/fields.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "ui/widgets/text.h"

namespace atelier::ui {

namespace {

constexpr float kRadius = 6;
constexpr float kPadding = 8;  // beside a text, as in page.css
constexpr float kLeading = 18;
constexpr float kAdvance = 0.6F;  // of JetBrains Mono, to its size, as browsers have it; ImGui's is rounded

void well(Frame& frame, const Rect& rect, bool isWrong) {
  fill(frame, rect, frame.theme.well, kRadius);
  outline(frame, rect, isWrong ? frame.theme.trouble : frame.theme.hairline, kRadius);
}

// Code units of UTF-16, which JavaScript counts in, of the first `bytes` of a text in UTF-8.
int codeUnits(std::string_view text, int bytes) {
  int units = 0;
  for (const char c : text.substr(0, static_cast<std::size_t>(std::max(bytes, 0)))) {
    const auto byte = static_cast<unsigned char>(c);
    const bool continues = (byte & 0xC0U) == 0x80U;
    units += continues ? 0 : byte >= 0xF0U ? 2 : 1;
  }
  return units;
}

// Lines of a text that is broken after spaces, hyphens and bars, as browsers do, and inside of longer words.
int linesOf(std::string_view text, std::size_t columns) {
  int lines = 1;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" -|\n"), text.size() - 1) + 1;
    const std::size_t ink = text[end - 1] == ' ' ? end - 1 : end;  // a space may hang over the edge
    if (used > 0 && used + ink > columns) {
      ++lines;
      used = 0;
    }
    lines += ink > columns ? static_cast<int>((ink - 1) / columns) : 0;
    used += end;
    if (text[end - 1] == '\n') {
      ++lines;
      used = 0;
    }
    text.remove_prefix(end);
  }
  return lines;
}

}  // namespace

std::optional<std::string> selectField(Frame& frame, const Rect& rect, const std::string& id, const std::string& name,
                                       const std::vector<std::string>& options, const std::string& value,
                                       const std::string& description) {
  const Theme& t = frame.theme;
  well(frame, rect, false);
  line(frame, {rect.x + 8, rect.y, rect.w - 28, rect.h}, *frame.fonts.figures,
       frame.controls.isFixed() ? t.muted : t.text, value);
  const float x = rect.right() - 14;
  const float y = rect.middleY();
  const ImVec2 chevron[] = {{x - 4, y - 2}, {x, y + 2}, {x + 4, y - 2}};
  frame.draw.AddPolyline(chevron, 3, t.muted, 0, 1.5F);
  frame.controls.add({.id = id,
                      .role = "select",
                      .name = name,
                      .value = value,
                      .valueText = value,
                      .options = options,
                      .description = description,
                      .rect = rect,
                      .panel = frame.controls.panel()});
  return frame.controls.take(id);
}

std::optional<std::string> textField(Frame& frame, const Rect& rect, const std::string& id, const std::string& name,
                                     const std::string& value, const std::string& error, const std::string& description,
                                     const std::string& placeholder) {
  well(frame, rect, !error.empty());
  frame.controls.add({.id = id,
                      .role = "textbox",
                      .name = name,
                      .value = value,
                      .valueText = value.empty() ? placeholder : value,
                      .error = error,
                      .description = description,
                      .rect = rect,
                      .panel = frame.controls.panel()});
  return frame.controls.take(id);
}

TextEdit textArea(Frame& frame, const Rect& rect, const std::string& id, const std::string& name,
                  const std::string& value, const TextTrouble& trouble, const std::string& description) {
  well(frame, rect, !trouble.text.empty());
  const int from = trouble.position < 0 ? -1 : codeUnits(value, trouble.position);
  frame.controls.add({.id = id,
                      .role = "textarea",
                      .name = name,
                      .value = value,
                      .valueText = value,
                      .error = trouble.text,
                      .markFrom = from,
                      .markLength = codeUnits(value, trouble.position + trouble.length) - std::max(from, 0),
                      .description = description,
                      .rect = rect,
                      .panel = frame.controls.panel()});
  TextEdit edit;
  while (auto typed = frame.controls.take(id + ".typed")) edit.typed = std::move(typed);
  edit.entered = frame.controls.take(id);
  edit.escaped = frame.controls.take(id + ".escaped").has_value();
  return edit;
}

float textAreaHeight(const Frame& frame, float width, const std::string& text) {
  const ImFont& font = *frame.fonts.figures;
  const float columns = std::floor((width - 2 * kPadding) / (kAdvance * font.FontSize * font.Scale));
  return static_cast<float>(std::max(2, linesOf(text, static_cast<std::size_t>(std::max(columns, 1.0F))))) * kLeading +
         12;
}

}  // namespace atelier::ui
