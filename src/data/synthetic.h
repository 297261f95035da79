#pragma once

#include <cstdint>

#include "data/dataset.h"

namespace atelier {

// Garments drawn by code, ten classes as in Fashion-MNIST: what stands in when no data can be had. Much easier than the
// real thing.
//
// Appends images until there are `count`. Image i, its class included, follows from seed, split (any number) and i
// alone, so that a set can grow bit by bit and is the same on every machine.
void growSynthetic(Images& images, int count, std::uint64_t seed, std::uint64_t split);

// A whole set, named "synthetic".
Dataset makeSynthetic(int train, int test, std::uint64_t seed);

}  // namespace atelier
