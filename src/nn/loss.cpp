#include "nn/loss.h"

#include <algorithm>

#include "math/elementary.h"

namespace atelier {

template <class T>
void softmax(const T* z, int count, T* p) {
  const T top = *std::max_element(z, z + count);
  double sum = 0;
  for (int k = 0; k < count; ++k) sum += exponential(static_cast<double>(z[k]) - static_cast<double>(top));
  for (int k = 0; k < count; ++k) {
    p[k] = static_cast<T>(exponential(static_cast<double>(z[k]) - static_cast<double>(top)) / sum);
  }
}

template <class T>
LossResult crossEntropy(const T* z, int count, int label, T scale, T* dz) {
  const int best = static_cast<int>(std::max_element(z, z + count) - z);
  const auto top = static_cast<double>(z[best]);
  double sum = 0;
  for (int k = 0; k < count; ++k) sum += exponential(static_cast<double>(z[k]) - top);
  const LossResult result{logarithm(sum) - (static_cast<double>(z[label]) - top), best == label};
  if (dz != nullptr) {
    for (int k = 0; k < count; ++k) {
      const double p = exponential(static_cast<double>(z[k]) - top) / sum;
      dz[k] = static_cast<T>(p - (k == label ? 1.0 : 0.0)) * scale;
    }
  }
  return result;
}

template void softmax(const float*, int, float*);
template void softmax(const double*, int, double*);
template LossResult crossEntropy(const float*, int, int, float, float*);
template LossResult crossEntropy(const double*, int, int, double, double*);

}  // namespace atelier
