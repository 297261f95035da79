#include "nn/network.h"

#include <cassert>
#include <cmath>

#include "math/random.h"
#include "nn/batch_norm.h"
#include "nn/conv.h"
#include "nn/conv_pool.h"
#include "nn/dense.h"
#include "nn/dropout.h"
#include "nn/global_average_pool.h"
#include "nn/loss.h"
#include "nn/max_pool.h"
#include "nn/relu.h"

namespace atelier {

namespace {

constexpr std::uint64_t kStartStream = 1;  // of the recipe's seed

// `place` is the layer's in its network.
template <class T>
std::unique_ptr<Layer<T>> makeLayer(const LayerSpec& spec, const Shape& x, int place) {
  struct Maker {
    const Shape& x;
    int place;
    std::unique_ptr<Layer<T>> operator()(const ConvSpec& s) const {
      return std::make_unique<Conv<T>>(x.c, s.filters, s.kernel, s.stride, s.pad);
    }
    std::unique_ptr<Layer<T>> operator()(const MaxPoolSpec& s) const {
      return std::make_unique<MaxPool<T>>(s.size, s.stride);
    }
    std::unique_ptr<Layer<T>> operator()(const GlobalAveragePoolSpec&) const {
      return std::make_unique<GlobalAveragePool<T>>();
    }
    std::unique_ptr<Layer<T>> operator()(const DenseSpec& s) const {
      return std::make_unique<Dense<T>>(x.features(), s.outputs);
    }
    std::unique_ptr<Layer<T>> operator()(const ReluSpec&) const { return std::make_unique<Relu<T>>(); }
    std::unique_ptr<Layer<T>> operator()(const BatchNormSpec&) const { return std::make_unique<BatchNorm<T>>(x.c); }
    std::unique_ptr<Layer<T>> operator()(const DropoutSpec& s) const {
      return std::make_unique<Dropout<T>>(s.share, place);
    }
  };
  return std::visit(Maker{x, place}, spec);
}

double boundOf(Start start, int fanIn, int fanOut) {
  switch (start) {
    case Start::kHe:
      return std::sqrt(6.0 / fanIn);
    case Start::kGlorot:
      return std::sqrt(6.0 / (fanIn + fanOut));
    case Start::kLecun:
      break;
  }
  return 1 / std::sqrt(static_cast<double>(fanIn));
}

}  // namespace

template <class T>
Network<T>::Network(std::vector<LayerSpec> layers, Shape input) : specs_(std::move(layers)) {
  input.n = 1;
  shapes_.push_back(input);
  for (std::size_t i = 0; i < specs_.size(); ++i) {
    layers_.push_back(makeLayer<T>(specs_[i], shapes_.back(), static_cast<int>(i)));
    shapes_.push_back(layers_.back()->outputShape(shapes_.back()));
  }
  placeParameters();
  buildSteps();
}

template <class T>
void Network<T>::placeParameters() {
  std::size_t count = 0;
  for (const auto& layer : layers_) {
    for (const Parameter<T>& p : layer->parameters()) count += static_cast<std::size_t>(p.count());
  }
  parameters_.assign(count, T(0));
  gradients_.assign(count, T(0));
  std::size_t first = 0;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    for (Parameter<T>& p : layers_[i]->parameters()) {
      const auto size = static_cast<std::size_t>(p.count());
      p.value = std::span(parameters_).subspan(first, size);
      p.gradient = std::span(gradients_).subspan(first, size);
      std::fill(p.value.begin(), p.value.end(), static_cast<T>(p.start));
      places_.push_back({static_cast<int>(i), &p, first});
      first += size;
    }
  }
}

template <class T>
std::unique_ptr<Layer<T>> Network<T>::fuse(std::size_t first, std::size_t& covered) const {
  const bool relu = first + 1 < specs_.size() && std::holds_alternative<ReluSpec>(specs_[first + 1]);
  const std::size_t poolAt = first + (relu ? 2 : 1);
  const auto* pool = poolAt < specs_.size() ? std::get_if<MaxPoolSpec>(&specs_[poolAt]) : nullptr;
  if (!std::holds_alternative<ConvSpec>(specs_[first]) || pool == nullptr) return nullptr;
  auto& conv = static_cast<Conv<T>&>(*layers_[first]);
  if (!ConvPool<T>::applies(shapes_[first], conv, pool->size, pool->stride)) return nullptr;
  covered = poolAt + 1 - first;
  return std::make_unique<ConvPool<T>>(conv, shapes_[first], relu);
}

template <class T>
void Network<T>::buildSteps() {
  for (std::size_t i = 0; i < specs_.size();) {
    Layer<T>* layer = layers_[i].get();
    std::size_t covered = 1;
    if (auto fused = fuse(i, covered)) {
      layer = fused.get();
      fused_.push_back(std::move(fused));
    }
    i += covered;
    steps_.push_back({layer, Tensor<T>(shapes_[i]), Tensor<T>(shapes_[i])});
  }
}

