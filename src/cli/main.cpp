// atelier: the native trainer. `atelier --help` says how it is used.

#include <cstdio>
#include <cstdlib>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/report.h"

int main(int argc, char** argv) {
  using namespace atelier;
  const char* data = std::getenv("FASHION_MNIST_DIR");  // NOLINT(concurrency-mt-unsafe): nothing else runs yet
  std::string error;
  const auto options = cli::parseOptions({argv + 1, argv + argc}, data != nullptr ? data : "", error);
  if (!options) return cli::fail(cli::kUsage, error);
  if (options->command == "train") return cli::train(*options);
  if (options->command == "evaluate") return cli::evaluate(*options);
  if (options->command == "predict") return cli::predict(*options);
  if (options->command == "sketches") return cli::sketches(*options);
  if (options->command == "presets") return cli::presets(*options);
  std::fputs(cli::kHelp, stdout);
  return 0;
}
