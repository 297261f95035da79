#include "ui/panels/view_tabs.h"

#include <array>
#include <string>
#include <vector>

#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

struct Named {
  Tab tab;
  const char* inLinks;
  const char* name;
  const char* about;
};

constexpr std::array<Named, 5> kTabs = {{
    {Tab::kNetwork, "network", "Network", "Shows the network's layers and a picture in them."},
    {Tab::kDraw, "draw", "Draw", "Shows the pad to draw on."},
    {Tab::kResults, "results", "Results", "Shows how well it learns, and where it fails."},
    {Tab::kRecipe, "recipe", "Recipe", "Shows all that decides a run, to be changed."},
    {Tab::kMore, "", "More", "Shows what has no room elsewhere."},
}};

std::vector<Named> tabsThere(const link::Hidden& tabless) {
  std::vector<Named> there;
  for (const Named& each : kTabs) {
    if (isThere(each.tab, tabless)) there.push_back(each);
  }
  return there;
}

}  // namespace

void viewTabs(Frame& frame, const Rect& row, const link::Hidden& tabless, View& view) {
  fill(frame, row, frame.theme.panel, 0);
  frame.draw.AddLine({row.x, row.bottom()}, {row.right(), row.bottom()}, frame.theme.hairline);
  const std::vector<Named> there = tabsThere(tabless);
  std::vector<std::string> names;
  std::vector<std::string> abouts;
  int chosen = 0;
  for (std::size_t i = 0; i < there.size(); ++i) {
    names.emplace_back(there[i].name);
    abouts.emplace_back(there[i].about);
    if (there[i].tab == view.tab) chosen = static_cast<int>(i);
  }
  view.tab = there[static_cast<std::size_t>(tabs(frame, row, "view", names, chosen, abouts))].tab;
}

Rect placeOfTab(const Rect& row, Tab tab, const link::Hidden& tabless) {
  const std::vector<Named> there = tabsThere(tabless);
  const float width = row.w / static_cast<float>(there.size());
  for (std::size_t i = 0; i < there.size(); ++i) {
    if (there[i].tab == tab) return {row.x + width * static_cast<float>(i), row.y, width, row.h};
  }
  return {};
}

std::optional<Tab> tabNamed(std::string_view name) {
  for (const Named& each : kTabs) {
    if (!name.empty() && name == each.inLinks) return each.tab;
  }
  return std::nullopt;
}

}  // namespace atelier::ui
