#include "explain/arithmetic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "math/random.h"
#include "nn/loss.h"
#include "support/plain_layers.h"

namespace atelier {
namespace {

constexpr Shape kInput{1, 1, 28, 28};
constexpr int kAll = 100000;
constexpr const char* kLab = "conv 12x3 | max-pool 2 | dense 10";
constexpr const char* kDeep =
    "conv 3x3 pad 1 | batch-norm | relu | max-pool 2 | dropout 0.25 | conv 20x3 stride 2 pad 1 | relu | "
    "max-pool 2 stride 1 | global-average-pool | dense 16 | relu | dense 10";

// A network with weights of every size, a picture, and what it computes of it: each layer's output, softmax last.
struct Subject {
  explicit Subject(const std::string& text, Inputs scaling = Inputs::kCentred)
      : network(layersOf(text), kInput), inputs(scaling) {
    Random random(5, 1);
    for (float& number : network.parameters()) number = static_cast<float>(random.uniform(-0.5, 0.5));
    for (const auto& place : network.places()) {
      if (place.parameter->role != Role::kStatistic) continue;
      for (int i = 0; i < place.parameter->count(); ++i) {
        float& number = network.parameters()[place.first + static_cast<std::size_t>(i)];
        number = std::abs(number);
      }
    }
    for (auto& byte : pixels) byte = static_cast<std::uint8_t>(random.below(256));
    Tensor<float> x(kInput);
    toInputs<float>(pixels, inputs, x.data());
    std::vector<float> all(x.data(), x.data() + x.size());
    network.trace(x, all);
    std::size_t first = 0;
    for (const Shape& shape : network.shapes()) {
      outputs.emplace_back(shape);
      std::copy_n(all.data() + first, shape.features(), outputs.back().data());
      first += static_cast<std::size_t>(shape.features());
    }
    outputs.emplace_back(outputs.back().shape());
    softmax(outputs[outputs.size() - 2].data(), 10, outputs.back().data());
  }

  static std::vector<LayerSpec> layersOf(const std::string& text) {
    TextError error;
    auto layers = parseNetwork(text, kInput, 10, error);
    EXPECT_TRUE(layers.has_value()) << error.text;
    return *layers;
  }

  Arithmetic at(const ValuePlace& place, int most = kAll) {
    std::string error;
    const auto found = explainValue(network, pixels, inputs, place, most, error);
    EXPECT_TRUE(found.has_value()) << error;
    return found.value_or(Arithmetic{});
  }

  // The parameters of layer `layer`, counted as in ValuePlace.
  float* parameters(int layer) {
    for (const auto& place : network.places()) {
      if (place.layer == layer - 1) return network.parameters().data() + place.first;
    }
    return nullptr;
  }

  float output(const ValuePlace& p) {
    return testing::at(outputs[static_cast<std::size_t>(p.layer)], 0, p.channel, p.row, p.column);
  }

  // Every place of a layer, or of a large one some.
  std::vector<ValuePlace> places(int layer) {
    std::vector<ValuePlace> found;
    const Shape s = outputs[static_cast<std::size_t>(layer)].shape();
    const int step = s.features() > 200 ? 37 : 1;
    for (int i = 0; i < s.features(); i += step)
      found.push_back({layer, i / (s.h * s.w), i % (s.h * s.w) / s.w, i % s.w});
    return found;
  }

