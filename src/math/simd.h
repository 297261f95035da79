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

// In each lane the maximum of a 2 x 2 window (a b, c d), and where its first one is: 0, `right`, `down` or their sum.
template <class T>
inline void firstMaximum(Four<T> a, Four<T> b, Four<T> c, Four<T> d, int right, int down, Four<T>& maximum,
                         FourInts& place) {
  // A mask of double is as wide as a double; places are always 32 bits.
  const auto upper = __builtin_convertvector(b > a, FourInts);
  const auto lower = __builtin_convertvector(d > c, FourInts);
  const Four<T> top = larger<T>(a, b);
  const Four<T> bottom = larger<T>(c, d);
  const auto below = __builtin_convertvector(bottom > top, FourInts);
  maximum = larger<T>(top, bottom);
  place = ((below ? lower : upper) & right) + (below & down);
}

// The 4 x 4 numbers of `rows`, rows and columns exchanged.
template <class V>
inline void transpose(V (&rows)[4]) {
  const V low01 = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
  const V high01 = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
  const V low23 = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
  const V high23 = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
  rows[0] = __builtin_shufflevector(low01, low23, 0, 1, 4, 5);
  rows[1] = __builtin_shufflevector(low01, low23, 2, 3, 6, 7);
  rows[2] = __builtin_shufflevector(high01, high23, 0, 1, 4, 5);
  rows[3] = __builtin_shufflevector(high01, high23, 2, 3, 6, 7);
}

}  // namespace atelier::simd
