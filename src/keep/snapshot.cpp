#include "keep/snapshot.h"

#include "keep/fields.h"
#include "keep/piece.h"

namespace atelier::keep {

namespace {

std::string kindOf(int epoch) { return "epoch" + std::to_string(epoch); }

}  // namespace

std::vector<std::uint8_t> writeSnapshot(const Snapshot& snapshot) {
  return writePiece(kindOf(snapshot.epoch), writeFields(snapshot));
}

std::optional<Snapshot> readSnapshot(std::span<const std::uint8_t> bytes, std::string& error) {
  const auto piece = readPiece(bytes, error);
  if (!piece) return std::nullopt;
  Snapshot snapshot;
  const bool isWhole = !piece->isDamaged && piece->length == bytes.size();
  if (isWhole && readFields(piece->content, snapshot) && piece->kind == kindOf(snapshot.epoch)) return snapshot;
  error = "What was kept of an epoch is damaged.";
  return std::nullopt;
}

}  // namespace atelier::keep
