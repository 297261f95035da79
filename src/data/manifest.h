#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atelier {

// A part of the data set: a gzip'd file that holds what parseShard() reads.
struct Shard {
  std::string file;  // beside the manifest
  int images = 0;
  int bytes = 0;            // gzip'd
  std::uint32_t crc32 = 0;  // of the inflated bytes
};

// What the data folder holds, in the order in which shards follow each other.
struct Manifest {
  std::string name;  // of the data set
  std::vector<Shard> train;
  std::vector<Shard> test;
};

// Reads manifest.json: {"format": "atelier-data", "version": 1, "name": ..., "train": [{"file", "images", "bytes",
// "crc32" as 8 hex digits}, ...], "test": [...]}; other keys are ignored. Returns nothing and sets `error` to a
// sentence when the text is not that, is of another version, or names a file outside its folder.
[[nodiscard]] std::optional<Manifest> parseManifest(std::string_view text, std::string& error);

}  // namespace atelier
