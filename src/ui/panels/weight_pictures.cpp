#include "ui/panels/weight_pictures.h"

#include <algorithm>
#include <cmath>

#include "ui/layers/layer_kind.h"
#include "ui/panels/kernels.h"
#include "ui/panels/layer_folds.h"
#include "ui/panels/value_scales.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kTitle = 18;
constexpr float kGap = 6;        // between pictures
constexpr float kBetween = 12;   // layers
constexpr float kLegend = 132;   // width of a layer's scale
constexpr float kLargest = 132;  // side of a picture
constexpr float kLeast = 26;
constexpr float kLeastRoom = 56;  // for the pictures of a layer

// One layer's weights as pictures that all have the same shape.
struct Pictures {
  int width = 0;
  int height = 0;
  int count = 0;                        // of the layer
  std::string each;                     // what one is: "filter"
  std::string things;                   // and what several are
  std::vector<std::vector<float>> all;  // the first ones
};

class WeightView {
 public:
  WeightView(Frame& frame, const RunState& state, View& view, std::size_t first, std::size_t last)
      : frame_(frame), state_(state), view_(view), scope_(view.scope) {
    for (std::size_t i = first; i <= last; ++i) {
      if (state.layers[i].parameters > 0) layers_.push_back(i);
    }
  }

  float draw(Rect rect) {
    const float top = rect.y;
    const Rect head = rect.cutTop(18, 6);
    line(frame_, head, *frame_.fonts.strong, frame_.theme.text, "weights");
    frame_.controls.hint(head, "What each layer between the input and the classes has learned.");
    const auto count = static_cast<float>(layers_.size());
    const float least = 24 + count * (kTitle + kLeastRoom + kBetween);
    const float room = frame_.isTouch ? 180 : std::max(kLeastRoom, rect.h / std::max(count, 1.0F) - kTitle - kBetween);
    for (const std::size_t index : layers_) {
      layer(rect.cutTop(kTitle, 2), rect, index, room);
      rect.cutTop(used_, kBetween);
    }
    if (layers_.empty()) {
      rect.cutTop(paragraph(frame_, rect, *frame_.fonts.words, frame_.theme.muted,
                            "No layer between has weights: all that is learned is in the classes."));
    }
    view_.unfoldedHeight = unfolded_;
    return frame_.isTouch ? rect.y - top : least;
  }

 private:
  Pictures picturesOf(std::size_t index) const {
    const LayerView& layer = state_.layers[index];
    const LayerView& read = state_.layers[index - 1];
    Pictures p;
    p.count = layer.channels;
    const LayerKind& kind = layerKind(layer.kind);
    if (kind.holds == Holds::kKernels) {
      const Kernels kernels(state_, layer, read.channels, layer.channels);
      p.width = p.height = kernels.side;
      p.each = read.channels > 1 ? "filter, mean over channels" : "filter";
      p.things = "kernels";
      for (int f = 0; f < layer.channels; ++f) p.all.emplace_back(kernels.of(f).begin(), kernels.of(f).end());
    } else if (kind.holds == Holds::kMatrix) {
      p.width = read.isPictures() ? read.width : std::min(read.channels, static_cast<int>(Atlas::kWidth));
      p.height = read.height;
      p.each = read.isPictures() && read.channels > 1 ? "number, mean over channels" : "number";
      p.things = "numbers";
      const int made = isUnfolded(view_, state_, index) ? layer.channels : std::min(layer.channels, kMostNumbers);
      for (int o = 0; o < made; ++o) p.all.push_back(denseOver(state_, layer, read, o));
    } else {
      const auto stored = storedOf(state_, layer);
      p.width = std::min(layer.channels, static_cast<int>(Atlas::kWidth));
      p.height = 1;
      p.each = "number for each channel";
      for (std::size_t i = 0; i < kind.arrays.size(); ++i)
        p.each = (i > 0 ? p.each + ", " : "") + std::string(kind.arrays[i]);
      p.things = "rows";
      const auto each = static_cast<std::size_t>(layer.channels);
      p.count = static_cast<int>(stored.size() / each);
      for (std::size_t k = 0; k < stored.size() / each; ++k) {
        const auto row = stored.subspan(k * each, each);
        p.all.emplace_back(row.begin(), row.end());
      }
    }
    return p;
  }

  void layer(Rect title, Rect rect, std::size_t index, float room) {
    const LayerView& layer = state_.layers[index];
    rect.h = room;
    mirrorText(frame_, title, "layer." + std::to_string(index), layer.text,
               spoken(weightNumbers(state_, index), weightsName(state_)));
    used_ = 0;
    const Pictures p = picturesOf(index);
    if (p.all.empty() || p.all[0].empty())
      return line(frame_, title, *frame_.fonts.figures, frame_.theme.muted, layer.text);
    float most = 0;
    std::vector<float> joined;
    for (const auto& picture : p.all) {
      most = std::max(most, largest(picture));
      joined.insert(joined.end(), picture.begin(), picture.end());
    }
    const ValueScale scale = weightScale(state_, scope_, most, {});
    if (title.w > 220) {
      legend(frame_, title.cutRight(kLegend, 8), "scale.weights." + std::to_string(index), weightsName(state_),
             scope_ == Scope::kMap ? nullptr : &scale, histogramOf(joined));
    }
    line(frame_, title, *frame_.fonts.figures, frame_.theme.text, layer.text + ": each " + p.each);
    frame_.controls.hint(title, std::string(layerKind(layer.kind).about) + " Each " + p.each + ".");
    if (p.height > 1) {
      squares(rect, p, most, index);
    } else {
      rows(rect, p, most, index);
    }
  }

