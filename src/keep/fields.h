#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace atelier::keep {

// Structs as bytes and back. A struct lists its fields as a message does (protocol/messages.h), and they lie one after
// the other as it lists them: numbers as in memory, lowest byte first, a bool as one byte of 0 or 1, texts and arrays
// after their length in four bytes.

static_assert(std::endian::native == std::endian::little, "numbers are stored as they lie in memory");

namespace fields_detail {

template <class T>
inline constexpr bool kIsNumber = std::is_same_v<T, int> || std::is_same_v<T, double>;

template <class T>
void put(std::vector<std::uint8_t>& to, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    to.push_back(value ? 1 : 0);
  } else if constexpr (kIsNumber<T>) {
    const std::size_t at = to.size();
    to.resize(at + sizeof value);
    std::memcpy(to.data() + at, &value, sizeof value);
  } else {
    put(to, static_cast<int>(value.size()));
    const std::size_t at = to.size();
    const std::size_t length = value.size() * sizeof value[0];
    to.resize(at + length);
    if (length > 0) std::memcpy(to.data() + at, value.data(), length);
  }
}

// Takes the value from the front of `bytes`; false when it is not there.
template <class T>
bool take(std::span<const std::uint8_t>& bytes, T& to) {
  if constexpr (std::is_same_v<T, bool>) {
    if (bytes.empty() || bytes[0] > 1) return false;
    to = bytes[0] == 1;
    bytes = bytes.subspan(1);
  } else if constexpr (kIsNumber<T>) {
    if (bytes.size() < sizeof to) return false;
    std::memcpy(&to, bytes.data(), sizeof to);
    bytes = bytes.subspan(sizeof to);
  } else {
    int count = 0;
    if (!take(bytes, count) || count < 0) return false;
    if (static_cast<std::size_t>(count) > bytes.size() / sizeof to[0]) return false;
    to.resize(static_cast<std::size_t>(count));
    const std::size_t length = to.size() * sizeof to[0];
    if (length > 0) std::memcpy(to.data(), bytes.data(), length);
    bytes = bytes.subspan(length);
  }
  return true;
}

}  // namespace fields_detail

template <class Struct>
std::vector<std::uint8_t> writeFields(const Struct& from) {
  std::vector<std::uint8_t> bytes;
  Struct::fields(from, [&](const char*, const auto& value) { fields_detail::put(bytes, value); });
  return bytes;
}

// False unless the bytes are those of such a struct, to the last one.
template <class Struct>
[[nodiscard]] bool readFields(std::span<const std::uint8_t> bytes, Struct& to) {
  bool isRead = true;
  Struct::fields(to, [&](const char*, auto& value) { isRead = isRead && fields_detail::take(bytes, value); });
  return isRead && bytes.empty();
}

}  // namespace atelier::keep
