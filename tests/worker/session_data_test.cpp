#include <gtest/gtest.h>

#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;

TEST(Session, FetchesTheFirstShardsBeforeTheOthers) {
  Bench bench;
  bench.settle();
  EXPECT_EQ(bench.fetches,
            (std::vector<std::string>{"pretrained.safetensors", "data/manifest.json", "data/train-0.idx.gz",
                                      "data/test-0.idx.gz", "data/train-1.idx.gz", "data/test-1.idx.gz"}));
  EXPECT_EQ(bench.last<protocol::Dataset>().train, 500);
  EXPECT_EQ(bench.last<protocol::Dataset>().test, 100);
}

TEST(Session, FetchesNoMoreThanTheRecipeAsksFor) {
  Bench bench;
  bench.session.handle(SetRecipe{"dense 10 ; train 150 test 50"});
  bench.settle();
  EXPECT_EQ(bench.fetches.back(), "data/test-0.idx.gz");
  bench.send(SetField{"train", "201"});
  EXPECT_EQ(bench.fetches.back(), "data/train-1.idx.gz");
}

TEST(Session, WaitsForImagesThatAreNotHereAndGoesOnWhenTheyCome) {
  Bench whole;
  whole.load();
  whole.send(Train{});
  whole.finish();
  Bench bench;
  const auto shard = bench.site.files.extract("data/train-1.idx.gz");
  bench.load();
  EXPECT_EQ(
      bench.last<protocol::Dataset>().problem,
      "The file data/train-1.idx.gz could not be fetched: 404. 200 training and 50 test images are here: retry, or ask "
      "for no more than these.");
  bench.send(Train{});
  bench.finish();
  EXPECT_EQ(bench.last<Progress>().phase, "waiting");
  EXPECT_EQ(bench.last<Progress>().imagesSeen, 200);
  bench.site.files["data/train-1.idx.gz"] = shard.mapped();
  bench.send(RetryData{});
  EXPECT_EQ(bench.last<protocol::Dataset>().problem, "");
  bench.finish();
  EXPECT_EQ(bench.last<Progress>().weightsHash, whole.last<Progress>().weightsHash);
}

TEST(Session, RefusesAnAlteredShard) {
  Bench bench;
  bench.site.files["data/test-1.idx.gz"][500] ^= 1U;
  bench.load();
  EXPECT_NE(bench.last<protocol::Dataset>().problem.find("its checksum differs"), std::string::npos);
  EXPECT_EQ(bench.last<protocol::Dataset>().test, 50);
}

TEST(Session, StandsInWithTheSyntheticSetWhenNoDataCanBeHadAndSaysSo) {
  for (const char* missing : {"data/manifest.json", "data/train-0.idx.gz", "data/test-0.idx.gz"}) {
    Bench bench;
    const auto file = bench.site.files.extract(missing);
    bench.load();
    bench.finish();
    EXPECT_EQ(bench.last<protocol::Dataset>().name, "synthetic");
    EXPECT_EQ(bench.last<protocol::Dataset>().train, 500);
    EXPECT_NE(bench.last<protocol::Dataset>().problem.find("this is not Fashion-MNIST"), std::string::npos);
    bench.send(StepEpoch{});
    bench.finish();
    EXPECT_EQ(bench.last<Progress>().epoch, 1);
    bench.site.files[missing] = file.mapped();
    bench.send(RetryData{});
    bench.finish();
    EXPECT_EQ(bench.last<protocol::Dataset>().name, "Fashion-MNIST");
    EXPECT_EQ(bench.last<protocol::Dataset>().problem, "");
    EXPECT_EQ(bench.last<Progress>().imagesSeen, 0) << "a run on other data begins anew";
  }
}

TEST(Session, SaysWhenTheManifestIsOfAnotherVersion) {
  Bench bench;
  bench.site.files["data/manifest.json"] = testing::bytesOf(R"({"format": "atelier-data", "version": 2})");
  bench.load();
  EXPECT_NE(
      bench.last<protocol::Dataset>().problem.find("The data manifest has version 2, but this page reads version 1"),
      std::string::npos);
}

TEST(Session, SaysWhenTheSiteHoldsFewerImagesThanAreAskedFor) {
  Bench bench;
  bench.load();
  bench.send(SetField{"train", "600"});
  EXPECT_EQ(bench.last<protocol::Dataset>().problem,
            "The recipe asks for 600 training images, but this site holds 500: ask for fewer.");
}

TEST(Session, SaysWhyThereIsNoPretrainedModel) {
  Bench bench;
  bench.site.files["pretrained.safetensors"].resize(100);
  bench.load();
  EXPECT_EQ(bench.last<protocol::Run>().weights, "scratch");
  EXPECT_EQ(bench.last<protocol::Run>().pretrained.substr(0, 30), "There is no pretrained model: ");
  bench.send(UseWeights{"pretrained"});
  EXPECT_EQ(bench.last<Failed>().code, "pretrained");
}

}  // namespace
}  // namespace atelier::worker
