// How often channels are above 0: the same as counting the numbers of every image by hand.

#include "explain/activity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/random.h"
#include "nn/network_text.h"

namespace atelier {
namespace {

constexpr Shape kInput{1, 1, 12, 12};
constexpr int kImages = 7;

Network<float> networkOf(const std::string& text) {
  TextError error;
  Network<float> network(*parseNetwork(text, kInput, 10, error), kInput);
  network.start(3);
  return network;
}

Tensor<float> picture(std::uint64_t seed) {
  Tensor<float> image(kInput);
  Random random(seed, 1);
  for (int i = 0; i < image.size(); ++i) image.data()[i] = static_cast<float>(random.uniform(-0.5, 0.5));
  return image;
}

std::vector<float> sharesOf(Network<float>& network) {
  Activity activity;
  for (int i = 0; i < kImages; ++i) activity.add(network, picture(static_cast<std::uint64_t>(i)));
  EXPECT_EQ(activity.images(), kImages);
  return activity.shares();
}

TEST(Activity, IsTheShareOfAChannelsNumbersAboveZero) {
  Network<float> network = networkOf("conv 3x3 | relu | max-pool 2 | dense 6 | relu | dense 10");
  const auto shares = sharesOf(network);
  std::size_t channel = 0;
  for (std::size_t layer = 0; layer < network.shapes().size(); ++layer) {
    const Shape& shape = network.shapes()[layer];
    for (int c = 0; c < shape.c; ++c, ++channel) {
      int above = 0;
      for (int i = 0; i < kImages; ++i) {
        const auto outputs = network.outputs(picture(static_cast<std::uint64_t>(i)));
        const float* plane = outputs[layer].data() + c * shape.h * shape.w;
        for (int p = 0; p < shape.h * shape.w; ++p) above += plane[p] > 0 ? 1 : 0;
      }
      EXPECT_FLOAT_EQ(shares[channel], static_cast<float>(above) / static_cast<float>(kImages * shape.h * shape.w))
          << layer << " " << c;
    }
  }
  EXPECT_EQ(channel, shares.size());
}

TEST(Activity, OfAReluIsZeroWhereItsBiasIsFarBelowAndOneWhereFarAbove) {
  Network<float> network = networkOf("conv 3x3 | relu | dense 10");
  network.parameters()[27] = -100;  // after three kernels of nine
  network.parameters()[28] = 100;
  const auto shares = sharesOf(network);
  EXPECT_EQ(shares[4], 0);
  EXPECT_EQ(shares[5], 1);
  EXPECT_GT(shares[6], 0);
  EXPECT_LT(shares[6], 1);
}

TEST(Activity, OfWhatIsNoNumberIsNone) {
  Network<float> network = networkOf("conv 3x3 | relu | dense 10");
  network.parameters()[27] = std::nanf("");
  EXPECT_TRUE(std::isnan(sharesOf(network)[1]));
  EXPECT_FALSE(std::isnan(sharesOf(network)[2]));
}

}  // namespace
}  // namespace atelier
