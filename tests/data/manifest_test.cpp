#include "data/manifest.h"

#include <gtest/gtest.h>

#include "math/random.h"

namespace atelier {
namespace {

const std::string kGood = R"({"format": "atelier-data", "version": 1, "name": "Fashion-MNIST", "made": {"by": "hand"},
  "train": [{"file": "train-0.idx.gz", "images": 2000, "bytes": 812345, "crc32": "00c0ffee", "more": [1]},
            {"file": "train_1.idx.gz", "images": 8000, "bytes": 3000000, "crc32": "FFFFFFFF"}],
  "test": [{"file": "test-0.idx.gz", "images": 1000, "bytes": 400000, "crc32": "deadbeef"}]})";

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), by);
}

std::string errorOf(const std::string& text) {
  std::string error;
  EXPECT_FALSE(parseManifest(text, error).has_value()) << text;
  return error;
}

TEST(Manifest, ReadsNameAndShardsInOrder) {
  std::string error;
  const auto manifest = parseManifest(kGood, error);
  ASSERT_TRUE(manifest.has_value()) << error;
  EXPECT_EQ(manifest->name, "Fashion-MNIST");
  ASSERT_EQ(manifest->train.size(), 2U);
  EXPECT_EQ(manifest->train[0].file, "train-0.idx.gz");
  EXPECT_EQ(manifest->train[0].images, 2000);
  EXPECT_EQ(manifest->train[0].bytes, 812345);
  EXPECT_EQ(manifest->train[0].crc32, 0x00c0ffeeU);
  EXPECT_EQ(manifest->train[1].crc32, 0xffffffffU);
  ASSERT_EQ(manifest->test.size(), 1U);
  EXPECT_EQ(manifest->test[0].images, 1000);
}

TEST(Manifest, RefusesWhatIsNotOneOfAteliers) {
  const std::string sentence = "The data manifest is not one of Atelier's.";
  for (const char* text :
       {"", "null", "[]", "7", "\"text\"", "{", "{}", "<html></html>", "{\"format\": 1}", "\xff\xfe"}) {
    EXPECT_EQ(errorOf(text), sentence) << text;
  }
  EXPECT_EQ(errorOf(replaced(kGood, "atelier-data", "other-data")), sentence);
  EXPECT_EQ(errorOf(std::string(100000, '[')), sentence);
}

TEST(Manifest, RefusesAnotherVersionAndNamesIt) {
  EXPECT_EQ(
      errorOf(replaced(kGood, "\"version\": 1", "\"version\": 2")),
      "The data manifest has version 2, but this page reads version 1: the site's files belong to different builds.");
  for (const char* version :
       {"\"version\": 0", "\"version\": -1", "\"version\": \"1\"", "\"version\": 1.5", "\"verse\": 1"}) {
    EXPECT_NE(errorOf(replaced(kGood, "\"version\": 1", version)).find("The data manifest has "), std::string::npos);
  }
}

TEST(Manifest, RefusesMissingKeys) {
  EXPECT_EQ(errorOf(replaced(kGood, "\"name\"", "\"nome\"")), "The data manifest does not name its data set.");
  EXPECT_EQ(errorOf(replaced(kGood, "\"train\"", "\"tram\"")), "The data manifest has no list \"train\".");
  EXPECT_EQ(errorOf(replaced(kGood, "\"test\"", "\"text\"")), "The data manifest has no list \"test\".");
  EXPECT_EQ(errorOf(replaced(kGood, "\"test\": [", "\"test\": {}, \"rest\": [")),
            "The data manifest has no list \"test\".");
  for (const char* key : {"\"file\"", "\"images\"", "\"bytes\"", "\"crc32\""}) {
    EXPECT_EQ(errorOf(replaced(kGood, key, "\"other\"")),
              "Shard 1 of \"train\" in the data manifest lacks a proper file, images, bytes or crc32.");
  }
}

TEST(Manifest, NamesTheShardThatIsWrong) {
  const std::string second = "Shard 2 of \"train\" in the data manifest lacks a proper file, images, bytes or crc32.";
  for (const char* images : {"0", "-1", "100001", "8.5", "\"8000\"", "null", "99999999999999999999"}) {
    EXPECT_EQ(errorOf(replaced(kGood, "\"images\": 8000", std::string("\"images\": ") + images)), second);
  }
  for (const char* crc :
       {"\"\"", "\"fff\"", "\"fffffffff\"", "\"fffffffg\"", "\"0xffffff\"", "\"-fffffff\"", "4294967295"}) {
    EXPECT_EQ(errorOf(replaced(kGood, "\"FFFFFFFF\"", crc)), second) << crc;
  }
  EXPECT_EQ(errorOf(replaced(kGood, "\"bytes\": 3000000", "\"bytes\": 200000001")), second);
  EXPECT_EQ(errorOf(replaced(kGood, "[{\"file\": \"test", "[7, {\"file\": \"test")),
            "Shard 1 of \"test\" in the data manifest lacks a proper file, images, bytes or crc32.");
}

TEST(Manifest, RefusesFilesOutsideItsFolder) {
  for (const char* file : {"", ".", "..", "../train", "/train", "a/b", "a\\\\b", ".hidden", "http:train", "a b",
                           "%2e%2e", "tr\\u0000ain", "\u00e9"}) {
    EXPECT_NE(errorOf(replaced(kGood, "train-0.idx.gz", file)).find("lacks a proper file"), std::string::npos) << file;
  }
}

TEST(Manifest, RefusesATextCutOffAnywhere) {
  for (std::size_t length = 0; length < kGood.size(); ++length) {
    std::string error;
    ASSERT_FALSE(parseManifest(kGood.substr(0, length), error).has_value()) << length;
    ASSERT_NE(error, "") << length;
  }
}

TEST(Manifest, BearsAnyByteChanged) {
  Random random(1);
  for (int round = 0; round < 20000; ++round) {
    std::string text = kGood;
    for (std::uint32_t left = random.below(3) + 1; left > 0; --left) {
      text[random.below(static_cast<std::uint32_t>(text.size()))] = static_cast<char>(random.below(256));
    }
    std::string error;
    const auto manifest = parseManifest(text, error);
    if (!manifest) {
      ASSERT_NE(error, "");
      continue;
    }
    for (const auto* shards : {&manifest->train, &manifest->test}) {
      for (const Shard& shard : *shards) ASSERT_EQ(shard.file.find('/'), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace atelier
