#pragma once

#include <cstddef>
#include <optional>

#include "ui/rect.h"

namespace atelier::ui {

// A number that the network computes: `layer` counts RunState::layers.
struct ValuePlace {
  int layer = 0;
  int channel = 0;
  int row = 0;
  int column = 0;
  bool operator==(const ValuePlace&) const = default;
};

// Numbers of protocol::Activations as they lie on the screen: `rows` rows of `columns`, from number `first` on; or
// weights of the layer whose outputs begin there. Only what the network computes can be explained: not changes,
// gradients and weights.
struct ShownNumbers {
  Rect rect;
  int columns = 1;
  int rows = 1;
  std::size_t first = 0;
  bool isExplained = true;
  bool isWeights = false;
};

// Which number the learner wants explained: the pinned one, or else the one under the pointer.
struct Inspecting {
  std::optional<ValuePlace> pointed;
  std::optional<ValuePlace> pinned;
  bool isAnswered = false;  // since it began, so that what is known is not of something else

  const std::optional<ValuePlace>& place() const { return pinned ? pinned : pointed; }
};

}  // namespace atelier::ui
