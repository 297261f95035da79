#include "cli/result.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/report.h"
#include "math/hash.h"

namespace atelier::cli {

Validation validationOf(const Trainer& trainer) {
  const Recipe& recipe = trainer.recipe();
  if (recipe.folds.kind == Folds::Kind::kNone || trainer.history().back().validationAccuracy < 0) return {};
  Validation validation{recipe.models(), 0, 0};
  const auto accuracyOf = [&](int model) {
    return trainer.history()[static_cast<std::size_t>((model + 1) * recipe.epochs - 1)].validationAccuracy;
  };
  for (int model = 0; model < validation.models; ++model) {
    validation.accuracy += accuracyOf(model) / validation.models;
  }
  if (validation.models == 1) return validation;
  double squares = 0;
  for (int model = 0; model < validation.models; ++model) {
    const double difference = accuracyOf(model) - validation.accuracy;
    squares += difference * difference;
  }
  validation.deviation = std::sqrt(squares / (validation.models - 1));
  return validation;
}

void printResult(const Trainer& trainer, const Pace& pace, bool json) {
  const EpochResult& last = trainer.history().back();
  const Validation validation = validationOf(trainer);
  const std::string hash = hashOfWeights(trainer.network().parameters());
  const double rate = std::round(pace.imagesPerSecond());
  if (json) {
    nlohmann::ordered_json object = {{"testAccuracy", last.testAccuracy},
                                     {"testLoss", last.testLoss},
                                     {"imagesPerSecond", rate},
                                     {"weightsHash", hash},
                                     {"recipe", printRecipe(trainer.recipe())}};
    if (validation.models > 0) object["validationAccuracy"] = validation.accuracy;
    if (validation.models > 1) object["validationDeviation"] = validation.deviation;
    std::printf("%s\n", object.dump().c_str());
    return;
  }
  if (validation.models > 1) {
    std::printf("%s of the images held out, on average over %d models, with a deviation of %s; of the last model:\n",
                percent(validation.accuracy).c_str(), validation.models, percent(validation.deviation).c_str());
  } else if (validation.models == 1) {
    std::printf("%s of the images held out\n", percent(validation.accuracy).c_str());
  }
  std::printf("%s of the test images, %s images/s, weights %s\n", percent(last.testAccuracy).c_str(),
              grouped(static_cast<long long>(rate)).c_str(), hash.c_str());
}

}  // namespace atelier::cli
