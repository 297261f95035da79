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
inline constexpr std::array<Preset, 4> kPresets = {{
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
    {"lab-relu",
     "conv 12x3 | relu | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 15 ; folds none shuffle on ; "
     "train 60000 test 10000 inputs centred ; seed 1",
     "The lab with an activation after the convolution, a schedule and shuffling."},
}};

// The preset of this name, or null.
constexpr const Preset* findPreset(std::string_view name) {
  for (const Preset& preset : kPresets) {
    if (name == preset.name) return &preset;
  }
  return nullptr;
}

}  // namespace atelier
