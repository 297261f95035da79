#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "protocol/messages.h"

namespace atelier::ui {

// The maps of protocol::Attribution, and what is said of them.

enum class WhyMap { kGradient, kOcclusion, kClassMap };
inline constexpr std::array kWhyMaps = {WhyMap::kGradient, WhyMap::kOcclusion, WhyMap::kClassMap};

struct WhyWords {
  std::string_view id;
  std::string_view name;
  std::string_view numbers;   // what its numbers are called
  std::string_view means;     // a sentence
  std::string_view meansNot;  // and another
};

const WhyWords& wordsOf(WhyMap map);

// The image, 28 x 28 from 0 to 1, and one number a pixel; empty where there is no such map. Requires an Attribution
// that RunState has kept.
std::span<const float> imageOf(const protocol::Attribution& attribution);
std::span<const float> numbersOf(const protocol::Attribution& attribution, WhyMap map);

// Whether there is a patch that takes so much from the class that it is seen in per cent, or gives it so much.
bool isLowered(const protocol::Attribution& attribution);
bool isRaised(const protocol::Attribution& attribution);

// Where the map is strongest, as a sentence; where there is no such map, why. `name` is that of the class.
std::string strongestOf(const protocol::Attribution& attribution, WhyMap map, const std::string& name);

}  // namespace atelier::ui
