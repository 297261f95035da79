#include "train/recipe_fields.h"

#include <algorithm>

namespace atelier {

namespace {

const ConvSpec* labConvolution(const Recipe& recipe) { return std::get_if<ConvSpec>(&recipe.network.front()); }

bool hasActivation(const Recipe& recipe) {
  return recipe.network.size() > 1 && std::holds_alternative<ReluSpec>(recipe.network[1]);
}

bool oneOf(const std::string& value, const char* one, const char* other) { return value == one || value == other; }

// Replaces the recipe by the one that this text says, if it says one.
bool adoptText(Recipe& recipe, const std::string& text, std::string& error) {
  TextError place;
  auto parsed = parseRecipe(text, place);
  if (!parsed) {
    error = place.text;
    return false;
  }
  recipe = std::move(*parsed);
  return true;
}

// Words that end one clause and begin another would change more than their own field.
bool isOneWord(const std::string& value) {
  return !value.empty() && value.find_first_of(" \t\r\n;|") == std::string::npos;
}

// The recipe's text with the word after `key` replaced.
std::string withClause(const Recipe& recipe, const std::string& key, const std::string& value) {
  const std::string text = printRecipe(recipe);
  const std::size_t start = text.find(" " + key + " ") + key.size() + 2;
  const std::size_t end = std::min(text.find(' ', start), text.size());
  return text.substr(0, start) + value + text.substr(end);
}

bool setSchedule(Recipe& recipe, const std::string& value, std::string& error) {
  if (!oneOf(value, "constant", "step")) {
    error = "the schedule must be \"constant\" or \"step\"";
    return false;
  }
  if (value == "constant") {
    recipe.schedule = {};
  } else if (recipe.schedule.every == 0) {
    recipe.schedule = {4, 0.5};
  }
  return true;
}

bool setActivation(Recipe& recipe, const std::string& value, std::string& error) {
  if (!oneOf(value, "none", "relu") || labConvolution(recipe) == nullptr) {
    error = "the activation must be \"none\" or \"relu\", after a convolution";
    return false;
  }
  if (hasActivation(recipe) == (value == "relu")) return true;
  if (value == "relu") {
    recipe.network.insert(recipe.network.begin() + 1, ReluSpec{});
  } else {
    recipe.network.erase(recipe.network.begin() + 1);
  }
  return true;
}

bool setFilters(Recipe& recipe, const std::string& value, std::string& error) {
  const ConvSpec* conv = labConvolution(recipe);
  if (conv == nullptr || !isOneWord(value) || value.find('x') != std::string::npos) {
    error = "the number of filters must be a whole number from 1 to 256, of a convolution";
    return false;
  }
  const std::string text = printRecipe(recipe);
  const std::string first = "conv " + value + "x" + std::to_string(conv->kernel);
  return adoptText(recipe, first + text.substr(text.find(" |")), error);
}

}  // namespace

std::vector<RecipeField> fieldsOf(const Recipe& recipe) {
  std::vector<RecipeField> fields = {{"network", "Network", printNetwork(recipe.network), false, "text", ""}};
  if (const ConvSpec* conv = labConvolution(recipe)) {
    fields.push_back({"filters", "Filters", std::to_string(conv->filters), false, "number", ""});
    fields.push_back(
        {"activation", "Activation", hasActivation(recipe) ? "relu" : "none", false, "choice", "none|relu"});
  }
  fields.push_back({"learningRate", "Learning rate", printNumber(recipe.rate), true, "number", ""});
  fields.push_back(
      {"schedule", "Schedule", recipe.schedule.every > 0 ? "step" : "constant", true, "choice", "constant|step"});
  if (recipe.schedule.every > 0) {
    fields.push_back({"stepEpochs", "Step every (epochs)", std::to_string(recipe.schedule.every), true, "number", ""});
    fields.push_back({"stepFactor", "Step factor", printNumber(recipe.schedule.factor), true, "number", ""});
  }
  fields.push_back({"batch", "Batch size", std::to_string(recipe.batch), true, "number", ""});
  fields.push_back({"epochs", "Epochs", std::to_string(recipe.epochs), true, "number", ""});
  fields.push_back({"shuffle", "Shuffle", recipe.shuffle ? "on" : "off", false, "choice", "off|on"});
  fields.push_back(
      {"inputs", "Inputs", recipe.inputs == Inputs::kCentred ? "centred" : "unit", false, "choice", "centred|unit"});
  fields.push_back({"seed", "Seed", std::to_string(recipe.seed), false, "number", ""});
  fields.push_back({"train", "Training images", std::to_string(recipe.train), false, "number", ""});
  fields.push_back({"test", "Test images", std::to_string(recipe.test), false, "number", ""});
  return fields;
}

bool setField(Recipe& recipe, const std::string& name, const std::string& value, std::string& error) {
  if (name == "network") {
    if (value.find(';') != std::string::npos) {
      error = "a network holds no \";\"";
      return false;
    }
    const std::string text = printRecipe(recipe);
    return adoptText(recipe, value + text.substr(text.find(" ;")), error);
  }
  if (name == "schedule") return setSchedule(recipe, value, error);
  if (name == "activation") return setActivation(recipe, value, error);
  if (name == "filters") return setFilters(recipe, value, error);
  const bool hasStep = recipe.schedule.every > 0;
  const auto word = [&]() -> std::string {
    if (name == "learningRate") return "sgd";
    if (name == "stepEpochs" && hasStep) return "step";
    for (const char* key : {"batch", "epochs", "shuffle", "inputs", "seed", "train", "test"}) {
      if (name == key) return key;
    }
    return "";
  }();
  const bool isFactor = name == "stepFactor" && hasStep;
  if (word.empty() && !isFactor) {
    error = "a recipe has no field \"" + name + "\"";
    return false;
  }
  if (!isOneWord(value)) {
    error = "this takes one word";
    return false;
  }
  if (isFactor) {
    const std::string every = std::to_string(recipe.schedule.every);
    const std::string old = every + " " + printNumber(recipe.schedule.factor);
    std::string text = printRecipe(recipe);
    text.replace(text.find(" step ") + 6, old.size(), every + " " + value);
    return adoptText(recipe, text, error);
  }
  return adoptText(recipe, withClause(recipe, word, value), error);
}

Recipe adoptNow(const Recipe& running, const Recipe& edited) {
  Recipe adopted = running;
  adopted.rate = edited.rate;
  adopted.schedule = edited.schedule;
  adopted.batch = edited.batch;
  adopted.epochs = edited.epochs;
  return adopted;
}

}  // namespace atelier
