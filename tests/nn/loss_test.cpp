#include "nn/loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "support/gradient_check.h"

namespace atelier {
namespace {

std::vector<double> randomLogits(Random& random, int count, double spread) {
  std::vector<double> logits(static_cast<std::size_t>(count));
  for (double& z : logits) z = random.uniform(-spread, spread);
  return logits;
}

TEST(Softmax, IsTheFormula) {
  Random random(1);
  for (const int count : {1, 2, 10, 33}) {
    const auto z = randomLogits(random, count, 8);
    std::vector<double> p(z.size());
    softmax(z.data(), count, p.data());
    double sum = 0;
    for (const double number : z) sum += std::exp(number);
    for (std::size_t k = 0; k < z.size(); ++k) EXPECT_NEAR(p[k], std::exp(z[k]) / sum, 1e-14);
    EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-14);
  }
}

TEST(Softmax, MayOverwriteItsInput) {
  std::vector<float> z = {1, -2, 0.5F, 4};
  std::vector<float> p(4);
  softmax(z.data(), 4, p.data());
  softmax(z.data(), 4, z.data());
  EXPECT_EQ(testing::bitDifference(z, p), "");
}

TEST(Softmax, BearsHugeLogits) {
  const std::vector<float> z = {1e4F, -1e4F, 1e4F, 3e38F, -3e38F};
  std::vector<float> p(5);
  softmax(z.data(), 3, p.data());
  EXPECT_EQ(p, (std::vector<float>{0.5F, 0, 0.5F, 0, 0}));
  softmax(z.data(), 5, p.data());
  EXPECT_EQ(p, (std::vector<float>{0, 0, 0, 1, 0}));
}

TEST(CrossEntropy, IsMinusTheLogarithmOfTheLabelsProbability) {
  Random random(2);
  for (int round = 0; round < 50; ++round) {
    const auto z = randomLogits(random, 10, 6);
    const int label = static_cast<int>(random.below(10));
    std::vector<double> p(10);
    softmax(z.data(), 10, p.data());
    EXPECT_NEAR(crossEntropy<double>(z.data(), 10, label, 0, 1, nullptr).loss,
                -std::log(p[static_cast<std::size_t>(label)]), 1e-13);
  }
}

TEST(CrossEntropy, OfEqualLogitsIsTheLogarithmOfTheirNumber) {
  const std::vector<float> z(10, -3.25F);
  EXPECT_NEAR(crossEntropy<float>(z.data(), 10, 4, 0, 1, nullptr).loss, std::log(10.0), 1e-15);
}

TEST(CrossEntropy, HasTheRightGradient) {
  Random random(3);
  for (const int count : {1, 2, 10, 17}) {
    for (int label = 0; label < count; ++label)
      for (const double smoothing : {0.0, 0.1, 0.5})
        EXPECT_EQ(testing::checkLoss(randomLogits(random, count, 3), label, smoothing), "");
  }
}

TEST(CrossEntropy, ItsGradientIsTheProbabilitiesLessTheLabelTimesTheScale) {
  const std::vector<double> z = {0.5, -1, 2};
  std::vector<double> p(3);
  softmax(z.data(), 3, p.data());
  std::vector<double> dz(3, 1e6);
  crossEntropy<double>(z.data(), 3, 1, 0, 0.125, dz.data());
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(dz[k], 0.125 * (p[k] - (k == 1 ? 1 : 0)), 1e-16);
}

TEST(CrossEntropy, WithSmoothingIsTheMeanOverItsTarget) {
  const std::vector<double> z = {0.5, -1, 2, 0};
  std::vector<double> p(4);
  softmax(z.data(), 4, p.data());
  double expected = 0;
  for (std::size_t k = 0; k < 4; ++k) expected -= (0.2 / 4 + (k == 2 ? 0.8 : 0)) * std::log(p[k]);
  EXPECT_NEAR(crossEntropy<double>(z.data(), 4, 2, 0.2, 1, nullptr).loss, expected, 1e-14);
}

TEST(CrossEntropy, BearsHugeLogits) {
  const std::vector<float> z = {1e4F, -1e4F, 0};
  std::vector<float> dz(3);
  EXPECT_EQ(crossEntropy<float>(z.data(), 3, 0, 0, 1.0F, dz.data()).loss, 0);
  EXPECT_EQ(dz, (std::vector<float>{0, 0, 0}));
  EXPECT_EQ(crossEntropy<float>(z.data(), 3, 1, 0, 1.0F, dz.data()).loss, 20000);
  EXPECT_EQ(dz, (std::vector<float>{1, -1, 0}));
  EXPECT_EQ(crossEntropy<float>(z.data(), 3, 2, 0, 1.0F, dz.data()).loss, 10000);
}

TEST(CrossEntropy, KeepsSmallLosses) {
  // 1 + 1e-10 as a float is 1, whose logarithm would be 0.
  const std::vector<float> z = {0, -23.02585093F};
  EXPECT_NEAR(crossEntropy<float>(z.data(), 2, 0, 0, 1.0F, nullptr).loss, 1e-10, 1e-15);
}

TEST(CrossEntropy, OnATieTheFirstLogitCounts) {
  const std::vector<float> z = {1, 5, 5, 2};
  EXPECT_TRUE(crossEntropy<float>(z.data(), 4, 1, 0, 1.0F, nullptr).correct);
  EXPECT_FALSE(crossEntropy<float>(z.data(), 4, 2, 0, 1.0F, nullptr).correct);
  EXPECT_FALSE(crossEntropy<float>(z.data(), 4, 0, 0, 1.0F, nullptr).correct);
}

TEST(CrossEntropy, IsComputedInDoubleForFloatsToo) {
  Random random(4);
  const auto z = randomLogits(random, 10, 5);
  std::vector<float> floats(z.begin(), z.end());
  const std::vector<double> same(floats.begin(), floats.end());
  EXPECT_EQ(crossEntropy<float>(floats.data(), 10, 3, 0, 1.0F, nullptr).loss,
            crossEntropy<double>(same.data(), 10, 3, 0, 1.0, nullptr).loss);
}

}  // namespace
}  // namespace atelier
