#pragma once

// Safetensors bytes for tests, put together by hand.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "io/safetensors.h"

namespace atelier::testing {

// The JSON of one tensor.
inline std::string tensor(const std::string& shape, long begin, long end) {
  return R"({"dtype": "F32", "shape": )" + shape + R"(, "data_offsets": [)" + std::to_string(begin) + ", " +
         std::to_string(end) + "]}";
}

// A file of this header and the numbers 0, 1, 2, ...
inline std::vector<std::uint8_t> fileOf(const std::string& header, int numbers) {
  std::vector<std::uint8_t> bytes;
  for (unsigned i = 0; i < 8; ++i)
    bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{header.size()} >> (8 * i) & 0xffU));
  bytes.insert(bytes.end(), header.begin(), header.end());
  for (int i = 0; i < numbers; ++i) {
    const auto number = static_cast<float>(i);
    std::uint8_t four[4];
    std::memcpy(four, &number, 4);
    bytes.insert(bytes.end(), four, four + 4);
  }
  return bytes;
}

// What a file is refused with.
inline std::string errorOf(const std::vector<std::uint8_t>& bytes) {
  std::string error;
  EXPECT_FALSE(readSafetensors(bytes, error).has_value());
  EXPECT_NE(error, "");
  return error;
}

}  // namespace atelier::testing
