#pragma once

#include "math/tensor.h"

namespace atelier {

// Softmax and cross-entropy as one function, so that neither overflows nor takes the logarithm of 0:
//   p[k] = exp(z[k] - max z) / sum of exp(z - max z),  loss = log(sum of exp(z - max z)) - (z[label] - max z)
// in nats, with gradient p - onehot(label) by z. Computed in double for every T. Order of sums: classes in sequence.

// Probabilities of `count` logits; overwrites p, which may be z itself.
template <class T>
void softmax(const T* z, int count, T* p);

struct LossResult {
  double loss = 0;       // of this image
  bool correct = false;  // the label has the largest logit, the first one on a tie
};

// The loss of one image. Overwrites dz with its gradient times `scale`; dz may be null. Requires 0 <= label < count.
template <class T>
LossResult crossEntropy(const T* z, int count, int label, T scale, T* dz);

}  // namespace atelier
