#pragma once

#include <imgui.h>

#include <array>
#include <string_view>

namespace atelier::ui {

// The colours of a theme, as ImGui packs them. Text, muted, trouble and validation keep a contrast of 4.5:1 on panel,
// ground and well; the projector's, which a lit room washes out, one of 7:1, and its lines one of 3:1.
struct Theme {
  std::string_view name;
  bool isDark = false;
  ImU32 ground = 0;
  ImU32 panel = 0;
  ImU32 hairline = 0;
  ImU32 well = 0;  // inputs and tracks
  ImU32 text = 0;
  ImU32 muted = 0;
  ImU32 accent = 0;
  ImU32 onAccent = 0;
  ImU32 trouble = 0;     // what went wrong
  ImU32 validation = 0;  // what is measured on images held out
  ImU32 missing = 0;     // in a picture, what is not a number: a colour of neither scale

  std::array<ImU32, 256> sequential{};  // cividis, for activations: low to high
  std::array<ImU32, 256> diverging{};   // blue through the panel's ground to orange; 128 is zero
};

Theme lightTheme();
Theme darkTheme();
Theme projectorTheme();

// By its name; the light one for any other.
Theme themeNamed(std::string_view name);
// The name of the next one, after the last one the first.
std::string_view themeAfter(std::string_view name);

// The colour at a share of the way from one to the other, opaque.
ImU32 mix(ImU32 one, ImU32 other, float share);

// Contrast of two colours as WCAG 2 defines it, 1 to 21.
double contrast(ImU32 one, ImU32 other);

}  // namespace atelier::ui
