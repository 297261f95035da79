#pragma once

#include <string>

#include "data/images.h"
#include "data/wardrobe.h"

namespace atelier {

// What there is to train on.
struct Dataset {
  std::string name;  // "Fashion-MNIST" or "synthetic"
  Images train;
  Images test;
  Wardrobe wardrobe = {};
};

}  // namespace atelier
