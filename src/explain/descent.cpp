#include "explain/descent.h"

#include <algorithm>
#include <cmath>

#include "explain/plane.h"

namespace atelier {

namespace {

std::size_t largestOf(std::span<const float> numbers) {
  const auto isSmaller = [](float one, float other) { return std::abs(one) < std::abs(other); };
  return static_cast<std::size_t>(std::max_element(numbers.begin(), numbers.end(), isSmaller) - numbers.begin());
}

ValuePlace placeAt(const Plane& plane, int layer, std::size_t index) {
  const int at = static_cast<int>(index);
  const int size = plane.shape.h * plane.shape.w;
  return {layer, at / size, at % size / plane.shape.w, at % plane.shape.w};
}

float numberAt(const Plane& plane, const ValuePlace& place) { return plane.at(place.channel, place.row, place.column); }

// A number that the layer reads for this output.
ValuePlace readFor(const LayerSpec& spec, const Plane& x, const ValuePlace& place) {
  ValuePlace from = place;
  from.layer = place.layer - 1;
  if (const auto* pool = std::get_if<MaxPoolSpec>(&spec)) {
    const Maximum best = firstMaximum(x, *pool, place.channel, place.row, place.column);
    from.row = best.row;
    from.column = best.column;
  } else if (std::holds_alternative<DenseSpec>(spec) || std::holds_alternative<ConvSpec>(spec)) {
    from.channel = from.row = from.column = 0;
  }
  return from;
}

// The products that a weight's gradient is the sum of.
class Products {
 public:
  void add(float gradient, float input) {
    const Product product{gradient, input};
    ++result_.count;
    sum_ += valueOf(product);
    auto& [first, second] = result_.largest;
    if (std::abs(valueOf(product)) > std::abs(valueOf(first))) {
      second = first;
      first = product;
    } else if (std::abs(valueOf(product)) > std::abs(valueOf(second))) {
      second = product;
    }
  }
  WeightDescent of(std::size_t index) {
    result_.index = index;
    result_.sum = static_cast<float>(sum_);
    return result_;
  }

 private:
  static double valueOf(const Product& p) { return static_cast<double>(p.gradient) * static_cast<double>(p.input); }

  WeightDescent result_;
  double sum_ = 0;
};

// Adds the products of one weight, by its number in its array, from what the layer reads and the gradient by its
// output.
struct Adder {
  const Tensor<float>& batch;
  const Plane& dy;
  int number;
  Products& to;

  void operator()(const ConvSpec& s) const {
    const Plane x = planeOf(batch);
    const int taps = s.kernel * s.kernel;
    const int filter = number / (taps * x.shape.c);
    const int channel = number / taps % x.shape.c;
    const int tap = number % taps;
    for (int i = 0; i < dy.shape.h; ++i) {
      for (int j = 0; j < dy.shape.w; ++j) {
        const int row = i * s.stride + tap / s.kernel - s.pad;
        const int column = j * s.stride + tap % s.kernel - s.pad;
        to.add(dy.at(filter, i, j), x.holds(row, column) ? x.at(channel, row, column) : 0.0F);
      }
    }
  }
  void operator()(const DenseSpec&) const {
    const Plane x = planeOf(batch);
    const int inputs = x.shape.features();
    to.add(dy.at(number / inputs, 0, 0), x.numbers[static_cast<std::size_t>(number % inputs)]);
  }
  void operator()(const BatchNormSpec&) const {
    const Plane x = planeOf(batch);
    const Moments moments = momentsOf(batch, number);
    for (int row = 0; row < x.shape.h; ++row) {
      for (int column = 0; column < x.shape.w; ++column) {
        const double normalised = (static_cast<double>(x.at(number, row, column)) - moments.mean) / moments.spread;
        to.add(dy.at(number, row, column), static_cast<float>(normalised));
      }
    }
  }
  template <class Other>
  void operator()(const Other&) const {}  // nothing is learned
};

}  // namespace

NumberDescent descentOfNumber(const Network<float>& network, const std::vector<Tensor<float>>& outputs,
                              const std::vector<Tensor<float>>& byOutputs, int layer) {
  const auto at = static_cast<std::size_t>(layer);
  const Plane dy = planeOf(byOutputs[at]);
  const Plane x = planeOf(outputs[at - 1]);
  NumberDescent descent;
  descent.place = placeAt(dy, layer, largestOf(dy.numbers));
  descent.gradient = numberAt(dy, descent.place);
  descent.from = readFor(network.layers()[at - 1], x, descent.place);
  descent.input = numberAt(x, descent.from);
  descent.inputGradient = numberAt(planeOf(byOutputs[at - 1]), descent.from);
  return descent;
}

WeightDescent descentOfWeight(const Network<float>& network, const std::vector<Tensor<float>>& outputs,
                              const std::vector<Tensor<float>>& byOutputs, std::span<const float> gradients,
                              int layer) {
  const auto at = static_cast<std::size_t>(layer);
  const auto& places = network.places();
  const auto first = std::find_if(places.begin(), places.end(), [&](const auto& p) { return p.layer == layer - 1; });
  const auto count = static_cast<std::size_t>(first->parameter->count());
  const std::size_t number = largestOf(gradients.subspan(first->first, count));
  Products products;
  const Plane dy = planeOf(byOutputs[at]);
  std::visit(Adder{outputs[at - 1], dy, static_cast<int>(number), products}, network.layers()[at - 1]);
  return products.of(first->first + number);
}

}  // namespace atelier
