#include "ui/controls.h"

#include <algorithm>

namespace atelier::ui {

void Controls::begin() {
  list_.clear();
  for (Act& act : acts_) ++act.age;
  std::erase_if(acts_, [](const Act& act) { return act.age > 2; });
}

std::optional<std::string> Controls::take(const std::string& id) {
  const auto act = std::find_if(acts_.begin(), acts_.end(), [&](const Act& a) { return a.id == id; });
  if (act == acts_.end()) return std::nullopt;
  std::string value = std::move(act->value);
  acts_.erase(act);
  return value;
}

}  // namespace atelier::ui
