#pragma once

#include <cstdint>
#include <span>

namespace atelier {

// How grey bytes become the numbers that a network is fed.
enum class Inputs {
  kCentred,  // x / 255 - 0.5
  kUnit,     // x / 255
};

// Overwrites to[0 .. pixels.size() - 1].
template <class T>
void toInputs(std::span<const std::uint8_t> pixels, Inputs inputs, T* to) {
  const T shift = inputs == Inputs::kCentred ? T(0.5) : T(0);
  for (std::size_t i = 0; i < pixels.size(); ++i) to[i] = static_cast<T>(pixels[i]) / T(255) - shift;
}

}  // namespace atelier
