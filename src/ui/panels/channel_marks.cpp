#include "ui/panels/channel_marks.h"

#include <algorithm>

#include "ui/layers/layer_kind.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

// From 1.
std::vector<int> channelsWith(const RunState& state, std::size_t layer, Mark mark) {
  std::vector<int> found;
  for (int c = 0; c < state.layers[layer].channels; ++c) {
    if (markOf(state, layer, c) == mark) found.push_back(c + 1);
  }
  return found;
}

// "3 of 32 are dead, 0 everywhere in 200 test images: 4, 7, 20."; the first ten.
std::string listed(const std::vector<int>& channels, int count, const std::string& what, int images) {
  constexpr std::size_t kNamed = 10;
  std::string text = std::to_string(channels.size()) + " of " + std::to_string(count) +
                     (channels.size() == 1 ? " is " : " are ") + what + " in " + grouped(images) + " test images: ";
  for (std::size_t i = 0; i < std::min(channels.size(), kNamed); ++i)
    text += (i > 0 ? ", " : "") + std::to_string(channels[i]);
  return text + (channels.size() > kNamed ? " \u2026" : ".");
}

bool mayHaveMarks(const LayerView& layer) { return layerKind(layer.kind).endsAtZero; }

}  // namespace

bool hasMarks(const RunState& state) { return std::any_of(state.layers.begin(), state.layers.end(), mayHaveMarks); }

Mark markOf(const RunState& state, std::size_t layer, int channel) {
  const protocol::Activity* activity = state.shownActivity();
  const LayerView& view = state.layers[layer];
  const std::size_t at = view.firstChannel + static_cast<std::size_t>(channel);
  if (!mayHaveMarks(view) || activity == nullptr || at >= activity->bulk.size()) return Mark::kNone;
  const float share = activity->bulk[at];
  return share == 0 ? Mark::kDead : share == 1 ? Mark::kOpen : Mark::kNone;
}

void drawMark(Frame& frame, const Rect& box, Mark mark) {
  constexpr ImU32 kInk = IM_COL32(255, 255, 255, 230);
  constexpr ImU32 kGround = IM_COL32(0, 0, 0, 150);
  if (mark == Mark::kDead) {
    const ImVec2 from{box.x + 3, box.bottom() - 3};
    const ImVec2 to{box.right() - 3, box.y + 3};
    frame.draw.AddLine(from, to, kGround, 3.5F);
    frame.draw.AddLine(from, to, kInk, 1.5F);
  } else if (mark == Mark::kOpen) {
    const ImVec2 at{box.right() - 6, box.y + 6};
    frame.draw.AddCircleFilled(at, 4, kGround, 16);
    frame.draw.AddCircleFilled(at, 2.5F, kInk, 16);
  }
}

std::string markSentence(const RunState& state, std::size_t layer) {
  const int count = state.layers[layer].channels;
  const auto dead = channelsWith(state, layer, Mark::kDead);
  const auto open = channelsWith(state, layer, Mark::kOpen);
  if (dead.empty() && open.empty()) return "";
  const int images = state.shownActivity()->images;
  std::string text = dead.empty() ? "" : listed(dead, count, "dead, 0 everywhere", images);
  if (!open.empty()) text += (dead.empty() ? "" : " ") + listed(open, count, "open, above 0 everywhere", images);
  return text;
}

std::string markWords(const RunState& state, std::size_t layer) {
  const auto dead = channelsWith(state, layer, Mark::kDead).size();
  const auto open = channelsWith(state, layer, Mark::kOpen).size();
  std::string text = dead > 0 ? std::to_string(dead) + " dead" : "";
  if (open > 0) text += (dead > 0 ? ", " : "") + std::to_string(open) + " open";
  return text;
}

}  // namespace atelier::ui
