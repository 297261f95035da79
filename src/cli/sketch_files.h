#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sketch/acts.h"

namespace atelier::cli {

// Drawings of one word.
struct SketchFile {
  std::string word;                                   // the file's name without its ending
  std::vector<std::vector<sketch::Stroke>> drawings;  // each as strokes of the pad's brush
};

// All *.ndjson files of a folder by name, in the simplified form of "Quick, Draw!": a line is a JSON object whose
// "drawing" is a list of strokes [[x...], [y...]], 0 to 255; its other keys are not read. They are laid over the middle
// of the pad. Returns nothing, and in `error` a sentence that names file and line, when there is none or one is
// otherwise.
[[nodiscard]] std::optional<std::vector<SketchFile>> readSketches(const std::string& folder, std::string& error);

}  // namespace atelier::cli
