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
  bool now = false;        // takes effect in a run that is under way; else after a reset
  std::string kind;        // "number", "text" or "choice"
  std::string choices;     // of a choice, separated by "|"
  std::string about = {};  // what it changes, in a sentence or two
};

// In the order in which a form shows them. Some are there only where they mean something: the sizes of the lab's
// network
// ("filters", "activation") when the network begins with a convolution, the momentum of sgd, the numbers of a schedule
// or of folds.
std::vector<RecipeField> fieldsOf(const Recipe& recipe);

// Sets one field; or changes nothing and returns false, with what is wrong in `error`, its place counted in `value`.
[[nodiscard]] bool setField(Recipe& recipe, const std::string& name, const std::string& value, TextError& error);

// `running` with all that takes effect now taken from `edited`.
Recipe adoptNow(const Recipe& running, const Recipe& edited);

}  // namespace atelier
