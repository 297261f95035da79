#pragma once

#include <span>
#include <vector>

#include "train/recipe.h"

namespace atelier {

// Fine-tuning: a trained network goes on for a few hundred steps with a wardrobe among its images, in seconds. Pictures
// of the data set stay the larger part, so that what was known is not forgotten.

// The recipe of that run: the trained one's network, inputs, variations and start, with at least so many classes.
Recipe fineTuningOf(const Recipe& trained, int classes);

// The weights with which it begins: those of the trained network. Rows of classes that are new are drawn as the
// recipe's start and seed say.
std::vector<float> weightsToTune(const Recipe& trained, std::span<const float> parameters, const Recipe& recipe);

}  // namespace atelier
