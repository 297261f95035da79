#include "keep/work.h"

#include <algorithm>

#include "fuzz/checks.h"
#include "keep/piece.h"
#include "keep/snapshot.h"

namespace atelier::fuzz {

namespace {

// Whatever is read is written as the very bytes it was read from.
std::string checkFile(Bytes bytes) {
  std::string error;
  const auto file = keep::readWork(bytes, error);
  if (!file) return error.empty() ? "Bytes are refused without a sentence." : "";
  const auto head = keep::writeHead(file->work);
  if (!std::equal(head.begin(), head.end(), bytes.begin(), bytes.begin() + std::ssize(head)))
    return "What is read is not the head.";
  for (const protocol::Bytes& piece : file->snapshots) {
    if (!keep::readPiece(piece, error)) return "A piece that was read is none.";
  }
  return "";
}

std::string checkSnapshot(Bytes bytes) {
  std::string error;
  const auto snapshot = keep::readSnapshot(bytes, error);
  if (!snapshot) return error.empty() ? "A piece is refused without a sentence." : "";
  const auto written = keep::writeSnapshot(*snapshot);
  return std::equal(written.begin(), written.end(), bytes.begin(), bytes.end()) ? "" : "What is read is not the piece.";
}

}  // namespace

std::string checkWork(Bytes bytes) {
  // With a checksum that is right, too, so that the fuzzer gets past it.
  for (const std::string& finding : {checkFile(bytes), checkSnapshot(bytes), checkFile(keep::writePiece("head", bytes)),
                                     checkSnapshot(keep::writePiece("epoch0", bytes))}) {
    if (!finding.empty()) return finding;
  }
  return "";
}

}  // namespace atelier::fuzz
