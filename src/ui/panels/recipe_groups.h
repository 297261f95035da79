#pragma once

#include <array>
#include <string_view>

namespace atelier::ui {

// The recipe's fields by what they are about, in the order of the form. A field that no group names is in the second.
struct FieldGroup {
  const char* title = "";
  std::array<std::string_view, 9> fields;
};

inline constexpr std::array<FieldGroup, 5> kFieldGroups = {{
    {"Network", {"network", "filters", "activation", "start"}},
    {"Optimizer and schedule",
     {"optimizer", "learningRate", "momentum", "nesterov", "schedule", "stepEpochs", "stepFactor", "decay",
      "smoothing"}},
    {"Batches and epochs", {"batch", "epochs", "shuffle", "seed"}},
    {"Validation and inputs", {"folds", "foldCount", "foldShare", "flip", "shift", "drawings", "wardrobe", "inputs"}},
    {"Data", {"train", "test"}},
}};

constexpr std::size_t groupOf(std::string_view field) {
  for (std::size_t group = 0; group < kFieldGroups.size(); ++group) {
    for (const std::string_view name : kFieldGroups[group].fields) {
      if (!name.empty() && name == field) return group;
    }
  }
  return 1;
}

}  // namespace atelier::ui
