#pragma once

#include <string>
#include <vector>

#include "ui/panels/panels.h"

namespace atelier::ui {

// The items of the wardrobe as small pictures, class after class, of which one can be chosen and taken out; where there
// is none, what a wardrobe is for. `classes` are the names of all classes. Returns the height that it needs.
float wardrobeItems(Frame& frame, const Rect& rect, const std::vector<std::string>& classes, const RunState& state,
                    WardrobeChoice& choice);

}  // namespace atelier::ui
