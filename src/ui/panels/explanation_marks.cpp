#include "ui/panels/explanation_marks.h"

#include <algorithm>

#include "ui/explanation_text.h"
#include "ui/layers/layer_kind.h"
#include "ui/widgets/text.h"

namespace atelier::ui {

namespace {

using protocol::Explanation;

constexpr std::size_t kMostLines = 3;

class Marks {
 public:
  Marks(Frame& frame, const RunState& state, const Explanation& e)
      : frame_(frame), state_(state), e_(e), makes_(layerKind(e.kind).makes), terms_(termsOf(e)) {}

  std::vector<Rect> draw() {
    const ValuePlace place = placeOf(e_);
    const ShownNumbers* own = holding(e_.layer, place.channel, place.row, place.column);
    if (own != nullptr) {
      target_ = cellOf(*own, e_.layer, place.channel, place.row, place.column);
      seen_.push_back(own->rect);
    } else {
      const ImVec2 screen = ImGui::GetIO().DisplaySize;
      seen_.push_back({screen.x / 2, screen.y - 1, 1, 1});
    }
    if (e_.layer > 0 && !terms_.empty()) sources();
    if (target_) frameAround(*target_, 2);
    return seen_;
  }

 private:
  void sources() {
    if (makes_ == Makes::kPatch) return patches();
    if (makes_ == Makes::kShares) return;
    if (makes_ == Makes::kLargest) window(e_.channel, 1);
    const auto largest = makes_ == Makes::kLargest ? winner() : largestTerms(e_, Explanation::kLargest);
    std::size_t lines = 0;
    for (const TermView& term : largest) {
      const ShownNumbers* there = holding(e_.layer - 1, term.channel, term.row, term.column);
      if (there == nullptr) continue;
      const Rect cell = cellOf(*there, e_.layer - 1, term.channel, term.row, term.column);
      frameAround(cell, 2);
      see(there->rect);
      if (lines++ < kMostLines) connect({cell.middleX(), cell.middleY()});
    }
  }

  // The patch in every map that is read and shown, with lines to the one that adds most.
  void patches() {
    const LayerView& read = state_.layers[static_cast<std::size_t>(e_.layer - 1)];
    const int best = largestTerms(e_, 1).front().channel;
    for (int c = 0; c < read.channels; ++c) {
      const auto box = window(c, c == best ? 2.0F : 1.0F);
      if (!box || c != best || !target_) continue;
      const float x = box->x < target_->x ? box->right() : box->x;
      connect({x, box->y});
      connect({x, box->bottom()});
    }
  }

  // The rows and columns that the listed terms lie in, inside of the map.
  std::optional<Rect> window(int channel, float thickness) {
    const LayerView& read = state_.layers[static_cast<std::size_t>(e_.layer - 1)];
    const auto byRow = [](const TermView& a, const TermView& b) { return a.row < b.row; };
    const auto byColumn = [](const TermView& a, const TermView& b) { return a.column < b.column; };
    const auto rows = std::minmax_element(terms_.begin(), terms_.end(), byRow);
    const auto columns = std::minmax_element(terms_.begin(), terms_.end(), byColumn);
    const int top = std::clamp(rows.first->row, 0, read.height - 1);
    const int left = std::clamp(columns.first->column, 0, read.width - 1);
    const int bottom = std::clamp(rows.second->row, 0, read.height - 1);
    const int right = std::clamp(columns.second->column, 0, read.width - 1);
    const ShownNumbers* there = holding(e_.layer - 1, channel, top, left);
    if (there == nullptr) return std::nullopt;
    const Rect from = cellOf(*there, e_.layer - 1, channel, top, left);
    const Rect to = cellOf(*there, e_.layer - 1, channel, bottom, right);
    const Rect box{from.x, from.y, to.right() - from.x, to.bottom() - from.y};
    frameAround(box, thickness);
    if (thickness > 1 || makes_ == Makes::kLargest) see(there->rect);
    return box;
  }

  std::vector<TermView> winner() const {
    std::vector<TermView> won;
    std::copy_if(terms_.begin(), terms_.end(), std::back_inserter(won), [](const TermView& t) { return t.weight > 0; });
    return won;
  }

  std::size_t indexOf(int layer, int channel, int row, int column) const {
    const LayerView& view = state_.layers[static_cast<std::size_t>(layer)];
    return view.firstOutput + static_cast<std::size_t>((channel * view.height + row) * view.width + column);
  }

  const ShownNumbers* holding(int layer, int channel, int row, int column) const {
    const std::size_t index = indexOf(layer, channel, row, column);
    for (const ShownNumbers& shown : frame_.shown) {
      const auto count = static_cast<std::size_t>(shown.rows * shown.columns);
      if (shown.isExplained && index >= shown.first && index < shown.first + count) return &shown;
    }
    return nullptr;
  }

  Rect cellOf(const ShownNumbers& shown, int layer, int channel, int row, int column) const {
    const int at = static_cast<int>(indexOf(layer, channel, row, column) - shown.first);
    const float w = shown.rect.w / static_cast<float>(shown.columns);
    const float h = shown.rect.h / static_cast<float>(shown.rows);
    const int down = at / shown.columns;
    return {shown.rect.x + w * static_cast<float>(at % shown.columns), shown.rect.y + h * static_cast<float>(down), w,
            h};
  }

  // Accent, between two lines of the panel's ground, so that it shows on dark and on light numbers.
  void frameAround(const Rect& rect, float thickness) {
    const Rect outer = rect.inset(-thickness);
    outline(frame_, outer.inset(-1), frame_.theme.panel, 2, 1);
    outline(frame_, outer, frame_.theme.accent, 1, thickness);
  }

  void connect(const ImVec2& to) {
    if (!target_) return;
    const ImVec2 from{std::clamp(to.x, target_->x, target_->right()), std::clamp(to.y, target_->y, target_->bottom())};
    frame_.draw.AddLine(from, to, frame_.theme.panel, 3);
    frame_.draw.AddLine(from, to, frame_.theme.accent, 1.25F);
  }

  void see(const Rect& rect) {
    if (std::find(seen_.begin(), seen_.end(), rect) == seen_.end()) seen_.push_back(rect);
  }

  Frame& frame_;
  const RunState& state_;
  const Explanation& e_;
  Makes makes_;
  std::vector<TermView> terms_;
  std::optional<Rect> target_;
  std::vector<Rect> seen_;
};

}  // namespace

std::vector<Rect> explanationMarks(Frame& frame, const RunState& state, const protocol::Explanation& explanation) {
  return Marks(frame, state, explanation).draw();
}

}  // namespace atelier::ui
