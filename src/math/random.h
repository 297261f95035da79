#pragma once

// Random numbers that are the same on every machine.
// Generator: PCG32 (XSH-RR, O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
// Algorithms for Random Number Generation").

#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace atelier {

class Random {
 public:
  // Different streams of one seed are independent: one stream for each purpose.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : increment_((stream << 1U) | 1U) {
    next();
    state_ += seed;
    next();
  }

  // Uniform over all 32-bit numbers.
  std::uint32_t next() {
    const std::uint64_t old = state_;
    state_ = old * 6364136223846793005ULL + increment_;
    const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
    const auto rotation = static_cast<std::uint32_t>(old >> 59U);
    return (shifted >> rotation) | (shifted << ((32U - rotation) & 31U));
  }

  // Uniform over 0 .. bound - 1, without bias. Requires bound > 0.
  std::uint32_t below(std::uint32_t bound) {
    const std::uint32_t threshold = (0U - bound) % bound;
    for (;;) {
      const std::uint32_t number = next();
      if (number >= threshold) return number % bound;
    }
  }

  // Uniform over [0, 1), in steps of 2^-24, so exact in float.
  double uniform() { return static_cast<double>(next() >> 8U) * 0x1p-24; }

  // Uniform over [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }

 private:
  std::uint64_t state_ = 0;
  std::uint64_t increment_;
};

// One seed from several numbers, such that near ones give unlike seeds (SplitMix64's finalizer: Steele et al. 2014,
// "Fast Splittable Pseudorandom Number Generators").
inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c = 0) {
  std::uint64_t mix = 0;
  for (const std::uint64_t number : {a, b, c}) {
    mix += number + 0x9e3779b97f4a7c15ULL;
    mix = (mix ^ (mix >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    mix = (mix ^ (mix >> 27U)) * 0x94d049bb133111ebULL;
    mix ^= mix >> 31U;
  }
  return mix;
}

// Fisher and Yates: every order equally likely.
template <class T>
void shuffle(std::vector<T>& items, Random& random) {
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace atelier
