#pragma once

#include "cli/stopwatch.h"
#include "train/trainer.h"

namespace atelier::cli {

// What the models of a run make of the images held out of it.
struct Validation {
  int models = 0;  // 0: nothing is held out
  double accuracy = 0;
  double deviation = 0;  // between the models, with divisor models - 1
};

// Of a finished run: each model's last epoch, averaged.
Validation validationOf(const Trainer& trainer);

// Says on stdout what a finished run came to.
void printResult(const Trainer& trainer, const Pace& pace, bool json);

}  // namespace atelier::cli
