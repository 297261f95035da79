#include "nn/batch_norm.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/gradient_check.h"

namespace atelier {
namespace {

constexpr Pass kTraining{.training = true};
const Shape kShapes[] = {{3, 2, 4, 5}, {4, 5, 1, 1}, {1, 3, 3, 3}, {2, 1, 1, 2}};

// Mean and variance (divisor: count) of a channel.
std::pair<double, double> momentsOf(const Tensor<double>& x, int channel) {
  const Shape s = x.shape();
  std::vector<double> numbers;
  for (int n = 0; n < s.n; ++n) {
    const double* plane = x.image(n) + channel * s.h * s.w;
    numbers.insert(numbers.end(), plane, plane + s.h * s.w);
  }
  double mean = 0;
  for (const double number : numbers) mean += number / static_cast<double>(numbers.size());
  double variance = 0;
  for (const double number : numbers)
    variance += (number - mean) * (number - mean) / static_cast<double>(numbers.size());
  return {mean, variance};
}

TEST(BatchNorm, HasTheRightGradientsInTrainingAndOutOfIt) {
  Random random(1);
  for (const Shape& shape : kShapes) {
    SCOPED_TRACE(shape.size());
    for (const Pass& pass : {kTraining, Pass{}}) {
      BatchNorm<double> layer(shape.c);
      EXPECT_EQ(testing::checkLayer(layer, testing::randomTensor<double>(shape, random), random,
                                    testing::InputGradient::kGiven, pass),
                "");
    }
  }
}

TEST(BatchNorm, InTrainingGivesEachChannelItsShiftAndScale) {
  Random random(2);
  BatchNorm<double> layer(2);
  testing::OwnedParameters<double> owned(layer, random);
  owned.values() = {2, 0.5, -1, 3, 9, 9, 9, 9};  // scales, shifts; statistics that must not matter
  const auto x = testing::randomTensor<double>({6, 2, 5, 5}, random);
  Tensor<double> y(x.shape());
  layer.begin(kTraining);
  layer.forward(x, y);
  for (int c = 0; c < 2; ++c) {
    const auto [mean, variance] = momentsOf(y, c);
    EXPECT_NEAR(mean, c == 0 ? -1 : 3, 1e-9);
    EXPECT_NEAR(std::sqrt(variance), c == 0 ? 2 : 0.5, 1e-3);  // the epsilon takes a little
  }
}

TEST(BatchNorm, OutOfTrainingUsesItsStatistics) {
  Random random(3);
  BatchNorm<float> layer(1);
  testing::OwnedParameters<float> owned(layer, random);
  owned.values() = {2, 1, 3, 4};
  Tensor<float> x({1, 1, 1, 2});
  x.data()[0] = 3;
  x.data()[1] = 5;
  Tensor<float> y(x.shape());
  layer.forward(x, y);
  EXPECT_NEAR(y.data()[0], 1, 1e-6);
  EXPECT_NEAR(y.data()[1], 2 * 2 / std::sqrt(4 + 1e-5) + 1, 1e-6);
}

TEST(BatchNorm, ItsStatisticsFollowTheBatchsByTheirDistanceTimesTheShare) {
  Random random(4);
  BatchNorm<double> layer(2);
  testing::OwnedParameters<double> owned(layer, random);
  const auto x = testing::randomTensor<double>({3, 2, 2, 2}, random);
  Tensor<double> y(x.shape());
  layer.begin({.training = true, .share = 0.25});
  layer.forward(x, y);
  layer.backward(x, y, testing::randomTensor<double>(x.shape(), random), nullptr);
  for (int c = 0; c < 2; ++c) {
    const auto [mean, variance] = momentsOf(x, c);
    const auto at = static_cast<std::size_t>(c);
    EXPECT_NEAR(layer.parameters()[2].gradient[at], 0.25 * (layer.parameters()[2].value[at] - mean), 1e-12);
    EXPECT_NEAR(layer.parameters()[3].gradient[at], 0.25 * (layer.parameters()[3].value[at] - variance * 12 / 11),
                1e-12);
  }
}

TEST(BatchNorm, OfASingleNumberAChannelGivesTheShift) {
  BatchNorm<float> layer(1);
  Random random(5);
  testing::OwnedParameters<float> owned(layer, random);
  owned.values() = {2, 0.75F, 0, 1};
  Tensor<float> x({1, 1, 1, 1});
  x.data()[0] = 123;
  Tensor<float> y(x.shape());
  layer.begin(kTraining);
  layer.forward(x, y);
  EXPECT_EQ(y.data()[0], 0.75F);
  Tensor<float> dx(x.shape());
  layer.backward(x, y, x, &dx);
  EXPECT_EQ(dx.data()[0], 0);
}

TEST(BatchNorm, NamesItsParameters) {
  BatchNorm<float> layer(7);
  const auto parameters = layer.parameters();
  ASSERT_EQ(parameters.size(), 4U);
  const char* const names[] = {"scale", "shift", "mean", "variance"};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_STREQ(parameters[i].name, names[i]);
    EXPECT_EQ(parameters[i].count(), 7);
    EXPECT_EQ(parameters[i].role, i < 2 ? Role::kShift : Role::kStatistic);
  }
}

}  // namespace
}  // namespace atelier
