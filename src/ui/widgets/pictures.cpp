#include "ui/widgets/pictures.h"

#include <cmath>
#include <vector>

#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

constexpr float kRadius = 2;
constexpr float kShowsThrough = 0.36F;  // of a picture under numbers, where it is white and they are 0

// Any of it is inside of what is drawn. What is not is neither made nor given a place in the atlas: of an unfolded
// network most is not.
bool isSeen(const Frame& frame, const Rect& rect) {
  const ImVec2 from = frame.draw.GetClipRectMin();
  const ImVec2 to = frame.draw.GetClipRectMax();
  return rect.right() > from.x && rect.x < to.x && rect.bottom() > from.y && rect.y < to.y;
}

}  // namespace

float crispSide(float side, int cells, float pixelRatio) {
  const float perCell = std::floor(side * pixelRatio / static_cast<float>(cells));
  const float crisp = perCell * static_cast<float>(cells) / pixelRatio;
  return crisp >= 0.85F * side ? crisp : std::floor(side * pixelRatio) / pixelRatio;
}

std::optional<Cell> picture(Frame& frame, const Rect& rect, int width, int height, std::span<const ImU32> colours) {
  const Atlas::Place place = frame.atlas.add(width, height, colours);
  if (place.from.x == place.to.x) {
    fill(frame, rect, frame.theme.well, kRadius);
    return std::nullopt;
  }
  const float x = std::round(rect.x * frame.pixelRatio) / frame.pixelRatio;
  const float y = std::round(rect.y * frame.pixelRatio) / frame.pixelRatio;
  frame.draw.AddImageRounded(frame.atlas.texture, {x, y}, {x + rect.w, y + rect.h}, place.from, place.to,
                             IM_COL32_WHITE, kRadius);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!rect.contains(mouse.x, mouse.y)) return std::nullopt;
  return Cell{static_cast<int>((mouse.y - rect.y) / rect.h * static_cast<float>(height)),
              static_cast<int>((mouse.x - rect.x) / rect.w * static_cast<float>(width))};
}

std::optional<Cell> numbers(Frame& frame, const Rect& rect, int width, int height, std::span<const float> values,
                            float low, float high, const std::array<ImU32, 256>& scale) {
  if (!isSeen(frame, rect)) return std::nullopt;
  std::vector<ImU32> colours;
  colours.reserve(values.size());
  const float factor = high > low ? 255 / (high - low) : 0;
  for (const float value : values) {
    const float at = std::clamp((value - low) * factor, 0.0F, 255.0F);
    colours.push_back(std::isfinite(value) ? scale[static_cast<std::size_t>(at + 0.5F)] : frame.theme.missing);
  }
  return picture(frame, rect, width, height, colours);
}

std::optional<Cell> numbersOver(Frame& frame, const Rect& rect, int width, int height, std::span<const float> greys,
                                std::span<const float> values, float most) {
  if (!isSeen(frame, rect)) return std::nullopt;
  const Theme& t = frame.theme;
  std::vector<ImU32> colours;
  colours.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      colours.push_back(t.missing);
      continue;
    }
    const float share = std::clamp(values[i] / most, -1.0F, 1.0F);
    const ImU32 colour = t.diverging[static_cast<std::size_t>(128 + std::lround(127 * share))];
    colours.push_back(mix(colour, t.text, kShowsThrough * greys[i] * (1 - std::abs(share))));
  }
  return picture(frame, rect, width, height, colours);
}

std::optional<Cell> greys(Frame& frame, const Rect& rect, int width, int height, std::span<const std::uint8_t> bytes) {
  if (!isSeen(frame, rect)) return std::nullopt;
  std::vector<ImU32> colours;
  colours.reserve(bytes.size());
  for (const std::uint8_t grey : bytes) colours.push_back(IM_COL32(grey, grey, grey, 255));
  return picture(frame, rect, width, height, colours);
}

void legend(Frame& frame, const Rect& rect, const std::array<ImU32, 256>& scale, const std::string& low,
            const std::string& high) {
  const ImFont& font = *frame.fonts.figures;
  Rect rest = rect;
  const Rect left = rest.cutLeft(textSize(font, low).x, 6);
  const Rect right = rest.cutRight(textSize(font, high).x, 6);
  line(frame, left, font, frame.theme.muted, low);
  line(frame, right, font, frame.theme.muted, high);
  const Rect strip{rest.x, rest.middleY() - 4, rest.w, 8};
  picture(frame, strip, 256, 1, scale);
}

void tooltip(Frame& frame, const std::string& text) {
  const ImVec2 size = textSize(*frame.fonts.figures, text);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  Rect box{mouse.x + 14, mouse.y + 14, size.x + 16, size.y + 10};
  if (box.right() > screen.x - 4) box.x = std::max(4.0F, mouse.x - 14 - box.w);
  if (box.bottom() > screen.y - 4) box.y = mouse.y - 14 - box.h;
  if (frame.written != nullptr) frame.written->push_back({box, text});
  ImDrawList& top = *ImGui::GetForegroundDrawList();
  top.AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, frame.theme.text, 4);
  const ImFont& font = *frame.fonts.figures;
  top.AddText(&font, font.FontSize * font.Scale, {std::round(box.x + 8), std::round(box.y + 5)}, frame.theme.panel,
              text.data(), text.data() + text.size());
}

}  // namespace atelier::ui
