#include <optional>
#include <string>

#include "cli/commands.h"
#include "cli/data_folder.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/result.h"
#include "io/checkpoint.h"
#include "train/presets.h"

namespace atelier::cli {

namespace {

constexpr double kSlice = 0.05;     // seconds between two looks at signals and the terminal
constexpr int kImagesPerLook = 16;  // images between two looks at the clock

using Advance = Trainer::Advance;

// Reads the recipe that is said, if one is. False, with the exit code in `code`, when it cannot be understood.
bool readRecipe(const std::string& text, std::optional<Recipe>& recipe, int& code) {
  if (text.empty()) return true;
  const Preset* preset = findPreset(text);
  TextError place;
  recipe = parseRecipe(preset != nullptr ? preset->recipe : text, place);
  if (recipe) return true;
  const bool isOneWord = text.find_first_of(" |;") == std::string::npos;
  code = fail(kUsage, isOneWord ? "there is no preset \"" + text + "\", and as a recipe: " + pointAt(text, place)
                                : pointAt(text, place));
  return false;
}

// The run that is to be done, from its beginning or from where a file has it.
std::optional<Checkpoint> startOf(const Options& options, int& code) {
  std::optional<Recipe> recipe;
  if (!readRecipe(options.subject, recipe, code)) return std::nullopt;
  if (!options.resume) return Checkpoint{*recipe, {}, {}};
  std::string error;
  const auto bytes = readFile(options.out, error);
  auto checkpoint = bytes ? readCheckpoint(*bytes, error) : std::nullopt;
  code = kFailure;
  if (!checkpoint) {
    say(bytes ? options.out + ": " + error : error);
    return std::nullopt;
  }
  if (!recipe || *recipe == checkpoint->recipe) return checkpoint;
  say(options.out + " holds a run of another recipe: " + printRecipe(checkpoint->recipe));
  return std::nullopt;
}

// A run with its data, from start or resume to its end.
class TrainingRun {
 public:
  TrainingRun(const Options& options, const Checkpoint& start, const Dataset& dataset)
      : options_(options), dataset_(dataset), trainer_(start.recipe, dataset), progress_(trainer_) {
    if (options.resume) trainer_.restore(start.state);
  }

  int go() {
    Interrupt interrupt;
    const bool wasFinished = trainer_.isFinished();
    while (!trainer_.isFinished()) {
      const int epoch = trainer_.epoch();
      if (workSome() == Advance::kDiverged) return stopDiverged();
      if (trainer_.epoch() > epoch) finishEpoch();
      if (trainer_.isFinished()) break;
      if (interrupt.came()) return stopInterrupted();
      progress_.show(pace_);
    }
    return finish(wasFinished);
  }

 private:
  // Until the epoch or its training is over, or about kSlice.
  Advance workSome() {
    const int epoch = trainer_.epoch();
    const bool measures = trainer_.isMeasuring();
    const int seen = trainer_.imagesSeen();
    const auto start = Clock::now();
    Advance did = Advance::kTrained;
    for (int sinceLook = 0; did != Advance::kDiverged;) {
      did = trainer_.advance();
      if (trainer_.epoch() != epoch || trainer_.isMeasuring() != measures) break;
      sinceLook += did == Advance::kTrained ? trainer_.lastBatch().images : kImagesPerLook;
      if (sinceLook < kImagesPerLook) continue;
      sinceLook = 0;
      if (secondsSince(start) >= kSlice) break;
    }
    if (!measures && did != Advance::kDiverged) {
      pace_.seconds += secondsSince(start);
      pace_.images += trainer_.imagesSeen() - seen;
    }
    return did;
  }

  // Keeps the run as it stands, if it is to be kept.
  bool save(std::string& error) const {
    if (options_.out.empty()) return true;
    Checkpoint checkpoint{trainer_.recipe(), trainer_.state(), {{"dataset", dataset_.name}}};
    if (!fits(checkpoint.state, checkpoint.recipe)) {
      error = "the weights are no finite numbers any more, and are not written to " + options_.out;
      return false;
    }
    if (trainer_.isFinished()) {
      checkpoint.state.moments.clear();
      checkpoint.state.steps = 0;
    }
    if (trainer_.epoch() > 0) checkpoint.notes["testAccuracy"] = printNumber(trainer_.history().back().testAccuracy);
    return writeFile(options_.out, writeCheckpoint(checkpoint), error);
  }

  void finishEpoch() {
    progress_.epochIsOver();
    std::string error;
    if (!trainer_.isFinished() && !save(error)) progress_.note(error);
  }

  // Says how the run ended, and what became of it.
  int stop(const std::string& how, const std::string& kept, const std::string& advice) {
    std::string error;
    const bool isKept = save(error);
    progress_.note(how + (options_.out.empty() ? "; nothing is kept, as there is no --out FILE"
                          : isKept             ? "; " + kept + options_.out + advice
                                               : "; " + error));
    return kFailure;
  }

  int stopInterrupted() {
    return stop("stopped in " + nameOfEpoch(trainer_.recipe(), trainer_.epoch()), "the run is kept in ",
                ": the same command with --resume goes on with it");
  }

  int stopDiverged() {
    const Trainer::Divergence& failed = trainer_.divergence();
    const std::string good = failed.goodBatch > 0 ? "those after step " + grouped(failed.goodBatch) + " of that epoch"
                                                  : "those before that epoch";
    return stop("training diverged in " + nameOfEpoch(trainer_.recipe(), failed.epoch) + " at step " +
                    grouped(failed.batch) + ": a learning rate of " + printNumber(failed.rate) + " is too high here",
                "the last good weights, " + good + ", are kept in ", "");
  }

  int finish(bool wasFinished) {
    std::string error;
    if (!fits(trainer_.state(), trainer_.recipe())) {
      progress_.note("training diverged in its last steps: a learning rate of " + printNumber(trainer_.recipe().rate) +
                     " is too high here; " + (options_.out.empty() ? "nothing" : "the last epoch") + " is not kept");
      return kFailure;
    }
    if (wasFinished) {
      progress_.note("the run in " + options_.out + " is finished");
    } else if (!save(error)) {
      progress_.note(error);
      return kFailure;
    }
    printResult(trainer_, pace_, options_.json);
    return 0;
  }

  const Options& options_;
  const Dataset& dataset_;
  Trainer trainer_;
  Progress progress_;
  Pace pace_;
};

}  // namespace

int train(const Options& options) {
  int code = 0;
  const auto start = startOf(options, code);
  if (!start) return code;
  std::string error;
  if (!options.out.empty() && !canWrite(options.out, error)) return fail(kFailure, error);
  const Recipe& recipe = start->recipe;
  const auto dataset = loadData(options.data, recipe.train, recipe.test, recipe.seed, error);
  if (!dataset) return fail(kFailure, error);
  const auto trainedOn = start->notes.find("dataset");
  if (trainedOn != start->notes.end() && trainedOn->second != dataset->name) {
    return fail(kFailure, "the run in " + options.out + " was trained on " + trainedOn->second + ", and " +
                              options.data + " holds " + dataset->name);
  }
  return TrainingRun(options, *start, *dataset).go();
}

}  // namespace atelier::cli
