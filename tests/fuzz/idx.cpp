#include "data/idx.h"

#include "fuzz/checks.h"
#include "support/idx_files.h"

namespace atelier::fuzz {

namespace {

// Whatever is read writes the very bytes it was read from.
std::string checkRead(const std::optional<Images>& images, const std::string& error, Bytes bytes, Bytes more) {
  if (!images) return error.empty() ? "Bytes are refused without a sentence." : "";
  using testing::operator+;
  const auto given = testing::Bytes(bytes.begin(), bytes.end()) + testing::Bytes(more.begin(), more.end());
  const bool same = testing::imageFile(*images) + testing::labelFile(*images) == given;
  return same ? "" : "What is read is not what the bytes say.";
}

std::string checkPair(Bytes images, Bytes labels) {
  std::string error;
  const auto read = parseIdxPair(images, labels, error);
  return checkRead(read, error, images, labels);
}

}  // namespace

std::string checkIdx(Bytes bytes) {
  std::string error;
  const auto shard = parseShard(bytes, error);
  std::string finding = checkRead(shard, error, bytes, {});
  const Images one = testing::smallImages(1);
  if (finding.empty()) finding = checkPair(bytes, testing::labelFile(one));
  if (finding.empty()) finding = checkPair(testing::imageFile(one), bytes);
  return finding;
}

}  // namespace atelier::fuzz
