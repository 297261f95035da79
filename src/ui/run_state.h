#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "keep/work.h"
#include "protocol/messages.h"
#include "protocol/table.h"
#include "ui/evaluation_view.h"
#include "ui/histogram.h"
#include "ui/nearest_view.h"
#include "ui/split_view.h"
#include "ui/wardrobe_view.h"

namespace atelier::ui {

// A row of protocol::Run::layers, with where its output lies in Activations and its numbers in Weights.
struct LayerView {
  std::string text;
  std::string kind;
  int channels = 0;
  int height = 0;
  int width = 0;
  int parameters = 0;  // that are learned
  std::size_t firstOutput = 0;
  std::size_t firstStored = 0;
  std::size_t firstChannel = 0;  // in Activity

  int outputs() const { return channels * height * width; }
  bool isPictures() const { return height * width > 1; }
  int stored() const;  // of its numbers in Weights, learned or not
};

// A row of protocol::Recipe::fieldTable.
struct FieldView {
  std::string name;
  std::string label;
  std::string value;
  bool now = false;
  std::string kind;
  std::vector<std::string> choices;
  bool pending = false;
  std::string about;
};

// A row of protocol::Run::runs.
struct RunView {
  int number = 0;
  int from = 0;  // number of the run that it branched from; 0: none
  int fromEpoch = 0;
  int epoch = 0;             // epochs over
  double testAccuracy = -1;  // -1: not measured
  std::string recipe;
};

// All that the page knows of the engine. Changed by apply() alone.
class RunState {
 public:
  // Takes in an event. Those of an older run change nothing.
  void apply(const protocol::Event& event);

  // The worker is gone: what it was doing is over; what it had told stays.
  void loseWorker();

  // Work that was put away, or comes from a file, is taken up: it comes back by what restoring() says, with the
  // worker's Ready or, if that is over, at once.
  void open(const keep::Work& work, const std::vector<keep::LeftRun>& leftRuns = {});

  // What brings the work back in a new worker, to be sent after its Ready: the last checkpoint or, when nothing was
  // trained, the recipe; and Train, if it was training.
  std::vector<protocol::Command> restoring() const;

  // The runs that were left, by their numbers. Of work that was opened they have the names of their pieces.
  const std::map<int, keep::LeftRun>& leftRuns() const { return leftRuns_; }
  // Grows whenever one of them is another.
  int leftVersion() const { return leftVersion_; }
  // Grows with every work that has taken the place of what was here.
  int works() const { return works_; }
  // Number and origin of the run at work.
  protocol::NumberRun place() const;
  // Work was opened that the worker, which is at work, has not taken up yet: until then this is of two works.
  bool isOpening() const { return opened_.has_value(); }
  // The worker does not have all runs yet that it is to have.
  bool isComingBack() const { return wasLost || place_.has_value(); }

  // The last refusal of a recipe is no longer of interest.
  void dismissRefusal();

  // The curve of the run, or that of the one that is about to come back. It may go beyond the checkpoint.
  const protocol::Floats& curveToKeep() const { return isRestoring_ ? curveBefore_ : curve; }

  // What was measured of another run that is kept; null where nothing is known.
  const std::vector<protocol::EpochDone>* epochsOf(int number) const;

  // What is known of the test images is not about the weights that are shown, or not about all that are here.
  bool isEvaluationStale() const;

  // The same of what is known of the channels.
  bool isActivityStale() const;

  // How often the channels are above 0 in the weights that are shown, or while they are trained, were a moment ago;
  // null where nothing is known.
  const protocol::Activity* shownActivity() const;

  // The same of what is known of the pictures that drawings are nearest to.
  bool isNearestStale() const;

  // What is known of them in the weights that are shown, or while they are trained, were a moment ago; null where
  // nothing is known.
  const NearestView* shownNearest() const;

  // The same of what is known of the pictures of a split, "train" or "test". While the weights that are shown are
  // trained, what was known of them a moment ago will do.
  bool isJudgedStale(const std::string& split) const;

  // The pictures of a split, "train" or "test", and how many are here.
  const SplitView& pictures(const std::string& split) const { return split == "train" ? trainPictures : testPictures; }
  int picturesHere(const std::string& split) const { return split == "train" ? dataset.train : dataset.test; }

  // What was measured after this epoch, from 1; null where nothing is known.
  const protocol::EpochDone* epochDone(int epoch) const;

  // Of the classes those that the data set has.
  std::span<const std::string> dataClasses() const {
    return std::span(classes).first(std::min<std::size_t>(classes.size(), protocol::kClasses));
  }

  // The speed was set to this many images a second (0: as fast as it goes).
  double speed = 0;

