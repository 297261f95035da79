#include "explain/saliency.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "nn/loss.h"

namespace atelier {

namespace {

int placesAlong(int pixels) {  // the last one reaches the edge
  return (pixels - Occlusion::kPatch + Occlusion::kStep - 1) / Occlusion::kStep + 1;
}

int startOf(int place, int pixels) { return std::min(place * Occlusion::kStep, pixels - Occlusion::kPatch); }

bool passesThrough(const LayerSpec& layer) { return std::holds_alternative<DropoutSpec>(layer); }

// What the last dense layer reads, as an index into shapes(); -1 where there is no dense layer at the end.
int readByLast(const Network<float>& network) {
  const auto& layers = network.layers();
  if (layers.empty() || !std::holds_alternative<DenseSpec>(layers.back())) return -1;
  std::size_t last = layers.size() - 1;
  while (last > 0 && passesThrough(layers[last - 1])) --last;
  return static_cast<int>(last);
}

bool isMap(const Shape& shape) { return shape.h > 1 || shape.w > 1; }

// The maps that a class is read from, as an index into shapes(), and whether they are averaged on the way.
struct Source {
  int shape = -1;
  bool isAveraged = false;
};

Source sourceOf(const Network<float>& network) {
  int read = readByLast(network);
  if (read < 0) return {};
  if (isMap(network.shapes()[static_cast<std::size_t>(read)])) return {read, false};
  const auto& layers = network.layers();
  if (read == 0 || !std::holds_alternative<GlobalAveragePoolSpec>(layers[static_cast<std::size_t>(read) - 1]))
    return {};
  --read;
  return isMap(network.shapes()[static_cast<std::size_t>(read)]) ? Source{read, true} : Source{};
}

// Where along a side of the picture the middles of the places of shapes()[shape] lie: first, first + step, ...
struct Middles {
  double first = 0;
  double step = 1;

