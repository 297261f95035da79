#include <algorithm>

#include "data/wardrobe_file.h"
#include "fuzz/checks.h"
#include "math/hash.h"

namespace atelier::fuzz {

namespace {

// The bytes with a checksum that is right, so that the fuzzer gets past it.
std::vector<std::uint8_t> summed(Bytes bytes) {
  std::vector<std::uint8_t> file(bytes.begin(), bytes.end() - std::min<std::ptrdiff_t>(4, std::ssize(bytes)));
  const std::uint32_t sum = crc32(file);
  for (unsigned shift = 32; shift > 0; shift -= 8)
    file.push_back(static_cast<std::uint8_t>(sum >> (shift - 8) & 0xFFU));
  return file;
}

// Whatever is read is written as the very bytes it was read from, and is the same when it meets itself.
std::string checkFile(Bytes bytes) {
  std::string error;
  const auto wardrobe = parseWardrobe(bytes, error);
  if (!wardrobe) return error.empty() ? "Bytes are refused without a sentence." : "";
  const auto written = writeWardrobe(*wardrobe);
  if (!std::equal(written.begin(), written.end(), bytes.begin(), bytes.end())) return "What is read is not the file.";
  Wardrobe both = *wardrobe;
  if (!merge(both, *wardrobe, error) || both != *wardrobe) return "A wardrobe changes when it meets itself.";
  return "";
}

}  // namespace

std::string checkWardrobe(Bytes bytes) {
  const std::string finding = checkFile(bytes);
  return finding.empty() ? checkFile(summed(bytes)) : finding;
}

}  // namespace atelier::fuzz
