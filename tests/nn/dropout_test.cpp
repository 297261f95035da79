#include "nn/dropout.h"

#include <gtest/gtest.h>

#include "support/gradient_check.h"

namespace atelier {
namespace {

const std::vector<int> kImages = {4, 9, 4};

Tensor<double> droppedOnes(int place, std::uint64_t seed, int epoch, double share = 0.3) {
  Dropout<double> layer(share, place);
  const auto ones = testing::garbageTensor<double>({3, 2, 20, 20}, 1);
  Tensor<double> y(ones.shape());
  layer.begin({.training = true, .seed = seed, .epoch = epoch, .images = kImages});
  layer.forward(ones, y);
  return y;
}

TEST(Dropout, HasTheRightGradients) {
  Random random(1);
  Dropout<double> layer(0.4, 2);
  const Pass training{.training = true, .seed = 3, .epoch = 1, .images = kImages};
  for (const Pass& pass : {training, Pass{}}) {
    EXPECT_EQ(testing::checkLayer(layer, testing::randomTensor<double>({3, 2, 3, 4}, random), random,
                                  testing::InputGradient::kGiven, pass),
              "");
  }
}

TEST(Dropout, OutOfTrainingChangesNothing) {
  Random random(2);
  Dropout<float> layer(0.9, 0);
  const auto x = testing::randomTensor<float>({2, 3, 4, 5}, random);
  auto y = testing::garbageTensor<float>(x.shape());
  layer.forward(x, y);
  EXPECT_EQ(testing::bitDifference(y, x), "");
}

TEST(Dropout, DropsItsShareAndScalesTheRest) {
  const auto y = droppedOnes(0, 1, 0);
  int dropped = 0;
  for (const double number : testing::numbersOf(y)) {
    if (number == 0) {
      ++dropped;
    } else {
      ASSERT_DOUBLE_EQ(number, 1 / 0.7);
    }
  }
  EXPECT_NEAR(dropped / static_cast<double>(y.size()), 0.3, 0.03);
}

TEST(Dropout, AnImageLosesTheSameWhereverItStandsInABatch) {
  const auto y = droppedOnes(0, 1, 0);
  const auto all = testing::numbersOf(y);
  EXPECT_EQ(testing::bitDifference<double>(all.first(800), all.last(800)), "");  // image 4 twice
  EXPECT_NE(testing::bitDifference<double>(all.first(800), all.subspan(800, 800)), "");
}

TEST(Dropout, AnotherSeedEpochOrPlaceDropsOthers) {
  const auto y = droppedOnes(0, 1, 0);
  EXPECT_EQ(testing::bitDifference(droppedOnes(0, 1, 0), y), "");
  EXPECT_NE(testing::bitDifference(droppedOnes(1, 1, 0), y), "");
  EXPECT_NE(testing::bitDifference(droppedOnes(0, 2, 0), y), "");
  EXPECT_NE(testing::bitDifference(droppedOnes(0, 1, 1), y), "");
}

}  // namespace
}  // namespace atelier
