#pragma once

#include "math/simd.h"

namespace atelier::bench {

inline constexpr int kPeakRounds = 20000;

// Runs `Chains` independent chains of x = x * a + b in four lanes, kPeakRounds times: 8 * Chains * kPeakRounds
// operations. Each chain waits for itself alone, so that enough of them keep every multiplier and adder busy, as long
// as all fit into registers. The result is there to be used, so that nothing is left out.
template <int Chains>
float runChains(float a, float b) {
  simd::Four<float> x[Chains];
  for (int i = 0; i < Chains; ++i) x[i] = simd::splat(static_cast<float>(i));
  const auto factor = simd::splat(a);
  const auto term = simd::splat(b);
  for (int round = 0; round < kPeakRounds; ++round) {
    for (int i = 0; i < Chains; ++i) x[i] = x[i] * factor + term;
  }
  float all = 0;
  for (int i = 0; i < Chains; ++i) all += simd::sum<float>(x[i]);
  return all;
}

// Which number of chains is best depends on the machine and the compiler.
struct Chains {
  int count;
  // Called through a pointer that no compiler sees through: a loop that is inlined where it is called once is never
  // compiled anew by a JavaScript engine, and stays as slow as its first, quick translation.
  float (*volatile run)(float, float);
};

inline const Chains kChains[] = {{6, runChains<6>},   {8, runChains<8>},   {10, runChains<10>},
                                 {12, runChains<12>}, {13, runChains<13>}, {14, runChains<14>}};

}  // namespace atelier::bench
