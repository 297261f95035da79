#pragma once

#include "math/tensor.h"

namespace atelier {

// Softmax and cross-entropy as one function, so that neither overflows nor takes the logarithm of 0:
//   p[k] = exp(z[k] - max z) / sum of exp(z - max z),  loss = - sum over k of target[k] * log p[k]
// in nats, with gradient p - target by z. The target of a label is 1 - s there and s / count more everywhere: label
// smoothing (Szegedy et al. 2016, "Rethinking the Inception Architecture"). Computed in double for every T. Order of
// sums: classes in sequence.

// Probabilities of `count` logits, at most kMostClasses; overwrites p, which may be z itself.
template <class T>
void softmax(const T* z, int count, T* p);

inline constexpr int kMostClasses = 1024;

struct LossResult {
  double loss = 0;       // of this image
  bool correct = false;  // the label has the largest logit, the first one on a tie
};

// The loss of one image. Overwrites dz with its gradient times `scale`; dz may be null. Requires 0 <= label < count <=
// kMostClasses and 0 <= smoothing < 1.
template <class T>
LossResult crossEntropy(const T* z, int count, int label, double smoothing, T scale, T* dz);

}  // namespace atelier
