#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "nn/network.h"
#include "train/recipe.h"

namespace atelier::worker {

// The weights that are shown, and how they want their inputs.
struct Shown {
  Network<float>& network;
  const Recipe& recipe;
  int runId;
  std::span<const float> start = {};  // the weights that its run began with; empty: those of the recipe's seed
};

// The same network apart from it: what is found out of it does not mind that the shown one is trained on.
std::unique_ptr<Network<float>> copyOf(const Shown& shown);

// What protocol::Activations and protocol::Weights hold in a view.
struct ViewNumbers {
  std::vector<float> outputs;  // empty without an image
  std::vector<float> weights;
  int label = -1;  // the class of the loss, of gradients
};

// The views of protocol::Inspect: of one image, what a network computes, how that has changed since the start of its
// run, and the gradients of its loss. Changes nothing that is trained.
class Views {
 public:
  static bool has(const std::string& view);

  // Requires a view that there is. `image` (1, C, H, W) may be null; `label` is its class, -1 where nobody knows:
  // gradients are then of the loss for the likeliest one. The weights are left out where they are not wanted.
  ViewNumbers look(const std::string& view, const Shown& shown, const Tensor<float>* image, int label,
                   bool wantsWeights);

 private:
  // The network as it was when the shown one's run began.
  Network<float>& startOf(const Shown& shown);

  Recipe startRecipe_;  // of start_
  std::unique_ptr<Network<float>> start_;
};

}  // namespace atelier::worker
