#include "ui/controls.h"

#include <algorithm>

namespace atelier::ui {

void Controls::begin() {
  list_.clear();
  hints_.clear();
  for (Act& act : acts_) ++act.age;
  std::erase_if(acts_, [](const Act& act) { return act.age > 2; });
}

void Controls::add(Control control) {
  control.clip = clip_;
  const bool isValue = control.role == "select" || control.role == "textbox" || control.role == "textarea";
  if (isFixed() && isValue) {
    control.enabled = false;
    control.description += (control.description.empty() ? "" : " ") + fixed_;
  }
  const auto last =
      std::find_if(list_.rbegin(), list_.rend(), [&](const Control& c) { return c.panel == control.panel; });
  list_.insert(last == list_.rend() ? list_.end() : last.base(), std::move(control));
}

void Controls::cover(const Rect& rect) {
  for (Control& c : list_) {
    c.covered = c.covered || (c.rect.x < rect.right() && rect.x < c.rect.right() && c.rect.y < rect.bottom() &&
                              rect.y < c.rect.bottom());
  }
}

std::optional<Controls::Description> Controls::describedAt(float x, float y) const {
  for (auto c = list_.rbegin(); c != list_.rend(); ++c) {
    if (c->role == "text" || !c->rect.contains(x, y) || !c->clip.contains(x, y)) continue;
    if (!c->enabled && c->description.empty()) continue;
    if (c->description.empty()) return std::nullopt;
    return Description{c->rect, c->description, c->clip};
  }
  for (auto hint = hints_.rbegin(); hint != hints_.rend(); ++hint) {
    if (hint->rect.contains(x, y) && hint->clip.contains(x, y)) return *hint;
  }
  return std::nullopt;
}

std::optional<std::string> Controls::take(const std::string& id) {
  const auto act = std::find_if(acts_.begin(), acts_.end(), [&](const Act& a) { return a.id == id; });
  if (act == acts_.end()) return std::nullopt;
  std::string value = std::move(act->value);
  acts_.erase(act);
  return value;
}

}  // namespace atelier::ui
