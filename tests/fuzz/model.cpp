#include <algorithm>

#include "fuzz/checks.h"
#include "io/model_file.h"
#include "io/safetensors.h"

namespace atelier::fuzz {

namespace {

constexpr std::size_t kLengthBytes = 8;

// What is read is written, and the same is read from that.
template <class Read, class Write, class Same>
std::string checkRead(const char* what, Bytes bytes, Read read, Write write, Same same) {
  std::string error;
  const auto first = read(bytes, error);
  if (!first) return error.empty() ? std::string(what) + " is refused without a sentence." : "";
  const std::vector<std::uint8_t> written = write(*first);
  const auto second = read(written, error);
  if (!second) return std::string(what) + " that was read and written is refused: " + error;
  const bool equal = same(*first, *second) && write(*second) == written;  // the bits of the numbers, too
  return equal ? "" : std::string(what) + " that was read and written is another.";
}

bool sameFile(const TensorFile& a, const TensorFile& b) {
  const auto sameTensor = [](const NamedTensor& x, const NamedTensor& y) {
    return x.name == y.name && x.shape == y.shape && x.numbers == y.numbers;
  };
  return a.metadata == b.metadata &&
         std::equal(a.tensors.begin(), a.tensors.end(), b.tensors.begin(), b.tensors.end(), sameTensor);
}

bool sameModel(const Model& a, const Model& b) {
  return a.recipe == b.recipe && a.notes == b.notes && a.parameters == b.parameters;
}

std::string checkBytes(Bytes bytes) {
  const std::string finding = checkRead("A weights file", bytes, readSafetensors, writeSafetensors, sameFile);
  return finding.empty() ? checkRead("A model", bytes, readModel, writeModel, sameModel) : finding;
}

// The bytes with the length of their header put right, up to the brace that closes it: else nearly every change of a
// header would be refused for its length alone.
std::vector<std::uint8_t> mended(Bytes bytes) {
  std::vector<std::uint8_t> result(bytes.begin(), bytes.end());
  std::size_t end = kLengthBytes;
  for (int depth = 0; end < result.size();) {
    const std::uint8_t c = result[end++];
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (c == '}' && depth <= 0) break;
  }
  for (std::size_t i = 0; i < std::min(kLengthBytes, result.size()); ++i) {
    result[i] = static_cast<std::uint8_t>(std::uint64_t{end - kLengthBytes} >> (8 * i) & 0xffU);
  }
  return result;
}

}  // namespace

std::string checkModel(Bytes bytes) {
  const std::string finding = checkBytes(bytes);
  const auto better = mended(bytes);
  const bool same = std::equal(bytes.begin(), bytes.end(), better.begin());
  return finding.empty() && !same ? checkBytes(better) : finding;
}

}  // namespace atelier::fuzz
