#pragma once

// Tensors and parameters filled for tests, and comparison to the bit.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "math/random.h"
#include "nn/layer.h"

namespace atelier::testing {

template <class T>
std::span<const T> numbersOf(const Tensor<T>& tensor) {
  return {tensor.data(), static_cast<std::size_t>(tensor.size())};
}

// Uniform in [-1, 1).
template <class T>
Tensor<T> randomTensor(Shape shape, Random& random) {
  Tensor<T> tensor(shape);
  for (int i = 0; i < tensor.size(); ++i) tensor.data()[i] = static_cast<T>(random.uniform(-1, 1));
  return tensor;
}

// Numbers 0.01 apart and at least 0.005 away from 0, in random order: no ties, and no kink within a numeric step.
template <class T>
Tensor<T> distinctTensor(Shape shape, Random& random) {
  std::vector<int> order(static_cast<std::size_t>(shape.size()));
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  shuffle(order, random);
  Tensor<T> tensor(shape);
  for (int i = 0; i < shape.size(); ++i) {
    const int place = order[static_cast<std::size_t>(i)] - shape.size() / 2;
    tensor.data()[i] = static_cast<T>(0.01 * place + 0.005);
  }
  return tensor;
}

// What a result is filled with before it is computed: numbers that no sum hides.
template <class T>
Tensor<T> garbageTensor(Shape shape, T garbage = T(1e6)) {
  Tensor<T> tensor(shape);
  std::fill_n(tensor.data(), tensor.size(), garbage);
  return tensor;
}

// The numbers that kernels may read but never write.
template <class T>
bool slackIsZero(const Tensor<T>& tensor) {
  const T* end = tensor.data() + tensor.size();
  return std::all_of(end, end + Tensor<T>::kSlack, [](T number) { return number == T(0); });
}

// Gives the parameters of a layer that is in no network a place, and random values in [-1, 1).
template <class T>
class OwnedParameters {
 public:
  OwnedParameters(Layer<T>& layer, Random& random) {
    std::size_t count = 0;
    for (const Parameter<T>& p : layer.parameters()) count += static_cast<std::size_t>(p.count());
    values_.resize(count);
    gradients_.resize(count);
    for (T& value : values_) value = static_cast<T>(random.uniform(-1, 1));
    placeIn(layer);
    for (Parameter<T>& p : layer.parameters()) {  // a variance is never negative
      if (p.role != Role::kStatistic) continue;
      for (T& value : p.value) value = value < T(0) ? -value : value;
    }
  }
  OwnedParameters(const OwnedParameters&) = delete;
  OwnedParameters& operator=(const OwnedParameters&) = delete;

  std::vector<T>& values() { return values_; }
  std::vector<T>& gradients() { return gradients_; }

 private:
  void placeIn(Layer<T>& layer) {
    std::size_t first = 0;
    for (Parameter<T>& p : layer.parameters()) {
      p.value = std::span(values_).subspan(first, static_cast<std::size_t>(p.count()));
      p.gradient = std::span(gradients_).subspan(first, static_cast<std::size_t>(p.count()));
      first += static_cast<std::size_t>(p.count());
    }
  }

  std::vector<T> values_;
  std::vector<T> gradients_;
};

// "" when both hold the same bits; else where they differ first.
template <class T>
std::string bitDifference(std::span<const T> actual, std::span<const T> expected) {
  using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  if (actual.size() != expected.size()) {
    return std::to_string(actual.size()) + " numbers instead of " + std::to_string(expected.size());
  }
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (std::bit_cast<Bits>(actual[i]) == std::bit_cast<Bits>(expected[i])) continue;
    char text[128];
    std::snprintf(text, sizeof text, "number %zu of %zu is %.17g, not %.17g", i, actual.size(),
                  static_cast<double>(actual[i]), static_cast<double>(expected[i]));
    return text;
  }
  return "";
}

template <class T>
std::string bitDifference(const Tensor<T>& actual, const Tensor<T>& expected) {
  return bitDifference(numbersOf(actual), numbersOf(expected));
}

template <class T>
std::string bitDifference(const std::vector<T>& actual, const std::vector<T>& expected) {
  return bitDifference(std::span<const T>(actual), std::span<const T>(expected));
}

// "" when every number is within absolute + relative * |expected|; else where it is not, first.
template <class Actual, class Expected>
std::string difference(const Actual& actual, const Expected& expected, double absolute, double relative) {
  if (actual.size() != expected.size()) {
    return std::to_string(actual.size()) + " numbers instead of " + std::to_string(expected.size());
  }
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const auto a = static_cast<double>(actual[i]);
    const auto e = static_cast<double>(expected[i]);
    const double distance = a < e ? e - a : a - e;
    if (distance <= absolute + relative * (e < 0 ? -e : e)) continue;  // false for NaN
    char text[128];
    std::snprintf(text, sizeof text, "number %zu of %zu is %.9g, not %.9g", i, actual.size(), a, e);
    return text;
  }
  return "";
}

}  // namespace atelier::testing
