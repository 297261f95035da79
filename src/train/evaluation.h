#pragma once

#include <vector>

#include "data/dataset.h"
#include "data/inputs.h"
#include "nn/network.h"

namespace atelier {

// Loss and hits added up over images.
struct Score {
  int images = 0;
  int correct = 0;
  double lossSum = 0;  // nats

  double loss() const { return images > 0 ? lossSum / images : 0; }
  double accuracy() const { return images > 0 ? static_cast<double>(correct) / images : 0; }
};

// Adds images first .. first + count - 1 to `score`, by forward passes of up to 50. Requires that they are there.
void evaluate(Network<float>& network, const Images& images, Inputs inputs, int first, int count, Score& score);

// What a network says of an image: the class with the largest logit, the first one on a tie.
struct Answer {
  int label = 0;  // what it is
  int predicted = 0;
  float confidence = 0;  // the probability given to `predicted`
  float ofTruth = 0;     // and to `label`
};

// Appends the answers for images first .. first + count - 1, from the same passes as evaluate().
void judge(Network<float>& network, const Images& images, Inputs inputs, int first, int count,
           std::vector<Answer>& answers);

// The probabilities of all classes that the network has, for one image of kPixels bytes.
std::vector<float> predict(Network<float>& network, std::span<const std::uint8_t> pixels, Inputs inputs);

}  // namespace atelier
