#include "explain/saliency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/random.h"
#include "nn/network_text.h"

namespace atelier {
namespace {

constexpr Shape kInput{1, 1, 28, 28};
constexpr const char* kLab = "conv 12x3 | max-pool 2 | dense 10";
constexpr const char* kAveraged =
    "conv 6x3 pad 1 | batch-norm | relu | max-pool 2 | global-average-pool | dropout 0.25 | "
    "dense 10";

Network<float> networkOf(const std::string& text) {
  TextError error;
  auto layers = parseNetwork(text, kInput, 10, error);
  EXPECT_TRUE(layers.has_value()) << error.text;
  Network<float> network(*layers, kInput);
  network.start(3);
  return network;
}

Tensor<float> picture() {
  Tensor<float> image(kInput);
  Random random(5, 1);
  for (int i = 0; i < image.size(); ++i) image.data()[i] = static_cast<float>(random.uniform(-0.5, 0.5));
  return image;
}

std::vector<double> logitsOf(Network<float>& network, const Tensor<float>& image) {
  const Tensor<float>& z = network.forward(image);
  return {z.data(), z.data() + 10};
}

double probabilityOf(Network<float>& network, const Tensor<float>& image, std::size_t label) {
  const auto z = logitsOf(network, image);
  double sum = 0;
  for (const double each : z) sum += std::exp(each);
  return std::exp(z[label]) / sum;
}

// A pixel of the map from its definition: every patch that covers it, one after the other.
double occlusionAt(Network<float>& network, const Tensor<float>& image, std::size_t label, int row, int column) {
  double sum = 0;
  int count = 0;
  for (int top = 0; top <= 22; top += 2) {
    for (int left = 0; left <= 22; left += 2) {
      if (row < top || row >= top + 6 || column < left || column >= left + 6) continue;
      Tensor<float> hidden = image;
      for (int y = top; y < top + 6; ++y) {
        for (int x = left; x < left + 6; ++x) hidden.data()[y * 28 + x] = 0.25F;
      }
      sum += probabilityOf(network, image, label) - probabilityOf(network, hidden, label);
      ++count;
    }
  }
  return sum / count;
}

float biasOf(const Network<float>& network, std::size_t label) {
  const auto& place = network.places().back();
  EXPECT_EQ(place.parameter->role, Role::kShift);
  return place.parameter->value[label];
}

TEST(InputGradient, IsTheSlopeOfTheLogarithmOfTheProbability) {
  auto network = networkOf(kLab);
  const auto image = picture();
  const auto slopes = inputGradient(network, image, 6);
  ASSERT_EQ(slopes.size(), 784U);
  double largest = 0;
  for (const float slope : slopes) largest = std::max(largest, std::abs(static_cast<double>(slope)));
  EXPECT_GT(largest, 0.01);
  for (const int pixel : {0, 27, 300, 406, 783}) {
    constexpr float kStep = 1e-2F;
    Tensor<float> more = image;
    Tensor<float> less = image;
    more.data()[pixel] += kStep;
    less.data()[pixel] -= kStep;
    const double rise = std::log(probabilityOf(network, more, 6)) - std::log(probabilityOf(network, less, 6));
    EXPECT_NEAR(static_cast<double>(slopes[static_cast<std::size_t>(pixel)]), rise / (2 * kStep), 0.02 * largest);
  }
}

TEST(Occlusion, IsTheMeanLossOfTheClassUnderThePatchesThatCoverAPixel) {
  auto network = networkOf(kLab);
  const auto image = picture();
  Occlusion occlusion(image, 4, 0.25F);
  EXPECT_EQ(occlusion.places(), 12 * 12);
  EXPECT_TRUE(occlusion.work(network, 1000));
  EXPECT_NEAR(occlusion.probability(), probabilityOf(network, image, 4), 1e-6);
  const auto map = occlusion.map();
  ASSERT_EQ(map.size(), 784U);
  for (const auto& [row, column] : {std::pair{0, 0}, {0, 27}, {13, 14}, {27, 27}, {5, 2}}) {
    const auto at = static_cast<std::size_t>(row * 28 + column);
    EXPECT_NEAR(map[at], occlusionAt(network, image, 4, row, column), 1e-6) << row << ", " << column;
  }
}

TEST(Occlusion, IsTheSameInSlicesOfAnySize) {
  auto network = networkOf(kLab);
  const auto image = picture();
  Occlusion whole(image, 2, 0);
  whole.work(network, 1000);
  Occlusion sliced(image, 2, 0);
  int slices = 0;
  while (!sliced.work(network, 7)) EXPECT_EQ(sliced.done(), 7 * ++slices);
  EXPECT_EQ(slices, 144 / 7);
  EXPECT_EQ(whole.map(), sliced.map());
}

TEST(Occlusion, ChangesNothingWhereThePictureIsAsThePatch) {
  auto network = networkOf(kLab);
  Tensor<float> image(kInput);
  std::fill_n(image.data(), image.size(), -0.5F);
  Occlusion occlusion(image, 0, -0.5F);
  occlusion.work(network, 1000);
  EXPECT_EQ(occlusion.map(), std::vector<float>(784));
}

TEST(Occlusion, KnowsThePatchesThatTakeAndGiveMost) {
  auto network = networkOf(kLab);
  const auto image = picture();
  Occlusion occlusion(image, 4, 0.25F);
  occlusion.work(network, 1000);
  const auto takes = occlusion.takesMost();
  const auto gives = occlusion.givesMost();
  double least = 1;
  double most = 0;
  for (int top = 0; top <= 22; top += 2) {
    for (int left = 0; left <= 22; left += 2) {
      Tensor<float> hidden = image;
      for (int y = top; y < top + 6; ++y) std::fill_n(hidden.data() + y * 28 + left, 6, 0.25F);
      const double with = probabilityOf(network, hidden, 4);
      least = std::min(least, with);
      most = std::max(most, with);
      for (const auto& patch : {takes, gives}) {
        if (top == patch.row && left == patch.column) EXPECT_NEAR(with, static_cast<double>(patch.probability), 1e-6);
      }
    }
  }
  EXPECT_NEAR(least, static_cast<double>(takes.probability), 1e-6);
  EXPECT_NEAR(most, static_cast<double>(gives.probability), 1e-6);
}

TEST(ClassMap, AddsUpToTheLogitWithTheBias) {
  for (const char* text : {kLab, kAveraged}) {
    auto network = networkOf(text);
    ASSERT_EQ(whyNoClassMap(network), "");
    const auto image = picture();
    const auto logits = logitsOf(network, image);
    for (const std::size_t label : {0U, 7U}) {
      const ClassMap map = classMap(network, image, static_cast<int>(label));
      const double sum = std::accumulate(map.values.begin(), map.values.end(), 0.0);
      EXPECT_NEAR(sum + biasOf(network, label), logits[label], 1e-4) << text;
    }
  }
}

TEST(ClassMap, IsWeightTimesMapAtEachPlace) {
  auto network = networkOf(kLab);
  const auto image = picture();
  std::vector<float> all;
  network.trace(image, all);
  const std::size_t pooled = 12 * 26 * 26;  // of what the trace holds
  const auto& weights = *(network.places().end() - 2)->parameter;
  const ClassMap map = classMap(network, image, 3);
  EXPECT_EQ(map.height, 13);
  EXPECT_EQ(map.width, 13);
  for (const std::size_t at : {0U, 84U, 168U}) {
    double expected = 0;
    for (std::size_t c = 0; c < 12; ++c)
      expected += weights.value[3 * 12 * 169 + c * 169 + at] * all[pooled + c * 169 + at];
    EXPECT_NEAR(map.values[at], expected, 1e-5);
  }
}

// The rows of the picture that a place of a map of the picture is changed by, to its middle, twice.
int twiceTheMiddle(Network<float>& network, std::size_t firstOfMap, int width, int place) {
  int first = -1;
  int last = -1;
  for (int row = 0; row < 28; ++row) {
    std::vector<float> before;
    std::vector<float> after;
    Tensor<float> image(kInput);
    std::fill_n(image.data(), image.size(), 0.25F);
    network.trace(image, before);
    std::fill_n(image.data() + row * 28, 28, 9.0F);
    network.trace(image, after);
    bool changes = false;
    for (int column = 0; column < width; ++column) {
      const std::size_t at = firstOfMap + static_cast<std::size_t>(place * width + column);
      changes = changes || before[at] != after[at];
    }
    if (!changes) continue;
    if (first < 0) first = row;
    last = row;
  }
  return first + last;
}

TEST(ClassMap, LiesOverThePictureByTheMiddleOfWhatAPlaceReads) {
  auto network = networkOf("conv 1x5 | conv 1x3 stride 2 | dense 10");
  constexpr int kWidth = 11;
  for (float& weight : network.parameters()) weight = 0.5F;
  ClassMap map{kWidth, kWidth, std::vector<float>(kWidth * kWidth)};
  std::iota(map.values.begin(), map.values.end(), 0.0F);
  const auto over = overPicture(map, network);
  ASSERT_EQ(over.size(), 784U);
  std::vector<int> middles;
  for (int place = 0; place < kWidth; ++place) middles.push_back(twiceTheMiddle(network, 24 * 24, kWidth, place));
  const auto isNearest = [&](int place, int pixel) {
    const auto distance = [&](int of) { return std::abs(of - 2 * pixel); };
    return std::all_of(middles.begin(), middles.end(), [&](int other) {
      return distance(middles[static_cast<std::size_t>(place)]) <= distance(other);
    });
  };
  for (int row = 0; row < 28; ++row) {
    for (int column = 0; column < 28; ++column) {
      const int place = static_cast<int>(over[static_cast<std::size_t>(row * 28 + column)]);
      EXPECT_TRUE(isNearest(place / kWidth, row) && isNearest(place % kWidth, column)) << row << ", " << column;
    }
  }
}

TEST(ClassMap, OfThePictureItselfHasAPixelForEach) {
  auto network = networkOf("dense 10");
  ClassMap map{28, 28, std::vector<float>(784)};
  std::iota(map.values.begin(), map.values.end(), 0.0F);
  EXPECT_EQ(overPicture(map, network), map.values);
}

TEST(ClassMap, IsRefusedWhereOtherLayersStandBetween) {
  EXPECT_NE(whyNoClassMap(networkOf("conv 4x3 | relu | max-pool 2 | dense 16 | relu | dense 10")), "");
  EXPECT_NE(whyNoClassMap(networkOf("conv 4x3 | global-average-pool | relu | dense 10")), "");
  EXPECT_EQ(whyNoClassMap(networkOf("dense 10")), "") << "the picture itself is a map";
}

}  // namespace
}  // namespace atelier
