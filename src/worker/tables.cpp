#include "worker/tables.h"

#include "data/dataset.h"
#include "data/inputs.h"
#include "protocol/table.h"
#include "train/presets.h"
#include "train/recipe_fields.h"

namespace atelier::worker {

namespace {

std::string presetNameOf(const std::string& recipe) {
  for (const Preset& preset : kPresets) {
    if (recipe == preset.recipe) return preset.name;
  }
  return "";
}

}  // namespace

std::string presetTable() {
  std::vector<protocol::Row> rows;
  for (const Preset& preset : kPresets) rows.push_back({preset.name, preset.recipe, preset.about});
  return protocol::printTable(rows);
}

std::string classTable() {
  std::vector<protocol::Row> rows;
  for (const char* name : kClassNames) rows.push_back({name});
  return protocol::printTable(rows);
}

std::string layerTable(const std::vector<LayerSpec>& layers) {
  std::vector<protocol::Row> rows;
  const auto add = [&rows](const std::string& text, const std::string& kind, const Shape& y, int parameters) {
    rows.push_back(
        {text, kind, std::to_string(y.c), std::to_string(y.h), std::to_string(y.w), std::to_string(parameters)});
  };
  Shape x = kInputShape;
  add("input", "input", x, 0);
  for (const LayerSpec& layer : layers) {
    const Shape y = std::get<Shape>(outputShape(layer, x));
    add(printLayer(layer), kindOf(layer), y, parameterCount(layer, x));
    x = y;
  }
  add("softmax", "softmax", x, 0);
  return protocol::printTable(rows);
}

protocol::Recipe recipeMessage(const Recipe& edited, const Recipe& running) {
  const auto runningFields = fieldsOf(running);
  std::vector<protocol::Row> rows;
  for (const RecipeField& field : fieldsOf(edited)) {
    bool pending = true;
    for (const RecipeField& other : runningFields) {
      if (other.name == field.name && other.value == field.value) pending = false;
    }
    rows.push_back({field.name, field.label, field.value, field.now ? "now" : "after reset", field.kind, field.choices,
                    pending ? "yes" : "", field.about});
  }
  const std::string text = printRecipe(edited);
  return {text, presetNameOf(text), printRecipe(running), protocol::printTable(rows), layerTable(edited.network)};
}

}  // namespace atelier::worker
