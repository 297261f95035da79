#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/manifest.h"

namespace atelier::worker {

// Brings the data set in, as much of it as is wanted: says which file to fetch next, checks what comes, and appends it
// in order, so that image i is always the same image. When not even a first part can be had, garments drawn by code
// stand in, and problem() says so.
class DataSource {
 public:
  static constexpr const char* kFolder = "data/";

  const Dataset& dataset() const { return dataset_; }
  // What is the learner's own in it; nothing here changes it.
  Wardrobe& wardrobe() { return dataset_.wardrobe; }

  // How many images of each split to bring; what is here stays.
  void want(int train, int test);

  // A file to fetch now, beside the page; empty when there is none, or while one is under way.
  std::string nextFetch();

  // True when the path was one of ours. Bytes are inflated already.
  bool fetched(const std::string& path, std::span<const std::uint8_t> bytes);
  bool fetchFailed(const std::string& path, const std::string& reason);

  // Draws some images of the synthetic set, if that is what is wanted and not all there. True when it drew any.
  bool drawSome();

  // Forgets failures, so that nextFetch() asks again.
  void retry();

  // A sentence for the user when something is missing or is not Fashion-MNIST; else empty.
  std::string problem() const;
  int trainWanted() const { return trainWanted_; }
  int testWanted() const { return testWanted_; }
  double bytes() const { return bytes_; }
  double bytesWanted() const;

 private:
  // The shards of a split and how many of them are here.
  struct Part {
    std::vector<Shard> shards;
    std::size_t here = 0;
  };

  // The part that the next shard comes from, or null.
  Part* nextPart();
  void beginSet(const std::string& name);  // of which nothing is here yet
  void fail(const std::string& text);
  void fallBack(const std::string& why);
  void readManifest(std::span<const std::uint8_t> bytes);
  void readShard(Part& part, std::span<const std::uint8_t> bytes);
  bool isSynthetic() const { return dataset_.name == "synthetic"; }
  Images& imagesOf(const Part& part) { return &part == &train_ ? dataset_.train : dataset_.test; }
  int wantedOf(const Part& part) const { return &part == &train_ ? trainWanted_ : testWanted_; }

  Dataset dataset_;
  std::optional<Manifest> manifest_;
  Part train_;
  Part test_;
  int trainWanted_ = 0;
  int testWanted_ = 0;
  double bytes_ = 0;
  std::string underWay_;          // the path being fetched
  Part* partUnderWay_ = nullptr;  // whose shard that is; not what nextPart() says by then, if more is wanted since
  bool failed_ = false;
  std::string problem_;
};

}  // namespace atelier::worker
