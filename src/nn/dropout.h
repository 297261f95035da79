#pragma once

#include <vector>

#include "math/random.h"
#include "nn/layer.h"

namespace atelier {

// In training, each number is 0 with probability `share` and otherwise divided by 1 - share (Srivastava et al. 2014,
// "Dropout"); else y = x. What an image loses follows from the pass's seed and epoch, the image and the layer's place
// alone. Any shape.
template <class T>
class Dropout : public Layer<T> {
 public:
  // `place` tells this layer from the others of its network. Requires 0 < share < 1.
  Dropout(double share, int place) : share_(share), place_(place) {}

  Shape outputShape(const Shape& x) const override { return x; }
  void begin(const Pass& pass) override { pass_ = pass; }

  void forward(const Tensor<T>& x, Tensor<T>& y) override {
    if (pass_.training) drawFactors(x.shape());
    for (int i = 0; i < x.size(); ++i) y.data()[i] = x.data()[i] * factor(i);
  }

  void backward(const Tensor<T>&, const Tensor<T>&, const Tensor<T>& dy, Tensor<T>* dx) override {
    if (dx == nullptr) return;
    for (int i = 0; i < dy.size(); ++i) dx->data()[i] = dy.data()[i] * factor(i);
  }

 private:
  T factor(int i) const { return pass_.training ? factors_[static_cast<std::size_t>(i)] : T(1); }

  void drawFactors(const Shape& x) {
    factors_.resize(static_cast<std::size_t>(x.size()));
    const T kept = T(1) / static_cast<T>(1 - share_);
    auto factor = factors_.begin();
    for (int n = 0; n < x.n; ++n) {
      Random random(mixed(pass_.seed, static_cast<std::uint64_t>(pass_.epoch),
                          static_cast<std::uint64_t>(pass_.images[static_cast<std::size_t>(n)])),
                    kDropoutStream + static_cast<std::uint64_t>(place_));
      for (int i = 0; i < x.features(); ++i) *factor++ = random.uniform() < share_ ? T(0) : kept;
    }
  }

  static constexpr std::uint64_t kDropoutStream = 100;  // of random numbers; the place is added

  double share_;
  int place_;
  Pass pass_;
  std::vector<T> factors_;  // for every number of the batch
};

}  // namespace atelier
