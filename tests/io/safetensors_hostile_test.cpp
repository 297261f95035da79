#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "io/safetensors.h"
#include "math/random.h"
#include "support/safetensors_bytes.h"

// Files made to deceive.

namespace atelier {
namespace {

using testing::errorOf;
using testing::fileOf;
using testing::tensor;

std::string misplaced(const std::string& name) {
  return "The numbers of tensor \"" + name + "\" do not lie where this weights file says.";
}
std::string improper(const std::string& name) {
  return "The tensor \"" + name + "\" of this weights file has no proper type, shape and place.";
}

TEST(Safetensors, RefusesTensorsThatOverlap) {
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[2]", 0, 8) + ", \"b\": " + tensor("[2]", 4, 12) + "}", 3)),
            misplaced("b"));
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[1]", 0, 4) + ", \"b\": " + tensor("[1]", 0, 4) + "}", 1)),
            misplaced("b"));
}

TEST(Safetensors, RefusesGaps) {
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[1]", 0, 4) + ", \"b\": " + tensor("[1]", 8, 12) + "}", 3)),
            misplaced("b"));
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[1]", 4, 8) + "}", 2)), misplaced("a"));
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[1]", 0, 4) + "}", 2)),
            "This weights file is longer or shorter than its header says.");
}

TEST(Safetensors, RefusesPlacesPastTheEnd) {
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[2]", 0, 8) + "}", 1)), misplaced("a"));
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[67108864]", 0, 268435456) + "}", 1)), misplaced("a"));
}

TEST(Safetensors, RefusesPlacesThatAreNotTheShapes) {
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[2]", 0, 4) + "}", 1)), improper("a"));
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[1]", 0, 8) + "}", 2)), improper("a"));
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[1]", 4, 0) + "}", 1)), improper("a"));
  EXPECT_EQ(errorOf(fileOf("{\"a\": " + tensor("[1]", -4, 0) + "}", 1)), improper("a"));
}

TEST(Safetensors, RefusesShapesThatAreNone) {
  for (const char* shape :
       {"null", "1", "{}", "[-1]", "[1.5]", "[\"1\"]", "[[1]]", "[1,1,1,1,1,1,1,1,1]", "[67108865]", "[65536,65536]",
        "[8388608,8388608,8388608]", "[18446744073709551615]", "[4294967296,4294967296,0]", "[true]"}) {
    EXPECT_EQ(errorOf(fileOf(std::string("{\"a\": ") + tensor(shape, 0, 4) + "}", 1)), improper("a")) << shape;
  }
}

TEST(Safetensors, RefusesOtherTypesAndMissingKeys) {
  for (const char* entry :
       {"null", "[]", "7", "{}", R"({"dtype": "F64", "shape": [1], "data_offsets": [0, 4]})",
        R"({"dtype": 32, "shape": [1], "data_offsets": [0, 4]})", R"({"shape": [1], "data_offsets": [0, 4]})",
        R"({"dtype": "F32", "data_offsets": [0, 4]})", R"({"dtype": "F32", "shape": [1]})",
        R"({"dtype": "F32", "shape": [1], "data_offsets": [4]})",
        R"({"dtype": "F32", "shape": [1], "data_offsets": [0, 4, 8]})",
        R"({"dtype": "F32", "shape": [1], "data_offsets": "0, 4"})",
        R"({"dtype": "F32", "shape": [1], "data_offsets": [0.0, 4.0]})"}) {
    EXPECT_EQ(errorOf(fileOf(std::string("{\"a\": ") + entry + "}", 1)), improper("a")) << entry;
  }
}

TEST(Safetensors, RefusesNumbersThatAreNotFinite) {
  for (const float number : {std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
                             std::numeric_limits<float>::quiet_NaN()}) {
    TensorFile file;
    file.tensors = {{"good", {1}, {1}}, {"bad", {3}, {1, number, 2}}};
    EXPECT_EQ(errorOf(writeSafetensors(file)),
              "The tensor \"bad\" of this weights file holds numbers that are not finite.");
  }
}

// What is read from changed bytes is either refused with a sentence or whole.
void expectSafe(const std::vector<std::uint8_t>& bytes) {
  std::string error;
  const auto read = readSafetensors(bytes, error);
  if (!read) {
    ASSERT_NE(error, "");
    return;
  }
  for (const NamedTensor& one : read->tensors) {
    std::size_t count = 1;
    for (const int size : one.shape) count *= static_cast<std::size_t>(size);
    ASSERT_EQ(one.numbers.size(), count);
    for (const float number : one.numbers) ASSERT_TRUE(std::isfinite(number));
  }
}

TEST(Safetensors, BearsAnyByteChanged) {
  TensorFile file;
  file.metadata["recipe"] = "dense 10";
  file.tensors = {{"a", {2, 2}, {1, 2, 3, 4}}, {"b", {1}, {5}}};
  const auto good = writeSafetensors(file);
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int value = 0; value < 256; ++value) {
      auto bytes = good;
      bytes[at] = static_cast<std::uint8_t>(value);
      expectSafe(bytes);
    }
  }
}

TEST(Safetensors, BearsManyBytesChanged) {
  TensorFile file;
  file.tensors = {{"a", {2, 2}, {1, 2, 3, 4}}, {"b", {1}, {5}}};
  const auto good = writeSafetensors(file);
  Random random(1);
  for (int round = 0; round < 20000; ++round) {
    auto bytes = good;
    for (std::uint32_t left = random.below(6) + 1; left > 0; --left) {
      bytes[random.below(static_cast<std::uint32_t>(bytes.size()))] = static_cast<std::uint8_t>(random.below(256));
    }
    bytes.resize(bytes.size() - random.below(3));
    expectSafe(bytes);
  }
}

}  // namespace
}  // namespace atelier
