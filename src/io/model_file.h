#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/safetensors.h"
#include "train/recipe.h"

namespace atelier {

// A trained network in a file: safetensors, with the recipe and any notes as metadata.
struct Model {
  Recipe recipe;
  std::vector<float> parameters;             // as Network::parameters()
  std::map<std::string, std::string> notes;  // "testAccuracy" and the like
};

std::vector<std::uint8_t> writeModel(const Model& model);

// Returns nothing and sets `error` to a sentence unless the file holds a recipe and, for every layer of its network,
// parameters of that layer's very shapes. A run that was kept (io/checkpoint.h) is a model, too.
[[nodiscard]] std::optional<Model> readModel(std::span<const std::uint8_t> bytes, std::string& error);

// The same from and to tensors. Those whose names begin with kRunPrefix are passed over.
inline constexpr const char* kRunPrefix = "run.";
TensorFile tensorsOfModel(const Model& model);
[[nodiscard]] std::optional<Model> modelOfTensors(const TensorFile& file, std::string& error);

}  // namespace atelier
