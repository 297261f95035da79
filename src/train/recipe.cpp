#include "train/recipe.h"

#include <algorithm>
#include <array>

#include "data/wardrobe.h"

namespace atelier {

namespace {

constexpr std::array<const char*, 3> kStarts = {"lecun", "he", "glorot"};  // as in Start

bool readStart(WordReader& in, Recipe& recipe) {
  for (std::size_t i = 0; i < kStarts.size(); ++i) {
    if (!in.takeIf(kStarts[i])) continue;
    recipe.start = static_cast<Start>(i);
    return true;
  }
  return in.failNext("start must be \"lecun\", \"he\" or \"glorot\"");
}

bool readSchedule(WordReader& in, Schedule& schedule) {
  if (in.takeIf("cosine")) {
    schedule.kind = Schedule::Kind::kCosine;
  } else if (in.takeIf("one-cycle")) {
    schedule.kind = Schedule::Kind::kOneCycle;
  } else if (in.takeIf("step")) {
    schedule.kind = Schedule::Kind::kStep;
    return in.number("the epochs of a step", 1, 1000, schedule.every) &&
           in.decimal("the factor of a step", 1, schedule.factor);
  }
  return true;
}

bool readOptimizer(WordReader& in, OptimizerSettings::Kind kind, Recipe& recipe) {
  OptimizerSettings& optimizer = recipe.optimizer;
  optimizer = {.kind = kind, .decay = optimizer.decay};
  recipe.schedule = {};
  if (!in.decimal("the learning rate", 10, recipe.rate)) return false;
  if (kind == OptimizerSettings::Kind::kSgd && in.takeIf("momentum")) {
    if (!in.decimal("the momentum", 0.999, optimizer.momentum)) return false;
    optimizer.nesterov = in.takeIf("nesterov");
  }
  return readSchedule(in, recipe.schedule);
}

bool readFolds(WordReader& in, Folds& folds) {
  folds = {};
  if (in.takeIf("none")) return true;
  if (in.takeIf("hold-out")) {
    folds.kind = Folds::Kind::kHoldOut;
    return in.decimal("the share to hold out", 0.5, folds.share);
  }
  if (in.takeIf("rotate")) {
    folds.kind = Folds::Kind::kRotate;
  } else if (in.takeIf("separate") || in.takeIf("k")) {
    folds.kind = Folds::Kind::kSeparate;
  } else {
    return in.failNext("folds must be \"none\", \"hold-out\", \"rotate\" or \"separate\"");
  }
  return in.number("the number of folds", 2, 100, folds.count);
}

bool readAugment(WordReader& in, Augment& augment) {
  augment = {};
  if (in.takeIf("none")) return true;
  augment.flip = in.takeIf("flip");
  if (in.takeIf("shift") && !in.number("the pixels of a shift", 1, 8, augment.shift)) return false;
  augment.drawings = in.takeIf("drawings");
  return !augment.isNone() ||
         in.failNext("augment must be \"none\", or some of \"flip\", \"shift N\" and \"drawings\" in this order");
}

bool readInputs(WordReader& in, Inputs& inputs) {
  bool centred = false;
  if (!in.either("inputs", "centred", "unit", centred)) return false;
  inputs = centred ? Inputs::kCentred : Inputs::kUnit;
  return true;
}

bool readSeed(WordReader& in, std::uint32_t& seed) {
  std::uint64_t value = 0;
  if (!in.number("the seed", std::uint64_t{0}, std::uint64_t{4294967295U}, value)) return false;
  seed = static_cast<std::uint32_t>(value);
  return true;
}

bool readClause(WordReader& in, Recipe& recipe, std::vector<std::string>& seen) {
  using Kind = OptimizerSettings::Kind;
  const std::string key = in.take();
  const std::string what = key == "adam" ? "sgd" : key;  // one optimizer
  if (std::find(seen.begin(), seen.end(), what) != seen.end()) {
    return in.failLast(what == "sgd" ? "a second optimizer is said here" : "\"" + key + "\" is said twice");
  }
  seen.push_back(what);
  if (key == "start") return readStart(in, recipe);
  if (key == "sgd") return readOptimizer(in, Kind::kSgd, recipe);
  if (key == "adam") return readOptimizer(in, Kind::kAdam, recipe);
  if (key == "decay") return in.decimalFromZero("the weight decay", 1, recipe.optimizer.decay);
  if (key == "smoothing") return in.decimalFromZero("the label smoothing", 0.5, recipe.smoothing);
  if (key == "batch") return in.number("the batch size", 1, 512, recipe.batch);
  if (key == "epochs") return in.number("the number of epochs", 1, 1000, recipe.epochs);
  if (key == "folds") return readFolds(in, recipe.folds);
  if (key == "shuffle") return in.either("shuffle", "on", "off", recipe.shuffle);
  if (key == "augment") return readAugment(in, recipe.augment);
  if (key == "wardrobe") return in.decimalFromZero("the share of the wardrobe", 0.9, recipe.wardrobe);
  if (key == "train") return in.number("the number of training images", 1, 60000, recipe.train);
  if (key == "test") return in.number("the number of test images", 1, 10000, recipe.test);
  if (key == "inputs") return readInputs(in, recipe.inputs);
  if (key == "seed") return readSeed(in, recipe.seed);
  return in.failLast(
      "\"" + key +
      "\" is not a word of a recipe; after the network come start, sgd, adam, decay, smoothing, batch, epochs, "
      "folds, shuffle, augment, wardrobe, train, test, inputs and seed");
}

std::string printSchedule(const Schedule& schedule) {
  switch (schedule.kind) {
    case Schedule::Kind::kStep:
      return " step " + std::to_string(schedule.every) + " " + printNumber(schedule.factor);
    case Schedule::Kind::kCosine:
      return " cosine";
    case Schedule::Kind::kOneCycle:
      return " one-cycle";
    case Schedule::Kind::kConstant:
      break;
  }
  return "";
}

std::string printOptimizer(const Recipe& recipe) {
  const OptimizerSettings& optimizer = recipe.optimizer;
  const bool isAdam = optimizer.kind == OptimizerSettings::Kind::kAdam;
  std::string text = (isAdam ? "adam " : "sgd ") + printNumber(recipe.rate);
  if (optimizer.momentum > 0) text += " momentum " + printNumber(optimizer.momentum);
  if (optimizer.nesterov) text += " nesterov";
  return text + printSchedule(recipe.schedule);
}

std::string printFolds(const Folds& folds) {
  switch (folds.kind) {
    case Folds::Kind::kHoldOut:
      return "hold-out " + printNumber(folds.share);
    case Folds::Kind::kRotate:
      return "rotate " + std::to_string(folds.count);
    case Folds::Kind::kSeparate:
      return "separate " + std::to_string(folds.count);
    case Folds::Kind::kNone:
      break;
  }
  return "none";
}

std::string printAugment(const Augment& augment) {
  return std::string(augment.flip ? " flip" : "") +
         (augment.shift > 0 ? " shift " + std::to_string(augment.shift) : "") + (augment.drawings ? " drawings" : "");
}

}  // namespace

std::optional<std::vector<LayerSpec>> parseLayers(std::string_view text, TextError& error) {
  return parseNetwork(text, kInputShape, kClasses, error, kMostOwnClasses);
}

int classesOf(const std::vector<LayerSpec>& layers) { return std::get<DenseSpec>(layers.back()).outputs; }

std::optional<Recipe> parseRecipe(std::string_view text, TextError& error) {
  if (text.size() > kLongestRecipe) {
    error = {static_cast<int>(kLongestRecipe), "a recipe has at most 4000 characters", 0};
    return std::nullopt;
  }
  const std::size_t networkEnd = std::min(text.find(';'), text.size());
  Recipe recipe;
  auto network = parseLayers(text.substr(0, networkEnd), error);
  if (!network) return std::nullopt;
  recipe.network = std::move(*network);
  if (!readClauses(recipe, text.substr(networkEnd), static_cast<int>(networkEnd), error)) return std::nullopt;
  return recipe;
}

bool readClauses(Recipe& recipe, std::string_view text, int offset, TextError& error) {
  Recipe changed = recipe;
  WordReader in(text, ";", offset, error);
  std::vector<std::string> seen;
  while (!in.atEnd()) {
    if (!readClause(in, changed, seen)) return false;
  }
  if (changed.folds.count > changed.train) return in.failLast("there are more folds than training images");
  if (std::int64_t{changed.epochs} * changed.models() * changed.train > kMostImagesInAll) {
    return in.failLast("epochs times models times training images are more than 1,000,000,000");
  }
  recipe = changed;
  return true;
}

std::string printRecipe(const Recipe& recipe) {
  std::string text = printNetwork(recipe.network);
  if (recipe.start != Start::kLecun) text += std::string(" ; start ") + kStarts[static_cast<std::size_t>(recipe.start)];
  text += " ; " + printOptimizer(recipe);
  if (recipe.optimizer.decay > 0) text += " ; decay " + printNumber(recipe.optimizer.decay);
  if (recipe.smoothing > 0) text += " ; smoothing " + printNumber(recipe.smoothing);
  text += " ; batch " + std::to_string(recipe.batch) + " epochs " + std::to_string(recipe.epochs);
  text += " ; folds " + printFolds(recipe.folds) + " shuffle " + (recipe.shuffle ? "on" : "off");
  if (!recipe.augment.isNone()) text += " ; augment" + printAugment(recipe.augment);
  if (recipe.wardrobe > 0) text += " ; wardrobe " + printNumber(recipe.wardrobe);
  text += " ; train " + std::to_string(recipe.train) + " test " + std::to_string(recipe.test);
  text += std::string(" inputs ") + (recipe.inputs == Inputs::kCentred ? "centred" : "unit");
  return text + " ; seed " + std::to_string(recipe.seed);
}

}  // namespace atelier
