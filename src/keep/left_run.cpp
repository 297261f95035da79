#include "keep/left_run.h"

#include "keep/fields.h"
#include "keep/piece.h"

namespace atelier::keep {

namespace {

std::string kindOf(int number) { return "run" + std::to_string(number); }

}  // namespace

std::vector<std::uint8_t> writeLeftRun(const LeftRun& run) { return writePiece(kindOf(run.number), writeFields(run)); }

std::optional<LeftRun> readLeftRun(std::span<const std::uint8_t> bytes, std::string& error) {
  const auto piece = readPiece(bytes, error);
  if (!piece) return std::nullopt;
  LeftRun run;
  const bool isWhole = !piece->isDamaged && piece->length == bytes.size();
  if (isWhole && readFields(piece->content, run) && piece->kind == kindOf(run.number)) return run;
  error = "What was kept of another run is damaged.";
  return std::nullopt;
}

}  // namespace atelier::keep
