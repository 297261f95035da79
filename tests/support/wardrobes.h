#pragma once

// Wardrobes for tests.

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "data/drawing.h"
#include "data/wardrobe.h"
#include "math/random.h"
#include "sketch/drawing.h"

namespace atelier::testing {

// An item of its own for each seed.
inline std::array<std::uint8_t, kPixels> itemPixels(int seed) {
  std::array<std::uint8_t, kPixels> pixels{};
  for (std::size_t k = 0; k < pixels.size(); ++k)
    pixels[k] = static_cast<std::uint8_t>(31 * static_cast<std::size_t>(seed) + 7 * k);
  pixels[1] = static_cast<std::uint8_t>(seed / 256);
  return pixels;
}

// A wardrobe of these own classes, with an item of each of these labels.
inline Wardrobe wardrobeOf(const std::vector<std::string>& names, const std::vector<int>& labels) {
  Wardrobe wardrobe;
  std::string error;
  for (const std::string& name : names) EXPECT_TRUE(addClass(wardrobe, name, error)) << error;
  int seed = 0;
  for (const int label : labels) EXPECT_TRUE(addItem(wardrobe, itemPixels(seed++), label, error)) << error;
  return wardrobe;
}

// A star of five rays as somebody might draw it with the pad's brush, a little otherwise for each seed, as the network
// sees it.
inline std::array<std::uint8_t, kPixels> drawnStar(int seed) {
  constexpr std::array<std::array<double, 2>, 6> kTips = {
      {{0.5, 0.1}, {0.74, 0.86}, {0.12, 0.38}, {0.88, 0.38}, {0.26, 0.86}, {0.5, 0.1}}};
  Random random(static_cast<std::uint64_t>(seed), 5);
  sketch::Stroke stroke;
  for (const auto& tip : kTips) {
    const auto near = [&](double at) { return static_cast<int>((at + random.uniform(-0.05, 0.05)) * sketch::kUnits); };
    stroke.places.push_back({near(tip[0]), near(tip[1]), sketch::kBrushWidth});
  }
  sketch::Drawing pad(sketch::kPadSide);
  pad.add(stroke);
  return fitDrawing(pad.pixels(), pad.side(), pad.side()).pixels;
}

}  // namespace atelier::testing
