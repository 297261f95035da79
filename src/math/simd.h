#pragma once

// Four numbers at a time, by the compilers' vector extension: one 128-bit register of float under WebAssembly
// SIMD128 and SSE, two of double. +, -, * and comparisons work lane by lane; `mask ? a : b` selects.
//
// Every multiplication and every addition rounds on its own (the build forbids contraction), so a kernel that
// keeps its order of sums gives the same bits everywhere.

#include <cstdint>
#include <cstring>
#include <type_traits>

namespace atelier::simd {

template <class T>
struct FourOf {
  typedef T Type __attribute__((vector_size(4 * sizeof(T))));
};

template <class T>
using Four = typename FourOf<T>::Type;

using FourInts = Four<std::int32_t>;

// Four numbers from any address.
template <class T>
inline Four<T> load(const T* from) {
  Four<T> four;
  std::memcpy(&four, from, sizeof four);
  return four;
}

template <class T>
inline void store(T* to, Four<T> four) {
  std::memcpy(to, &four, sizeof four);
}

template <class T>
inline Four<T> splat(T number) {
  return Four<T>{number, number, number, number};
}

// (0 + 1) + (2 + 3): the one order in which four partial sums are added.
template <class T>
inline T sum(Four<T> four) {
  return (four[0] + four[1]) + (four[2] + four[3]);
}

// The larger of each pair, `a` where they are equal.
template <class T>
inline Four<T> larger(Four<T> a, Four<T> b) {
#ifdef __wasm_simd128__
  if constexpr (std::is_same_v<T, float>) return __builtin_wasm_pmax_f32x4(a, b);
#endif
  return a < b ? b : a;
}

// The smaller of each pair of integers.
inline FourInts smaller(FourInts a, FourInts b) {
#ifdef __wasm_simd128__
  return __builtin_wasm_min_s_i32x4(a, b);
#else
  return b < a ? b : a;
#endif
}

// In each lane the maximum of a 2 x 2 window (a b, c d), and by how much the window's first number lies before its
// first maximum: 0, -right, -down or their sum. Requires 0 < right < down.
template <class T>
inline void firstMaximum(Four<T> a, Four<T> b, Four<T> c, Four<T> d, int right, int down, Four<T>& maximum,
                         FourInts& back) {
  // A mask of double is as wide as a double; places are always 32 bits.
  const auto upper = __builtin_convertvector(b > a, FourInts);
  const auto lower = __builtin_convertvector(d > c, FourInts);
  const Four<T> top = larger<T>(a, b);
  const Four<T> bottom = larger<T>(c, d);
  const auto below = __builtin_convertvector(bottom > top, FourInts);
  maximum = larger<T>(top, bottom);
  back = smaller(upper & -right, below & ((lower & -right) - down));  // of one channel a mask is -right already
}

}  // namespace atelier::simd
