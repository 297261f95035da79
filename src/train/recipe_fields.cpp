#include "train/recipe_fields.h"

#include <algorithm>
#include <span>

#include "train/recipe_about.h"

namespace atelier {

namespace {

using Choices = std::span<const char* const>;

constexpr const char* kStartNames[] = {"lecun", "he", "glorot"};
constexpr const char* kOptimizerNames[] = {"sgd", "adam"};
constexpr const char* kScheduleNames[] = {"constant", "step", "cosine", "one-cycle"};
constexpr const char* kFoldNames[] = {"none", "hold-out", "rotate", "separate"};
constexpr const char* kOffOn[] = {"off", "on"};
constexpr const char* kInputNames[] = {"centred", "unit"};
constexpr const char* kActivationNames[] = {"none", "relu"};

template <class Enum>
std::string nameOf(Choices names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

std::string joined(Choices names) {
  std::string text;
  for (const char* name : names) text += std::string(text.empty() ? "" : "|") + name;
  return text;
}

std::string onOff(bool on) { return kOffOn[on ? 1 : 0]; }

const ConvSpec* labConvolution(const Recipe& recipe) { return std::get_if<ConvSpec>(&recipe.network.front()); }

bool hasActivation(const Recipe& recipe) {
  return recipe.network.size() > 1 && std::holds_alternative<ReluSpec>(recipe.network[1]);
}

bool isSgd(const Recipe& recipe) { return recipe.optimizer.kind == OptimizerSettings::Kind::kSgd; }
bool hasStep(const Recipe& recipe) { return recipe.schedule.kind == Schedule::Kind::kStep; }

// The words of the optimizer's clause, each with what introduces it, or empty.
struct OptimizerWords {
  std::string kind, rate, momentum, nesterov, schedule;

  explicit OptimizerWords(const Recipe& recipe)
      : kind(nameOf(kOptimizerNames, recipe.optimizer.kind)), rate(" " + printNumber(recipe.rate)) {
    if (recipe.optimizer.momentum > 0) momentum = " momentum " + printNumber(recipe.optimizer.momentum);
    if (recipe.optimizer.nesterov) nesterov = " nesterov";
    setSchedule(nameOf(kScheduleNames, recipe.schedule.kind), std::to_string(recipe.schedule.every),
                printNumber(recipe.schedule.factor));
  }

  void setSchedule(const std::string& name, const std::string& every, const std::string& factor) {
    schedule = name == "constant" ? "" : " " + name + (name == "step" ? " " + every + " " + factor : "");
  }
  std::string text() const {
    return kind + rate + (kind == "sgd" ? momentum + (momentum.empty() ? "" : nesterov) : "") + schedule;
  }
};

// The optimizer's clause with one field of another value; empty when the field is not one of it.
std::string optimizerClause(const Recipe& recipe, const std::string& name, const std::string& value) {
  OptimizerWords words(recipe);
  const std::string every = std::to_string(recipe.schedule.every);
  const std::string factor = printNumber(recipe.schedule.factor);
  if (name == "optimizer") {
    words.kind = value;
  } else if (name == "learningRate") {
    words.rate = " " + value;
  } else if (name == "momentum" && isSgd(recipe)) {
    words.momentum = value == "0" ? "" : " momentum " + value;
  } else if (name == "nesterov" && recipe.optimizer.momentum > 0) {
    words.nesterov = value == "on" ? " nesterov" : "";
  } else if (name == "schedule") {
    words.setSchedule(value, hasStep(recipe) ? every : "4", hasStep(recipe) ? factor : "0.5");
  } else if (name == "stepEpochs" && hasStep(recipe)) {
    words.setSchedule("step", value, factor);
  } else if (name == "stepFactor" && hasStep(recipe)) {
    words.setSchedule("step", every, value);
  } else {
    return "";
  }
  return words.text();
}

std::string foldsClause(const Recipe& recipe, const std::string& name, const std::string& value) {
  const bool counts = recipe.folds.count > 0;
  if (name == "foldCount" && counts) return "folds " + nameOf(kFoldNames, recipe.folds.kind) + " " + value;
  if (name == "foldShare" && recipe.folds.share > 0) return "folds hold-out " + value;
  if (name != "folds") return "";
  const std::string count = counts ? std::to_string(recipe.folds.count) : "5";
  const std::string share = recipe.folds.share > 0 ? printNumber(recipe.folds.share) : "0.1";
  return "folds " + value + (value == "hold-out" ? " " + share : value == "none" ? "" : " " + count);
}

std::string augmentClause(const Recipe& recipe, const std::string& name, const std::string& value) {
  const bool flip = name == "flip" ? value == "on" : recipe.augment.flip;
  const std::string shift = name == "shift" ? value : std::to_string(recipe.augment.shift);
  const bool drawings = name == "drawings" ? value == "on" : recipe.augment.drawings;
  const std::string words =
      (flip ? " flip" : "") + (shift == "0" ? "" : " shift " + shift) + (drawings ? " drawings" : "");
  return "augment" + (words.empty() ? " none" : words);
}

// The clause that gives this field its value; empty when there is no such field.
std::string clauseOf(const Recipe& recipe, const std::string& name, const std::string& value) {
  for (const char* key :
       {"start", "decay", "smoothing", "batch", "epochs", "shuffle", "wardrobe", "train", "test", "inputs", "seed"}) {
    if (name == key) return name + " " + value;
  }
  if (name == "flip" || name == "shift" || name == "drawings") return augmentClause(recipe, name, value);
  const std::string folds = foldsClause(recipe, name, value);
  return folds.empty() ? optimizerClause(recipe, name, value) : folds;
}

bool fail(TextError& error, const std::string& text, const std::string& value) {
  error = {0, text, static_cast<int>(value.size())};
  return false;
}

bool isOneOf(Choices names, const std::string& value) {
  return std::find(names.begin(), names.end(), value) != names.end();
}

bool adoptNetwork(Recipe& recipe, const std::string& text, TextError& error) {
  auto network = parseLayers(text, error);
  if (network) recipe.network = std::move(*network);
  return network.has_value();
}

// These layers instead, if they make a network; `value` is what the user typed.
bool adoptLayers(Recipe& recipe, const std::vector<LayerSpec>& layers, const std::string& value, TextError& error) {
  TextError place;
  return adoptNetwork(recipe, printNetwork(layers), place) || fail(error, place.text, value);
}

bool setActivation(Recipe& recipe, const std::string& value, TextError& error) {
  if (!isOneOf(kActivationNames, value) || labConvolution(recipe) == nullptr) {
    return fail(error, "the activation must be \"none\" or \"relu\", after a convolution", value);
  }
  if (hasActivation(recipe) == (value == "relu")) return true;
  std::vector<LayerSpec> layers = recipe.network;
  if (value == "relu") {
    layers.insert(layers.begin() + 1, ReluSpec{});
  } else {
    layers.erase(layers.begin() + 1);
  }
  return adoptLayers(recipe, layers, value, error);
}

bool setFilters(Recipe& recipe, const std::string& value, TextError& error) {
  WordReader in(value, "", 0, error);
  std::vector<LayerSpec> layers = recipe.network;
  auto* conv = std::get_if<ConvSpec>(&layers.front());
  if (conv == nullptr) return fail(error, "the network does not begin with a convolution", value);
  if (!in.number("the number of filters", 1, 256, conv->filters)) return false;
  if (!in.atEnd()) return in.failNext("this takes one number");
  return adoptLayers(recipe, layers, value, error);
}

RecipeField choice(const char* name, const char* label, const std::string& value, bool now, Choices choices) {
  return {name, label, value, now, "choice", joined(choices)};
}

RecipeField number(const char* name, const char* label, const std::string& value, bool now) {
  return {name, label, value, now, "number", ""};
}

// What a field of choices may be; none for another field.
Choices choicesOf(const std::string& name) {
  if (name == "start") return kStartNames;
  if (name == "optimizer") return kOptimizerNames;
  if (name == "schedule") return kScheduleNames;
  if (name == "folds") return kFoldNames;
  if (name == "nesterov" || name == "shuffle" || name == "flip" || name == "drawings") return kOffOn;
  if (name == "inputs") return kInputNames;
  return {};
}

}  // namespace

std::vector<RecipeField> fieldsOf(const Recipe& recipe) {
  std::vector<RecipeField> fields = {{"network", "Network", printNetwork(recipe.network), false, "text", ""}};
  const auto add = [&fields](RecipeField field) { fields.push_back(std::move(field)); };
  if (const ConvSpec* conv = labConvolution(recipe)) {
    add(number("filters", "Filters", std::to_string(conv->filters), false));
    add(choice("activation", "Activation", kActivationNames[hasActivation(recipe) ? 1 : 0], false, kActivationNames));
  }
  add(choice("start", "Initial weights", nameOf(kStartNames, recipe.start), false, kStartNames));
  add(choice("optimizer", "Optimizer", nameOf(kOptimizerNames, recipe.optimizer.kind), false, kOptimizerNames));
  add(number("learningRate", "Learning rate", printNumber(recipe.rate), true));
  if (isSgd(recipe)) add(number("momentum", "Momentum", printNumber(recipe.optimizer.momentum), true));
  if (recipe.optimizer.momentum > 0)
    add(choice("nesterov", "Nesterov", onOff(recipe.optimizer.nesterov), true, kOffOn));
  add(choice("schedule", "Schedule", nameOf(kScheduleNames, recipe.schedule.kind), true, kScheduleNames));
  if (hasStep(recipe)) {
    add(number("stepEpochs", "Step every (epochs)", std::to_string(recipe.schedule.every), true));
    add(number("stepFactor", "Step factor", printNumber(recipe.schedule.factor), true));
  }
  add(number("decay", "Weight decay", printNumber(recipe.optimizer.decay), true));
  add(number("smoothing", "Label smoothing", printNumber(recipe.smoothing), true));
  add(number("batch", "Batch size", std::to_string(recipe.batch), true));
  add(number("epochs", recipe.models() > 1 ? "Epochs of each model" : "Epochs", std::to_string(recipe.epochs),
             recipe.models() == 1));
  add(choice("folds", "Validation", nameOf(kFoldNames, recipe.folds.kind), false, kFoldNames));
  if (recipe.folds.count > 0) add(number("foldCount", "Folds", std::to_string(recipe.folds.count), false));
  if (recipe.folds.share > 0) add(number("foldShare", "Share held out", printNumber(recipe.folds.share), false));
  add(choice("shuffle", "Shuffle", onOff(recipe.shuffle), false, kOffOn));
  add(choice("flip", "Flip at random", onOff(recipe.augment.flip), false, kOffOn));
  add(number("shift", "Shift by up to (pixels)", std::to_string(recipe.augment.shift), false));
  add(choice("drawings", "Redrawn by hand", onOff(recipe.augment.drawings), false, kOffOn));
  add(number("wardrobe", "Wardrobe share", printNumber(recipe.wardrobe), true));
  add(choice("inputs", "Inputs", nameOf(kInputNames, recipe.inputs), false, kInputNames));
  add(number("seed", "Seed", std::to_string(recipe.seed), false));
  add(number("train", "Training images", std::to_string(recipe.train), false));
  add(number("test", "Test images", std::to_string(recipe.test), false));
  for (RecipeField& field : fields) field.about = aboutField(field.name);
  return fields;
}

bool setField(Recipe& recipe, const std::string& name, const std::string& value, TextError& error) {
  if (value.size() > kLongestRecipe) return fail(error, "this is too long", value);
  if (name == "network") return adoptNetwork(recipe, value, error);
  if (name == "activation") return setActivation(recipe, value, error);
  if (name == "filters") return setFilters(recipe, value, error);
  const std::string clause = clauseOf(recipe, name, value);
  if (clause.empty()) return fail(error, "this recipe has no field \"" + name + "\"", value);
  // Words that end one clause and begin another would change more than their own field.
  if (value.empty() || value.find_first_of(" \t\r\n;|") != std::string::npos) {
    return fail(error, "this takes one word", value);
  }
  if (const Choices choices = choicesOf(name); !choices.empty() && !isOneOf(choices, value)) {
    return fail(error, "this must be one of: " + joined(choices), value);
  }
  TextError place;
  if (readClauses(recipe, clause, 0, place)) return true;
  return fail(error, place.text, value);
}

Recipe adoptNow(const Recipe& running, const Recipe& edited) {
  Recipe adopted = running;
  adopted.rate = edited.rate;
  adopted.schedule = edited.schedule;
  adopted.optimizer.decay = edited.optimizer.decay;
  if (isSgd(running) && isSgd(edited)) {
    adopted.optimizer.momentum = edited.optimizer.momentum;
    adopted.optimizer.nesterov = edited.optimizer.nesterov;
  }
  adopted.smoothing = edited.smoothing;
  adopted.batch = edited.batch;
  adopted.wardrobe = edited.wardrobe;
  if (running.models() == 1) adopted.epochs = edited.epochs;
  return adopted;
}

}  // namespace atelier
