#include "ui/controls.h"

#include <algorithm>

namespace atelier::ui {

bool Control::operator==(const Control& o) const {
  return id == o.id && role == o.role && name == o.name && value == o.value && valueText == o.valueText &&
         enabled == o.enabled && checked == o.checked && min == o.min && max == o.max && step == o.step &&
         options == o.options && error == o.error && description == o.description && panel == o.panel &&
         rect == o.rect && clip == o.clip;
}

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
