#include "io/model_file.h"

#include "io/safetensors.h"

namespace atelier {

namespace {

// The tensors of a network, in its order, without their numbers: "1.filters", "1.bias", "3.weights", ... by layer.
std::vector<NamedTensor> tensorsOf(const std::vector<LayerSpec>& layers) {
  const Network<float> network(layers, kInputShape);
  std::vector<NamedTensor> tensors;
  for (const auto& place : network.places()) {
    const auto& p = *place.parameter;
    tensors.push_back({std::to_string(place.layer + 1) + "." + p.name, {p.dims.begin(), p.dims.begin() + p.rank}, {}});
  }
  return tensors;
}

std::size_t countOf(const NamedTensor& tensor) {
  std::size_t count = 1;
  for (const int size : tensor.shape) count *= static_cast<std::size_t>(size);
  return count;
}

}  // namespace

std::vector<std::uint8_t> writeModel(const Model& model) {
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
  return writeSafetensors(file);
}

std::optional<Model> readModel(std::span<const std::uint8_t> bytes, std::string& error) {
  auto file = readSafetensors(bytes, error);
  if (!file) return std::nullopt;
  TextError place;
  const auto recipe = parseRecipe(file->metadata["recipe"], place);
  if (!recipe) {
    error = "The recipe in this weights file cannot be read: " + place.text + ".";
    return std::nullopt;
  }
  Model model{*recipe, {}, std::move(file->metadata)};
  model.notes.erase("recipe");
  const auto expected = tensorsOf(recipe->network);
  for (std::size_t i = 0; i < std::max(expected.size(), file->tensors.size()); ++i) {
    if (i >= expected.size() || i >= file->tensors.size() || file->tensors[i].name != expected[i].name ||
        file->tensors[i].shape != expected[i].shape) {
      error = "The tensors of this weights file are not those of its network, " + printNetwork(recipe->network) + ".";
      return std::nullopt;
    }
    const auto& numbers = file->tensors[i].numbers;
    model.parameters.insert(model.parameters.end(), numbers.begin(), numbers.end());
  }
  return model;
}

}  // namespace atelier
