#include "io/model_file.h"

#include <gtest/gtest.h>

#include "io/safetensors.h"
#include "nn/network.h"
#include "support/recipes.h"
#include "support/tensors.h"

namespace atelier {
namespace {

Model modelOf(const std::string& text) {
  Model model{testing::recipeOf(text), {}, {{"testAccuracy", "0.875"}, {"dataset", "synthetic"}}};
  Network<float> network(model.recipe.network, kInputShape);
  network.start(5);
  model.parameters.assign(network.parameters().begin(), network.parameters().end());
  return model;
}

constexpr const char* kSmall =
    "conv 4x3 | relu | max-pool 4 | conv 3x2 | dense 7 | relu | dense 10 ; sgd 0.01 step 3 0.5 ; seed 77";

std::string errorOfModel(const std::vector<std::uint8_t>& bytes) {
  std::string error;
  EXPECT_FALSE(readModel(bytes, error).has_value());
  return error;
}

// The model's file with its tensors changed.
template <class Change>
std::vector<std::uint8_t> changed(Change change) {
  std::string error;
  auto file = readSafetensors(writeModel(modelOf(kSmall)), error);
  EXPECT_TRUE(file.has_value()) << error;
  if (!file) return {};
  change(*file);
  return writeSafetensors(*file);
}

const std::string kOthers =
    "The tensors of this weights file are not those of its network, conv 4x3 | relu | max-pool 4 | conv 3x2 | dense 7 "
    "| relu | dense 10.";

TEST(ModelFile, GivesBackWhatWasWritten) {
  for (const char* text : {kSmall, "conv 12x3 | max-pool 2 | dense 10", "dense 10"}) {
    const Model model = modelOf(text);
    std::string error;
    const auto read = readModel(writeModel(model), error);
    ASSERT_TRUE(read.has_value()) << error;
    EXPECT_EQ(read->recipe, model.recipe);
    EXPECT_EQ(read->notes, model.notes);
    EXPECT_EQ(testing::bitDifference(read->parameters, model.parameters), "");
  }
}

TEST(ModelFile, NamesItsTensorsByLayer) {
  std::string error;
  const auto file = readSafetensors(writeModel(modelOf(kSmall)), error);
  ASSERT_TRUE(file.has_value()) << error;
  const std::vector<std::pair<std::string, std::vector<int>>> expected = {
      {"1.filters", {4, 1, 3, 3}}, {"1.bias", {4}}, {"4.filters", {3, 4, 2, 2}}, {"4.bias", {3}},
      {"5.weights", {7, 75}},      {"5.bias", {7}}, {"7.weights", {10, 7}},      {"7.bias", {10}}};
  ASSERT_EQ(file->tensors.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(file->tensors[i].name, expected[i].first);
    EXPECT_EQ(file->tensors[i].shape, expected[i].second);
  }
  EXPECT_EQ(file->metadata.at("recipe"), printRecipe(testing::recipeOf(kSmall)));
}

TEST(ModelFile, HasWhatALayerHasInOneShapeAsRowsOfOneTensor) {
  const Model model = modelOf("conv 4x3 | batch-norm | relu | batch-norm | dense 10 ; sgd 0.01 ; seed 77");
  const TensorFile file = tensorsOfModel(model);
  ASSERT_EQ(file.tensors.size(), 6U);
  for (const std::size_t i : {2U, 3U}) {
    EXPECT_EQ(file.tensors[i].name, i == 2 ? "2.scale+shift+mean+variance" : "4.scale+shift+mean+variance");
    EXPECT_EQ(file.tensors[i].shape, (std::vector<int>{4, 4}));
    EXPECT_EQ(file.tensors[i].numbers.size(), 16U);
  }
  std::string error;
  const auto read = readModel(writeModel(model), error);
  ASSERT_TRUE(read.has_value()) << error;
  EXPECT_EQ(read->parameters, model.parameters);
}

TEST(ModelFile, RefusesWhatIsNoWeightsFile) {
  EXPECT_EQ(errorOfModel({}), "This is not a weights file (safetensors), or it is cut off in its header.");
  EXPECT_EQ(errorOfModel(std::vector<std::uint8_t>(1000, 'x')),
            "This is not a weights file (safetensors), or it is cut off in its header.");
}

TEST(ModelFile, RefusesAFileWithoutARecipe) {
  EXPECT_EQ(errorOfModel(changed([](TensorFile& file) { file.metadata.clear(); })),
            "The recipe in this weights file cannot be read: layer 1: there is no layer here.");
  EXPECT_EQ(errorOfModel(changed([](TensorFile& file) {
              file.metadata["recipe"] = "dense 10 ; adamw 1";
            })).find("The recipe in this weights file cannot be read: \"adamw\" is not a word of a recipe"),
            0U);
}

TEST(ModelFile, RefusesTensorsOfAnotherNetwork) {
  EXPECT_EQ(errorOfModel(changed([](TensorFile& file) { file.tensors.pop_back(); })), kOthers);
  EXPECT_EQ(errorOfModel(changed([](TensorFile& file) { file.tensors.push_back({"8.bias", {1}, {1}}); })), kOthers);
  EXPECT_EQ(errorOfModel(changed([](TensorFile& file) { file.tensors[0].name = "1.filter"; })), kOthers);
  EXPECT_EQ(errorOfModel(changed([](TensorFile& file) { file.tensors[0].shape = {4, 3, 1, 3}; })), kOthers);
  EXPECT_EQ(errorOfModel(changed([](TensorFile& file) { file.tensors[0].shape = {36}; })), kOthers);
  EXPECT_EQ(errorOfModel(changed([](TensorFile& file) { std::swap(file.tensors[0], file.tensors[1]); })), kOthers);
  EXPECT_EQ(errorOfModel(changed([](TensorFile& file) { file.tensors.clear(); })), kOthers);
}

TEST(ModelFile, RefusesAFileCutOff) {
  const auto whole = writeModel(modelOf("max-pool 14 | dense 10"));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    std::string error;
    ASSERT_FALSE(readModel(std::span(whole).first(length), error).has_value()) << length;
    ASSERT_NE(error, "");
  }
}

}  // namespace
}  // namespace atelier
