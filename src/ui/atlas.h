#pragma once

#include <imgui.h>

#include <span>
#include <vector>

namespace atelier::ui {

// All pictures of a frame in one texture. Made anew each frame: begin(), add() while drawing, then the platform uploads
// the rows in use before it renders. Pictures are shown with their pixels as squares (nearest neighbour).
class Atlas {
 public:
  static constexpr int kWidth = 1024;
  static constexpr int kHeight = 1024;

  struct Place {
    ImVec2 from;  // texture coordinates
    ImVec2 to;
  };

  void begin();
  // width * height colours, row by row. What no longer fits has no place: its corners are the same.
  Place add(int width, int height, std::span<const ImU32> colours);

  const std::vector<ImU32>& pixels() const { return pixels_; }
  // Not everything of the frame before fitted.
  bool wasFull() const { return wasFull_; }
  int rowsInUse() const { return shelf_ + shelfHeight_; }

  // What the draw lists name it by; set by the platform.
  ImTextureID texture = nullptr;

 private:
  std::vector<ImU32> pixels_ = std::vector<ImU32>(static_cast<std::size_t>(kWidth) * kHeight);
  bool isFull_ = false;
  bool wasFull_ = false;
  int x_ = 0;      // next free column on the shelf
  int shelf_ = 0;  // first row of the shelf
  int shelfHeight_ = 0;
};

}  // namespace atelier::ui
