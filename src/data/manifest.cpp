#include "data/manifest.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace atelier {

namespace {

using nlohmann::json;

constexpr int kVersion = 1;
constexpr int kMaxImages = 100'000;  // in one shard
constexpr int kMaxBytes = 200'000'000;

bool readString(const json& object, const char* key, std::string& to) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_string()) return false;
  to = at->get<std::string>();
  return true;
}

bool readCount(const json& object, const char* key, int most, int& to) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_number_unsigned() || at->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) {
    return false;
  }
  to = at->get<int>();
  return true;
}

bool readHex(const json& object, const char* key, std::uint32_t& to) {
  std::string digits;
  if (!readString(object, key, digits) || digits.size() != 8) return false;
  const char* end = digits.data() + digits.size();
  return std::from_chars(digits.data(), end, to, 16).ptr == end;
}

// A name of letters, digits, "-", "_" and ".", so that it cannot leave its folder.
bool isPlainName(const std::string& name) {
  if (name.empty() || name[0] == '.') return false;
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
         std::string::npos;
}

bool readShards(const json& object, const char* key, std::vector<Shard>& shards, std::string& error) {
  const auto list = object.find(key);
  if (list == object.end() || !list->is_array()) {
    error = std::string("The data manifest has no list \"") + key + "\".";
    return false;
  }
  for (const json& entry : *list) {
    Shard shard;
    if (!entry.is_object() || !readString(entry, "file", shard.file) || !isPlainName(shard.file) ||
        !readCount(entry, "images", kMaxImages, shard.images) || shard.images == 0 ||
        !readCount(entry, "bytes", kMaxBytes, shard.bytes) || !readHex(entry, "crc32", shard.crc32)) {
      error = "Shard " + std::to_string(shards.size() + 1) + " of \"" + key +
              "\" in the data manifest lacks a proper file, images, bytes or crc32.";
      return false;
    }
    shards.push_back(std::move(shard));
  }
  return true;
}

}  // namespace

std::optional<Manifest> parseManifest(std::string_view text, std::string& error) {
  const json object = json::parse(text, nullptr, false);
  Manifest manifest;
  std::string format;
  int version = 0;
  if (!object.is_object() || !readString(object, "format", format) || format != "atelier-data") {
    error = "The data manifest is not one of Atelier's.";
    return std::nullopt;
  }
  if (!readCount(object, "version", 1'000'000, version)) {
    error = "The data manifest has no version that is a whole number.";
    return std::nullopt;
  }
  if (version != kVersion) {
    error = "The data manifest has version " + std::to_string(version) + ", but this page reads version " +
            std::to_string(kVersion) + ": the site's files belong to different builds.";
    return std::nullopt;
  }
  if (!readString(object, "name", manifest.name)) {
    error = "The data manifest does not name its data set.";
    return std::nullopt;
  }
  if (!readShards(object, "train", manifest.train, error) || !readShards(object, "test", manifest.test, error)) {
    return std::nullopt;
  }
  return manifest;
}

}  // namespace atelier
