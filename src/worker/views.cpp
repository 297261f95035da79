#include "worker/views.h"

#include <algorithm>

#include "nn/loss.h"
#include "train/trainer.h"

namespace atelier::worker {

namespace {

// The image, every layer's output, and the probabilities.
std::vector<float> outputsOf(Network<float>& network, const Tensor<float>& image) {
  std::vector<float> all(image.data(), image.data() + image.size());
  network.trace(image, all);
  const int classes = classesOf(network.layers());
  all.resize(all.size() + static_cast<std::size_t>(classes));
  float* probabilities = all.data() + all.size() - classes;
  softmax(probabilities - classes, classes, probabilities);
  return all;
}

void subtract(std::vector<float>& from, std::span<const float> what, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) from[i] -= what[i];
}

}  // namespace

std::unique_ptr<Network<float>> copyOf(const Shown& shown) {
  auto copy = std::make_unique<Network<float>>(shown.recipe.network, kInputShape);
  const auto parameters = shown.network.parameters();
  std::copy(parameters.begin(), parameters.end(), copy->parameters().begin());
  return copy;
}

bool Views::has(const std::string& view) { return view == "activations" || view == "change" || view == "gradients"; }

Network<float>& Views::startOf(const Shown& shown) {
  const Recipe& recipe = shown.recipe;
  if (!shown.start.empty()) {
    start_ = std::make_unique<Network<float>>(recipe.network, kInputShape);
    std::copy(shown.start.begin(), shown.start.end(), start_->parameters().begin());
    startRecipe_ = {};
    return *start_;
  }
  const bool isIt = start_ && startRecipe_.network == recipe.network && startRecipe_.seed == recipe.seed &&
                    startRecipe_.start == recipe.start;
  if (!isIt) {
    start_ = std::make_unique<Network<float>>(recipe.network, kInputShape);
    startWeights(recipe, *start_);
    startRecipe_ = recipe;
  }
  return *start_;
}

ViewNumbers Views::look(const std::string& view, const Shown& shown, const Tensor<float>* image, int label,
                        bool wantsWeights) {
  ViewNumbers numbers;
  const int classes = classesOf(shown.recipe.network);
  const auto parameters = shown.network.parameters();
  if (wantsWeights && view != "gradients") numbers.weights.assign(parameters.begin(), parameters.end());
  if (image != nullptr) numbers.outputs = outputsOf(shown.network, *image);
  if (view == "change") {
    Network<float>& start = startOf(shown);
    subtract(numbers.weights, start.parameters(), numbers.weights.size());
    if (image == nullptr) return numbers;
    subtract(numbers.outputs, outputsOf(start, *image), numbers.outputs.size() - static_cast<std::size_t>(classes));
  } else if (view == "gradients" && image != nullptr) {
    const auto probabilities = numbers.outputs.end() - classes;
    const auto likeliest = std::max_element(probabilities, numbers.outputs.end()) - probabilities;
    numbers.label = label >= 0 ? label : static_cast<int>(likeliest);
    std::vector<float> gradients;
    std::vector<float> byWeights;
    shown.network.traceGradients(*image, numbers.label, gradients, byWeights);
    std::copy(gradients.begin(), gradients.end(), numbers.outputs.begin());
    if (wantsWeights) numbers.weights = std::move(byWeights);
  }
  return numbers;
}

}  // namespace atelier::worker
