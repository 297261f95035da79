#pragma once

#include <string>
#include <vector>

#include "protocol/messages.h"

namespace atelier::ui {

// Which training pictures the drawing is nearest to, as the page reads protocol::Nearest.
struct NearestView {
  struct Picture {
    int index = 0;  // in the training set
    int label = 0;
    bool isDrawing = false;  // made of it, and not the photograph itself
    protocol::Bytes pixels;
  };

  NearestView() = default;
  // Rows without a picture are left out.
  explicit NearestView(const protocol::Nearest& event);

  protocol::Nearest about;
  std::vector<Picture> pictures;  // the nearest first
};

// How often each class is among the pictures, the most frequent first: "4 Sneaker, 1 Ankle boot"; at most so many
// classes. Of no picture "".
std::string classesOf(const NearestView& nearest, const std::vector<std::string>& classes, std::size_t most);

}  // namespace atelier::ui
