#include "train/fine_tune.h"

#include <algorithm>

#include "train/trainer.h"

namespace atelier {

namespace {

constexpr int kImages = 4000;  // of the data set, that are gone through
constexpr int kBatch = 16;
constexpr double kRate = 0.005;
constexpr double kMomentum = 0.9;
constexpr double kShare = 0.3;  // of the wardrobe

}  // namespace

Recipe fineTuningOf(const Recipe& trained, int classes) {
  Recipe recipe = trained;
  auto& last = std::get<DenseSpec>(recipe.network.back());
  last.outputs = std::max(last.outputs, classes);
  recipe.optimizer = {OptimizerSettings::Kind::kSgd, kMomentum, false, 0};
  recipe.rate = kRate;
  recipe.schedule = {.kind = Schedule::Kind::kCosine};
  recipe.batch = kBatch;
  recipe.epochs = 1;
  recipe.folds = {};
  recipe.shuffle = true;
  recipe.wardrobe = kShare;
  recipe.train = std::min(recipe.train, kImages);
  recipe.test = std::min(recipe.test, 2000);
  return recipe;
}

std::vector<float> weightsToTune(const Recipe& trained, std::span<const float> parameters, const Recipe& recipe) {
  Network<float> network(recipe.network, kInputShape);
  startWeights(recipe, network);
  const Network<float> before(trained.network, kInputShape);
  const auto& places = network.places();
  for (std::size_t i = 0; i < places.size(); ++i) {
    // What the last layer has more of are rows at the end of its weights and of its biases.
    const std::size_t count = before.places()[i].parameter->value.size();
    const auto from = parameters.subspan(before.places()[i].first, count);
    std::copy(from.begin(), from.end(), network.parameters().begin() + static_cast<std::ptrdiff_t>(places[i].first));
  }
  return {network.parameters().begin(), network.parameters().end()};
}

}  // namespace atelier
