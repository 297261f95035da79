#pragma once

#include <string>
#include <vector>

#include "train/recipe.h"

namespace atelier {

// A recipe as a form: one entry for everything that a user sets on its own.
struct RecipeField {
  std::string name;   // "learningRate"
  std::string label;  // "Learning rate"
  std::string value;
  bool now = false;     // takes effect in a run that is under way; else after a reset
  std::string kind;     // "number", "text" or "choice"
  std::string choices;  // of a choice, separated by "|"
};

// In the order in which a form shows them. Those of the lab's network ("filters", "activation") are there only when
// the network is a convolution, perhaps relu, and the rest.
std::vector<RecipeField> fieldsOf(const Recipe& recipe);

// Sets one field; or changes nothing and returns false, with a sentence in `error`.
[[nodiscard]] bool setField(Recipe& recipe, const std::string& name, const std::string& value, std::string& error);

// `running` with all that takes effect now taken from `edited`.
Recipe adoptNow(const Recipe& running, const Recipe& edited);

}  // namespace atelier