  // As large as fits.
  void squares(const Rect& rect, const Pictures& p, float most, std::size_t index) {
    const int count = p.count;
    float best = kLeast;
    for (int rows = 1; rows <= count; ++rows) {
      const int columns = (count + rows - 1) / rows;
      const float side = std::min({(rect.h + kGap) / static_cast<float>(rows) - kGap,
                                   (rect.w + kGap) / static_cast<float>(columns) - kGap, kLargest});
      best = std::max(best, side);
    }
    const float side = crispSide(best, p.width, frame_.pixelRatio);
    const float step = side + kGap;
    const int fitting = std::max(1, static_cast<int>((rect.h + kGap) / step + 0.01F));
    const auto rowsOf = [&](bool isUnfolded) {
      return foldedRows(frame_, rect.w, step, kGap, count, fitting, isUnfolded);
    };
    const FoldedRows rows = rowsOf(isUnfolded(view_, state_, index));
    for (int i = 0; i < std::min(rows.shown, static_cast<int>(p.all.size())); ++i) {
      const int row = i / rows.across;
      const float x = rect.x + static_cast<float>(i % rows.across) * step;
      show({x, rect.y + static_cast<float>(row) * step, side, side}, p, i, most);
    }
    const float wide = static_cast<float>(rows.across) * step - kGap;
    if (rows.hasButton)
      foldButton(frame_, {rect.x, rect.y, wide, side}, state_, view_, index, p.things, count, rows.shown);
    use(static_cast<float>(rows.rows) * step - kGap, static_cast<float>(rowsOf(false).rows) * step - kGap);
  }

  // Below each other, each as wide as there is room.
  void rows(const Rect& rect, const Pictures& p, float most, std::size_t index) {
    const int count = p.count;
    const float high = std::clamp((rect.h + 2) / static_cast<float>(count) - 2, 5.0F, 14.0F);
    const float step = high + 2;
    const int fitting = std::min(count, std::max(1, static_cast<int>((rect.h + 2) / step)));
    const bool isFolding = fitting < count;
    const int shown = isUnfolded(view_, state_, index) ? count : fitting;
    const float wide = std::min(rect.w - (isFolding ? foldWidth(frame_) : 0.0F), static_cast<float>(p.width) * 14);
    for (int i = 0; i < std::min(shown, static_cast<int>(p.all.size())); ++i)
      show({rect.x, rect.y + static_cast<float>(i) * step, wide, high}, p, i, most);
    if (isFolding) foldButton(frame_, {rect.x, rect.y, wide, kLeastRoom}, state_, view_, index, p.things, count, shown);
    use(static_cast<float>(shown) * step, static_cast<float>(fitting) * step);
  }

  // What a layer takes, and what it would if it were folded.
  void use(float height, float folded) {
    used_ = height;
    unfolded_ += height - folded;
  }

  void show(const Rect& box, const Pictures& p, int i, float most) {
    const auto& values = p.all[static_cast<std::size_t>(i)];
    const auto cell = writtenNumbers(frame_, box, p.width, p.height,
                                     std::span(values).first(static_cast<std::size_t>(p.width * p.height)),
                                     weightScale(state_, scope_, most, values));
    if (!cell) return;
    tooltip(frame_, std::to_string(i + 1) + " (" + std::to_string(cell->row) + ", " + std::to_string(cell->column) +
                        ")  " + figure(values[static_cast<std::size_t>(cell->row * p.width + cell->column)], 3));
  }

  static constexpr int kMostNumbers = 256;  // of a folded dense layer, whose pictures are made

  Frame& frame_;
  const RunState& state_;
  View& view_;
  Scope scope_;
  std::vector<std::size_t> layers_;  // that have weights
  float used_ = 0;                   // height of the layer drawn last, without its title
  float unfolded_ = 0;               // height of what is shown because layers are unfolded
};

// "-.42" where there is little room.
std::string inCell(float value, float room) {
  if (!std::isfinite(value)) return "?";
  std::string text = decimal(value, 2);
  if (room >= 40) return text;
  const std::size_t zero = text.find("0.");
  if (zero == 0 || (zero == 1 && text[0] == '-')) text.erase(zero, 1);
  return text;
}

}  // namespace

std::optional<Cell> writtenNumbers(Frame& frame, const Rect& rect, int width, int height, std::span<const float> values,
                                   const ValueScale& scale) {
  const auto& colours = scale.colours(frame.theme);
  const auto cell = numbers(frame, rect, width, height, values, scale.low, scale.high, colours);
  const float side = rect.w / static_cast<float>(width);
  if (side < 30 || rect.h / static_cast<float>(height) < 16) return cell;
  for (int i = 0; i < width * height; ++i) {
    const float value = values[static_cast<std::size_t>(i)];
    const float at = (value - scale.low) / (scale.high - scale.low);
    const ImU32 under = std::isfinite(value) ? colours[static_cast<std::size_t>(std::clamp(at, 0.0F, 1.0F) * 255)]
                                             : frame.theme.missing;
    const ImU32 ink =
        contrast(under, IM_COL32_WHITE) > contrast(under, IM_COL32_BLACK) ? IM_COL32_WHITE : IM_COL32_BLACK;
    const int row = i / width;
    const float down = rect.h / static_cast<float>(height);
    const Rect box{rect.x + static_cast<float>(i % width) * side, rect.y + static_cast<float>(row) * down, side, down};
    line(frame, box, *frame.fonts.figures, ink, inCell(value, side), Align::kCentre);
  }
  return cell;
}

float weightPictures(Frame& frame, const Rect& rect, const RunState& state, View& view, std::size_t first,
                     std::size_t last) {
  return WeightView(frame, state, view, first, last).draw(rect);
}

}  // namespace atelier::ui
