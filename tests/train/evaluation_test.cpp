#include "train/evaluation.h"

#include <gtest/gtest.h>

#include "data/synthetic.h"
#include "nn/loss.h"
#include "support/recipes.h"

namespace atelier {
namespace {

Network<float> startedNetwork() {
  Network<float> network(testing::recipeOf("conv 3x3 | max-pool 2 | dense 10").network, kInputShape);
  network.start(4);
  return network;
}

TEST(Score, HasNoMeansOfNothing) {
  EXPECT_EQ(Score{}.loss(), 0);
  EXPECT_EQ(Score{}.accuracy(), 0);
  const Score score{.images = 4, .correct = 3, .lossSum = 2};
  EXPECT_EQ(score.loss(), 0.5);
  EXPECT_EQ(score.accuracy(), 0.75);
}

TEST(Evaluation, AddsUpWhatTheImagesGiveOneByOne) {
  const Dataset dataset = makeSynthetic(0, 130, 3);
  auto network = startedNetwork();
  double loss = 0;
  int correct = 0;
  for (int i = 7; i < 7 + 120; ++i) {
    Tensor<float> x(kInputShape);
    toInputs(dataset.test.image(i), Inputs::kUnit, x.data());
    const LossResult result =
        crossEntropy<float>(network.forward(x).data(), kClasses, dataset.test.label(i), 0, 1.0F, nullptr);
    loss += result.loss;
    correct += result.correct ? 1 : 0;
  }
  Score score;
  evaluate(network, dataset.test, Inputs::kUnit, 7, 120, score);
  EXPECT_EQ(score.images, 120);
  EXPECT_EQ(score.correct, correct);
  EXPECT_EQ(score.lossSum, loss);  // the same sum in the same order
}

TEST(Evaluation, GoesOnWhereItStopped) {
  const Dataset dataset = makeSynthetic(0, 70, 3);
  auto network = startedNetwork();
  Score atOnce;
  evaluate(network, dataset.test, Inputs::kCentred, 0, 70, atOnce);
  Score inParts;
  evaluate(network, dataset.test, Inputs::kCentred, 0, 13, inParts);
  evaluate(network, dataset.test, Inputs::kCentred, 13, 0, inParts);
  evaluate(network, dataset.test, Inputs::kCentred, 13, 57, inParts);
  EXPECT_EQ(inParts.images, 70);
  EXPECT_EQ(inParts.correct, atOnce.correct);
  EXPECT_EQ(inParts.lossSum, atOnce.lossSum);
}

TEST(Prediction, IsTheSoftmaxOfTheLogits) {
  const Dataset dataset = makeSynthetic(0, 3, 3);
  auto network = startedNetwork();
  for (const Inputs inputs : {Inputs::kUnit, Inputs::kCentred}) {
    Tensor<float> x(kInputShape);
    toInputs(dataset.test.image(2), inputs, x.data());
    std::vector<float> expected(kClasses);
    softmax(network.forward(x).data(), kClasses, expected.data());
    const auto probabilities = predict(network, dataset.test.image(2), inputs);
    EXPECT_EQ(probabilities, expected);
    float sum = 0;
    for (const float p : probabilities) sum += p;
    EXPECT_NEAR(sum, 1, 1e-6);
  }
}

}  // namespace
}  // namespace atelier
