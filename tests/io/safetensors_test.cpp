#include "io/safetensors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/safetensors_bytes.h"

namespace atelier {
namespace {

using testing::errorOf;
using testing::fileOf;
using testing::tensor;

TensorFile exampleFile() {
  TensorFile file;
  file.metadata = {{"recipe", "dense 10"}, {"note", "tabs\tquotes\" and \u00fc"}};
  file.tensors = {{"1.filters", {2, 1, 1, 2}, {1.5F, -2.25F, 0.0F, -0.0F}},
                  {"1.bias", {2}, {3e38F, 1e-45F}},
                  {"0.late", {1, 1}, {7}}};
  return file;
}

TEST(Safetensors, GivesBackWhatWasWritten) {
  const TensorFile file = exampleFile();
  std::string error;
  const auto read = readSafetensors(writeSafetensors(file), error);
  ASSERT_TRUE(read.has_value()) << error;
  EXPECT_EQ(read->metadata, file.metadata);
  ASSERT_EQ(read->tensors.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(read->tensors[i].name, file.tensors[i].name);  // in the order of their numbers, not of the alphabet
    EXPECT_EQ(read->tensors[i].shape, file.tensors[i].shape);
    EXPECT_EQ(read->tensors[i].numbers, file.tensors[i].numbers);
  }
  EXPECT_TRUE(std::signbit(read->tensors[0].numbers[3]));
}

TEST(Safetensors, WritesTheFormat) {
  TensorFile file;
  file.tensors = {{"a", {2}, {1, -2}}};
  const auto bytes = writeSafetensors(file);
  const std::string header = R"({"a":{"data_offsets":[0,8],"dtype":"F32","shape":[2]}})";
  ASSERT_EQ(bytes.size(), 8 + 56 + 8U);
  EXPECT_EQ(bytes[0], 56);  // the header padded with spaces to a multiple of 8
  EXPECT_EQ(std::string(bytes.begin() + 8, bytes.begin() + 8 + static_cast<std::ptrdiff_t>(header.size())), header);
  EXPECT_EQ((std::vector<std::uint8_t>(bytes.end() - 8, bytes.end())),
            (std::vector<std::uint8_t>{0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0}));
}

TEST(Safetensors, HoldsTensorsOfNoNumbersAndOfNoDimension) {
  TensorFile file;
  file.tensors = {{"z", {0}, {}}, {"scalar", {}, {4}}, {"empty", {3, 0}, {}}, {"a", {1}, {5}}, {"last", {0}, {}}};
  std::string error;
  const auto read = readSafetensors(writeSafetensors(file), error);
  ASSERT_TRUE(read.has_value()) << error;
  ASSERT_EQ(read->tensors.size(), 5U);
  for (const NamedTensor& tensor : read->tensors) {
    if (tensor.name == "scalar") EXPECT_EQ(tensor.numbers, std::vector<float>{4});
    if (tensor.name == "empty") EXPECT_EQ(tensor.shape, (std::vector<int>{3, 0}));
  }
}

TEST(Safetensors, HoldsNothing) {
  std::string error;
  const auto read = readSafetensors(writeSafetensors({}), error);
  ASSERT_TRUE(read.has_value()) << error;
  EXPECT_TRUE(read->tensors.empty());
  EXPECT_TRUE(read->metadata.empty());
}

TEST(Safetensors, ReadsAFileOfOthers) {
  const auto bytes = fileOf(R"( {"b": {"shape": [1, 2], "data_offsets": [4, 12], "dtype": "F32", "extra": null},
                                "a": )" +
                                tensor("[]", 0, 4) + R"(, "__metadata__": {"format": "pt", "n": 3}})",
                            3);
  std::string error;
  const auto read = readSafetensors(bytes, error);
  ASSERT_TRUE(read.has_value()) << error;
  ASSERT_EQ(read->tensors.size(), 2U);
  EXPECT_EQ(read->tensors[0].name, "a");
  EXPECT_EQ(read->tensors[1].numbers, (std::vector<float>{1, 2}));
  EXPECT_EQ(read->metadata, (std::map<std::string, std::string>{{"format", "pt"}}));
}

TEST(Safetensors, RefusesAFileCutOffAtAnyByte) {
  const auto whole = writeSafetensors(exampleFile());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    std::string error;
    const std::vector<std::uint8_t> part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    ASSERT_FALSE(readSafetensors(part, error).has_value()) << length;
    ASSERT_NE(error, "") << length;
  }
}

TEST(Safetensors, RefusesBytesTooMany) {
  auto bytes = writeSafetensors(exampleFile());
  bytes.push_back(0);
  EXPECT_EQ(errorOf(bytes), "This weights file is longer or shorter than its header says.");
}

TEST(Safetensors, RefusesHeadersTooLongOrTooShort) {
  const std::string sentence = "This is not a weights file (safetensors), or it is cut off in its header.";
  for (const std::uint64_t length :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{65537}, std::uint64_t{1} << 40U, ~std::uint64_t{0}}) {
    std::vector<std::uint8_t> bytes(70000, ' ');
    for (unsigned i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(length >> (8 * i) & 0xffU);
    EXPECT_EQ(errorOf(bytes), sentence) << length;
  }
  std::string error;
  EXPECT_TRUE(readSafetensors(fileOf("{}" + std::string(65534, ' '), 0), error).has_value()) << error;
  EXPECT_EQ(errorOf(fileOf("{}" + std::string(65535, ' '), 0)), sentence);
}

TEST(Safetensors, RefusesHeadersThatAreNotAnObject) {
  const std::string sentence = "The header of this weights file is not JSON of at most 64 tensors.";
  for (const char* header : {"[]", "{]", "null", "12", "\"ab\"", "{\"a\"}"})
    EXPECT_EQ(errorOf(fileOf(header, 0)), sentence) << header;
  EXPECT_EQ(errorOf(fileOf(std::string(60000, '['), 0)), sentence);
}

TEST(Safetensors, TakesAtMost64Tensors) {
  TensorFile file;
  for (int i = 0; i < 64; ++i) file.tensors.push_back({std::to_string(i), {1}, {1}});
  std::string error;
  EXPECT_TRUE(readSafetensors(writeSafetensors(file), error).has_value()) << error;
  file.metadata["note"] = "does not count";
  EXPECT_TRUE(readSafetensors(writeSafetensors(file), error).has_value()) << error;
  file.tensors.push_back({"64", {1}, {1}});
  EXPECT_NE(errorOf(writeSafetensors(file)), "");
  file.metadata.clear();
  EXPECT_EQ(errorOf(writeSafetensors(file)), "The header of this weights file is not JSON of at most 64 tensors.");
}

}  // namespace
}  // namespace atelier
