#include "keep/work.h"

#include <map>

#include "keep/fields.h"
#include "keep/piece.h"
#include "protocol/table.h"

namespace atelier::keep {

namespace {

constexpr const char* kHead = "head";

using Bytes = std::span<const std::uint8_t>;

// The undamaged pieces by their names, up to where no piece begins.
std::map<std::string, Bytes> piecesOf(Bytes bytes) {
  std::map<std::string, Bytes> pieces;
  std::string ignored;
  while (const auto piece = readPiece(bytes, ignored)) {
    if (!piece->isDamaged) pieces[piece->name] = bytes.first(piece->length);
    bytes = bytes.subspan(piece->length);
  }
  return pieces;
}

}  // namespace

std::vector<std::uint8_t> writeHead(const Work& work) { return writePiece(kHead, writeFields(work)); }

std::optional<WorkFile> readWork(std::span<const std::uint8_t> bytes, std::string& error) {
  const auto head = readPiece(bytes, error);
  if (!head) return std::nullopt;
  WorkFile file;
  if (head->kind != kHead || head->isDamaged || !readFields(head->content, file.work)) {
    error = head->isDamaged ? "This work is damaged: its checksum differs." : "This work is damaged: it has no head.";
    return std::nullopt;
  }
  auto pieces = piecesOf(bytes.subspan(head->length));
  for (const protocol::Row& row : protocol::parseTable(file.work.snapshots)) {
    const auto found = pieces.extract(row[0]);
    if (found.empty()) {
      ++file.lost;
    } else {
      file.snapshots.emplace_back(found.mapped().begin(), found.mapped().end());
    }
  }
  return file;
}

}  // namespace atelier::keep
