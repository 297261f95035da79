#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "protocol/messages.h"
#include "train/timeline.h"
#include "train/trainer.h"

namespace atelier::worker {

// Seconds from some fixed moment on, never going back.
using Clock = std::function<double()>;

// A run as the learner drives it: a trainer with Train, Pause and steps, a speed, and its reports. Work is done only
// inside work(); what there is to say is appended to the `events` handed to each call.
class Run {
 public:
  using Events = std::deque<protocol::Event>;

  // The data set must outlive the run.
  Run(int id, const Recipe& recipe, const Dataset& dataset, Clock clock);

  int id() const { return id_; }
  // Is shown again, under a new id: a page drops messages of a smaller id than it has seen.
  void takeUp(int id);
  Trainer& trainer() { return trainer_; }
  const Trainer& trainer() const { return trainer_; }
  bool isRunning() const { return mode_ != Mode::kPaused; }
  // No batch has been trained yet, and the weights are those of the recipe's seed.
  bool isFresh() const { return trainer_.imagesSeen() == 0 && !isGiven_; }

  void train(Events& events) { begin(Mode::kTrain, events); }
  void stepBatch(Events& events) { begin(Mode::kStepBatch, events); }
  void stepEpoch(Events& events) { begin(Mode::kStepEpoch, events); }
  void pause(Events& events);
  void setSpeed(double imagesPerSecond);  // 0: as fast as it goes
  void adopt(const Recipe& recipe, Events& events);

  // Trains for up to `budget` seconds or to the end of an epoch, which is to be taken (takeCompletedEpoch) before it
  // goes on. Returns seconds to wait before there is more to do (0: at once), or a negative number when there is
  // nothing to do until a command or more data comes.
  double work(double budget, Events& events);

  // Goes on, in place of its own start, from where the other run stood when so many epochs were over, and looks back at
  // what that one looks back at. Requires that it kept that epoch, and the same recipe.
  void branch(const Run& other, int epoch);

  // Begins with these weights in place of those of its seed. Requires as many as the network has.
  void beginWith(std::vector<float> weights);
  // The weights that it was so given, as long as its timeline keeps them; else none.
  std::span<const float> given() const;

  // As after a pause; `edited` and `data` are passed along.
  protocol::Checkpoint checkpoint(const std::string& edited, const std::string& data) const;
  // Goes on from there. Returns false, with a sentence, when it does not fit this run's network and recipe.
  [[nodiscard]] bool restore(const protocol::Checkpoint& checkpoint, std::string& error);

  // What its timeline kept of a past epoch is kept there again. Returns false, with a sentence, when it does not fit.
  [[nodiscard]] bool recall(Timeline::Snapshot snapshot, std::string& error);

  protocol::Progress progress() const;
  // Since the last call, at least about two seconds of training or a pause or an epoch have gone by.
  bool takeCheckpointDue() { return std::exchange(checkpointDue_, false); }
  // The weights at the start and after each epoch that this worker trained.
  const Timeline& timeline() const { return timeline_; }
  // Since the last call, what it keeps has changed.
  bool takeTimelineChanged() { return std::exchange(timelineChanged_, false); }
  // The epoch that was completed since the last call; -1: none was.
  int takeCompletedEpoch() { return std::exchange(completedEpoch_, -1); }
  // What was reported of each completed epoch, as EpochDone events.
  std::vector<protocol::EpochDone> history() const;

 private:
  enum class Mode { kPaused, kTrain, kStepBatch, kStepEpoch };

  void begin(Mode mode, Events& events);
  // Accounts for what advance() did. True when the slice must end.
  bool account(Trainer::Advance advance, Events& events);
  bool accountBatch(Events& events);
  void stopDiverged(Events& events);
  void addToTimeline();
  // As it stood when the snapshot was taken. Requires an epoch that is over.
  TrainerState stateAt(const Timeline::Snapshot& snapshot) const;
  void addToCurve();
  void report(Events& events);  // Progress and Curve, now
  double secondsUntilDue() const;
  protocol::EpochDone epochDone(int epoch) const;

  int id_;
  Trainer trainer_;
  Timeline timeline_;
  bool timelineChanged_ = true;
  bool isGiven_ = false;  // it began with weights that another run or model had learned
  Clock clock_;
  Mode mode_ = Mode::kPaused;
  bool waiting_ = false;
  double speed_ = 0;
  double due_ = 0;  // when the next batch may be trained, if there is a speed
  double lastReport_ = 0;
  double lastCheckpoint_ = 0;
  bool checkpointDue_ = false;
  int completedEpoch_ = -1;
  Score curvePoint_;
  protocol::Floats curve_;                   // points not yet reported
  std::deque<std::pair<double, int>> seen_;  // (time, images) over about the last second of training
};

}  // namespace atelier::worker
