#include "train/recipe.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace atelier {

namespace {

struct Word {
  std::string text;
  int position = 0;
};

std::vector<Word> wordsOf(std::string_view text, std::size_t from) {
  std::vector<Word> words;
  bool inWord = false;
  for (std::size_t i = from; i < text.size(); ++i) {
    const char c = text[i];
    const bool separates = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ';';
    if (!separates && !inWord) words.push_back({"", static_cast<int>(i)});
    if (!separates) words.back().text += c;
    inWord = !separates;
  }
  return words;
}

// Reads the words after the network one by one; the first failure stays in `error`.
class WordReader {
 public:
  WordReader(std::string_view text, std::size_t from, TextError& error)
      : words_(wordsOf(text, from)), end_(static_cast<int>(text.size())), error_(error) {}

  bool atEnd() const { return next_ == words_.size(); }
  int position() const { return atEnd() ? end_ : words_[next_].position; }
  std::string peek() const { return atEnd() ? "" : words_[next_].text; }
  std::string take() { return atEnd() ? "" : words_[next_++].text; }

  bool fail(int position, const std::string& text) {
    error_ = {position, text};
    return false;
  }

  // A whole number from low to high.
  template <class Number>
  bool number(const char* what, std::uint64_t low, std::uint64_t high, Number& to) {
    const int at = position();
    const std::string word = take();
    std::uint64_t value = 0;
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (word.empty() || code != std::errc() || end != word.data() + word.size() || value < low || value > high) {
      return fail(at, std::string(what) + " must be a whole number from " + std::to_string(low) + " to " +
                          std::to_string(high) + said(word));
    }
    to = static_cast<Number>(value);
    return true;
  }

  // A decimal number above 0 and at most `high`.
  bool decimal(const char* what, double high, double& to) {
    const int at = position();
    const std::string word = take();
    char* end = nullptr;
    const bool digits = !word.empty() && word.find_first_not_of("0123456789.eE+-") == std::string::npos;
    const double value = digits ? std::strtod(word.c_str(), &end) : 0;
    // Above 0 as a float, too: that is what weights are multiplied by.
    if (!digits || *end != '\0' || !(static_cast<float>(value) > 0) || value > high) {
      return fail(at, std::string(what) + " must be a number above 0 and at most " + printNumber(high) + said(word));
    }
    to = value;
    return true;
  }

  // One of two words; `first` tells which.
  bool either(const char* what, const char* one, const char* other, bool& first) {
    const int at = position();
    const std::string word = take();
    first = word == one;
    if (first || word == other) return true;
    return fail(at, std::string(what) + " must be \"" + one + "\" or \"" + other + "\"" + said(word));
  }

 private:
  static std::string said(const std::string& word) {
    return word.empty() ? ", but the text ends here" : ", not \"" + word + "\"";
  }

  std::vector<Word> words_;
  std::size_t next_ = 0;
  int end_;
  TextError& error_;
};

bool readSgd(WordReader& in, Recipe& recipe) {
  if (!in.decimal("the learning rate", 10, recipe.rate)) return false;
  if (in.peek() != "step") return true;
  in.take();
  return in.number("the epochs of a step", 1, 1000, recipe.schedule.every) &&
         in.decimal("the factor of a step", 1, recipe.schedule.factor);
}

bool readClause(WordReader& in, Recipe& recipe, std::vector<std::string>& seen) {
  const int at = in.position();
  const std::string key = in.take();
  if (std::find(seen.begin(), seen.end(), key) != seen.end()) return in.fail(at, "\"" + key + "\" is said twice");
  seen.push_back(key);
  bool first = false;
  if (key == "sgd") return readSgd(in, recipe);
  if (key == "batch") return in.number("the batch size", 1, 512, recipe.batch);
  if (key == "epochs") return in.number("the number of epochs", 1, 1000, recipe.epochs);
  if (key == "train") return in.number("the number of training images", 1, 60000, recipe.train);
  if (key == "test") return in.number("the number of test images", 1, 10000, recipe.test);
  if (key == "seed") return in.number("the seed", 0, 4294967295U, recipe.seed);
  if (key == "shuffle") return in.either("shuffle", "on", "off", recipe.shuffle);
  if (key == "folds") {
    const int value = in.position();
    return in.take() == "none" || in.fail(value, "folds must be \"none\"");
  }
  if (key == "inputs") {
    if (!in.either("inputs", "centred", "unit", first)) return false;
    recipe.inputs = first ? Inputs::kCentred : Inputs::kUnit;
    return true;
  }
  return in.fail(at, "\"" + key +
                         "\" is not a word of a recipe; after the network come sgd, batch, epochs, folds, shuffle, "
                         "train, test, inputs and seed");
}

}  // namespace

std::optional<Recipe> parseRecipe(std::string_view text, TextError& error) {
  const std::size_t networkEnd = std::min(text.find(';'), text.size());
  Recipe recipe;
  auto network = parseNetwork(text.substr(0, networkEnd), kInputShape, 10, error);
  if (!network) return std::nullopt;
  recipe.network = std::move(*network);
  WordReader in(text, networkEnd, error);
  std::vector<std::string> seen;
  while (!in.atEnd()) {
    if (!readClause(in, recipe, seen)) return std::nullopt;
  }
  return recipe;
}

std::string printRecipe(const Recipe& recipe) {
  std::string text = printNetwork(recipe.network) + " ; sgd " + printNumber(recipe.rate);
  if (recipe.schedule.every > 0) {
    text += " step " + std::to_string(recipe.schedule.every) + " " + printNumber(recipe.schedule.factor);
  }
  text += " ; batch " + std::to_string(recipe.batch) + " epochs " + std::to_string(recipe.epochs);
  text += std::string(" ; folds none shuffle ") + (recipe.shuffle ? "on" : "off");
  text += " ; train " + std::to_string(recipe.train) + " test " + std::to_string(recipe.test);
  text += std::string(" inputs ") + (recipe.inputs == Inputs::kCentred ? "centred" : "unit");
  return text + " ; seed " + std::to_string(recipe.seed);
}

std::string printNumber(double number) {
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof digits, number);
  return {digits, result.ptr};
}

}  // namespace atelier
