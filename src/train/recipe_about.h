#pragma once

#include <array>
#include <string_view>

namespace atelier {

// What a field of the form changes, for someone who meets its name for the first time.
struct FieldWords {
  std::string_view name;   // as RecipeField::name
  std::string_view about;  // one or two sentences; when it takes effect is said beside it
};

inline constexpr std::array<FieldWords, 27> kFieldWords = {{
    {"network", "The layers that a picture goes through, from the first to the one whose numbers become classes."},
    {"filters", "How many kernels the first convolution has, and so how many feature maps it makes."},
    {"activation", "What follows the first convolution: nothing, or relu, which turns negative numbers into 0."},
    {"start", "How widely the initial random weights spread, by how many numbers each one reads and feeds."},
    {"optimizer",
     "How a gradient becomes a step: sgd goes straight down it, adam gives each weight a step of its own."},
    {"learningRate", "How far each update moves the weights. Too small learns slowly, too large diverges."},
    {"momentum", "How much of the last step is added to the next one; 0 forgets it, 0.9 is usual."},
    {"nesterov", "Whether momentum looks ahead: the step is taken as if the last one had been repeated already."},
    {"schedule",
     "How the learning rate changes over the run: not at all, in steps, or along a curve down to almost 0."},
    {"stepEpochs", "After how many epochs the learning rate is multiplied by the step factor."},
    {"stepFactor", "What the learning rate is multiplied by at each step; 0.5 halves it."},
    {"decay", "How strongly each update also pulls the weights towards 0, which discourages learning by heart."},
    {"smoothing", "What share of the target is spread evenly over all classes, so that certainty is not rewarded."},
    {"batch", "How many images are averaged into one gradient, which makes one update of the weights."},
    {"epochs", "How many times all training images are gone through before the run is finished."},
    {"folds", "Which training images are held out of training, to measure what was learned from the others."},
    {"foldCount", "Into how many equal parts the training images are divided; one part at a time is held out."},
    {"foldShare", "The share of the training images, from the end, that is held out in every epoch."},
    {"shuffle", "Whether each epoch goes through the images in a new random order, or in that of the data set."},
    {"flip", "Whether a training image is mirrored left to right half of the times that it is used."},
    {"shift", "By how many pixels a training image may be moved, at random, each time it is used."},
    {"drawings",
     "Whether two in five of the training images are redrawn as a hand might, as outlines and a few fills, so that "
     "drawings are known, too."},
    {"wardrobe",
     "In what share of the images' places something from your wardrobe is trained on instead; 0 leaves it out."},
    {"inputs", "The numbers that stand for black and white: -0.5 and 0.5 (centred), or 0 and 1 (unit)."},
    {"seed", "The number that all chance follows from: the same seed and recipe give the same weights again."},
    {"train", "How many of the 60,000 training images are used, from the first on. More takes longer and learns more."},
    {"test", "How many of the 10,000 test images measure the network after each epoch. It is never trained on them."},
}};

// Empty when no field has this name.
constexpr std::string_view aboutField(std::string_view name) {
  for (const FieldWords& words : kFieldWords) {
    if (words.name == name) return words.about;
  }
  return "";
}

}  // namespace atelier
