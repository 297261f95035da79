#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "train/trainer.h"

namespace atelier {

// The batch that a run trains on next, trained on by a copy of it: what will be, to the same bits, while the run itself
// stays where it is.
struct Rehearsal {
  std::vector<int> images;           // of the training set, in the batch's order
  std::vector<int> items;            // of the wardrobe, trained on in their places; -1: none
  std::vector<std::uint8_t> pixels;  // of what is trained on in the place of the first one, as this epoch varies it,
  int label = 0;                     // and its class
  double rate = 0;
  Score score;                       // of the batch
  std::vector<float> before;         // all parameters
  std::vector<float> gradients;      // the batch's mean, as the optimizer gets it
  std::vector<float> after;          // all parameters, once the batch is trained
  std::vector<float> momentsBefore;  // the optimizer's; empty where there are none yet
  std::vector<float> momentsAfter;
  int steps = 0;  // of the optimizer, this one included

  // Of the part of the batch that begins with its first image: the inputs and every layer's own output, as in
  // training, and the gradient of the batch's mean loss by each. Nearly the numbers that are trained with, and not the
  // same bits where layers are fused.
  std::vector<Tensor<float>> outputs;
  std::vector<Tensor<float>> byOutputs;
  double firstLoss = 0;  // of the first image
};

// None, with a sentence, where there is no next batch yet, or no finite loss of it.
std::optional<Rehearsal> rehearse(const Trainer& run, const Dataset& dataset, std::string& why);

}  // namespace atelier