  void slide(int size, int stride, int pad) {
    first += step * ((size - 1) / 2.0 - pad);
    step *= stride;
  }
  std::size_t nearest(int pixel, int places) const {
    return static_cast<std::size_t>(std::clamp(static_cast<int>(std::lround((pixel - first) / step)), 0, places - 1));
  }
};

Middles middlesOf(const Network<float>& network, int shape) {
  Middles middles;
  for (int i = 0; i < shape; ++i) {
    const LayerSpec& layer = network.layers()[static_cast<std::size_t>(i)];
    if (const auto* conv = std::get_if<ConvSpec>(&layer)) middles.slide(conv->kernel, conv->stride, conv->pad);
    if (const auto* pool = std::get_if<MaxPoolSpec>(&layer)) middles.slide(pool->size, pool->stride, 0);
  }
  return middles;
}

}  // namespace

std::vector<float> inputGradient(Network<float>& network, const Tensor<float>& image, int label) {
  std::vector<float> slopes;
  std::vector<float> byParameters;
  network.traceGradients(image, label, slopes, byParameters);
  slopes.resize(static_cast<std::size_t>(image.size()));
  for (float& slope : slopes) slope = -slope;
  return slopes;
}

Occlusion::Occlusion(const Tensor<float>& image, int label, float hidden)
    : image_(image),
      covered_(image),
      label_(label),
      hidden_(hidden),
      rows_(placesAlong(image.shape().h)),
      columns_(placesAlong(image.shape().w)) {
  drops_.reserve(static_cast<std::size_t>(places()));
}

float Occlusion::probabilityOf(Network<float>& network, const Tensor<float>& image) const {
  const Tensor<float>& logits = network.forward(image);
  std::array<float, kMostClasses> shares{};
  softmax(logits.data(), logits.shape().features(), shares.data());
  return shares[static_cast<std::size_t>(label_)];
}

bool Occlusion::work(Network<float>& network, int most) {
  if (whole_ < 0) whole_ = probabilityOf(network, image_);
  const Shape& shape = image_.shape();
  for (int i = 0; i < most && done_ < places(); ++i, ++done_) {
    const int top = startOf(done_ / columns_, shape.h);
    const int left = startOf(done_ % columns_, shape.w);
    std::copy_n(image_.data(), image_.size(), covered_.data());
    for (int row = top; row < top + kPatch; ++row) std::fill_n(covered_.data() + row * shape.w + left, kPatch, hidden_);
    drops_.push_back(whole_ - probabilityOf(network, covered_));
  }
  return done_ == places();
}

std::vector<float> Occlusion::map() const {
  const Shape& shape = image_.shape();
  std::vector<float> sums(static_cast<std::size_t>(shape.h * shape.w));
  std::vector<float> counts(sums.size());
  for (int place = 0; place < done_; ++place) {
    const int top = startOf(place / columns_, shape.h);
    const int left = startOf(place % columns_, shape.w);
    for (int row = top; row < top + kPatch; ++row) {
      for (int column = left; column < left + kPatch; ++column) {
        const auto pixel = static_cast<std::size_t>(row * shape.w + column);
        sums[pixel] += drops_[static_cast<std::size_t>(place)];
        counts[pixel] += 1;
      }
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = counts[i] > 0 ? sums[i] / counts[i] : 0;
  return sums;
}

Occlusion::Patch Occlusion::takesMost() const {
  return patchAt(std::max_element(drops_.begin(), drops_.end()) - drops_.begin());
}

Occlusion::Patch Occlusion::givesMost() const {
  return patchAt(std::min_element(drops_.begin(), drops_.end()) - drops_.begin());
}

Occlusion::Patch Occlusion::patchAt(std::ptrdiff_t place) const {
  const auto at = static_cast<int>(place);
  return {startOf(at / columns_, image_.shape().h), startOf(at % columns_, image_.shape().w),
          whole_ - drops_[static_cast<std::size_t>(place)]};
}

std::string whyNoClassMap(const Network<float>& network) {
  if (sourceOf(network).shape >= 0) return "";
  return "A class-activation map needs a last dense layer that reads maps, or their means by global-average-pool; here "
         "there are other layers between.";
}

ClassMap classMap(Network<float>& network, const Tensor<float>& image, int label) {
  const Source source = sourceOf(network);
  const Shape shape = network.shapes()[static_cast<std::size_t>(source.shape)];
  std::vector<float> all(image.data(), image.data() + image.size());
  network.trace(image, all);
  std::size_t first = 0;
  for (int i = 0; i < source.shape; ++i)
    first += static_cast<std::size_t>(network.shapes()[static_cast<std::size_t>(i)].features());
  std::span<const float> weights;
  for (const auto& place : network.places()) {
    if (place.layer + 1 == static_cast<int>(network.layers().size()) && place.parameter->role == Role::kWeight)
      weights = place.parameter->value;
  }
  const std::size_t plane = static_cast<std::size_t>(shape.h * shape.w);
  const auto each = static_cast<std::size_t>(shape.c) * (source.isAveraged ? 1 : plane);  // weights of a class
  weights = weights.subspan(static_cast<std::size_t>(label) * each, each);
  ClassMap map{shape.h, shape.w, std::vector<float>(plane)};
  for (std::size_t at = 0; at < plane; ++at) {
    for (std::size_t c = 0; c < static_cast<std::size_t>(shape.c); ++c) {
      const float weight = source.isAveraged ? weights[c] / static_cast<float>(plane) : weights[c * plane + at];
      map.values[at] += weight * all[first + c * plane + at];
    }
  }
  return map;
}

std::vector<float> overPicture(const ClassMap& map, const Network<float>& network) {
  const Shape& picture = network.shapes().front();
  const Middles middles = middlesOf(network, sourceOf(network).shape);
  std::vector<float> over;
  over.reserve(static_cast<std::size_t>(picture.h * picture.w));
  for (int row = 0; row < picture.h; ++row) {
    const std::size_t first = middles.nearest(row, map.height) * static_cast<std::size_t>(map.width);
    for (int column = 0; column < picture.w; ++column)
      over.push_back(map.values[first + middles.nearest(column, map.width)]);
  }
  return over;
}

}  // namespace atelier
