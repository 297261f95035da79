#include "cli/model_input.h"

#include <algorithm>

#include "cli/files.h"

namespace atelier::cli {

std::optional<Model> loadModel(const std::string& path, std::string& error) {
  const auto bytes = readFile(path, error);
  if (!bytes) return std::nullopt;
  auto model = readModel(*bytes, error);
  if (!model) error = path + ": " + error;
  return model;
}

Network<float> networkOf(const Model& model) {
  Network<float> network(model.recipe.network, kInputShape);
  std::copy(model.parameters.begin(), model.parameters.end(), network.parameters().begin());
  return network;
}

}  // namespace atelier::cli
