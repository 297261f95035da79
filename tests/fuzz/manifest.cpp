#include "data/manifest.h"

#include <nlohmann/json.hpp>

#include "fuzz/checks.h"

namespace atelier::fuzz {

namespace {

using nlohmann::json;

json printShards(const std::vector<Shard>& shards) {
  json list = json::array();
  for (const Shard& shard : shards) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", static_cast<unsigned>(shard.crc32));
    list.push_back({{"file", shard.file}, {"images", shard.images}, {"bytes", shard.bytes}, {"crc32", digits}});
  }
  return list;
}

std::string print(const Manifest& manifest) {
  return json{{"format", "atelier-data"},
              {"version", 1},
              {"name", manifest.name},
              {"train", printShards(manifest.train)},
              {"test", printShards(manifest.test)}}
      .dump();
}

}  // namespace

std::string checkManifest(Bytes bytes) {
  std::string error;
  const auto manifest = parseManifest(textOf(bytes), error);
  if (!manifest) return error.empty() ? "A manifest is refused without a sentence." : "";
  for (const auto* shards : {&manifest->train, &manifest->test}) {
    for (const Shard& shard : *shards) {
      if (shard.file.find_first_of("/\\:%") != std::string::npos || shard.file.find('.') == 0) {
        return "A shard lies outside of its folder: " + shard.file;
      }
    }
  }
  const std::string text = print(*manifest);
  const auto back = parseManifest(text, error);
  if (!back) return "The manifest that was read, " + text + ", is refused: " + error;
  return print(*back) == text ? "" : "The manifest that was read, " + text + ", is another when it is read again.";
}

}  // namespace atelier::fuzz
