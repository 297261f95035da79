#pragma once

namespace atelier {

// The learning rate by epoch: constant, or multiplied by `factor` after every `every` epochs.
struct Schedule {
  int every = 0;  // 0: constant
  double factor = 1;

  // Rate of an epoch, counted from 0.
  double rate(double base, int epoch) const {
    for (int passed = every; every > 0 && passed <= epoch; passed += every) base *= factor;
    return base;
  }
  bool operator==(const Schedule&) const = default;
};

}  // namespace atelier
