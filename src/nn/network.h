#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "nn/layer.h"
#include "nn/network_text.h"

namespace atelier {

// How initial weights are drawn: uniform over +-bound. The bound of each is for fanIn inputs and fanOut outputs.
enum class Start {
  kLecun,   // 1 / sqrt(fanIn)            (LeCun et al. 1998, "Efficient BackProp", up to a constant)
  kHe,      // sqrt(6 / fanIn)            (He et al. 2015, "Delving Deep into Rectifiers")
  kGlorot,  // sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio 2010)
};

// Layers in a row, with their parameters in one piece and their gradients in another, both in the order of the
// layers. Owns all that it needs, and allocates nothing once it has seen its largest batch.
//
// It computes in steps: a step is a layer, or neighbouring layers for which there is a fused kernel (conv_pool.h).
template <class T>
class Network {
 public:
  // One array of a layer, as it lies in parameters() and gradients().
  struct Place {
    int layer;  // from 0
    const Parameter<T>* parameter;
    std::size_t first;
  };

  // Requires layers that parseNetwork() accepted for an input of this shape (its n is not read). Weights are 0.
  Network(std::vector<LayerSpec> layers, Shape input);

  // Weights drawn from the seed; what is not a weight begins as its layer says.
  void start(std::uint64_t seed, Start start = Start::kLecun);

  const std::vector<LayerSpec>& layers() const { return specs_; }
  // The input (n is 1), then the output of every layer.
  const std::vector<Shape>& shapes() const { return shapes_; }
  const std::vector<Place>& places() const { return places_; }
  std::span<T> parameters() { return parameters_; }
  std::span<const T> parameters() const { return parameters_; }
  std::span<T> gradients() { return gradients_; }
  std::span<const T> gradients() const { return gradients_; }

  // The logits (N, outputs, 1, 1) of a batch; they stay until the next call.
  const Tensor<T>& forward(const Tensor<T>& x, const Pass& pass = {});

  // Adds to gradients(), each the sum over this batch (nn/layer.h). Requires the x of the most recent forward(), and
  // dlogits in the shape of its logits.
  void backward(const Tensor<T>& x, const Tensor<T>& dlogits);

  // For one image: backward(), then parameters -= rate * gradients, to the same bits but in fewer passes. Requires
  // gradients() of zero and leaves them so.
  void descend(const Tensor<T>& x, const Tensor<T>& dlogits, T rate);

  // A batch and every layer's own output for it, as in shapes().
  std::vector<Tensor<T>> outputs(const Tensor<T>& x, const Pass& pass = {});

  // The gradient by each of these, which the most recent outputs() gave, of a loss with these dlogits; that by every
  // parameter, as in parameters(), is appended to `byParameters`. Leaves gradients() as they are.
  std::vector<Tensor<T>> outputGradients(const std::vector<Tensor<T>>& outputs, const Tensor<T>& dlogits,
                                         std::vector<T>& byParameters);

  // Every layer's own output for one image, one after the other as in shapes() without the input: appended to `to`.
  void trace(const Tensor<T>& image, std::vector<T>& to);

  // The gradient of the cross-entropy (loss.h, no smoothing) of one image with this label, by the image and by every
  // layer's own output, one after the other: appended to `byOutputs`; and by every parameter, as in parameters():
  // appended to `byParameters`. As in evaluation: dropout drops nothing, and the statistics of batch-norm are
  // constants, whose gradient is 0. Leaves gradients() as they are. Requires 0 <= label < outputs.
  void traceGradients(const Tensor<T>& image, int label, std::vector<T>& byOutputs, std::vector<T>& byParameters);

 private:
  struct Step {
    Layer<T>* layer;
    Tensor<T> y;
    Tensor<T> dy;
  };

  // Calls visit(layer, x, y, dy, dx) from the last step to the first.
  template <class Visit>
  void walkBack(const Tensor<T>& x, const Tensor<T>& dlogits, Visit visit);
  void placeParameters();
  void buildSteps();
  // A fused layer for those from `first` on, and in `covered` how many they are; or null.
  std::unique_ptr<Layer<T>> fuse(std::size_t first, std::size_t& covered) const;

  std::vector<LayerSpec> specs_;
  std::vector<Shape> shapes_;
  std::vector<std::unique_ptr<Layer<T>>> layers_;  // as in the text
  std::vector<std::unique_ptr<Layer<T>>> fused_;   // referring to those
  std::vector<Step> steps_;
  std::vector<Place> places_;
  AlignedVector<T> parameters_;
  AlignedVector<T> gradients_;
};

}  // namespace atelier
