#include "ui/panels/explanation_card.h"

#include <cmath>

#include "ui/explanation_text.h"
#include "ui/layers/layer_kind.h"
#include "ui/panels/layer_values.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

using protocol::Explanation;

constexpr float kEdge = 12;
constexpr float kRow = 18;
constexpr float kHeading = 18;
constexpr float kSign = 20;  // between grids
constexpr int kLargestGrid = 5;

float overlap(const Rect& one, const Rect& other) {
  const float w = std::min(one.right(), other.right()) - std::max(one.x, other.x);
  const float h = std::min(one.bottom(), other.bottom()) - std::max(one.y, other.y);
  return w > 0 && h > 0 ? w * h : 0;
}

// Of the places around what is explained and in the corners of the room, the one that hides least.
Rect placed(Rect card, const Rect& room, std::span<const Rect> seen) {
  const Rect& of = seen.front();
  const float right = room.right() - card.w;
  const float bottom = room.bottom() - card.h;
  const ImVec2 tries[] = {{of.right() + 14, of.y},  {of.x - 14 - card.w, of.y},
                          {of.x, of.bottom() + 14}, {of.x, of.y - 14 - card.h},
                          {room.x, bottom},         {right, bottom},
                          {room.x, room.y},         {right, room.y}};
  float least = -1;
  for (const ImVec2& at : tries) {
    const Rect there{std::round(std::clamp(at.x, room.x, std::max(room.x, right))),
                     std::round(std::clamp(at.y, room.y, std::max(room.y, bottom))), card.w, card.h};
    float cost = 0.02F * (std::abs(there.middleX() - of.middleX()) + std::abs(there.middleY() - of.middleY()));
    for (const Rect& rect : seen) cost += overlap(there, rect);
    if (least >= 0 && cost >= least) continue;
    least = cost;
    card = there;
  }
  return card;
}