  Network<float> network;
  Inputs inputs;
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(784);
  std::vector<Tensor<float>> outputs;
};

TEST(Arithmetic, HasTheBitsOfWhatTheNetworkComputesAtEveryLayer) {
  for (const char* text : {kLab, kDeep, "dense 10", "conv 5x5 pad 2 stride 3 | dense 10"}) {
    for (const Inputs scaling : {Inputs::kCentred, Inputs::kUnit}) {
      Subject subject(text, scaling);
      for (int layer = 0; layer < static_cast<int>(subject.outputs.size()); ++layer) {
        for (const ValuePlace& place : subject.places(layer)) {
          ASSERT_EQ(subject.at(place).value, subject.output(place))
              << text << ", layer " << layer << ", channel " << place.channel << ", row " << place.row;
        }
      }
    }
  }
}

TEST(Arithmetic, OfAConvolutionIsThePatchTimesTheKernelPlusTheBias) {
  for (const auto& [text, layer] : {std::pair{kLab, 1}, {kDeep, 6}}) {
    Subject subject(text);
    const auto& spec = std::get<ConvSpec>(subject.network.layers()[static_cast<std::size_t>(layer - 1)]);
    const Tensor<float>& x = subject.outputs[static_cast<std::size_t>(layer - 1)];
    const int channels = x.shape().c;
    const int taps = spec.kernel * spec.kernel;
    const float* weights = subject.parameters(layer);
    for (const ValuePlace& place : subject.places(layer)) {
      const Arithmetic found = subject.at(place);
      ASSERT_EQ(found.terms.size(), static_cast<std::size_t>(channels * taps));
      ASSERT_EQ(found.bias, weights[spec.filters * channels * taps + place.channel]);
      double sum = static_cast<double>(found.bias);
      auto term = found.terms.begin();
      for (int c = 0; c < channels; ++c) {
        for (int u = 0; u < spec.kernel; ++u) {
          for (int v = 0; v < spec.kernel; ++v, ++term) {
            const int row = place.row * spec.stride + u - spec.pad;
            const int column = place.column * spec.stride + v - spec.pad;
            const bool isInside = row >= 0 && column >= 0 && row < x.shape().h && column < x.shape().w;
            const float weight = weights[((place.channel * channels + c) * spec.kernel + u) * spec.kernel + v];
            ASSERT_EQ(term->channel, c);
            ASSERT_EQ(term->row, row);
            ASSERT_EQ(term->column, column);
            ASSERT_EQ(term->input, isInside ? testing::at(x, 0, c, row, column) : 0);
            ASSERT_EQ(term->weight, weight);
            ASSERT_EQ(term->slope, weight) << "each pixel gets the gradient times its weight";
            sum += static_cast<double>(term->input) * static_cast<double>(weight);
          }
        }
      }
      ASSERT_NEAR(found.value, sum, 1e-4);
    }
  }
}

TEST(Arithmetic, OfADenseLayerReadsItsInputsRowByRow) {
  Subject subject(kLab);
  const Tensor<float>& x = subject.outputs[2];
  const float* weights = subject.parameters(3);
  for (const ValuePlace& place : subject.places(3)) {
    const Arithmetic found = subject.at(place);
    ASSERT_EQ(found.count, 12 * 13 * 13);
    double sum = static_cast<double>(found.bias);
    for (int i = 0; i < found.count; ++i) {
      const Term& term = found.terms[static_cast<std::size_t>(i)];
      ASSERT_EQ((term.channel * 13 + term.row) * 13 + term.column, i);
      ASSERT_EQ(term.input, x.data()[i]);
      ASSERT_EQ(term.weight, weights[place.channel * found.count + i]);
      ASSERT_EQ(term.product, term.weight * term.input);
      sum += static_cast<double>(term.weight) * static_cast<double>(term.input);
    }
    ASSERT_NEAR(found.value, sum, 1e-3);
  }
}

TEST(Arithmetic, ListsTheLargestTermsOfALongSumAndAllButEightAsOneNumber) {
  Subject subject(kLab);
  const ValuePlace place{3, 4, 0, 0};
  const Arithmetic whole = subject.at(place);
  const Arithmetic found = subject.at(place, 20);
  ASSERT_EQ(found.terms.size(), 20U);
  EXPECT_EQ(found.count, whole.count);
  EXPECT_EQ(found.value, whole.value);
  EXPECT_EQ(whole.rest, found.rest);
  const float least = std::abs(found.terms.back().product);
  int larger = 0;
  double all = 0;
  for (const Term& term : whole.terms) {
    larger += std::abs(term.product) > least ? 1 : 0;
    all += static_cast<double>(term.product);
  }
  EXPECT_EQ(larger, 19);
  double listed = static_cast<double>(found.rest);  // and the eight largest
  for (std::size_t i = 0; i < 20; ++i) {
    if (i < kLargest) listed += static_cast<double>(found.terms[i].product);
    if (i > 0) EXPECT_GE(std::abs(found.terms[i - 1].product), std::abs(found.terms[i].product));
  }
  EXPECT_NEAR(listed, all, 1e-4);
}

TEST(Arithmetic, OfAMaxPoolNamesTheFirstMaximumAndGivesItAllTheGradient) {
  Subject subject(kLab);
  const Tensor<float>& x = subject.outputs[1];
  for (const ValuePlace& place : subject.places(2)) {
    const Arithmetic found = subject.at(place);
    ASSERT_EQ(found.terms.size(), 4U);
    int winners = 0;
    for (const Term& term : found.terms) {
      ASSERT_EQ(term.channel, place.channel);
      ASSERT_EQ(term.row / 2, place.row);
      ASSERT_EQ(term.column / 2, place.column);
      ASSERT_EQ(term.input, testing::at(x, 0, term.channel, term.row, term.column));
      ASSERT_LE(term.input, found.value);
      ASSERT_EQ(term.slope, term.weight);
      if (term.weight == 0) continue;
      ++winners;
      ASSERT_EQ(term.input, found.value);
      const Arithmetic winner = subject.at({1, term.channel, term.row, term.column});
      ASSERT_EQ(winner.pool, Onward::kWon);
    }
    ASSERT_EQ(winners, 1);
  }
}

TEST(Arithmetic, GivesATieToTheFirst) {
  Subject subject("max-pool 2 | dense 10");
  std::fill(subject.pixels.begin(), subject.pixels.end(), std::uint8_t{7});
  const Arithmetic found = subject.at({1, 0, 3, 3});
  EXPECT_EQ(found.terms[0].weight, 1);
  for (int i = 1; i < 4; ++i) EXPECT_EQ(found.terms[static_cast<std::size_t>(i)].weight, 0);
  EXPECT_EQ(subject.at({0, 0, 6, 6}).pool, Onward::kWon);
  EXPECT_EQ(subject.at({0, 0, 6, 7}).pool, Onward::kLost);
}

TEST(Arithmetic, FollowsAValueThroughBatchNormAndReluToItsPool) {
  Subject subject(kDeep);
  for (const ValuePlace& place : subject.places(1)) {
    const Onward last = subject.at({3, place.channel, place.row, place.column}).pool;
    ASSERT_EQ(subject.at(place).pool, last);
    ASSERT_NE(last, Onward::kNoPool);
  }
  EXPECT_EQ(subject.at({4, 0, 0, 0}).pool, Onward::kNoPool) << "dropout, then a convolution";
  EXPECT_EQ(subject.at({12, 3, 0, 0}).pool, Onward::kNoPool);
}

TEST(Arithmetic, OfReluPassesWhatIsAboveZero) {
  Subject subject(kDeep);
  bool passed = false;
  bool stopped = false;
  for (const ValuePlace& place : subject.places(3)) {
    const Arithmetic found = subject.at(place);
    ASSERT_EQ(found.terms.size(), 1U);
    const float input = subject.output({2, place.channel, place.row, place.column});
    ASSERT_EQ(found.terms[0].input, input);
    ASSERT_EQ(found.terms[0].slope, input > 0 ? 1 : 0);
    (input > 0 ? passed : stopped) = true;
  }
  EXPECT_TRUE(passed && stopped);
}

TEST(Arithmetic, OfBatchNormIsCentredSpreadScaledAndShifted) {
  Subject subject(kDeep);
  const float* numbers = subject.parameters(2);
  for (const ValuePlace& place : subject.places(2)) {
    const Arithmetic found = subject.at(place);
    const int c = place.channel;
    ASSERT_EQ(found.scale, numbers[c]);
    ASSERT_EQ(found.bias, numbers[3 + c]);
    ASSERT_EQ(found.centre, numbers[6 + c]);
    const double spread = std::sqrt(static_cast<double>(numbers[9 + c]) + 1e-5);
    ASSERT_NEAR(found.spread, spread, 1e-6);
    const auto input = static_cast<double>(subject.output({1, c, place.row, place.column}));
    const double value = (input - static_cast<double>(found.centre)) / spread * static_cast<double>(found.scale) +
                         static_cast<double>(found.bias);
    ASSERT_NEAR(found.value, value, 1e-4);
  }
}

TEST(Arithmetic, OfAGlobalAverageIsTheSumOverTheCount) {
  Subject subject(kDeep);
  const Shape s = subject.outputs[8].shape();
  for (const ValuePlace& place : subject.places(9)) {
    const Arithmetic found = subject.at(place);
    ASSERT_EQ(found.count, s.h * s.w);
    double sum = 0;
    for (int i = 0; i < found.count; ++i) {
      const float input = testing::at(subject.outputs[8], 0, place.channel, i / s.w, i % s.w);
      ASSERT_EQ(found.terms[static_cast<std::size_t>(i)].input, input);
      sum += static_cast<double>(input);
    }
    ASSERT_NEAR(found.sum, sum, 1e-4);
    ASSERT_NEAR(found.value, sum / found.count, 1e-5);
  }
}

TEST(Arithmetic, OfSoftmaxIsOneExponentialOverTheirSum) {
  Subject subject(kLab);
  const float* logits = subject.outputs[3].data();
  for (int k = 0; k < 10; ++k) {
    const Arithmetic found = subject.at({4, k, 0, 0});
    ASSERT_EQ(found.terms.size(), 10U);
    double sum = 0;
    for (int i = 0; i < 10; ++i) {
      const Term& term = found.terms[static_cast<std::size_t>(i)];
      ASSERT_EQ(term.input, logits[i]);
      const double power = std::exp(static_cast<double>(logits[i]) - static_cast<double>(found.centre));
      ASSERT_NEAR(term.product, power, 1e-6);
      sum += power;
    }
    ASSERT_NEAR(found.sum, sum, 1e-5);
    ASSERT_NEAR(found.value, found.terms[static_cast<std::size_t>(k)].product / found.sum, 1e-6);
  }
}

// Each slope is what the value changes by when its input does, all else left as it is.
TEST(Arithmetic, OfSoftmaxHasSlopesThatMatchADifference) {
  Subject subject(kLab);
  const Arithmetic found = subject.at({4, 2, 0, 0});
  for (int i = 0; i < 10; ++i) {
    double z[10];
    double up[10];
    double down[10];
    std::copy_n(subject.outputs[3].data(), 10, z);
    z[i] += 1e-5;
    softmax(z, 10, up);
    z[i] -= 2e-5;
    softmax(z, 10, down);
    EXPECT_NEAR(found.terms[static_cast<std::size_t>(i)].slope, (up[2] - down[2]) / 2e-5, 1e-6) << i;
  }
}

TEST(Arithmetic, OfTheInputIsTheGreyByteScaled) {
  Subject subject(kLab);
  subject.pixels[5 * 28 + 9] = 143;
  const Arithmetic found = subject.at({0, 0, 5, 9});
  EXPECT_EQ(found.terms[0].input, 143);
  EXPECT_EQ(found.bias, -0.5F);
  EXPECT_NEAR(found.value, 143.0 / 255 - 0.5, 1e-6);
}

TEST(Arithmetic, ListsWhatIsNoNumberFirst) {
  Subject subject(kLab);
  subject.parameters(3)[100] = std::numeric_limits<float>::quiet_NaN();
  const Arithmetic found = subject.at({3, 0, 0, 0}, 5);
  EXPECT_TRUE(std::isnan(found.value));
  EXPECT_TRUE(std::isnan(found.terms[0].weight));
  EXPECT_FALSE(std::isnan(found.rest));
}

TEST(Arithmetic, RefusesPlacesThatAreNot) {
  Subject subject(kLab);
  std::string error;
  for (const ValuePlace& place : {ValuePlace{-1, 0, 0, 0},
                                  {5, 0, 0, 0},
                                  {1, 12, 0, 0},
                                  {1, -1, 0, 0},
                                  {1, 0, 26, 0},
                                  {1, 0, 0, 26},
                                  {2, 0, 13, 0},
                                  {0, 1, 0, 0},
                                  {4, 10, 0, 0},
                                  {4, 0, 1, 0}}) {
    error.clear();
    EXPECT_FALSE(explainValue(subject.network, subject.pixels, subject.inputs, place, 9, error).has_value());
    EXPECT_FALSE(error.empty());
  }
  EXPECT_EQ(error, "layer 4 has 10 channels of 1 x 1 numbers, and none at channel 0, row 1, column 0");
  EXPECT_FALSE(explainValue(subject.network, subject.pixels, subject.inputs, {9, 0, 0, 0}, 9, error).has_value());
  EXPECT_EQ(error, "there is no layer 9: they count from 0, the input, to 4, softmax");
}

}  // namespace
}  // namespace atelier
