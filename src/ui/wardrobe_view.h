#pragma once

#include <span>
#include <string>
#include <vector>

#include "protocol/messages.h"

namespace atelier::ui {

// The learner's wardrobe, as the page reads protocol::Wardrobe.
struct WardrobeView {
  std::vector<std::string> names;  // of the learner's own classes
  std::vector<int> labels;         // of the items
  protocol::Bytes file;            // to be kept and handed out; empty before the worker has told of one
  std::size_t firstPicture = 0;    // in `file`
  bool canUndo = false;

  WardrobeView() = default;
  // Items whose pictures are not in the file are left out.
  explicit WardrobeView(const protocol::Wardrobe& event);

  int count() const { return static_cast<int>(labels.size()); }
  bool isEmpty() const { return labels.empty() && names.empty(); }
  int countOf(int label) const;
  // 28 x 28 grey bytes.
  std::span<const std::uint8_t> picture(int item) const {
    return std::span(file).subspan(firstPicture + static_cast<std::size_t>(item) * protocol::kPicturePixels,
                                   protocol::kPicturePixels);
  }
  // All items, class after class.
  std::vector<int> byClass() const;
};

}  // namespace atelier::ui
