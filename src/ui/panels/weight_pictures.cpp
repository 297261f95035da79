#include "ui/panels/weight_pictures.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/kernels.h"
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
  std::string each;  // what one is: "filter"
  std::vector<std::vector<float>> all;
};

class WeightView {
 public:
  WeightView(Frame& frame, const RunState& state, const View& view, std::size_t first, std::size_t last)
      : frame_(frame), state_(state), scope_(view.scope) {
    for (std::size_t i = first; i <= last; ++i) {
      if (state.layers[i].parameters > 0) layers_.push_back(i);
    }
  }

  float draw(Rect rect) {
    const float top = rect.y;
    line(frame_, rect.cutTop(18, 6), *frame_.fonts.strong, frame_.theme.text, "weights");
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
    return frame_.isTouch ? rect.y - top : least;
  }

 private:
  Pictures picturesOf(std::size_t index) const {
    const LayerView& layer = state_.layers[index];
    const LayerView& read = state_.layers[index - 1];
    Pictures p;
    if (layer.kind == "conv") {
      const Kernels kernels(state_, layer, read.channels, layer.channels);
      p.width = p.height = kernels.side;
      p.each = read.channels > 1 ? "filter, mean over channels" : "filter";
      for (int f = 0; f < layer.channels; ++f) p.all.emplace_back(kernels.of(f).begin(), kernels.of(f).end());
    } else if (layer.kind == "dense") {
      p.width = read.isPictures() ? read.width : std::min(read.channels, static_cast<int>(Atlas::kWidth));
      p.height = read.height;
      p.each = read.isPictures() && read.channels > 1 ? "number, mean over channels" : "number";
      for (int o = 0; o < std::min(layer.channels, kMostNumbers); ++o)
        p.all.push_back(denseOver(state_, layer, read, o));
    } else {
      const auto stored = storedOf(state_, layer);
      p.width = std::min(layer.channels, static_cast<int>(Atlas::kWidth));
      p.height = 1;
      p.each = "scale, shift, mean, variance";
      const auto each = static_cast<std::size_t>(layer.channels);
      for (std::size_t k = 0; k < 4 && !stored.empty(); ++k) {
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
    if (p.height > 1) {
      squares(rect, p, most, layer.channels);
    } else {
      rows(rect, p, most, layer.kind == "batch-norm" ? 4 : layer.channels);
    }
  }

  // As large as fits.
  void squares(const Rect& rect, const Pictures& p, float most, int count) {
    float best = 0;
    int across = 1;
    for (int rows = 1; rows <= count; ++rows) {
      const int columns = (count + rows - 1) / rows;
      const float side = std::min({(rect.h + kGap) / static_cast<float>(rows) - kGap,
                                   (rect.w + kGap) / static_cast<float>(columns) - kGap, kLargest});
      if (side <= best) continue;
      best = side;
      across = columns;
    }
    if (best < kLeast) {
      best = kLeast;
      across = std::max(1, static_cast<int>((rect.w + kGap) / (kLeast + kGap)));
    }
    const float side = crispSide(best, p.width, frame_.pixelRatio);
    const int rows = std::max(1, static_cast<int>((rect.h + kGap) / (side + kGap) + 0.01F));
    int shown = std::min({count, static_cast<int>(p.all.size()), across * rows});
    if (shown < count) shown = std::max(1, std::min(shown, across * rows - 1));  // room for the count of the rest
    const auto boxOf = [&](int place, float width) -> Rect {
      const int row = place / across;
      return {rect.x + static_cast<float>(place % across) * (side + kGap),
              rect.y + static_cast<float>(row) * (side + kGap), width, side};
    };
    for (int i = 0; i < shown; ++i) show(boxOf(i, side), p, i, most);
    const Rect rest = boxOf(shown, 48);
    if (shown < count)
      line(frame_, rest, *frame_.fonts.figures, frame_.theme.muted, "+ " + std::to_string(count - shown));
    const int drawn = shown < count ? shown + 1 : shown;
    const int used = (drawn + across - 1) / across;
    used_ = static_cast<float>(used) * (side + kGap) - kGap;
  }

  // Below each other, each as wide as there is room.
  void rows(const Rect& rect, const Pictures& p, float most, int count) {
    const float high = std::clamp((rect.h + 2) / static_cast<float>(count) - 2, 5.0F, 14.0F);
    const int fitting = std::max(1, static_cast<int>((rect.h + 2) / (high + 2)));
    const int shown = std::min({count, fitting, static_cast<int>(p.all.size())});
    const float wide = std::min(rect.w - (shown < count ? 52.0F : 0.0F), static_cast<float>(p.width) * 14);
    for (int i = 0; i < shown; ++i) show({rect.x, rect.y + static_cast<float>(i) * (high + 2), wide, high}, p, i, most);
    if (shown < count) {
      line(frame_, {rect.x + wide + 6, rect.y, 46, kTitle}, *frame_.fonts.figures, frame_.theme.muted,
           "+ " + std::to_string(count - shown));
    }
    used_ = static_cast<float>(shown) * (high + 2);
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

  static constexpr int kMostNumbers = 64;  // of a dense layer, whose pictures are made

  Frame& frame_;
  const RunState& state_;
  Scope scope_;
  std::vector<std::size_t> layers_;  // that have weights
  float used_ = 0;                   // height of the layer drawn last, without its title
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

float weightPictures(Frame& frame, const Rect& rect, const RunState& state, const View& view, std::size_t first,
                     std::size_t last) {
  return WeightView(frame, state, view, first, last).draw(rect);
}

}  // namespace atelier::ui
