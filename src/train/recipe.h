#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/inputs.h"
#include "nn/network_text.h"
#include "train/schedule.h"

namespace atelier {

// Everything that decides a run. Its one text form, in any order after the network, words of a group together:
//
//   conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 15 ; folds none shuffle off ;
//   train 10000 test 2000 inputs centred ; seed 1
//
//   sgd R [step E F]   learning rate R, times F after every E epochs
//   batch B            images whose mean gradient makes one update (1 to 512)
//   epochs E           1 to 1000
//   folds none         no cross-validation
//   shuffle on|off     a new order each epoch, or the data set's own
//   train N, test N    how many images, from the first on (1 to 60000, 1 to 10000)
//   inputs centred|unit  x / 255 - 0.5, or x / 255
//   seed S             of initial weights and orders (0 to 4294967295)
//
// What a text leaves out is as in the example's defaults below; the printed form leaves out nothing.
struct Recipe {
  std::vector<LayerSpec> network;
  double rate = 0.005;
  Schedule schedule;
  int batch = 1;
  int epochs = 15;
  bool shuffle = false;
  int train = 10000;
  int test = 2000;
  Inputs inputs = Inputs::kCentred;
  std::uint32_t seed = 1;

  bool operator==(const Recipe&) const = default;
};

inline constexpr Shape kInputShape{1, 1, 28, 28};

// The recipe, or nothing, and `error` says what is wrong and at which character.
[[nodiscard]] std::optional<Recipe> parseRecipe(std::string_view text, TextError& error);

// The canonical text; parseRecipe() gives the same recipe again.
std::string printRecipe(const Recipe& recipe);

// A decimal number as short as it can be and still exact.
std::string printNumber(double number);

}  // namespace atelier
