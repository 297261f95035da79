#pragma once

#include <string>

#include "cli/stopwatch.h"
#include "train/trainer.h"

namespace atelier::cli {

// What is said on stderr while a run goes on: a line for each epoch, and on a terminal below them one line that is
// drawn again and again.
class Progress {
 public:
  // The trainer must outlive it.
  explicit Progress(const Trainer& trainer);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // To be called often.
  void show(const Pace& pace);
  // After an epoch.
  void epochIsOver();
  // Any other line.
  void note(const std::string& text);

 private:
  void clear();
  std::string bar() const;
  std::string status(const Pace& pace) const;

  const Trainer& trainer_;
  bool draws_;       // on a terminal
  int seenAtStart_;  // images
  Clock::time_point start_;
  Clock::time_point drawn_;
  bool isDrawn_ = false;
};

// "model 2 of 5, epoch 3 of 15", of an epoch counted from 0 over all models.
std::string nameOfEpoch(const Recipe& recipe, int epoch);

}  // namespace atelier::cli
