// atelier: the native trainer. `atelier --help` says how it is used.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "data/idx.h"
#include "data/synthetic.h"
#include "io/model_file.h"
#include "math/hash.h"
#include "train/presets.h"
#include "train/trainer.h"

namespace {

using namespace atelier;

constexpr int kFailure = 1;
constexpr int kUsage = 2;

constexpr const char* kHelp =
    "atelier train RECIPE|PRESET --data DIR|synthetic [--out FILE.safetensors] [--json]\n"
    "    Trains on the IDX files in DIR (train-images-idx3-ubyte, train-labels-idx1-ubyte and the t10k ones) or on\n"
    "    garments drawn by code; says each epoch's loss and accuracy; keeps the weights in FILE.\n"
    "    --json: one JSON object at the end, on its own line.\n"
    "atelier presets\n"
    "    Names, recipes and what they are for.\n"
    "A recipe is a line such as\n"
    "    conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 15 ; train 60000 ; seed 1\n"
    "Exit codes: 0 done, 1 failed, 2 not understood.\n";

struct Options {
  std::string recipe;
  std::string data;
  std::string out;
  bool json = false;
};

int fail(int code, const std::string& text) {
  std::fprintf(stderr, "atelier: %s\n", text.c_str());
  return code;
}

std::optional<std::vector<std::uint8_t>> readFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::vector<std::uint8_t>{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool readSplit(const std::string& folder, const std::string& prefix, Images& to, std::string& error) {
  const auto images = readFile(folder + "/" + prefix + "-images-idx3-ubyte");
  const auto labels = readFile(folder + "/" + prefix + "-labels-idx1-ubyte");
  if (!images || !labels) {
    error = "there are no " + prefix + "-images-idx3-ubyte and " + prefix + "-labels-idx1-ubyte in " + folder;
    return false;
  }
  auto split = parseIdxPair(*images, *labels, error);
  if (!split) return false;
  to = std::move(*split);
  return true;
}

bool loadData(const Options& options, const Recipe& recipe, Dataset& dataset, std::string& error) {
  if (options.data == "synthetic") {
    dataset = makeSynthetic(recipe.train, recipe.test, recipe.seed);
    return true;
  }
  dataset.name = "Fashion-MNIST";
  if (!readSplit(options.data, "train", dataset.train, error) ||
      !readSplit(options.data, "t10k", dataset.test, error)) {
    return false;
  }
  if (dataset.train.count() >= recipe.train && dataset.test.count() >= recipe.test) return true;
  error = "the recipe asks for more images than there are in " + options.data;
  return false;
}

// Returns images trained a second, tests not counted.
double runToEnd(Trainer& trainer) {
  using Clock = std::chrono::steady_clock;
  double seconds = 0;
  while (!trainer.isFinished()) {
    const int epoch = trainer.epoch();
    const auto start = Clock::now();
    while (!trainer.isMeasuring()) trainer.advance();
    seconds += std::chrono::duration<double>(Clock::now() - start).count();
    while (trainer.epoch() == epoch) trainer.advance();
    const EpochResult& result = trainer.history().back();
    std::fprintf(stderr, "epoch %d of %d: training loss %.4f, accuracy %.2f %%; test loss %.4f, accuracy %.2f %%\n",
                 epoch + 1, trainer.recipe().epochs, result.trainLoss, 100 * result.trainAccuracy, result.testLoss,
                 100 * result.testAccuracy);
  }
  return static_cast<double>(trainer.imagesSeen()) / seconds;
}

bool save(const std::string& path, const Trainer& trainer, const std::string& dataName) {
  const EpochResult& last = trainer.history().back();
  const auto parameters = trainer.network().parameters();
  const auto bytes = writeModel({trainer.recipe(),
                                 {parameters.begin(), parameters.end()},
                                 {{"testAccuracy", printNumber(last.testAccuracy)}, {"dataset", dataName}}});
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  return out.good();
}

int train(const Options& options) {
  const Preset* preset = findPreset(options.recipe);
  TextError place;
  const auto recipe = parseRecipe(preset != nullptr ? preset->recipe : options.recipe, place);
  if (!recipe) return fail(kUsage, "character " + std::to_string(place.position + 1) + " of the recipe: " + place.text);
  Dataset dataset;
  std::string error;
  if (!loadData(options, *recipe, dataset, error)) return fail(kFailure, error);

  Trainer trainer(*recipe, dataset);
  const double rate = runToEnd(trainer);
  if (!options.out.empty() && !save(options.out, trainer, dataset.name)) {
    return fail(kFailure, "the weights could not be written to " + options.out);
  }
  const EpochResult& last = trainer.history().back();
  const std::string hash = hashOfWeights(trainer.network().parameters());
  if (options.json) {
    std::printf(
        "{\"testAccuracy\": %.6f, \"testLoss\": %.6f, \"imagesPerSecond\": %.0f, \"weightsHash\": \"%s\", "
        "\"recipe\": \"%s\"}\n",
        last.testAccuracy, last.testLoss, rate, hash.c_str(), printRecipe(*recipe).c_str());
  } else {
    std::printf("%.2f %% of the test images, %.0f images/s, weights %s\n", 100 * last.testAccuracy, rate, hash.c_str());
  }
  return 0;
}

int listPresets() {
  for (const Preset& preset : kPresets) std::printf("%s\n    %s\n    %s\n", preset.name, preset.about, preset.recipe);
  return 0;
}

// False when the words are not understood.
bool parseOptions(const std::vector<std::string>& words, Options& options) {
  for (std::size_t i = 2; i < words.size(); ++i) {
    const bool hasValue = i + 1 < words.size();
    if (words[i] == "--json") {
      options.json = true;
    } else if (words[i] == "--data" && hasValue) {
      options.data = words[++i];
    } else if (words[i] == "--out" && hasValue) {
      options.out = words[++i];
    } else if (options.recipe.empty() && words[i].rfind("--", 0) != 0) {
      options.recipe = words[i];
    } else {
      return false;
    }
  }
  return !options.recipe.empty() && !options.data.empty();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  if (words.size() == 2 && (words[1] == "--help" || words[1] == "-h")) {
    std::fputs(kHelp, stdout);
    return 0;
  }
  if (words.size() == 2 && words[1] == "presets") return listPresets();
  Options options;
  if (words.size() < 2 || words[1] != "train" || !parseOptions(words, options)) {
    std::fputs(kHelp, stderr);
    return kUsage;
  }
  return train(options);
}