  bool isReady = false;  // the worker has said so
  bool wasLost = false;  // and is to be given its work back
  std::string buildId;
  std::vector<protocol::Row> presets;
  std::vector<std::string> classes;  // that the shown network tells apart: the data set's, then the learner's own
  protocol::Dataset dataset;
  protocol::Recipe recipe;
  std::vector<FieldView> fields;
  std::vector<LayerView> editedLayers;
  protocol::NetworkChecked checked;  // the last answer to CheckNetwork
  protocol::Run run;
  std::vector<LayerView> layers;
  std::vector<RunView> runs;  // that are kept, this one among them
  protocol::Progress progress;
  std::vector<protocol::EpochDone> epochs;
  protocol::Floats curve;  // quadruples, as protocol::Curve
  protocol::Timeline timeline;
  std::optional<protocol::Picture> picture;
  protocol::Seen seen;
  protocol::Floats prediction;
  protocol::Floats activations;
  protocol::Floats weights;
  std::optional<protocol::Explanation> explanation;   // of the shown weights; the last answer to Explain
  std::optional<protocol::NextBatch> step;            // in slow motion
  std::map<int, protocol::Explanation> stepExamples;  // of it, by layer
  std::optional<EvaluationView> evaluation;           // the last one of this run or of the pretrained model
  std::optional<protocol::Attribution> attribution;   // the last one of this run or of the pretrained model
  std::optional<protocol::Activity> activity;         // the same
  std::optional<NearestView> nearest;                 // the same; of the drawing
  SplitView trainPictures;                            // as far as it was asked for
  SplitView testPictures;
  std::string activationsOf;  // "picture" or "drawing"
  // protocol::Inspect::view of the two, and of gradients the class of the loss.
  std::string activationsView = "activations";
  std::string weightsView = "activations";
  int lossLabel = -1;
  // Of each of `layers` its outputs and its numbers in `weights`; empty when they are not known.
  std::vector<Histogram> outputHistograms;
  std::vector<Histogram> weightHistograms;
  WardrobeView wardrobe;
  std::optional<protocol::Checkpoint> checkpoint;
  std::optional<protocol::Failed> failed;  // the last refusal; gone when something succeeds
  std::string diverged;                    // why training stopped by itself; stands until the next Train or Reset
  bool isTraining = false;                 // as last heard, before any loss of the worker

 private:
  // Something told of these weights is of the shown ones, or of earlier ones of the run while they are trained.
  bool isOfShown(int runId, bool isPretrained, int epoch) const;
  // They have been trained on since.
  bool isBehind(int imagesSeen) const;
  // Gives a name to each class of the shown network.
  void nameClasses();
  // Another run is shown from here on: what was known of the one before is laid aside, for when it is chosen again.
  void turnTo(const protocol::Run& event);
  // The run that ends here is kept, for when it is chosen again.
  void leave(const protocol::Run& next);
  void takeLeftRuns(std::map<int, keep::LeftRun> leftRuns, const protocol::NumberRun& place);
  // The worker has all runs that it is to have, or has refused them: others than those that it keeps are gone.
  void settleRuns();
  SplitView& of(const std::string& split) { return split == "train" ? trainPictures : testPictures; }
  // A diverged run is back at its last good weights: what came after them is no part of its curves.
  void goBack(int imagesSeen);
  // The first news of a run that goes on from somewhere: its curve from before is put back.
  void resume(int imagesSeen);

  void on(const protocol::Ready& event);
  void on(const protocol::Dataset& event);
  void on(const protocol::Recipe& event);
  void on(const protocol::NetworkChecked& event) { checked = event; }
  void on(const protocol::Run& event);
  void on(const protocol::Progress& event);
  void on(const protocol::Curve& event);
  void on(const protocol::EpochDone& event);
  void on(const protocol::Timeline& event) { timeline = event; }
  void on(const protocol::Picture& event) { picture = event; }
  void on(const protocol::Seen& event) { seen = event; }
  void on(const protocol::OpenedPicture&) {}  // is OwnPicture's
  void on(const protocol::DrawingFile&) {}    // is the browser's
  void on(const protocol::Prediction& event) { prediction = event.bulk; }
  void on(const protocol::Activations& event);
  void on(const protocol::Weights& event);
  void on(const protocol::Explanation& event);
  void on(const protocol::NextBatch& event);
  void on(const protocol::Evaluation& event) { evaluation.emplace(event); }
  void on(const protocol::Attribution& event);
  void on(const protocol::Activity& event) { activity = event; }
  void on(const protocol::Nearest& event) { nearest.emplace(event); }
  void on(const protocol::Pictures& event) { of(event.split).apply(event); }
  void on(const protocol::Labels& event) { of(event.split).apply(event); }
  void on(const protocol::Judged& event) { of(event.split).apply(event); }
  void on(const protocol::Wardrobe& event);
  void on(const protocol::Checkpoint& event) { checkpoint = event; }
  void on(const protocol::Snapshot&) {}  // is the WorkKeeper's
  void on(const protocol::Pong&) {}
  void on(const protocol::Failed& event);

  bool isRestoring_ = false;  // from the loss of a worker until the next one has its work back
  // Work that a worker which is at work is about to take up.
  struct Opened {
    std::optional<protocol::Checkpoint> checkpoint;
    protocol::Floats curve;
    std::map<int, keep::LeftRun> leftRuns;
    protocol::NumberRun place;
  };
  std::optional<Opened> opened_;
  protocol::Floats curveBefore_;  // of a run that is about to go on from somewhere
  // By their numbers, of the runs that were left.
  std::map<int, protocol::Floats> curves_;
  std::map<int, std::vector<protocol::EpochDone>> epochs_;
  std::map<int, keep::LeftRun> leftRuns_;
  int leftVersion_ = 0;
  int works_ = 0;
  std::optional<protocol::NumberRun> place_;  // of the run at work, until the worker has all runs back
  std::size_t awaited_ = 0;                   // so many of leftRuns_
};

std::vector<LayerView> readLayers(const std::string& table);
std::vector<RunView> readRuns(const std::string& table);

}  // namespace atelier::ui
