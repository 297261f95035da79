#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace atelier {

// Memory that begins at a cache line, so that aligned four-lane vectors never lie across two.
template <class T>
struct CacheLines {
  using value_type = T;  // NOLINT(readability-identifier-naming): the standard library calls it so
  static constexpr std::align_val_t kLine{64};

  CacheLines() = default;
  template <class U>
  CacheLines(const CacheLines<U>&) {}

  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), kLine)); }
  void deallocate(T* numbers, std::size_t) { ::operator delete(numbers, kLine); }
  bool operator==(const CacheLines&) const = default;
};

template <class T>
using AlignedVector = std::vector<T, CacheLines<T>>;

}  // namespace atelier
