#include "nn/loss.h"

#include <algorithm>
#include <array>

#include "math/elementary.h"

namespace atelier {

namespace {

using Exponentials = std::array<double, kMostClasses>;

// exp(z - top) of every logit into `to`; returns their sum.
template <class T>
double exponentials(const T* z, int count, double top, Exponentials& to) {
  double sum = 0;
  for (int k = 0; k < count; ++k) {
    to[static_cast<std::size_t>(k)] = exponential(static_cast<double>(z[k]) - top);
    sum += to[static_cast<std::size_t>(k)];
  }
  return sum;
}

}  // namespace

template <class T>
void softmax(const T* z, int count, T* p) {
  Exponentials exps;
  const double sum = exponentials(z, count, static_cast<double>(*std::max_element(z, z + count)), exps);
  for (int k = 0; k < count; ++k) p[k] = static_cast<T>(exps[static_cast<std::size_t>(k)] / sum);
}

template <class T>
LossResult crossEntropy(const T* z, int count, int label, double smoothing, T scale, T* dz) {
  Exponentials exps;
  const int best = static_cast<int>(std::max_element(z, z + count) - z);
  const auto top = static_cast<double>(z[best]);
  const double sum = exponentials(z, count, top, exps);
  const double everywhere = smoothing / count;
  double expected = (1 - smoothing) * (static_cast<double>(z[label]) - top);  // of z - top under the target
  if (smoothing > 0) {
    for (int k = 0; k < count; ++k) expected += everywhere * (static_cast<double>(z[k]) - top);
  }
  if (dz != nullptr) {
    for (int k = 0; k < count; ++k) {
      const double target = everywhere + (k == label ? 1 - smoothing : 0.0);
      dz[k] = static_cast<T>(exps[static_cast<std::size_t>(k)] / sum - target) * scale;
    }
  }
  return {logarithm(sum) - expected, best == label};
}

template void softmax(const float*, int, float*);
template void softmax(const double*, int, double*);
template LossResult crossEntropy(const float*, int, int, double, float, float*);
template LossResult crossEntropy(const double*, int, int, double, double, double*);

}  // namespace atelier
