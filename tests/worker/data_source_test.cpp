#include "worker/data_source.h"

#include <gtest/gtest.h>

#include "worker/fake_site.h"

namespace atelier::worker {
namespace {

// Hands over the file that is asked for; its path, or "".
std::string fetchNext(DataSource& source, testing::FakeSite& site) {
  const std::string path = source.nextFetch();
  if (!path.empty()) EXPECT_TRUE(source.fetched(path, site.files.at(path)));
  return path;
}

TEST(DataSource, WantingMoreWhileAShardIsUnderWayLosesNothing) {
  testing::FakeSite site;
  DataSource source;
  source.want(200, 100);
  EXPECT_EQ(fetchNext(source, site), "data/manifest.json");
  EXPECT_EQ(fetchNext(source, site), "data/train-0.idx.gz");
  EXPECT_EQ(fetchNext(source, site), "data/test-0.idx.gz");
  EXPECT_EQ(source.nextFetch(), "data/test-1.idx.gz");
  source.want(500, 100);  // now a training shard would come first
  EXPECT_TRUE(source.fetched("data/test-1.idx.gz", site.files.at("data/test-1.idx.gz")));
  EXPECT_EQ(source.problem(), "");
  EXPECT_EQ(source.dataset().test.count(), 100);
  EXPECT_EQ(fetchNext(source, site), "data/train-1.idx.gz");
  EXPECT_EQ(source.dataset().train.count(), 500);
  EXPECT_EQ(source.dataset().train.pixels, site.all.train.pixels);
  EXPECT_EQ(source.dataset().test.pixels, site.all.test.pixels);
}

}  // namespace
}  // namespace atelier::worker
