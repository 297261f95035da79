#pragma once

#include <optional>
#include <string>
#include <vector>

namespace atelier::cli {

// What was asked for on the command line.
struct Options {
  std::string command;  // "train", "evaluate", "predict", "sketches", "presets" or "help"
  std::string subject;  // of train the recipe or preset, of predict the image, of sketches the folder
  std::string data;
  std::string model;
  std::string out;
  bool resume = false;
  bool json = false;
};

// The words after the program's name; `dataDefault` stands for a --data that is not given, unless it is empty. Returns
// nothing and says in `error`, as one sentence, what is not understood or missing.
[[nodiscard]] std::optional<Options> parseOptions(const std::vector<std::string>& words, const std::string& dataDefault,
                                                  std::string& error);

}  // namespace atelier::cli