template <class T>
void Network<T>::start(std::uint64_t seed, Start start) {
  Random random(seed, kStartStream);
  for (const auto& layer : layers_) {
    for (Parameter<T>& p : layer->parameters()) {
      std::fill(p.value.begin(), p.value.end(), static_cast<T>(p.start));
      if (p.role != Role::kWeight) continue;
      const double bound = boundOf(start, p.fanIn, p.fanOut);
      for (T& value : p.value) value = static_cast<T>(random.uniform(-bound, bound));
    }
  }
}

template <class T>
const Tensor<T>& Network<T>::forward(const Tensor<T>& x, const Pass& pass) {
  const Tensor<T>* from = &x;
  for (Step& step : steps_) {
    Shape shape = step.y.shape();
    shape.n = x.shape().n;
    step.y.resize(shape);
    step.layer->begin(pass);
    step.layer->forward(*from, step.y);
    from = &step.y;
  }
  return *from;
}

template <class T>
template <class Visit>
void Network<T>::walkBack(const Tensor<T>& x, const Tensor<T>& dlogits, Visit visit) {
  const Tensor<T>* dy = &dlogits;
  for (std::size_t i = steps_.size(); i-- > 0;) {
    Tensor<T>* dx = nullptr;
    if (i > 0) {
      dx = &steps_[i - 1].dy;
      dx->resize(steps_[i - 1].y.shape());
    }
    visit(*steps_[i].layer, i > 0 ? steps_[i - 1].y : x, steps_[i].y, *dy, dx);
    dy = dx;
  }
}

template <class T>
void Network<T>::backward(const Tensor<T>& x, const Tensor<T>& dlogits) {
  walkBack(x, dlogits,
           [](Layer<T>& layer, const Tensor<T>& in, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) {
             layer.backward(in, y, dy, dx);
           });
}

template <class T>
void Network<T>::descend(const Tensor<T>& x, const Tensor<T>& dlogits, T rate) {
  assert(x.shape().n == 1);
  walkBack(x, dlogits,
           [rate](Layer<T>& layer, const Tensor<T>& in, const Tensor<T>& y, const Tensor<T>& dy, Tensor<T>* dx) {
             layer.descend(in, y, dy, dx, rate);
           });
}

template <class T>
void Network<T>::trace(const Tensor<T>& image, std::vector<T>& to) {
  Tensor<T> x = image;
  for (const auto& layer : layers_) {
    Tensor<T> y(layer->outputShape(x.shape()));
    layer->begin({});
    layer->forward(x, y);
    to.insert(to.end(), y.data(), y.data() + y.size());
    x = std::move(y);
  }
}

template <class T>
std::vector<Tensor<T>> Network<T>::outputs(const Tensor<T>& x, const Pass& pass) {
  std::vector<Tensor<T>> outputs = {x};
  for (const auto& layer : layers_) {
    Tensor<T> y(layer->outputShape(outputs.back().shape()));
    layer->begin(pass);
    layer->forward(outputs.back(), y);
    outputs.push_back(std::move(y));
  }
  return outputs;
}

template <class T>
std::vector<Tensor<T>> Network<T>::outputGradients(const std::vector<Tensor<T>>& outputs, const Tensor<T>& dlogits,
                                                   std::vector<T>& byParameters) {
  const std::vector<T> kept(gradients_.begin(), gradients_.end());
  std::fill(gradients_.begin(), gradients_.end(), T(0));
  std::vector<Tensor<T>> by;
  for (const Tensor<T>& y : outputs) by.emplace_back(y.shape());
  by.back() = dlogits;
  for (std::size_t i = layers_.size(); i-- > 0;) layers_[i]->backward(outputs[i], outputs[i + 1], by[i + 1], &by[i]);
  byParameters.insert(byParameters.end(), gradients_.begin(), gradients_.end());
  std::copy(kept.begin(), kept.end(), gradients_.begin());
  return by;
}

template <class T>
void Network<T>::traceGradients(const Tensor<T>& image, int label, std::vector<T>& byOutputs,
                                std::vector<T>& byParameters) {
  const std::vector<Tensor<T>> all = outputs(image);
  Tensor<T> dlogits(all.back().shape());
  crossEntropy(all.back().data(), shapes_.back().features(), label, 0, T(1), dlogits.data());
  for (const Tensor<T>& dy : outputGradients(all, dlogits, byParameters))
    byOutputs.insert(byOutputs.end(), dy.data(), dy.data() + dy.size());
}

template class Network<float>;
template class Network<double>;

}  // namespace atelier
