#pragma once

#include <optional>
#include <string>

#include "train/rehearsal.h"
#include "worker/run.h"
#include "worker/viewer.h"

namespace atelier::worker {

// Slow motion: the training step that comes next, told before it is taken. Changes no bit of the run.
class SlowMotion {
 public:
  using Events = Run::Events;

  bool isOn() const { return isOn_; }
  void begin();
  // Does nothing where it is not on.
  void leave(int runId, Viewer& viewer, Events& events);

  // What is trained on has changed: the next step may be another one.
  void dataChanged() { told_.reset(); }

  // To be called whenever anything may have happened: tells of the next step when that is another one than was told. At
  // the end of an epoch it lets the run measure the network first.
  void follow(Run& run, const Dataset& dataset, Viewer& viewer, Events& events);

  // Answers Inspect for the source "step", in the views in which training differs from evaluation. False: it does not.
  [[nodiscard]] bool inspect(const protocol::Inspect& what, int runId, Events& events) const;

 private:
  // What decides which step comes next, and how.
  struct Told {
    int runId;
    int imagesSeen;
    std::size_t epochs;  // measured
    bool isHere;         // with all its images
    std::string data;    // the name of the data set
    Recipe recipe;
    bool operator==(const Told&) const = default;
  };

  void tell(const Run& run, const Dataset& dataset, Viewer& viewer, Events& events);

  bool isOn_ = false;
  std::optional<Told> told_;
  std::optional<Rehearsal> step_;
  int label_ = 0;  // of the step's first image
};

}  // namespace atelier::worker
