#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace atelier::ui {

namespace {

// 0xRRGGBB, opaque.
constexpr ImU32 rgb(unsigned hex) { return IM_COL32((hex >> 16U) & 255U, (hex >> 8U) & 255U, hex & 255U, 255U); }

std::array<ImU32, 256> scale(std::span<const unsigned> stops) {
  std::array<ImU32, 256> colours{};
  for (std::size_t i = 0; i < colours.size(); ++i) {
    const float at = static_cast<float>(i) / 255 * static_cast<float>(stops.size() - 1);
    const auto stop = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    colours[i] = mix(rgb(stops[stop]), rgb(stops[stop + 1]), at - static_cast<float>(stop));
  }
  return colours;
}

// Cividis (Nunez, Anderton, Renslow 2018) at nine places.
constexpr std::array<unsigned, 9> kCividis = {0x002051, 0x11366c, 0x3c4d6e, 0x62646f, 0x7f7c75,
                                              0x9a9478, 0xbbaf71, 0xe2cb5c, 0xfde757};

}  // namespace

Theme lightTheme() {
  constexpr std::array<unsigned, 5> kDiverging = {0x12478C, 0xCEDCEC, 0xFAF9F7, 0xF6D6B7, 0x9E480C};
  return {"light",       false,         rgb(0xF5F3EE), rgb(0xFFFFFF),   rgb(0xE3DFD6),
          rgb(0xF0EDE6), rgb(0x1E2226), rgb(0x5C6167), rgb(0x0B6B61),   rgb(0xFFFFFF),
          rgb(0xA3341B), rgb(0x9A5A00), rgb(0xD4148E), scale(kCividis), scale(kDiverging)};
}

Theme darkTheme() {
  constexpr std::array<unsigned, 5> kDiverging = {0x7DB9F5, 0x203754, 0x181A1E, 0x543016, 0xFCB268};
  return {"dark",        true,          rgb(0x15171A), rgb(0x1C1F23),   rgb(0x2D3137),
          rgb(0x23282D), rgb(0xE9E6E0), rgb(0x9BA1A8), rgb(0x58C4B4),   rgb(0x0B1F1C),
          rgb(0xF0917A), rgb(0xE8B45A), rgb(0xFF4FC3), scale(kCividis), scale(kDiverging)};
}

Theme projectorTheme() {
  constexpr std::array<unsigned, 5> kDiverging = {0x0A2F66, 0xB9CCE6, 0xFFFFFF, 0xF2C29A, 0x7A3200};
  return {"projector",   false,         rgb(0xFFFFFF), rgb(0xFFFFFF),   rgb(0x808080),
          rgb(0xEDEDED), rgb(0x000000), rgb(0x3A3A3A), rgb(0x00493F),   rgb(0xFFFFFF),
          rgb(0x8A1500), rgb(0x6B3D00), rgb(0xB0006F), scale(kCividis), scale(kDiverging)};
}

Theme themeNamed(std::string_view name) {
  for (const Theme& theme : {darkTheme(), projectorTheme()}) {
    if (theme.name == name) return theme;
  }
  return lightTheme();
}

std::string_view themeAfter(std::string_view name) {
  if (name == "light") return "dark";
  return name == "dark" ? "projector" : "light";
}

ImU32 mix(ImU32 one, ImU32 other, float share) {
  ImU32 mixed = 0xff000000U;
  for (unsigned shift = 0; shift < 24; shift += 8) {
    const auto from = static_cast<float>((one >> shift) & 255U);
    const auto to = static_cast<float>((other >> shift) & 255U);
    mixed |= static_cast<ImU32>(from + (to - from) * share + 0.5F) << shift;
  }
  return mixed;
}

double contrast(ImU32 one, ImU32 other) {
  const auto luminance = [](ImU32 colour) {
    const auto linear = [colour](unsigned shift) {
      const double c = ((colour >> shift) & 255U) / 255.0;
      return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(0) + 0.7152 * linear(8) + 0.0722 * linear(16);
  };
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace atelier::ui
