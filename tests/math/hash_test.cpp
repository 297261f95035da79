#include "math/hash.h"

#include <gtest/gtest.h>

#include <bit>
#include <string>
#include <vector>

namespace atelier {
namespace {

std::uint32_t crcOf(const std::string& text) {
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  return crc32(bytes);
}

TEST(HashOfWeights, IsFnv1aOfTheBytesLowestFirst) {
  // The authors' test vectors for "" and "foob".
  EXPECT_EQ(hashOfWeights({}), "cbf29ce484222325");
  const float foob = std::bit_cast<float>(0x626f6f66U);
  EXPECT_EQ(hashOfWeights(std::vector<float>{foob}), "dd120e790c2512af");
}

TEST(HashOfWeights, SeesEveryBitAndTheOrder) {
  const std::vector<float> weights = {1.0F, -0.5F, 0.0F};
  const std::string hash = hashOfWeights(weights);
  EXPECT_EQ(hash.size(), 16U);
  EXPECT_NE(hashOfWeights(std::vector<float>{1.0F, -0.5F, -0.0F}), hash);
  EXPECT_NE(hashOfWeights(std::vector<float>{-0.5F, 1.0F, 0.0F}), hash);
  EXPECT_NE(hashOfWeights(std::vector<float>{1.0F, -0.5F, 0.0F, 0.0F}), hash);
}

TEST(Crc32, HasTheKnownAnswers) {
  EXPECT_EQ(crcOf(""), 0U);
  EXPECT_EQ(crcOf("123456789"), 0xcbf43926U);
  EXPECT_EQ(crcOf("The quick brown fox jumps over the lazy dog"), 0x414fa339U);
  EXPECT_EQ(crc32(std::vector<std::uint8_t>(32)), 0x190a55adU);
  EXPECT_EQ(crc32(std::vector<std::uint8_t>(32, 255)), 0xff6cab0bU);
}

}  // namespace
}  // namespace atelier
