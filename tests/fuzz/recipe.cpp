#include "train/recipe.h"

#include "fuzz/checks.h"
#include "train/recipe_fields.h"

namespace atelier::fuzz {

namespace {

// A recipe's text says that recipe again.
std::string checkPrinted(const Recipe& recipe) {
  const std::string text = printRecipe(recipe);
  TextError error;
  const auto back = parseRecipe(text, error);
  if (!back) return "The printed recipe \"" + text + "\" is refused: " + error.text;
  if (*back != recipe) return "The printed recipe \"" + text + "\" is another recipe.";
  return printRecipe(*back) == text ? "" : "The printed recipe \"" + text + "\" is not canonical.";
}

std::string checkText(std::string_view text) {
  TextError error;
  const auto recipe = parseRecipe(text, error);
  if (recipe) return checkPrinted(*recipe);
  if (error.text.empty()) return "A recipe is refused without a sentence.";
  const bool inside = error.position >= 0 && error.length >= 0 &&
                      static_cast<std::size_t>(error.position + error.length) <= text.size();
  return inside ? "" : "A recipe is refused at a place outside of its text: " + error.text;
}

// Sets a field of the recipe, if it may be.
std::string checkSet(Recipe& recipe, const std::string& name, const std::string& value) {
  const Recipe before = recipe;
  TextError error;
  if (setField(recipe, name, value, error)) {
    const std::string finding = checkPrinted(recipe);
    return finding.empty() ? "" : "After " + name + " is set: " + finding;
  }
  if (error.text.empty()) return "The field " + name + " is refused without a sentence.";
  if (error.position < 0 || error.length < 0 ||
      static_cast<std::size_t>(error.position + error.length) > value.size()) {
    return "The field " + name + " is refused at a place outside of its value: " + error.text;
  }
  return recipe == before ? "" : "The field " + name + " is refused and yet changes the recipe.";
}

std::string checkOwnValues(const Recipe& recipe) {
  for (const RecipeField& field : fieldsOf(recipe)) {
    Recipe same = recipe;
    TextError error;
    if (!setField(same, field.name, field.value, error) || same != recipe) {
      return "The field " + field.name + " does not take its own value back: " + error.text;
    }
  }
  return "";
}

// Sets one field after the other to the same value; the first ones may take away some of the rest.
std::string checkFields(Recipe& recipe, const std::string& value) {
  std::string finding = checkOwnValues(recipe);
  for (const RecipeField& field : fieldsOf(recipe)) {
    if (finding.empty()) finding = checkSet(recipe, field.name, value);
  }
  return finding;
}

}  // namespace

std::string checkRecipe(Bytes bytes) {
  constexpr int kMaxValues = 3;  // every one is tried on every field
  const std::string_view text = textOf(bytes);
  std::string finding = checkText(text);
  std::size_t end = std::min(text.find('\n'), text.size());
  TextError error;
  auto recipe = parseRecipe(text.substr(0, end), error);
  for (int values = 0; recipe && finding.empty() && end < text.size() && values < kMaxValues; ++values) {
    const std::size_t start = end + 1;
    end = std::min(text.find('\n', start), text.size());
    finding = checkFields(*recipe, std::string(text.substr(start, end - start)));
  }
  return finding;
}

}  // namespace atelier::fuzz
