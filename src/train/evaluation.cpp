#include "train/evaluation.h"

#include <algorithm>

#include "nn/loss.h"
#include "train/recipe.h"

namespace atelier {

namespace {

// Calls visit(index, logits) for images first .. first + count - 1, in order.
template <class Visit>
void forEachAnswer(Network<float>& network, const Images& images, Inputs inputs, int first, int count, Visit visit) {
  constexpr int kTogether = 50;
  Tensor<float> x;
  for (int done = 0; done < count; done += kTogether) {
    const int batch = std::min(kTogether, count - done);
    x.resize({batch, 1, kSide, kSide});
    for (int n = 0; n < batch; ++n) toInputs(images.image(first + done + n), inputs, x.image(n));
    const Tensor<float>& logits = network.forward(x);
    for (int n = 0; n < batch; ++n) visit(first + done + n, logits.image(n));
  }
}

}  // namespace

void evaluate(Network<float>& network, const Images& images, Inputs inputs, int first, int count, Score& score) {
  const int classes = classesOf(network.layers());
  forEachAnswer(network, images, inputs, first, count, [&](int index, const float* logits) {
    const LossResult result = crossEntropy<float>(logits, classes, images.label(index), 0, 1.0F, nullptr);
    score.lossSum += result.loss;
    score.correct += result.correct ? 1 : 0;
    ++score.images;
  });
}

void judge(Network<float>& network, const Images& images, Inputs inputs, int first, int count,
           std::vector<Answer>& answers) {
  std::vector<float> shares(static_cast<std::size_t>(classesOf(network.layers())));
  const auto classes = static_cast<int>(shares.size());
  forEachAnswer(network, images, inputs, first, count, [&](int index, const float* logits) {
    softmax(logits, classes, shares.data());
    const int label = images.label(index);
    const auto predicted = static_cast<int>(std::max_element(logits, logits + classes) - logits);
    answers.push_back(
        {label, predicted, shares[static_cast<std::size_t>(predicted)], shares[static_cast<std::size_t>(label)]});
  });
}

std::vector<float> predict(Network<float>& network, std::span<const std::uint8_t> pixels, Inputs inputs) {
  Tensor<float> x({1, 1, kSide, kSide});
  toInputs(pixels, inputs, x.data());
  const Tensor<float>& logits = network.forward(x);
  std::vector<float> probabilities(static_cast<std::size_t>(classesOf(network.layers())));
  softmax(logits.data(), static_cast<int>(probabilities.size()), probabilities.data());
  return probabilities;
}

}  // namespace atelier
