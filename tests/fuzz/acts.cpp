#include "fuzz/checks.h"
#include "sketch/acts_text.h"
#include "sketch/drawing.h"

namespace atelier::fuzz {

std::string checkActs(Bytes bytes) {
  constexpr std::size_t kMostPainted = 400;  // characters: painting takes longer than reading
  constexpr int kSide = 32;
  std::string error;
  const auto list = sketch::parseActs(textOf(bytes), error);
  if (!list) return error.empty() ? "A drawing is refused without a sentence." : "";
  const std::string text = sketch::printActs(list->acts, list->done);
  const auto back = sketch::parseActs(text, error);
  if (!back) return "The printed drawing is refused: " + error;
  if (*back != *list) return "The printed drawing is another one: " + text;
  if (bytes.size() > kMostPainted) return "";
  sketch::Drawing whole(kSide);
  whole.replace(list->acts, list->done);
  sketch::Drawing grown(kSide);
  for (int k = 0; k < list->done; ++k) grown.add(list->acts[static_cast<std::size_t>(k)]);
  return whole.pixels() == grown.pixels() ? "" : "The drawing is painted otherwise at once than act by act: " + text;
}

}  // namespace atelier::fuzz
