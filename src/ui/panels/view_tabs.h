#pragma once

#include <optional>
#include <string_view>

#include "ui/frame.h"
#include "ui/panels/panels.h"

namespace atelier::ui {

// The tabs of a page that has them (Layout::hasTabs), without those of the panels that have none.
void viewTabs(Frame& frame, const Rect& row, const link::Hidden& tabless, View& view);

// Where in the row the tab of this panel is; empty where it has none.
Rect placeOfTab(const Rect& row, Tab tab, const link::Hidden& tabless);

// By the panel's name in links; nothing for the timeline, which is always seen, and for no panel.
std::optional<Tab> tabNamed(std::string_view name);

}  // namespace atelier::ui
