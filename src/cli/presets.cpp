#include "train/presets.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/commands.h"

namespace atelier::cli {

int presets(const Options& options) {
  auto list = nlohmann::ordered_json::array();
  for (const Preset& preset : kPresets) {
    list.push_back({{"name", preset.name}, {"about", preset.about}, {"recipe", preset.recipe}});
    if (!options.json) std::printf("%s\n    %s\n    %s\n", preset.name, preset.about, preset.recipe);
  }
  if (options.json) std::printf("%s\n", list.dump().c_str());
  return 0;
}

}  // namespace atelier::cli
