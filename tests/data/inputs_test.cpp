#include "data/inputs.h"

#include <gtest/gtest.h>

#include <array>

namespace atelier {
namespace {

TEST(Inputs, CentredRunFromMinusAHalfToAHalf) {
  const std::array<std::uint8_t, 4> pixels = {0, 51, 127, 255};
  std::array<float, 4> inputs{};
  toInputs(pixels, Inputs::kCentred, inputs.data());
  EXPECT_EQ(inputs[0], -0.5F);
  EXPECT_EQ(inputs[1], 51.0F / 255.0F - 0.5F);
  EXPECT_EQ(inputs[2], 127.0F / 255.0F - 0.5F);
  EXPECT_EQ(inputs[3], 0.5F);
}

TEST(Inputs, UnitRunFromZeroToOne) {
  const std::array<std::uint8_t, 3> pixels = {0, 102, 255};
  std::array<double, 3> inputs{};
  toInputs(pixels, Inputs::kUnit, inputs.data());
  EXPECT_EQ(inputs[0], 0);
  EXPECT_EQ(inputs[1], 0.4);
  EXPECT_EQ(inputs[2], 1);
}

TEST(Inputs, WriteNoMoreThanThePixels) {
  const std::array<std::uint8_t, 2> pixels = {255, 255};
  std::array<float, 3> inputs = {7, 7, 7};
  toInputs(pixels, Inputs::kUnit, inputs.data());
  EXPECT_EQ(inputs, (std::array<float, 3>{1, 1, 7}));
}

}  // namespace
}  // namespace atelier