class Card {
 public:
  Card(Frame& frame, const RunState& state, const Explanation& e, float most)
      : frame_(frame),
        state_(state),
        e_(e),
        makes_(layerKind(e.kind).makes),
        terms_(termsOf(e)),
        rows_(rowsOf(state, e)) {
    const int side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(e.count))));
    const bool isWhole = side * side == e.count && static_cast<int>(terms_.size()) == e.count && side > 1;
    const bool isGrid = isWhole && side <= kLargestGrid && (makes_ == Makes::kPatch || makes_ == Makes::kLargest);
    if (isGrid) grid_ = side;
    const int grids = makes_ == Makes::kPatch ? 3 : 1;
    const float least = static_cast<float>(grids * side) * 32 + static_cast<float>(grids - 1) * kSign;
    if (isGrid && least <= most - 2 * kEdge) {
      cell_ = std::min(44.0F, std::floor((most - 2 * kEdge - static_cast<float>(grids - 1) * kSign) /
                                         static_cast<float>(grids * side)));
      bodyWidth_ = cell_ * static_cast<float>(grids * side) + static_cast<float>(grids - 1) * kSign;
      bodyHeight_ = kHeading + 24 * static_cast<float>(side);
    } else {
      grid_ = 0;
      pictureSide_ = hasPicture() ? 104.0F : 0.0F;
      bodyWidth_ = rows_.empty() ? 280 : std::min(pictureSide_ > 0 ? 470.0F : 380.0F, most - 2 * kEdge);
      bodyHeight_ = std::max(kRow * static_cast<float>(rows_.size()), pictureSide_ > 0 ? pictureSide_ + kHeading : 0);
    }
    bodyWidth_ = std::max(bodyWidth_, std::min(300.0F, most - 2 * kEdge));
    title_ = placeName(state, placeOf(e));
    formula_ = formulaOf(state, e);
    backwards_ = backwardsOf(state, e);
  }

  float width() const { return bodyWidth_ + 2 * kEdge; }
  float height() const {
    const ImFont& words = *frame_.fonts.words;
    return 2 * kEdge + kRow + 8 + (bodyHeight_ > 0 ? bodyHeight_ + 8 : 0) + kRow + 4 +
           paragraphHeight(words, backwards_, bodyWidth_);
  }

  void draw(const Rect& card) {
    const Theme& t = frame_.theme;
    fill(frame_, {card.x + 1, card.y + 2, card.w, card.h}, IM_COL32(0, 0, 0, t.isDark ? 90 : 28), 8);
    fill(frame_, card, t.panel, 8);
    outline(frame_, card, t.accent, 8, 1.5F);
    Rect rest = card.inset(kEdge);
    Rect title = rest.cutTop(kRow, 8);
    const std::string onward = formula_.onward;
    line(frame_, title.cutRight(textSize(*frame_.fonts.words, onward).x + 1, 8), *frame_.fonts.words, t.muted, onward);
    line(frame_, title, *frame_.fonts.strong, t.text, title_);
    if (bodyHeight_ > 0) {
      const Rect body = rest.cutTop(bodyHeight_, 8);
      if (grid_ > 0) {
        grids(body);
      } else {
        list(body);
      }
    }
    result(rest.cutTop(kRow, 4));
    paragraph(frame_, rest, *frame_.fonts.words, t.muted, backwards_);
  }

 private:
  const LayerView& read() const { return state_.layers[static_cast<std::size_t>(std::max(0, e_.layer - 1))]; }
  bool hasPicture() const { return makes_ == Makes::kSum && read().isPictures(); }

  // In the last line: what is added to the grids, and the value.
  void result(Rect row) {
    const ImFont& figures = *frame_.fonts.figures;
    std::string how = formula_.how;
    if (grid_ > 0 && makes_ == Makes::kPatch)
      how = "sum of the products" + std::string(e_.bias < 0 ? " - " : " + ") + "bias " + figureOf(std::abs(e_.bias)) +
            " = ";
    const float wide = textSize(*frame_.fonts.strongFigures, formula_.value).x + 1;
    const float fits = std::min(textSize(figures, how).x, row.w - wide);
    line(frame_, row.cutLeft(fits), figures, frame_.theme.muted, how);
    const bool isNumber = std::isfinite(e_.value);
    line(frame_, row, *frame_.fonts.strongFigures, isNumber ? frame_.theme.text : frame_.theme.trouble, formula_.value);
  }

  void grids(Rect body) {
    const float wide = cell_ * static_cast<float>(grid_);
    const bool isPatch = makes_ == Makes::kPatch;
    const float most = std::max(largest(products()), 1e-9F);
    const auto inputs = column(&TermView::input);
    const Range range = rangeOf(outputsOf(state_, read()));
    grid(body.cutLeft(wide), isPatch ? "patch" : "window", inputs, range.low, range.high, frame_.theme.sequential);
    if (!isPatch) return;
    sign(body.cutLeft(kSign), "\u00d7");
    const auto weights = column(&TermView::weight);
    const float heaviest = std::max(largest(weights), 1e-9F);
    grid(body.cutLeft(wide), "kernel", weights, -heaviest, heaviest, frame_.theme.diverging);
    sign(body.cutLeft(kSign), "=");
    grid(body.cutLeft(wide), "products", products(), -most, most, frame_.theme.diverging);
  }

  std::vector<float> column(float TermView::* member) const {
    std::vector<float> numbers;
    for (const TermView& term : terms_) numbers.push_back(term.*member);
    return numbers;
  }
  std::vector<float> products() const { return column(&TermView::product); }

  void sign(const Rect& rect, const std::string& text) {
    line(frame_, {rect.x, rect.y + kHeading, rect.w, rect.h - kHeading}, *frame_.fonts.strong, frame_.theme.muted, text,
         Align::kCentre);
  }

  // With two digits after the point; where that is too wide, without the zero before it.
  std::string inCell(float number) const {
    std::string text = decimal(static_cast<double>(number), 2);
    const bool isWide = textSize(*frame_.fonts.figures, "-0.00").x > cell_ - 3;
    if (isWide && text.starts_with("0.")) text.erase(0, 1);
    if (isWide && text.starts_with("-0.")) text.erase(1, 1);
    return text;
  }

  // Numbers on their colours; what wins a pool in a frame.
  void grid(Rect rect, const std::string& heading, std::span<const float> numbers, float low, float high,
            const std::array<ImU32, 256>& scale) {
    line(frame_, rect.cutTop(kHeading), *frame_.fonts.words, frame_.theme.muted, heading);
    for (int i = 0; i < grid_ * grid_; ++i) {
      const float number = numbers[static_cast<std::size_t>(i)];
      const int row = i / grid_;
      const Rect cell{rect.x + cell_ * static_cast<float>(i % grid_), rect.y + 24 * static_cast<float>(row), cell_ - 1,
                      23};
      const float at = high > low ? std::clamp((number - low) / (high - low) * 255, 0.0F, 255.0F) : 0;
      const ImU32 ground = std::isfinite(number) ? scale[static_cast<std::size_t>(at + 0.5F)] : frame_.theme.trouble;
      fill(frame_, cell, ground, 3);
      const ImU32 dark = IM_COL32(20, 24, 28, 255);
      const bool isDark = contrast(ground, IM_COL32_WHITE) > contrast(ground, dark);
      const std::string text = std::isfinite(number) ? inCell(number) : "NaN";
      line(frame_, cell, *frame_.fonts.figures, isDark ? IM_COL32_WHITE : dark, text, Align::kCentre);
      const bool wins = makes_ == Makes::kLargest && terms_[static_cast<std::size_t>(i)].weight > 0;
      if (wins) outline(frame_, cell.inset(-1), frame_.theme.accent, 4, 3);
    }
  }

  void list(Rect body) {
    if (pictureSide_ > 0) {
      contributions(body.cutRight(pictureSide_ + 4));
      body.cutRight(14);
    }
    double most = 1e-9;
    for (const ExplanationRow& row : rows_) most = std::max(most, row.hasBar ? std::abs(row.adds) : 0);
    for (const ExplanationRow& row : rows_) {
      Rect rest = body.cutTop(kRow);
      const Rect bar = rest.cutRight(56, 8);
      const bool isTold = makes_ == Makes::kShares && row.what == channelName(state_, e_.layer, e_.channel);
      line(frame_, rest.cutLeft(96, 4), isTold ? *frame_.fonts.strong : *frame_.fonts.words, frame_.theme.text,
           row.what);
      line(frame_, rest, *frame_.fonts.figures, isTold ? frame_.theme.text : frame_.theme.muted, row.figures,
           Align::kRight);
      if (!row.hasBar || !std::isfinite(row.adds)) continue;
      const float length = static_cast<float>(row.adds / most) * bar.w / 2;
      const auto& scale = frame_.theme.diverging;
      const Rect shape{bar.middleX() + std::min(0.0F, length), bar.middleY() - 4, std::max(1.0F, std::abs(length)), 8};
      fill(frame_, shape, length < 0 ? scale.front() : scale.back(), 1);
    }
  }

  // The listed products where they are in the maps that are read; where several maps have one, the largest.
  void contributions(Rect rect) {
    line(frame_, rect.cutTop(kHeading), *frame_.fonts.words, frame_.theme.muted, "where they are");
    const LayerView& layer = read();
    std::vector<float> plane(static_cast<std::size_t>(layer.height * layer.width));
    for (const TermView& term : terms_) {
      float& there = plane[static_cast<std::size_t>(term.row * layer.width + term.column)];
      if (std::abs(term.product) > std::abs(there)) there = term.product;
    }
    const float most = std::max(largest(plane), 1e-9F);
    const Rect box{rect.x, rect.y, crispSide(pictureSide_, layer.width, frame_.pixelRatio),
                   crispSide(pictureSide_, layer.height, frame_.pixelRatio)};
    numbers(frame_, box, layer.width, layer.height, plane, -most, most, frame_.theme.diverging);
    outline(frame_, box, frame_.theme.hairline, 2);
  }

  Frame& frame_;
  const RunState& state_;
  const Explanation& e_;
  Makes makes_;
  std::vector<TermView> terms_;
  std::vector<ExplanationRow> rows_;
  Formula formula_;
  std::string title_;
  std::string backwards_;
  int grid_ = 0;  // cells along a side; 0: a list
  float cell_ = 0;
  float pictureSide_ = 0;
  float bodyWidth_ = 0;
  float bodyHeight_ = 0;
};

}  // namespace

void explanationCard(Frame& frame, const Rect& room, const RunState& state, const Explanation& explanation,
                     std::span<const Rect> seen) {
  Frame top{frame.theme,      frame.fonts,   frame.controls, frame.atlas,  *ImGui::GetForegroundDrawList(),
            frame.pixelRatio, frame.isTouch, frame.outbox,   frame.plates, frame.shown};
  Card card(top, state, explanation, std::min(room.w, frame.isTouch ? room.w : 700.0F));
  const Rect size{0, 0, frame.isTouch ? room.w : card.width(), card.height()};
  const Rect place = placed(size, room, seen);
  frame.controls.cover(place);  // the text of a field would show through
  card.draw(place);
}

}  // namespace atelier::ui
