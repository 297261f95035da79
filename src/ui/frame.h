#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "protocol/messages.h"
#include "ui/atlas.h"
#include "ui/controls.h"
#include "ui/inspecting.h"
#include "ui/rect.h"
#include "ui/theme.h"

namespace atelier::ui {

// Inter for words, JetBrains Mono for figures. Owned by ImGui's atlas.
struct Fonts {
  ImFont* words = nullptr;          // 13
  ImFont* strong = nullptr;         // 13, semibold
  ImFont* name = nullptr;           // 18, semibold
  ImFont* figures = nullptr;        // 12
  ImFont* strongFigures = nullptr;  // 12, semibold
};

// A plain rectangle under everything else. The platform clears it to its colour, which is cheaper than drawing it.
struct Plate {
  Rect rect;
  ImU32 colour = 0;
};

// A line of text, where it was drawn.
struct WrittenLine {
  Rect rect;
  std::string text;
};

// What a widget needs to draw itself, valid for one frame.
struct Frame {
  const Theme& theme;
  const Fonts& fonts;
  Controls& controls;
  Atlas& atlas;
  ImDrawList& draw;
  float pixelRatio = 1;
  bool isTouch = false;  // the page has tabs, and controls for fingers: they are 44 px high
  std::vector<protocol::Command>& outbox;
  std::vector<Plate>& plates;
  std::vector<ShownNumbers>& shown;  // so far; whoever draws activations adds them

  std::vector<WrittenLine>* written = nullptr;  // for whoever wants to know every word; paragraphs explain themselves

  float controlHeight() const { return isTouch ? 44.0F : 28.0F; }
};

}  // namespace atelier::ui
