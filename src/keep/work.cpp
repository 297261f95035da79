#include "keep/work.h"

#include <map>

#include "keep/fields.h"
#include "keep/piece.h"
#include "protocol/table.h"

namespace atelier::keep {

namespace {

constexpr const char* kHead = "head2";
constexpr const char* kOldHead = "head";

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

bool readHead(const Piece& head, Work& work) {
  if (head.kind == kHead) return readFields(head.content, work);
  if (head.kind != kOldHead) return false;
  protocol::Bytes content(head.content.begin(), head.content.end());
  content.resize(content.size() + 4 * sizeof(int));  // the fields that it has not: three numbers and an empty text
  if (!readFields<Work>(content, work)) return false;
  work.number = 1;
  return true;
}

// Adds those pieces that a table names to the file's. Returns the table of these.
std::string takeNamed(const std::string& table, const std::map<std::string, Bytes>& pieces, WorkFile& file) {
  std::vector<protocol::Row> taken;
  for (const protocol::Row& row : protocol::parseTable(table)) {
    const auto found = pieces.find(row[0]);
    if (found == pieces.end()) {
      ++file.lost;
      continue;
    }
    taken.push_back({row[0]});
    if (!file.pieces.contains(row[0])) file.pieces[row[0]].assign(found->second.begin(), found->second.end());
  }
  return protocol::printTable(taken);
}

}  // namespace

std::vector<std::uint8_t> writeHead(const Work& work) { return writePiece(kHead, writeFields(work)); }

std::optional<WorkFile> readWork(std::span<const std::uint8_t> bytes, std::string& error) {
  const auto head = readPiece(bytes, error);
  if (!head) return std::nullopt;
  WorkFile file;
  if (head->isDamaged || !readHead(*head, file.work)) {
    error = head->isDamaged ? "This work is damaged: its checksum differs." : "This work is damaged: it has no head.";
    return std::nullopt;
  }
  const auto pieces = piecesOf(bytes.subspan(head->length));
  takeNamed(file.work.snapshots, pieces, file);
  for (const protocol::Row& row : protocol::parseTable(file.work.leftRuns)) {
    const auto found = pieces.find(row[0]);
    std::string ignored;
    auto run = found == pieces.end() ? std::nullopt : readLeftRun(found->second, ignored);
    if (!run || file.leftRuns.size() == kMostLeft) {
      ++file.lost;
      continue;
    }
    run->snapshots = takeNamed(run->snapshots, pieces, file);
    file.leftRuns.push_back(std::move(*run));
  }
  return file;
}

}  // namespace atelier::keep
