#include "nn/network.h"

#include <gtest/gtest.h>

#include <cmath>
#include <regex>

#include "math/hash.h"
#include "support/gradient_check.h"

namespace atelier {
namespace {

template <class T>
Network<T> networkOf(const std::string& text, Shape input, int outputs = 10) {
  TextError error;
  auto layers = parseNetwork(text, input, outputs, error);
  EXPECT_TRUE(layers.has_value()) << text << ": " << error.text;
  return Network<T>(std::move(*layers), input);
}

constexpr Shape kInput{1, 1, 28, 28};
constexpr const char* kLab = "conv 12x3 | max-pool 2 | dense 10";

// Every kind of layer, with and without the fused step.
const char* const kNetworks[] = {
    "dense 10",
    "conv 3x3 | max-pool 2 | dense 10",
    "conv 4x3 | relu | max-pool 2 | dense 10",
    "conv 2x5 | relu | max-pool 2 | conv 3x3 | dense 10",
    "relu | conv 2x3 | max-pool 2 | dense 7 | relu | dense 10",
    "max-pool 2 | conv 3x2 | conv 2x2 | max-pool 3 | dense 10",
    "conv 5x3 | dense 10",
    "conv 2x3 | conv 3x3 | max-pool 2 | dense 10",
    "conv 3x3 pad 1 | relu | max-pool 2 stride 1 | conv 5x3 stride 2 pad 2 | global-average-pool | dense 10",
    "conv 3x3 pad 1 | batch-norm | relu | max-pool 2 | conv 4x3 pad 1 | batch-norm | relu | dense 12 | dense 10",
    "conv 3x3 pad 1 | max-pool 2 | dropout 0.4 | dense 8 | dropout 0.2 | dense 10",
};

// Convolution and pooling as one step, whose sums are others than those of the layers one by one.
bool isFused(const std::string& text) {
  return std::regex_search(text, std::regex(R"(conv \dx3( pad 1)? \| (relu \| )?max-pool 2 \|)"));
}

TEST(Network, TheLabsHas20410ParametersInOnePiece) {
  auto network = networkOf<float>(kLab, kInput);
  EXPECT_EQ(network.parameters().size(), 20410U);
  EXPECT_EQ(network.gradients().size(), 20410U);
  const std::vector<Shape> shapes = {{1, 1, 28, 28}, {1, 12, 26, 26}, {1, 12, 13, 13}, {1, 10, 1, 1}};
  EXPECT_EQ(network.shapes(), shapes);
  EXPECT_EQ(network.layers().size(), 3U);
}

TEST(Network, StartsAtZeroBeforeASeed) {
  const auto network = networkOf<float>(kLab, kInput);
  for (const float number : network.parameters()) ASSERT_EQ(number, 0);
}

TEST(Network, StartsWithTheSameWeightsForTheSameSeed) {
  auto network = networkOf<float>(kLab, kInput);
  network.start(1);
  EXPECT_EQ(hashOfWeights(network.parameters()), "8efacd610b4cf705");
  network.start(2);
  EXPECT_EQ(hashOfWeights(network.parameters()), "29855566bd05ff99");
  network.start(1);
  EXPECT_EQ(hashOfWeights(network.parameters()), "8efacd610b4cf705");
}

TEST(Network, StartsWithinOneOverTheRootOfTheFanInAndBiasesAtZero) {
  auto network = networkOf<double>("conv 6x4 | max-pool 2 | dense 30 | relu | dense 10", kInput);
  network.start(7);
  const auto values = network.parameters();
  const auto expectUniform = [&](std::size_t first, std::size_t count, double fanIn) {
    double most = 0;
    double sum = 0;
    for (std::size_t i = first; i < first + count; ++i) {
      most = std::max(most, std::abs(values[i]));
      sum += values[i];
    }
    const double bound = 1 / std::sqrt(fanIn);
    EXPECT_LE(most, bound);
    EXPECT_GT(most, 0.9 * bound);
    EXPECT_LT(std::abs(sum / static_cast<double>(count)), 0.15 * bound);
  };
  const auto expectZero = [&](std::size_t first, std::size_t count) {
    for (std::size_t i = first; i < first + count; ++i) EXPECT_EQ(values[i], 0);
  };
  expectUniform(0, 96, 16);
  expectZero(96, 6);
  expectUniform(102, 864 * 30, 864);
  expectZero(102 + 864 * 30, 30);
  expectUniform(132 + 864 * 30, 300, 30);
  expectZero(432 + 864 * 30, 10);
  EXPECT_EQ(values.size(), 442U + 864 * 30);
}

TEST(Network, StartsWithinTheBoundsOfHeAndGlorot) {
  auto network = networkOf<double>("conv 6x4 | max-pool 2 | dense 10", kInput);
  const auto most = [&](Start start) {
    network.start(7, start);
    double largest = 0;
    for (const double value : network.parameters().first(96)) largest = std::max(largest, std::abs(value));
    return largest;
  };
  const double he = std::sqrt(6.0 / 16);
  const double glorot = std::sqrt(6.0 / (16 + 6 * 16));
  EXPECT_LE(most(Start::kHe), he);
  EXPECT_GT(most(Start::kHe), 0.9 * he);
  EXPECT_LE(most(Start::kGlorot), glorot);
  EXPECT_GT(most(Start::kGlorot), 0.9 * glorot);
}

TEST(Network, ANormalisationStartsAsTheIdentity) {
  auto network = networkOf<float>("conv 2x3 | batch-norm | dense 10", kInput);
  network.start(1);
  const auto after = network.parameters().subspan(20, 8);  // scale, shift, mean, variance of two channels
  EXPECT_EQ(std::vector<float>(after.begin(), after.end()), (std::vector<float>{1, 1, 0, 0, 0, 0, 1, 1}));
}

TEST(Network, NamesEveryArrayAndItsPlace) {
  const auto network = networkOf<float>("conv 2x3 | batch-norm | dense 10", kInput);
  std::vector<std::string> names;
  std::size_t next = 0;
  for (const auto& place : network.places()) {
    names.push_back(std::to_string(place.layer) + " " + place.parameter->name);
    EXPECT_EQ(place.first, next);
    next += static_cast<std::size_t>(place.parameter->count());
  }
  EXPECT_EQ(names, (std::vector<std::string>{"0 filters", "0 bias", "1 scale", "1 shift", "1 mean", "1 variance",
                                             "2 weights", "2 bias"}));
  EXPECT_EQ(next, network.parameters().size());
}

TEST(Network, HasTheRightGradients) {
  for (const char* text : kNetworks) {
    SCOPED_TRACE(text);
    auto network = networkOf<double>(text, {1, 1, 11, 12});
    network.start(3);
    Random random(4);
    for (double& value : network.parameters()) value += random.uniform(0, 0.02);  // biases too
    EXPECT_EQ(testing::checkNetwork(network, testing::distinctTensor<double>({3, 1, 11, 12}, random), {7, 0, 3}), "");
  }
}

TEST(Network, ABatchGivesWhatItsImagesGiveOneByOne) {
  for (const char* text : kNetworks) {
    SCOPED_TRACE(text);
    auto network = networkOf<float>(text, {1, 1, 11, 12});
    network.start(5);
    Random random(6);
    const auto x = testing::randomTensor<float>({5, 1, 11, 12}, random);
    const Tensor<float> together = network.forward(x);
    ASSERT_EQ(together.shape(), (Shape{5, 10, 1, 1}));
    for (int n = 0; n < 5; ++n) {
      Tensor<float> one({1, 1, 11, 12});
      std::copy_n(x.image(n), one.size(), one.data());
      const auto alone = testing::numbersOf(network.forward(one));
      EXPECT_EQ(testing::bitDifference<float>(
                    alone, testing::numbersOf(together).subspan(static_cast<std::size_t>(10 * n), 10)),
                "");
    }
  }
}

TEST(Network, DescendsAsBackwardAndUpdateToTheBit) {
  for (const char* text : kNetworks) {
    SCOPED_TRACE(text);
    const Shape input{1, 1, 11, 12};
    auto one = networkOf<float>(text, input);
    auto other = networkOf<float>(text, input);
    one.start(8);
    other.start(8);
    Random random(9);
    for (int step = 0; step < 5; ++step) {
      const auto x = testing::randomTensor<float>(input, random);
      const auto dlogits = testing::randomTensor<float>({1, 10, 1, 1}, random);
      one.forward(x);
      one.descend(x, dlogits, 0.05F);
      other.forward(x);
      other.backward(x, dlogits);
      for (std::size_t i = 0; i < other.parameters().size(); ++i) other.parameters()[i] -= 0.05F * other.gradients()[i];
      std::fill(other.gradients().begin(), other.gradients().end(), 0.0F);
      ASSERT_EQ(testing::bitDifference<float>(one.parameters(), other.parameters()), "") << step;
    }
  }
}

TEST(Network, TraceHasEveryLayersOutputAndForwardsLogits) {
  for (const char* text : kNetworks) {
    SCOPED_TRACE(text);
    auto network = networkOf<float>(text, {1, 1, 11, 12});
    network.start(10);
    Random random(11);
    const auto x = testing::randomTensor<float>({1, 1, 11, 12}, random);
    std::vector<float> trace = {42};
    network.trace(x, trace);
    EXPECT_EQ(trace[0], 42);
    std::size_t expected = 1;
    for (std::size_t i = 1; i < network.shapes().size(); ++i)
      expected += static_cast<std::size_t>(network.shapes()[i].size());
    ASSERT_EQ(trace.size(), expected);
    const auto logits = testing::numbersOf(network.forward(x));
    if (isFused(text)) {
      EXPECT_EQ(testing::difference(std::span<const float>(trace).last(10), logits, 1e-5, 1e-5), "");
    } else {
      EXPECT_EQ(testing::bitDifference<float>(std::span(trace).last(10), logits), "");
    }
  }
}

TEST(Network, TraceLeavesForwardsResultsForBackward) {
  auto network = networkOf<float>(kLab, kInput);
  network.start(12);
  Random random(13);
  const auto x = testing::randomTensor<float>(kInput, random);
  const auto other = testing::randomTensor<float>(kInput, random);
  const auto dlogits = testing::randomTensor<float>({1, 10, 1, 1}, random);
  network.forward(x);
  network.backward(x, dlogits);
  const std::vector<float> expected(network.gradients().begin(), network.gradients().end());
  std::fill(network.gradients().begin(), network.gradients().end(), 0.0F);
  network.forward(x);
  std::vector<float> trace;
  network.trace(other, trace);
  network.backward(x, dlogits);
  EXPECT_EQ(testing::bitDifference<float>(network.gradients(), expected), "");
}

// The layers from `first` on, with their parameters, as a network of its own.
Network<double> tailOf(const Network<double>& network, std::size_t first) {
  const auto& layers = network.layers();
  Network<double> tail({layers.begin() + static_cast<std::ptrdiff_t>(first), layers.end()}, network.shapes()[first]);
  const auto parameters = network.parameters().last(tail.parameters().size());
  std::copy(parameters.begin(), parameters.end(), tail.parameters().begin());
  return tail;
}

TEST(Network, TracesTheGradientOfTheLossByEveryOutputAndParameter) {
  constexpr int kLabel = 7;
  const auto lossOf = [](const Tensor<double>& logits) {
    return crossEntropy<double>(logits.data(), 10, kLabel, 0, 1, nullptr).loss;
  };
  // No relu right before a pooling: its zeros are ties, which have no derivative.
  for (const char* text :
       {"conv 4x3 | max-pool 2 | dense 10", "dense 10", "conv 3x3 | conv 4x3 | max-pool 2 | dense 10",
        "conv 3x3 pad 1 | batch-norm | relu | conv 4x3 stride 2 | max-pool 2 | dropout 0.4 | dense 9 "
        "| batch-norm | relu | dropout 0.2 | dense 10",
        "conv 6x3 pad 1 | batch-norm | relu | global-average-pool | dense 10"}) {
    SCOPED_TRACE(text);
    auto network = networkOf<double>(text, {1, 1, 11, 12});
    network.start(3);
    Random random(4);
    for (double& value : network.parameters()) value += random.uniform(0, 0.1);  // biases and statistics, too
    Tensor<double> x = testing::distinctTensor<double>({1, 1, 11, 12}, random);
    std::vector<double> outputs(x.data(), x.data() + x.size());
    network.trace(x, outputs);
    std::vector<double> byOutputs;
    std::vector<double> byParameters;
    network.traceGradients(x, kLabel, byOutputs, byParameters);
    ASSERT_EQ(byOutputs.size(), outputs.size());
    std::size_t first = 0;
    for (std::size_t i = 0; i < network.shapes().size(); ++i) {
      auto tail = tailOf(network, i);
      Tensor<double> y(network.shapes()[i]);
      const auto size = static_cast<std::size_t>(y.size());
      std::copy_n(outputs.begin() + static_cast<std::ptrdiff_t>(first), size, y.data());
      EXPECT_EQ(testing::compareNumerically(
                    "output " + std::to_string(i), {y.data(), size}, std::span(byOutputs).subspan(first, size),
                    [&] { return lossOf(i + 1 == network.shapes().size() ? y : tail.forward(y)); }),
                "");
      first += size;
    }
    ASSERT_EQ(byParameters.size(), network.parameters().size());
    for (const auto& place : network.places()) {
      const Parameter<double>& p = *place.parameter;
      const auto gradient = std::span(byParameters).subspan(place.first, p.value.size());
      if (p.role == Role::kStatistic) {
        for (const double g : gradient) ASSERT_EQ(g, 0);
        continue;
      }
      EXPECT_EQ(testing::compareNumerically(p.name, p.value, gradient, [&] { return lossOf(network.forward(x)); }), "");
    }
  }
}

TEST(Network, TheOutputsOfABatchInTrainingAndTheirGradientsAreThoseOfForwardAndBackward) {
  auto network = networkOf<double>(
      "conv 3x3 pad 1 | batch-norm | relu | conv 4x3 | relu | max-pool 2 | dropout 0.4 | dense 10", {1, 1, 11, 12});
  network.start(3);
  Random random(4);
  const auto x = testing::randomTensor<double>({5, 1, 11, 12}, random);
  const auto dlogits = testing::randomTensor<double>({5, 10, 1, 1}, random);
  const int images[] = {7, 1, 2, 3, 9};
  const Pass pass{.training = true, .share = 0.5, .seed = 6, .epoch = 2, .images = images};
  const auto outputs = network.outputs(x, pass);
  ASSERT_EQ(outputs.size(), network.shapes().size());
  std::vector<double> byParameters;
  const auto by = network.outputGradients(outputs, dlogits, byParameters);
  ASSERT_EQ(by.size(), outputs.size());
  EXPECT_EQ(
      testing::difference(testing::numbersOf(outputs.back()), testing::numbersOf(network.forward(x, pass)), 1e-9, 1e-9),
      "");
  network.backward(x, dlogits);
  EXPECT_EQ(testing::difference(byParameters, network.gradients(), 1e-9, 1e-9), "");
  EXPECT_EQ(testing::bitDifference<double>(testing::numbersOf(by.back()), testing::numbersOf(dlogits)), "");
}

TEST(Network, TracingGradientsAddsNothingToThoseOfTraining) {
  auto network = networkOf<float>(kNetworks[9], {1, 1, 11, 12});
  network.start(12);
  Random random(13);
  const auto x = testing::randomTensor<float>({1, 1, 11, 12}, random);
  for (float& gradient : network.gradients()) gradient = static_cast<float>(random.uniform(1, 2));
  const std::vector<float> before(network.gradients().begin(), network.gradients().end());
  std::vector<float> byOutputs = {1};
  std::vector<float> byParameters = {2};
  network.traceGradients(x, 3, byOutputs, byParameters);
  EXPECT_EQ(testing::bitDifference<float>(network.gradients(), before), "");
  EXPECT_EQ(byOutputs[0], 1) << "appended";
  EXPECT_EQ(byParameters[0], 2);
}

TEST(Network, BatchesOfOtherSizesLeaveNoTrace) {
  auto network = networkOf<float>(kNetworks[3], {1, 1, 11, 12});
  network.start(14);
  Random random(15);
  const auto x = testing::randomTensor<float>({2, 1, 11, 12}, random);
  const auto many = testing::randomTensor<float>({9, 1, 11, 12}, random);
  const auto dlogits = testing::randomTensor<float>({2, 10, 1, 1}, random);
  const auto gradientsOf = [&] {
    std::fill(network.gradients().begin(), network.gradients().end(), 0.0F);
    network.forward(x);
    network.backward(x, dlogits);
    return std::vector<float>(network.gradients().begin(), network.gradients().end());
  };
  const auto before = gradientsOf();
  network.forward(many);
  network.backward(many, testing::randomTensor<float>({9, 10, 1, 1}, random));
  EXPECT_EQ(testing::bitDifference(gradientsOf(), before), "");
}

}  // namespace
}  // namespace atelier
