#pragma once

// Fingerprints of bytes: FNV-1a (Fowler, Noll, Vo) in 64 bits for weights, CRC-32 (IEEE 802.3, as in gzip) for files.

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>

namespace atelier {

// FNV-1a over the numbers' bits, lowest byte first, as 16 hex digits. The golden hashes of weights are this.
inline std::string hashOfWeights(std::span<const float> weights) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const float weight : weights) {
    auto bits = std::bit_cast<std::uint32_t>(weight);
    for (int i = 0; i < 4; ++i, bits >>= 8U) hash = (hash ^ (bits & 0xffU)) * 0x100000001b3ULL;
  }
  std::string digits(16, '0');
  for (int i = 15; i >= 0; --i, hash >>= 4U) digits[static_cast<std::size_t>(i)] = "0123456789abcdef"[hash & 15U];
  return digits;
}

inline std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t entry = i;
    for (int bit = 0; bit < 8; ++bit) entry = (entry >> 1U) ^ ((entry & 1U) != 0 ? 0xedb88320U : 0U);
    table[i] = entry;
  }
  std::uint32_t crc = 0xffffffffU;
  for (const std::uint8_t byte : bytes) crc = (crc >> 8U) ^ table[(crc ^ byte) & 0xffU];
  return ~crc;
}

}  // namespace atelier
