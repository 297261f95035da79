#include "worker/data_source.h"

#include <algorithm>

#include "data/idx.h"
#include "data/synthetic.h"
#include "math/hash.h"

namespace atelier::worker {

namespace {

constexpr const char* kManifest = "manifest.json";
constexpr int kDrawTogether = 100;  // synthetic images drawn in one go: a few milliseconds
constexpr std::uint64_t kSyntheticSeed = 1;
constexpr const char* kNotFashion = "Garments drawn by code stand in: this is not Fashion-MNIST, and is much easier.";

}  // namespace

void DataSource::want(int train, int test) {
  trainWanted_ = train;
  testWanted_ = test;
  for (const Part* part : {&train_, &test_}) {
    Images& images = imagesOf(*part);
    images.pixels.reserve(static_cast<std::size_t>(wantedOf(*part)) * kPixels);
    images.labels.reserve(static_cast<std::size_t>(wantedOf(*part)));
  }
}

void DataSource::beginSet(const std::string& name) {
  dataset_.name = name;
  dataset_.train = dataset_.test = {};
}

DataSource::Part* DataSource::nextPart() {
  const auto lacks = [this](const Part& part) {
    return part.here < part.shards.size() && imagesOf(part).count() < wantedOf(part);
  };
  const bool trainFirst = train_.here == 0 || test_.here > 0;
  Part& one = trainFirst ? train_ : test_;
  Part& other = trainFirst ? test_ : train_;
  if (lacks(one)) return &one;
  return lacks(other) ? &other : nullptr;
}

std::string DataSource::nextFetch() {
  if (!underWay_.empty() || failed_ || isSynthetic()) return "";
  if (!manifest_) {
    underWay_ = std::string(kFolder) + kManifest;
  } else if (Part* part = nextPart()) {
    partUnderWay_ = part;
    underWay_ = kFolder + part->shards[part->here].file;
  }
  return underWay_;
}

bool DataSource::fetched(const std::string& path, std::span<const std::uint8_t> bytes) {
  if (path.empty() || path != underWay_) return false;
  underWay_.clear();
  if (!manifest_) {
    readManifest(bytes);
  } else {
    readShard(*partUnderWay_, bytes);
  }
  return true;
}

bool DataSource::fetchFailed(const std::string& path, const std::string& reason) {
  if (path.empty() || path != underWay_) return false;
  underWay_.clear();
  fail("The file " + path + " could not be fetched: " + reason + ".");
  return true;
}

void DataSource::fail(const std::string& text) {
  failed_ = true;
  if (dataset_.train.count() == 0 || dataset_.test.count() == 0) {
    fallBack(text);
    return;
  }
  problem_ = text + " " + std::to_string(dataset_.train.count()) + " training and " +
             std::to_string(dataset_.test.count()) + " test images are here: retry, or ask for no more than these.";
}

void DataSource::fallBack(const std::string& why) {
  beginSet("synthetic");
  train_.here = test_.here = 0;
  bytes_ = 0;
  problem_ = why + " " + kNotFashion;
  want(trainWanted_, testWanted_);
}

void DataSource::readManifest(std::span<const std::uint8_t> bytes) {
  std::string error;
  manifest_ = parseManifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, error);
  if (!manifest_) return fail(error);
  if (manifest_->train.empty() || manifest_->test.empty()) {
    return fallBack("This site was built without its data set.");
  }
  beginSet(manifest_->name);
  train_ = {manifest_->train, 0};
  test_ = {manifest_->test, 0};
  problem_.clear();
  want(trainWanted_, testWanted_);
}

void DataSource::readShard(Part& part, std::span<const std::uint8_t> bytes) {
  const Shard& shard = part.shards[part.here];
  if (crc32(bytes) != shard.crc32) {
    return fail("The file " + shard.file + " is not the one that belongs to this site: its checksum differs.");
  }
  std::string error;
  const auto images = parseShard(bytes, error);
  if (!images || images->count() != shard.images) {
    return fail("The file " + shard.file + " cannot be used. " + (images ? "It has another number of images." : error));
  }
  Images& to = imagesOf(part);
  to.pixels.insert(to.pixels.end(), images->pixels.begin(), images->pixels.end());
  to.labels.insert(to.labels.end(), images->labels.begin(), images->labels.end());
  bytes_ += shard.bytes;
  ++part.here;
  problem_.clear();
}

bool DataSource::drawSome() {
  if (!isSynthetic()) return false;
  bool drew = false;
  for (const Part* part : {&test_, &train_}) {
    Images& images = imagesOf(*part);
    const int more = std::min(kDrawTogether, wantedOf(*part) - images.count());
    if (more <= 0) continue;
    growSynthetic(images, images.count() + more, kSyntheticSeed, part == &train_ ? 1 : 2);
    drew = true;
  }
  return drew;
}

void DataSource::retry() {
  failed_ = false;
  problem_.clear();
  if (!isSynthetic()) return;
  if (manifest_ && manifest_->train.empty()) manifest_.reset();
  beginSet(manifest_ ? manifest_->name : "");
  want(trainWanted_, testWanted_);
}

std::string DataSource::problem() const {
  if (!problem_.empty() || !manifest_ || isSynthetic()) return problem_;
  for (const Part* part : {&train_, &test_}) {
    const int here = (part == &train_ ? dataset_.train : dataset_.test).count();
    if (part->here < part->shards.size() || here >= wantedOf(*part)) continue;
    return "The recipe asks for " + std::to_string(wantedOf(*part)) +
           (part == &train_ ? " training images" : " test images") + ", but this site holds " + std::to_string(here) +
           ": ask for fewer.";
  }
  return "";
}

double DataSource::bytesWanted() const {
  double sum = 0;
  for (const Part* part : {&train_, &test_}) {
    int images = 0;
    for (const Shard& shard : part->shards) {
      if (images >= wantedOf(*part)) break;
      images += shard.images;
      sum += shard.bytes;
    }
  }
  return sum;
}

}  // namespace atelier::worker
