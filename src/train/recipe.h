#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/augment.h"
#include "data/inputs.h"
#include "data/split.h"
#include "nn/network.h"
#include "train/optimizer.h"
#include "train/schedule.h"

namespace atelier {

// Everything that decides a run. Its one text form, in any order after the network, words of a group together:
//
//   conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 15 ; folds none shuffle off ;
//   train 10000 test 2000 inputs centred ; seed 1
//
//   start lecun|he|glorot               how initial weights are drawn (nn/network.h)
//   sgd R [momentum M [nesterov]]       optimizer (train/optimizer.h) and learning rate R (above 0, at most 10);
//   adam R                              after either, a schedule:
//     [step E F | cosine | one-cycle]   R times F after every E epochs, or as train/schedule.h says
//   decay D                             weight decay (0 to 1)
//   smoothing S                         label smoothing (0 to 0.5)
//   batch B                             images whose mean gradient makes one update (1 to 512)
//   epochs E                            1 to 1000
//   folds none|hold-out S|rotate K|separate K   which training images are held out (data/split.h; S to 0.5, K 2 to 100;
//                                       "k K" is read as "separate K")
//   shuffle on|off                      a new order each epoch, or the data set's own
//   augment none | [flip] [shift N] [drawings]  how training images are varied (data/augment.h; N 1 to 8)
//   wardrobe W                          the share of the images of an epoch in whose places items of the wardrobe
//                                       (data/wardrobe.h) are trained on (0 to 0.9)
//   train N, test N                     how many images, from the first on (1 to 60000, 1 to 10000)
//   inputs centred|unit                 x / 255 - 0.5, or x / 255
//   seed S                              of everything that is drawn (0 to 4294967295)
//
// The network ends in dense 10, or in up to dense 16: the outputs after the tenth are for the wardrobe's own classes.
// A run trains on at most kMostImagesInAll images. What a text leaves out is as the fields' defaults below. The printed
// form leaves out start, decay, smoothing, augment and wardrobe where they are so, and nothing else.
struct Recipe {
  std::vector<LayerSpec> network;
  Start start = Start::kLecun;
  OptimizerSettings optimizer;
  double rate = 0.005;
  Schedule schedule;
  double smoothing = 0;
  int batch = 1;
  int epochs = 15;  // of each model
  Folds folds;
  bool shuffle = false;
  Augment augment;
  double wardrobe = 0;
  int train = 10000;
  int test = 2000;
  Inputs inputs = Inputs::kCentred;
  std::uint32_t seed = 1;

  // Models, one after the other; more than one only where folds are separate.
  int models() const { return folds.kind == Folds::Kind::kSeparate ? folds.count : 1; }
  bool operator==(const Recipe&) const = default;
};

inline constexpr Shape kInputShape{1, 1, 28, 28};
inline constexpr std::size_t kLongestRecipe = 4000;     // characters
inline constexpr int kMostImagesInAll = 1'000'000'000;  // epochs times models times training images

// The layers of a recipe's network, or nothing, and `error` says what is wrong and at which character.
[[nodiscard]] std::optional<std::vector<LayerSpec>> parseLayers(std::string_view text, TextError& error);

// How many classes a network of these layers tells apart: the outputs of the last one.
int classesOf(const std::vector<LayerSpec>& layers);

// The recipe, or nothing, and `error` says what is wrong and at which character.
[[nodiscard]] std::optional<Recipe> parseRecipe(std::string_view text, TextError& error);

// Changes what the clauses in `text` say, all of it or nothing: false, and `error` says why. `offset` is where the text
// begins in what the user sees.
[[nodiscard]] bool readClauses(Recipe& recipe, std::string_view text, int offset, TextError& error);

// The canonical text; parseRecipe() gives the same recipe again.
std::string printRecipe(const Recipe& recipe);

}  // namespace atelier
