#include "nn/network.h"

#include <cassert>
#include <cmath>

#include "math/random.h"
#include "nn/conv.h"
#include "nn/conv_pool.h"
#include "nn/dense.h"
#include "nn/max_pool.h"
#include "nn/relu.h"

namespace atelier {

namespace {

constexpr std::uint64_t kStartStream = 1;  // of the recipe's seed

template <class T>
std::unique_ptr<Layer<T>> makeLayer(const LayerSpec& spec, const Shape& x) {
  if (const auto* conv = std::get_if<ConvSpec>(&spec))
    return std::make_unique<Conv<T>>(x.c, conv->filters, conv->kernel);
  if (const auto* pool = std::get_if<MaxPoolSpec>(&spec)) return std::make_unique<MaxPool<T>>(pool->size);
  if (const auto* dense = std::get_if<DenseSpec>(&spec))
    return std::make_unique<Dense<T>>(x.features(), dense->outputs);
  return std::make_unique<Relu<T>>();
}

}  // namespace

template <class T>
Network<T>::Network(std::vector<LayerSpec> layers, Shape input) : specs_(std::move(layers)) {
  input.n = 1;
  shapes_.push_back(input);
  std::size_t count = 0;
  for (const LayerSpec& spec : specs_) {
    layers_.push_back(makeLayer<T>(spec, shapes_.back()));
    shapes_.push_back(layers_.back()->outputShape(shapes_.back()));
    for (const Parameter<T>& p : layers_.back()->parameters()) count += static_cast<std::size_t>(p.count);
  }
  parameters_.assign(count, T(0));
  gradients_.assign(count, T(0));
  std::size_t first = 0;
  for (const auto& layer : layers_) {
    for (Parameter<T>& p : layer->parameters()) {
      p.value = std::span(parameters_).subspan(first, static_cast<std::size_t>(p.count));
      p.gradient = std::span(gradients_).subspan(first, static_cast<std::size_t>(p.count));
      first += static_cast<std::size_t>(p.count);
    }
  }
  buildSteps();
}

template <class T>
void Network<T>::buildSteps() {
  for (std::size_t i = 0; i < specs_.size();) {
    Layer<T>* layer = layers_[i].get();
    std::size_t covered = 1;
    const bool relu = i + 1 < specs_.size() && std::holds_alternative<ReluSpec>(specs_[i + 1]);
    const std::size_t poolAt = i + (relu ? 2 : 1);
    const auto* conv = std::get_if<ConvSpec>(&specs_[i]);
    const auto* pool = poolAt < specs_.size() ? std::get_if<MaxPoolSpec>(&specs_[poolAt]) : nullptr;
    if (i == 0 && conv != nullptr && pool != nullptr && ConvPool<T>::applies(shapes_[0], conv->kernel, pool->size)) {
      fused_.push_back(std::make_unique<ConvPool<T>>(static_cast<Conv<T>&>(*layer), shapes_[0], relu));
      layer = fused_.back().get();
      covered = poolAt + 1;
    }
    i += covered;
    steps_.push_back({layer, Tensor<T>(shapes_[i]), Tensor<T>(shapes_[i])});
  }
}

template <class T>
void Network<T>::start(std::uint64_t seed) {
  Random random(seed, kStartStream);
  for (const auto& layer : layers_) {
    for (Parameter<T>& p : layer->parameters()) {
      const double bound = p.fanIn > 0 ? 1 / std::sqrt(static_cast<double>(p.fanIn)) : 0;
      for (T& value : p.value) value = p.fanIn > 0 ? static_cast<T>(random.uniform(-bound, bound)) : T(0);
    }
  }
}

template <class T>
const Tensor<T>& Network<T>::forward(const Tensor<T>& x) {
  const Tensor<T>* from = &x;
  for (Step& step : steps_) {
    Shape shape = step.y.shape();
    shape.n = x.shape().n;
    step.y.resize(shape);
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
    layer->forward(x, y);
    to.insert(to.end(), y.data(), y.data() + y.size());
    x = std::move(y);
  }
}

template class Network<float>;
template class Network<double>;

}  // namespace atelier
