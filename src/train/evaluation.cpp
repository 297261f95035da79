#include "train/evaluation.h"

#include <algorithm>

#include "nn/loss.h"

namespace atelier {

void evaluate(Network<float>& network, const Images& images, Inputs inputs, int first, int count, Score& score) {
  constexpr int kTogether = 50;
  Tensor<float> x;
  for (int done = 0; done < count; done += kTogether) {
    const int batch = std::min(kTogether, count - done);
    x.resize({batch, 1, kSide, kSide});
    for (int n = 0; n < batch; ++n) toInputs(images.image(first + done + n), inputs, x.image(n));
    const Tensor<float>& logits = network.forward(x);
    for (int n = 0; n < batch; ++n) {
      const LossResult result =
          crossEntropy<float>(logits.image(n), kClasses, images.label(first + done + n), 0, 1.0F, nullptr);
      score.lossSum += result.loss;
      score.correct += result.correct ? 1 : 0;
      ++score.images;
    }
  }
}

std::vector<float> predict(Network<float>& network, std::span<const std::uint8_t> pixels, Inputs inputs) {
  Tensor<float> x({1, 1, kSide, kSide});
  toInputs(pixels, inputs, x.data());
  const Tensor<float>& logits = network.forward(x);
  std::vector<float> probabilities(kClasses);
  softmax(logits.data(), kClasses, probabilities.data());
  return probabilities;
}

}  // namespace atelier
