#include "explain/descent.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/random.h"
#include "nn/loss.h"

namespace atelier {
namespace {

constexpr Shape kInput{1, 1, 28, 28};
constexpr const char* kDeep =
    "conv 3x3 pad 1 | batch-norm | relu | max-pool 2 | dropout 0.25 | conv 20x3 stride 2 pad 1 | relu | "
    "max-pool 2 stride 1 | global-average-pool | dense 16 | relu | dense 10";

// A batch of pictures on its way through a network in training, and back.
struct Subject {
  explicit Subject(int count) : network(layersOf(kDeep), kInput) {
    network.start(7);
    Random random(5, 1);
    Tensor<float> x({count, 1, 28, 28});
    pixels.resize(784);
    for (int n = 0; n < count; ++n) {
      std::vector<std::uint8_t> image(784);
      for (auto& byte : image) byte = static_cast<std::uint8_t>(random.below(256));
      if (n == 0) pixels = image;
      toInputs<float>(image, Inputs::kCentred, x.image(n));
      images.push_back(n);
    }
    outputs = network.outputs(x, {.training = true, .share = 1, .seed = 4, .epoch = 0, .images = images});
    Tensor<float> dlogits(outputs.back().shape());
    for (int n = 0; n < count; ++n)
      crossEntropy(outputs.back().image(n), 10, n % 10, 0, 1 / static_cast<float>(count), dlogits.image(n));
    byOutputs = network.outputGradients(outputs, dlogits, gradients);
  }

  static std::vector<LayerSpec> layersOf(const std::string& text) {
    TextError error;
    auto layers = parseNetwork(text, kInput, 10, error);
    EXPECT_TRUE(layers.has_value()) << error.text;
    return *layers;
  }

  std::string kind(int layer) const { return kindOf(network.layers()[static_cast<std::size_t>(layer - 1)]); }

  Network<float> network;
  std::vector<std::uint8_t> pixels;
  std::vector<int> images;
  std::vector<Tensor<float>> outputs;
  std::vector<Tensor<float>> byOutputs;
  std::vector<float> gradients;
};

float at(const Tensor<float>& batch, const ValuePlace& p) {
  return batch.image(0)[(p.channel * batch.shape().h + p.row) * batch.shape().w + p.column];
}

TEST(Arithmetic, InTrainingEveryValueIsWhatTheLayerGave) {
  Subject subject(3);
  for (int layer = 1; layer <= 12; ++layer) {
    const Tensor<float>& y = subject.outputs[static_cast<std::size_t>(layer)];
    for (int channel = 0; channel < y.shape().c; ++channel) {
      const ValuePlace place{layer, channel, y.shape().h / 2, y.shape().w / 3};
      std::string error;
      const auto found =
          explainInTraining(subject.network, subject.outputs, subject.pixels, Inputs::kCentred, place, 1000, error);
      ASSERT_TRUE(found) << error;
      EXPECT_EQ(found->value, at(y, place)) << subject.kind(layer) << " " << channel;
    }
  }
}

TEST(Descent, GivesTheLargestGradientAndWhereItGoes) {
  Subject subject(3);
  for (int layer = 1; layer <= 12; ++layer) {
    SCOPED_TRACE(subject.kind(layer));
    const NumberDescent d = descentOfNumber(subject.network, subject.outputs, subject.byOutputs, layer);
    const auto index = static_cast<std::size_t>(layer);
    EXPECT_EQ(d.gradient, at(subject.byOutputs[index], d.place));
    for (int i = 0; i < subject.byOutputs[index].shape().features(); ++i)
      ASSERT_LE(std::abs(subject.byOutputs[index].image(0)[i]), std::abs(d.gradient));
    EXPECT_EQ(d.from.layer, layer - 1);
    EXPECT_EQ(d.input, at(subject.outputs[index - 1], d.from));
    EXPECT_EQ(d.inputGradient, at(subject.byOutputs[index - 1], d.from));
    if (subject.kind(layer) == "relu") EXPECT_EQ(d.inputGradient, d.input > 0 ? d.gradient : 0);
    if (subject.kind(layer) == "max-pool") EXPECT_EQ(d.input, at(subject.outputs[index], d.place)) << "the winner";
    if (subject.kind(layer) == "max-pool" && layer == 4) EXPECT_EQ(d.inputGradient, d.gradient);
    if (subject.kind(layer) == "global-average-pool") {
      const Shape& read = subject.outputs[index - 1].shape();
      EXPECT_NEAR(d.inputGradient * static_cast<float>(read.h * read.w), d.gradient, 1e-6);
    }
  }
}

// Of a batch of one, what its image adds is all of the gradient.
TEST(Descent, TheProductsOfAWeightAddUpToItsGradient) {
  Subject subject(1);
  int learned = 0;
  for (int layer = 1; layer <= 12; ++layer) {
    const std::string kind = subject.kind(layer);
    if (kind != "conv" && kind != "dense" && kind != "batch-norm") continue;
    SCOPED_TRACE(kind);
    ++learned;
    const WeightDescent d =
        descentOfWeight(subject.network, subject.outputs, subject.byOutputs, subject.gradients, layer);
    const float gradient = subject.gradients[d.index];
    EXPECT_NE(gradient, 0);
    EXPECT_NEAR(d.sum, gradient, 1e-4F * std::abs(gradient) + 1e-7F);
    const Shape& y = subject.outputs[static_cast<std::size_t>(layer)].shape();
    EXPECT_EQ(d.count, y.h * y.w);
    const auto size = [](const Product& p) { return std::abs(p.gradient * p.input); };
    EXPECT_GE(size(d.largest[0]), size(d.largest[1]));
    EXPECT_GE(size(d.largest[0]) * static_cast<float>(d.count), 0.999F * std::abs(gradient));
    if (kind == "dense") EXPECT_EQ(d.largest[0].gradient * d.largest[0].input, d.sum);
  }
  EXPECT_EQ(learned, 5);
}

}  // namespace
}  // namespace atelier
