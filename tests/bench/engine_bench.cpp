// engine_bench: times the engine alone, without page, worker or protocol. Prints one line of JSON.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "bench/peak.h"
#include "data/synthetic.h"
#include "train/trainer.h"

namespace {

using namespace atelier;

constexpr int kFailure = 1;
constexpr int kUsage = 2;

constexpr const char* kHelp =
    "engine_bench train RECIPE SECONDS WINDOWS\n"
    "    Images trained a second, in each of the windows, after a warm-up of one.\n"
    "engine_bench latency RECIPE SECONDS\n"
    "    Milliseconds of one image's forward pass: median, least and most, each over some 10 ms.\n"
    "engine_bench peak SECONDS\n"
    "    Most 10^9 four-lane multiplications and additions a second.\n"
    "engine_bench images COUNT\n"
    "    No JSON: the pixels of so many synthetic images, then their labels, a byte each.\n"
    "Exit codes: 0 done, 1 failed, 2 not understood, a recipe too.\n";

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

int fail(int code, const std::string& text) {
  std::fprintf(stderr, "engine_bench: %s\n", text.c_str());
  return code;
}

// The recipe, or nothing, and what is wrong has been said.
std::optional<Recipe> readRecipe(const std::string& text) {
  TextError error;
  auto recipe = parseRecipe(text, error);
  if (!recipe) fail(kUsage, "character " + std::to_string(error.position + 1) + " of the recipe: " + error.text);
  return recipe;
}

// Trains without end: after a recipe's last epoch it begins anew.
class EndlessRun {
 public:
  explicit EndlessRun(const Recipe& recipe) : dataset_(makeSynthetic(recipe.train, recipe.test, recipe.seed)) {
    trainer_.emplace(recipe, dataset_);
  }

  // Images trained a second, over at least so long.
  double imagesPerSecond(double seconds) {
    const double begin = now();
    double passed = 0;
    double images = 0;
    do {
      for (int sinceLook = 0; sinceLook < kImagesPerLookAtClock;) sinceLook += advance(images);
      passed = now() - begin;
    } while (passed < seconds);
    return images / passed;
  }

  bool isSound() const { return std::isfinite(trainer_->lastBatch().lossSum) && trainer_->imagesSeen() > 0; }

 private:
  static constexpr int kImagesPerLookAtClock = 16;

  // How many images' worth of work was done; those trained are added to `images`.
  int advance(double& images) {
    const Trainer::Advance did = trainer_->advance();
    if (did == Trainer::Advance::kFinished) {
      const Recipe recipe = trainer_->recipe();
      trainer_.emplace(recipe, dataset_);
    }
    if (did != Trainer::Advance::kTrained) return 1;
    images += trainer_->lastBatch().images;
    return trainer_->lastBatch().images;
  }

  Dataset dataset_;
  std::optional<Trainer> trainer_;
};

int train(const std::string& text, double seconds, int windows) {
  const auto recipe = readRecipe(text);
  if (!recipe) return kUsage;
  EndlessRun run(*recipe);
  run.imagesPerSecond(seconds);
  std::string list;
  for (int i = 0; i < windows; ++i) list += (i > 0 ? ", " : "") + printNumber(run.imagesPerSecond(seconds));
  if (!run.isSound()) return fail(kFailure, "the loss of this recipe is not finite");
  std::printf("{\"imagesPerSecond\": [%s]}\n", list.c_str());
  return 0;
}

// Seconds of one forward pass, the mean over some 10 ms: browsers round their clock to 0.1 ms.
double forwardSeconds(Network<float>& network, const Tensor<float>& x) {
  const double begin = now();
  double passed = 0;
  int runs = 0;
  do {
    for (int i = 0; i < 16; ++i) network.forward(x);
    runs += 16;
    passed = now() - begin;
  } while (passed < 0.01);
  return passed / runs;
}

int latency(const std::string& text, double seconds) {
  const auto recipe = readRecipe(text);
  if (!recipe) return kUsage;
  Network<float> network(recipe->network, kInputShape);
  network.start(recipe->seed);
  Tensor<float> x(kInputShape);
  toInputs(makeSynthetic(1, 0, recipe->seed).train.image(0), recipe->inputs, x.data());

  const double warm = now() + seconds / 2;
  while (now() < warm) forwardSeconds(network, x);
  std::vector<double> times;
  for (const double end = now() + seconds; now() < end;) times.push_back(1000 * forwardSeconds(network, x));
  std::sort(times.begin(), times.end());
  std::printf("{\"median\": %.6g, \"min\": %.6g, \"max\": %.6g}\n", times[times.size() / 2], times.front(),
              times.back());
  return 0;
}

int peak(double seconds) {
  double best = 0;
  float sum = 0;
  for (const double end = now() + seconds; now() < end;) {
    for (const bench::Chains& chains : bench::kChains) {
      const double begin = now();
      double operations = 0;
      double passed = 0;
      do {
        sum += chains.run(0.5F, 1.0F);
        operations += 8.0 * chains.count * bench::kPeakRounds;
        passed = now() - begin;
      } while (passed < 0.005);
      best = std::max(best, operations / passed / 1e9);
    }
  }
  if (!std::isfinite(sum)) return fail(kFailure, "the chains did not stay finite");
  std::printf("{\"gflops\": %.6g}\n", best);
  return 0;
}

int images(int count) {
  const Images images = makeSynthetic(count, 0, 1).train;
  std::fwrite(images.pixels.data(), 1, images.pixels.size(), stdout);
  std::fwrite(images.labels.data(), 1, images.labels.size(), stdout);
  return std::fflush(stdout) == 0 ? 0 : kFailure;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  const auto number = [&](std::size_t i) { return std::clamp(std::atof(words[i].c_str()), 0.001, 1e6); };
  if (words.size() == 4 && words[0] == "train") return train(words[1], number(2), static_cast<int>(number(3)));
  if (words.size() == 3 && words[0] == "latency") return latency(words[1], number(2));
  if (words.size() == 2 && words[0] == "peak") return peak(number(1));
  if (words.size() == 2 && words[0] == "images") return images(static_cast<int>(number(1)));
  std::fputs(kHelp, stderr);
  return kUsage;
}
