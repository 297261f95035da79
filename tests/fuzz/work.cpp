#include "keep/work.h"

#include <algorithm>

#include "fuzz/checks.h"
#include "keep/left_run.h"
#include "keep/piece.h"
#include "keep/snapshot.h"

namespace atelier::fuzz {

namespace {

// Whatever is read is written as the very bytes it was read from, but for a head of an earlier page.
std::string checkFile(Bytes bytes) {
  std::string error;
  const auto file = keep::readWork(bytes, error);
  if (!file) return error.empty() ? "Bytes are refused without a sentence." : "";
  const auto head = keep::writeHead(file->work);
  const auto first = keep::readPiece(bytes, error);
  const bool isSame = first->length == head.size() && std::equal(head.begin(), head.end(), bytes.begin());
  if (first->kind != "head" && !isSame) return "What is read is not the head.";
  for (const auto& [name, bytesOf] : file->pieces) {
    const auto piece = keep::readPiece(bytesOf, error);
    if (!piece || piece->isDamaged || piece->name != name) return "A piece that was read is none.";
  }
  if (file->leftRuns.size() > keep::kMostLeft) return "More runs are read than are kept.";
  return "";
}

std::string checkSnapshot(Bytes bytes) {
  std::string error;
  const auto snapshot = keep::readSnapshot(bytes, error);
  if (!snapshot) return error.empty() ? "A piece is refused without a sentence." : "";
  const auto written = keep::writeSnapshot(*snapshot);
  return std::equal(written.begin(), written.end(), bytes.begin(), bytes.end()) ? "" : "What is read is not the piece.";
}

std::string checkLeftRun(Bytes bytes) {
  std::string error;
  const auto run = keep::readLeftRun(bytes, error);
  if (!run) return error.empty() ? "A run is refused without a sentence." : "";
  const auto written = keep::writeLeftRun(*run);
  return std::equal(written.begin(), written.end(), bytes.begin(), bytes.end()) ? "" : "What is read is not the run.";
}

}  // namespace

std::string checkWork(Bytes bytes) {
  // With a checksum that is right, too, so that the fuzzer gets past it.
  for (const std::string& finding :
       {checkFile(bytes), checkSnapshot(bytes), checkLeftRun(bytes), checkFile(keep::writePiece("head", bytes)),
        checkFile(keep::writePiece("head2", bytes)), checkSnapshot(keep::writePiece("epoch0", bytes)),
        checkLeftRun(keep::writePiece("run2", bytes))}) {
    if (!finding.empty()) return finding;
  }
  return "";
}

}  // namespace atelier::fuzz
