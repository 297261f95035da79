#pragma once

#include <memory>
#include <string>
#include <vector>

#include "keep/left_run.h"
#include "protocol/messages.h"
#include "worker/run.h"

namespace atelier::worker {

// The runs of a session: the one that the learner is at, and those that were left for it, paused where they stood, each
// with its timeline. They are numbered from 1 in the order in which they began.
//
// Whatever makes another run the current one pauses the one before, tells where that stands, and gives the new one an
// id larger than any before.
class Runs {
 public:
  static constexpr std::size_t kMost = 4;  // kept; the oldest goes first, but never the one that was branched from

  // Begins the first run. The data set must outlive the runs.
  Runs(const Recipe& recipe, const Dataset& dataset, Clock clock);

  Run& current() { return *entries_[current_].run; }
  const Run& current() const { return *entries_[current_].run; }
  int number() const { return entries_[current_].number; }
  // Null where none of this number is kept.
  const Run* find(int number) const;

  // The name of the data set that they train on.
  const std::string& data() const { return data_; }
  void setData(const std::string& name) { data_ = name; }

  // A new run. One that has learned nothing yet gives way to it.
  void begin(const Recipe& recipe, Run::Events& events);

  // A new run that begins with these weights, which the current run had after so many epochs, or, where `epoch` is -1,
  // the pretrained model. Requires as many as the recipe's network has.
  void beginWith(const Recipe& recipe, std::vector<float> weights, int epoch, Run::Events& events);

  // A new run that goes on from where the current one stood when so many epochs were over, with what of `edited` takes
  // effect at once. Returns false, with a sentence, when that was not kept.
  [[nodiscard]] bool branch(int epoch, const Recipe& edited, Run::Events& events, std::string& error);

  // One of those that were left. Returns false, with a sentence, when there is none of this number.
  [[nodiscard]] bool choose(int number, Run::Events& events, std::string& error);

  // A run that goes on from a checkpoint, alone. Returns false, with a sentence, when it does not fit.
  [[nodiscard]] bool restore(const protocol::Checkpoint& checkpoint, const Recipe& recipe, std::string& error);

  // The current run has this number and origin, and is the only one. Returns false, with a sentence, when they are
  // none.
  [[nodiscard]] bool renumber(const protocol::NumberRun& command, std::string& error);

  // Keeps a run beside the current one, as it was left; its timeline is not among what it brings. Returns it, or null,
  // with a sentence, when it does not fit, or no room is left.
  [[nodiscard]] Run* bring(const keep::LeftRun& left, std::string& error);

  // Only the current run stays.
  void forgetOthers();

  // Why the weights after so many epochs of the current run cannot be had; empty when they can.
  std::string whyNotKept(int epoch) const;

  // The table of protocol::Run::runs.
  std::string table() const;

 private:
  struct Entry {
    int number;
    int from;       // number of the run that it goes on from; 0: none, kPretrained: that model
    int fromEpoch;  // epochs that were over there
    std::unique_ptr<Run> run;
  };

  static constexpr int kPretrained = -1;
  static constexpr int kLargestNumber = 1'000'000;

  static bool isPlace(int number, int from, int fromEpoch) {
    return number >= 1 && number <= kLargestNumber && from >= kPretrained && from <= kLargestNumber && fromEpoch >= 0;
  }

  std::unique_ptr<Run> fresh(const Recipe& recipe) {
    return std::make_unique<Run>(++lastId_, recipe, dataset_, clock_);
  }
  void leave(Run::Events& events);
  // Makes it the current one, in the place of one that has learned nothing yet.
  void put(int from, int fromEpoch, std::unique_ptr<Run> run);
  void add(Entry entry);

  const Dataset& dataset_;
  Clock clock_;
  std::string data_;
  int lastId_ = 0;
  int lastNumber_ = 0;
  std::vector<Entry> entries_;
  std::size_t current_ = 0;
};

}  // namespace atelier::worker
