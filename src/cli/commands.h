#pragma once

#include "cli/options.h"

namespace atelier::cli {

// Each does what its options say, reports on stdout, tells what is in the way on stderr, and returns the exit code.
int train(const Options& options);
int evaluate(const Options& options);
int predict(const Options& options);
int sketches(const Options& options);
int presets(const Options& options);

}  // namespace atelier::cli
