#pragma once

#include <optional>
#include <string_view>

#include "ui/frame.h"
#include "ui/panels/panels.h"

namespace atelier::ui {

// The tabs of a narrow page, without those of hidden panels.
void viewTabs(Frame& frame, const Rect& row, View& view);

// Where in the row the tab of this panel is; empty where that is hidden.
Rect placeOfTab(const Rect& row, Tab tab, const link::Hidden& hidden);

// By the panel's name in links; nothing for the timeline, which is always seen, and for no panel.
std::optional<Tab> tabNamed(std::string_view name);

}  // namespace atelier::ui
