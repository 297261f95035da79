#include "io/model_file.h"

#include <algorithm>

namespace atelier {

namespace {

// The tensors of a network, in its order, without their numbers: "1.filters", "1.bias", "3.weights", ... by layer. What
// a layer has several of in one shape are rows of one tensor, "2.scale+shift+mean+variance": so a layer has two at
// most.
std::vector<NamedTensor> tensorsOf(const std::vector<LayerSpec>& layers) {
  const Network<float> network(layers, kInputShape);
  std::vector<NamedTensor> tensors;
  int layer = -1;        // of the last tensor
  std::vector<int> row;  // its shape, or that of its rows
  for (const auto& place : network.places()) {
    const auto& p = *place.parameter;
    const std::vector<int> shape(p.dims.begin(), p.dims.begin() + p.rank);
    if (place.layer == layer && shape == row) {
      NamedTensor& rows = tensors.back();
      rows.name += std::string("+") + p.name;
      if (rows.shape == row) rows.shape.insert(rows.shape.begin(), 1);
      ++rows.shape.front();
      continue;
    }
    tensors.push_back({std::to_string(place.layer + 1) + "." + p.name, shape, {}});
    layer = place.layer;
    row = shape;
  }
  return tensors;
}

std::size_t countOf(const NamedTensor& tensor) {
  std::size_t count = 1;
  for (const int size : tensor.shape) count *= static_cast<std::size_t>(size);
  return count;
}

}  // namespace

TensorFile tensorsOfModel(const Model& model) {
  TensorFile file;
  file.metadata = model.notes;
  file.metadata["recipe"] = printRecipe(model.recipe);
  auto from = model.parameters.begin();
  for (NamedTensor& tensor : tensorsOf(model.recipe.network)) {
    const auto to = from + static_cast<std::ptrdiff_t>(countOf(tensor));
    tensor.numbers.assign(from, to);
    from = to;
    file.tensors.push_back(std::move(tensor));
  }
  return file;
}

std::optional<Model> modelOfTensors(const TensorFile& file, std::string& error) {
  Model model{{}, {}, file.metadata};
  TextError place;
  const auto recipe = parseRecipe(model.notes["recipe"], place);
  if (!recipe) {
    error = "The recipe in this weights file cannot be read: " + place.text + ".";
    return std::nullopt;
  }
  model.recipe = *recipe;
  model.notes.erase("recipe");
  const auto expected = tensorsOf(recipe->network);
  auto next = expected.begin();
  bool ok = true;
  for (const NamedTensor& tensor : file.tensors) {
    if (tensor.name.rfind(kRunPrefix, 0) == 0) continue;
    ok = ok && next != expected.end() && tensor.name == next->name && tensor.shape == next->shape;
    if (!ok) break;
    model.parameters.insert(model.parameters.end(), tensor.numbers.begin(), tensor.numbers.end());
    ++next;
  }
  if (ok && next == expected.end()) return model;
  error = "The tensors of this weights file are not those of its network, " + printNetwork(recipe->network) + ".";
  return std::nullopt;
}

std::vector<std::uint8_t> writeModel(const Model& model) { return writeSafetensors(tensorsOfModel(model)); }

std::optional<Model> readModel(std::span<const std::uint8_t> bytes, std::string& error) {
  const auto file = readSafetensors(bytes, error);
  return file ? modelOfTensors(*file, error) : std::nullopt;
}

}  // namespace atelier
