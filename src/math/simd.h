#pragma once

// Four numbers at a time, by the compilers' vector extension: one 128-bit register of float under WebAssembly
// SIMD128 and SSE, two of double. +, -, * and comparisons work lane by lane; `mask ? a : b` selects.
//
// Every multiplication and every addition rounds on its own (the build forbids contraction), so a kernel that
// keeps its order of sums gives the same bits everywhere.

#include <cstdint>
#include <cstring>

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

// Numbers 0, 2, 4, 6 of the eight in `low`, `high`.
template <class V>
inline V evens(V low, V high) {
  return __builtin_shufflevector(low, high, 0, 2, 4, 6);
}

// Numbers 1, 3, 5, 7 of the eight in `low`, `high`.
template <class V>
inline V odds(V low, V high) {
  return __builtin_shufflevector(low, high, 1, 3, 5, 7);
}

}  // namespace atelier::simd
