#include "cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "cli/report.h"

namespace atelier::cli {

namespace {

constexpr double kDrawEvery = 0.1;  // seconds
constexpr int kBarWidth = 20;
constexpr std::size_t kUsualWidth = 80;  // columns of a terminal that does not tell

bool isTerminal() {
  const char* kind = std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): there is one thread
  return isatty(STDERR_FILENO) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

std::size_t widthOfTerminal() {
  winsize size{};
  const bool told = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return told ? size.ws_col : kUsualWidth;
}

// "1:05:09" or "5:09"
std::string clockTime(double seconds) {
  const auto whole = static_cast<long long>(seconds + 0.5);
  const auto two = [](long long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const long long minutes = whole / 60;
  return (minutes < 60 ? std::to_string(minutes) : std::to_string(minutes / 60) + ":" + two(minutes % 60)) + ":" +
         two(whole % 60);
}

std::string lossAndAccuracy(const char* what, double loss, double accuracy) {
  return std::string(what) + " loss " + fixed(loss, 4) + ", accuracy " + percent(accuracy);
}

}  // namespace

std::string nameOfEpoch(const Recipe& recipe, int epoch) {
  std::string inModel = "epoch " + std::to_string(epoch % recipe.epochs + 1) + " of " + std::to_string(recipe.epochs);
  if (recipe.models() == 1) return inModel;
  return "model " + std::to_string(epoch / recipe.epochs + 1) + " of " + std::to_string(recipe.models()) + ", " +
         inModel;
}

Progress::Progress(const Trainer& trainer)
    : trainer_(trainer), draws_(isTerminal()), seenAtStart_(trainer.imagesSeen()), start_(Clock::now()) {}

void Progress::show(const Pace& pace) {
  if (!draws_ || (isDrawn_ && secondsSince(drawn_) < kDrawEvery)) return;
  const std::string line = bar() + status(pace);
  std::fprintf(stderr, "\r%s\033[K", line.substr(0, widthOfTerminal() - 1).c_str());
  std::fflush(stderr);
  drawn_ = Clock::now();
  isDrawn_ = true;
}

void Progress::clear() {
  if (isDrawn_) std::fputs("\r\033[K", stderr);
  isDrawn_ = false;
}

void Progress::note(const std::string& text) {
  clear();
  say(text);
}

void Progress::epochIsOver() {
  clear();
  const EpochResult& result = trainer_.history().back();
  std::string line = nameOfEpoch(trainer_.recipe(), trainer_.epoch() - 1) + ": " +
                     lossAndAccuracy("training", result.trainLoss, result.trainAccuracy);
  if (result.validationAccuracy >= 0) {
    line += "; " + lossAndAccuracy("validation", result.validationLoss, result.validationAccuracy);
  }
  line += "; " + lossAndAccuracy("test", result.testLoss, result.testAccuracy);
  std::fprintf(stderr, "%s\n", line.c_str());
}

std::string Progress::bar() const {
  const double done = static_cast<double>(trainer_.imagesSeen()) / trainer_.imagesInAll();
  const int full = std::min(kBarWidth, static_cast<int>(done * kBarWidth));
  char text[64];
  std::snprintf(text, sizeof text, "%3d %% [%s%s] ", static_cast<int>(100 * done),
                std::string(static_cast<std::size_t>(full), '=').c_str(),
                std::string(static_cast<std::size_t>(kBarWidth - full), ' ').c_str());
  return text;
}

std::string Progress::status(const Pace& pace) const {
  const Recipe& recipe = trainer_.recipe();
  const auto batches = [&](int images) { return grouped((images + recipe.batch - 1) / recipe.batch); };
  std::string text = nameOfEpoch(recipe, std::min(trainer_.epoch(), trainer_.totalEpochs() - 1));
  text += trainer_.isMeasuring() ? "  testing"
                                 : "  batch " + batches(trainer_.position()) + "/" + batches(trainer_.epochImages());
  if (pace.images > 0) text += "  " + grouped(static_cast<long long>(pace.imagesPerSecond() + 0.5)) + " images/s";
  if (trainer_.position() > 0) text += "  loss " + fixed(trainer_.score().loss(), 4);
  if (!trainer_.history().empty()) {
    const EpochResult& last = trainer_.history().back();
    if (last.validationLoss >= 0) text += "  validation " + fixed(last.validationLoss, 4);
    text += "  test " + fixed(last.testLoss, 4);
  }
  const int seen = trainer_.imagesSeen() - seenAtStart_;
  if (seen > 0) {
    const double left = secondsSince(start_) / seen * (trainer_.imagesInAll() - trainer_.imagesSeen());
    text += "  " + clockTime(left) + " left";
  }
  return text;
}

}  // namespace atelier::cli
