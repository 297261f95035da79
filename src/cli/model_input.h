#pragma once

#include <optional>
#include <string>

#include "io/model_file.h"
#include "nn/network.h"

namespace atelier::cli {

// The model in a file, or nothing, and `error` says why as one sentence.
[[nodiscard]] std::optional<Model> loadModel(const std::string& path, std::string& error);

// Its network with its weights.
Network<float> networkOf(const Model& model);

}  // namespace atelier::cli
