#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/data_folder.h"
#include "cli/model_input.h"
#include "cli/report.h"
#include "math/hash.h"
#include "train/evaluation.h"

namespace atelier::cli {

namespace {

using ClassScores = std::array<Score, kClasses>;

ClassScores scoreClasses(Network<float>& network, const Images& images, Inputs inputs, int count) {
  std::array<Images, kClasses> byClass;
  for (int i = 0; i < count; ++i) {
    Images& to = byClass[static_cast<std::size_t>(images.label(i))];
    const auto pixels = images.image(i);
    to.pixels.insert(to.pixels.end(), pixels.begin(), pixels.end());
    to.labels.push_back(images.labels[static_cast<std::size_t>(i)]);
  }
  ClassScores scores;
  for (std::size_t c = 0; c < kClasses; ++c) {
    evaluate(network, byClass[c], inputs, 0, byClass[c].count(), scores[c]);
  }
  return scores;
}

void printJson(const Model& model, const Score& all, const ClassScores& scores) {
  auto classes = nlohmann::ordered_json::array();
  for (std::size_t c = 0; c < kClasses; ++c) {
    classes.push_back({{"class", kClassNames[c]}, {"images", scores[c].images}, {"accuracy", scores[c].accuracy()}});
  }
  const nlohmann::ordered_json object = {{"testAccuracy", all.accuracy()},
                                         {"testLoss", all.loss()},
                                         {"images", all.images},
                                         {"classes", std::move(classes)},
                                         {"weightsHash", hashOfWeights(model.parameters)},
                                         {"recipe", printRecipe(model.recipe)}};
  std::printf("%s\n", object.dump().c_str());
}

void printTable(const Score& all, const ClassScores& scores) {
  std::printf("%-12s %8s %8s %10s\n", "class", "images", "correct", "accuracy");
  for (std::size_t c = 0; c < kClasses; ++c) {
    const Score& score = scores[c];
    std::printf("%-12s %8s %8s %10s\n", kClassNames[c], grouped(score.images).c_str(), grouped(score.correct).c_str(),
                score.images > 0 ? percent(score.accuracy()).c_str() : "");
  }
  std::printf("%-12s %8s %8s %10s   loss %s\n", "all", grouped(all.images).c_str(), grouped(all.correct).c_str(),
              percent(all.accuracy()).c_str(), fixed(all.loss(), 4).c_str());
}

}  // namespace

int evaluate(const Options& options) {
  std::string error;
  auto model = loadModel(options.model, error);
  if (!model) return fail(kFailure, error);
  const Recipe& recipe = model->recipe;
  const auto dataset = loadData(options.data, 0, recipe.test, recipe.seed, error);
  if (!dataset) return fail(kFailure, error);
  const std::string trainedOn = model->notes["dataset"];
  if (!trainedOn.empty() && trainedOn != dataset->name) {
    say("note: the model was trained on " + trainedOn + ", and is measured on " + dataset->name);
  }
  Network<float> network = networkOf(*model);
  const ClassScores scores = scoreClasses(network, dataset->test, recipe.inputs, recipe.test);
  Score all;
  for (const Score& score : scores) {
    all.images += score.images;
    all.correct += score.correct;
    all.lossSum += score.lossSum;
  }
  if (!std::isfinite(all.lossSum)) return fail(kFailure, options.model + " computes numbers that are not finite");
  if (options.json) {
    printJson(*model, all, scores);
  } else {
    printTable(all, scores);
  }
  return 0;
}

}  // namespace atelier::cli
