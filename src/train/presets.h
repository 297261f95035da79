#pragma once

#include <array>
#include <string_view>

namespace atelier {

// A name for a recipe.
struct Preset {
  const char* name;
  const char* recipe;  // canonical text
  const char* about;   // one sentence
};

// The first is what the page starts with.
inline constexpr std::array<Preset, 9> kPresets = {{
    {"first-run",
     "conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 15 ; folds none shuffle off ; "
     "train 10000 test 2000 inputs centred ; seed 1",
     "The course lab's network on a sixth of the images: done in seconds."},
    {"lab-baseline",
     "conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 15 ; folds none shuffle off ; "
     "train 60000 test 10000 inputs centred ; seed 1",
     "The course lab as it stands: all images, a constant learning rate."},
    {"lab-schedule",
     "conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 15 ; folds none shuffle off ; "
     "train 60000 test 10000 inputs centred ; seed 1",
     "The lab with its schedule: the learning rate is halved every 4 epochs."},
    {"lab-folds",
     "conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 15 ; folds rotate 15 shuffle off ; "
     "train 60000 test 10000 inputs centred ; seed 1",
     "The lab with rotating folds: in each epoch another fifteenth of the images is held out."},
    {"lab-16",
     "conv 16x3 | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 20 ; folds rotate 20 shuffle on ; "
     "train 60000 test 10000 inputs centred ; seed 1",
     "The lab with 16 filters, 20 epochs, rotating folds and shuffling."},
    {"lab-20",
     "conv 20x3 | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 30 ; folds rotate 30 shuffle on ; "
     "train 60000 test 10000 inputs centred ; seed 1",
     "The lab with 20 filters, 30 epochs, rotating folds and shuffling."},
    {"lab-relu",
     "conv 12x3 | relu | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 15 ; folds none shuffle on ; "
     "train 60000 test 10000 inputs centred ; seed 1",
     "The lab with an activation after the convolution, a schedule and shuffling."},
    {"strong",
     "conv 32x3 pad 1 | relu | max-pool 2 | conv 64x3 pad 1 | relu | max-pool 2 | dense 128 | relu | dense 10 ; start "
     "he ; "
     "sgd 0.05 momentum 0.9 nesterov one-cycle ; decay 0.0005 ; batch 64 epochs 10 ; folds none shuffle on ; "
     "augment flip shift 1 ; train 60000 test 10000 inputs unit ; seed 1",
     "Two convolutions, momentum, one cycle of the learning rate, varied images: well above the lab, in minutes."},
    {"tailored",
     "conv 32x3 pad 1 | relu | max-pool 2 | conv 64x3 pad 1 | relu | max-pool 2 | conv 64x3 | relu | dense 64 | relu | "
     "dropout 0.2 | dense 10 ; start he ; "
     "sgd 0.05 momentum 0.9 nesterov one-cycle ; decay 0.0005 ; smoothing 0.1 ; batch 64 epochs 20 ; "
     "folds none shuffle on ; augment flip shift 1 drawings ; train 60000 test 10000 inputs unit ; seed 1",
     "Three convolutions, trained on photographs and on drawings made from them: for what is drawn on the pad."},
}};

// The preset of this name, or null.
constexpr const Preset* findPreset(std::string_view name) {
  for (const Preset& preset : kPresets) {
    if (name == preset.name) return &preset;
  }
  return nullptr;
}

}  // namespace atelier
