#pragma once

// Every message between the page and the worker that holds the engine: the only definition of each.
//
// The page sends commands, the worker answers with events. A message is a plain struct that lists its fields
// once, in fields(); js.h turns any of them into {version, type, body, bulk} and back, so that JavaScript
// carries messages without knowing a body field.
//
// Bodies hold numbers, booleans and strings, and at most one typed array, the member `bulk`, which is
// transferred, never copied, on its way. A table inside a string has a row a line and a tab between columns
// (table.h). Times are seconds, rates are images a second, shares and probabilities run from 0 to 1, losses
// are in nats. An event of a run carries `runId`; whoever receives one of an older run drops it.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace atelier::protocol {

// Grows with every change that an older page or worker would misread.
inline constexpr int kVersion = 9;

inline constexpr int kClasses = 10;               // of the data set
inline constexpr int kMostLabels = kClasses + 6;  // with the learner's own
inline constexpr int kPicturePixels = 28 * 28;    // of a picture
inline constexpr int kMostPictures = 100;         // in one answer

using Bytes = std::vector<std::uint8_t>;
using Floats = std::vector<float>;

// ---------------------------------------------------------------------------------------------------------
// Commands: page to worker. The page sends none before it has seen Ready.

// Runs on to the end of the recipe's last epoch, at the set speed. Switches the weights to "scratch".
struct Train {
  static constexpr const char* kType = "train";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

struct Pause {
  static constexpr const char* kType = "pause";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// Trains one batch, then pauses.
struct StepBatch {
  static constexpr const char* kType = "stepBatch";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// Trains to the end of the current epoch (its evaluation included), then pauses.
struct StepEpoch {
  static constexpr const char* kType = "stepEpoch";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// A new run from the edited recipe: the same seed gives the same initial weights.
struct Reset {
  static constexpr const char* kType = "reset";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// The next seed in the recipe, then as Reset.
struct NewSeed {
  static constexpr const char* kType = "newSeed";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

struct SetSpeed {
  static constexpr const char* kType = "setSpeed";
  double imagesPerSecond = 0;  // 0: as fast as it goes
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("imagesPerSecond", self.imagesPerSecond);
  }
};

// Replaces the whole recipe by this text, or by the preset of this name. Refused with Failed "recipe".
struct SetRecipe {
  static constexpr const char* kType = "setRecipe";
  std::string recipe;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("recipe", self.recipe);
  }
};

// Sets one field of the recipe by its name in Recipe::fieldTable. Refused with Failed "recipe".
struct SetField {
  static constexpr const char* kType = "setField";
  std::string name;
  std::string value;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("name", self.name);
    visit("value", self.value);
  }
};

// Asks what this network would be, and changes nothing: for shapes that follow as one types. Answered by
// NetworkChecked.
struct CheckNetwork {
  static constexpr const char* kType = "checkNetwork";
  std::string text;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("text", self.text);
  }
};

// Chooses whose answers are shown: "pretrained" (the model that came with the page) or "scratch" (this run).
struct UseWeights {
  static constexpr const char* kType = "useWeights";
  std::string weights;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("weights", self.weights);
  }
};

// Chooses the picture that the network panel shows. Answered by Picture.
struct PickImage {
  static constexpr const char* kType = "pickImage";
  std::string split = "test";  // "train" or "test"
  std::string how = "index";   // "index", "next", "previous" or "random"
  int index = 0;               // read when how is "index"
  int label = -1;              // only pictures of this class; -1: of any
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("split", self.split);
    visit("how", self.how);
    visit("index", self.index);
    visit("label", self.label);
  }
};

// What is on the drawing pad: width x height grey bytes, row by row, 0 for untouched, 255 for full strokes.
// Answered by Seen and Prediction. All zero is an empty pad.
struct Draw {
  static constexpr const char* kType = "draw";
  int width = 0;
  int height = 0;
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("width", self.width);
    visit("height", self.height);
    visit("bulk", self.bulk);
  }
};

// Which steps fit a drawing for the network from now on (data/drawing.h); a worker begins with these. When something is
// drawn, answered as Draw.
struct SetFit {
  static constexpr const char* kType = "setFit";
  bool crop = true;
  bool bright = true;
  bool fill = false;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("crop", self.crop);
    visit("bright", self.bright);
    visit("fill", self.fill);
  }
  bool operator==(const SetFit&) const = default;
};

// A picture file of the learner's, to be opened: PNG or JPEG, within the limits of picture/open.h. Answered by
// OpenedPicture; refused with Failed "picture".
struct OpenPicture {
  static constexpr const char* kType = "openPicture";
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("bulk", self.bulk);
  }
};

// A drawing, as Draw has it, that is to become a PNG file. Answered by DrawingFile; refused with Failed "picture" where
// it is not of the pad's size.
struct SaveDrawing {
  static constexpr const char* kType = "saveDrawing";
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("bulk", self.bulk);
  }
};

// Asks for one Activations of the shown weights, for the chosen picture or the drawing, and before it, where `weights`
// says so, for one Weights. What numbers these are is the view's to say:
//   activations   the outputs for this picture, and the weights
//   change        both minus what they were, or are for this picture, at the run's start
//   gradients     of the loss for this picture, by the outputs and by the weights (0 for batch-norm's statistics)
// The source "step" is the first image of the batch that NextBatch told of: its activations are those of training, and
// the gradients are of the batch's mean loss. Refused with Failed "message" where source or view is another.
struct Inspect {
  static constexpr const char* kType = "inspect";
  std::string source = "picture";  // "picture", "drawing" or "step"
  bool weights = true;
  std::string view = "activations";
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("source", self.source);
    visit("weights", self.weights);
    visit("view", self.view);
  }
};

// Asks how one number came about, with the shown weights: `layer` counts the rows of Run::layers. Answered by one
// Explanation; refused with Failed "explain" where there is no such number.
struct Explain {
  static constexpr const char* kType = "explain";
  std::string source = "picture";  // "picture" or "drawing"
  int layer = 0;
  int channel = 0;
  int row = 0;
  int column = 0;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("source", self.source);
    visit("layer", self.layer);
    visit("channel", self.channel);
    visit("row", self.row);
    visit("column", self.column);
  }
};

// Begins slow motion, or leaves it: one training step after the other is told before it is taken, each by a NextBatch,
// until a command trains on, or shows another picture or other weights than those of now; it ends then. StepBatch takes
// the step that was told. Beginning pauses, and switches the weights to "scratch" and to those of now.
struct SlowMotion {
  static constexpr const char* kType = "slowMotion";
  bool on = false;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("on", self.on);
  }
};

// Shows the weights as they were when so many epochs of the run were over, 0: at its start, in place of those of now;
// -1: those of now again. Training goes on meanwhile. Refused with Failed "timeline" where they were not kept. Commands
// that train or begin a run show those of now.
struct ShowEpoch {
  static constexpr const char* kType = "showEpoch";
  int epoch = -1;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("epoch", self.epoch);
  }
};

// A new run that goes on from where this one stood when so many epochs were over, with what of the edited recipe takes
// effect at once. The run that it leaves stays, paused. Refused with Failed "timeline" where the weights were not kept.
struct Branch {
  static constexpr const char* kType = "branch";
  int epoch = 0;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("epoch", self.epoch);
  }
};

// Goes back to one of the runs that were left, by its number in Run::runs. The one that it leaves stays, paused.
// Refused with Failed "run".
struct ChooseRun {
  static constexpr const char* kType = "chooseRun";
  int number = 0;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("number", self.number);
  }
};

// Asks for one Evaluation of the weights shown now. One that was asked for before and is not answered yet is dropped.
struct Evaluate {
  static constexpr const char* kType = "evaluate";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// Asks for one Attribution: what of the chosen picture or the drawing mattered to a class, in the weights shown now.
// One that was asked for before and is not answered yet is dropped. Refused with Failed "attribution" where there is no
// such image or class.
struct Attribute {
  static constexpr const char* kType = "attribute";
  std::string source = "picture";  // as in Inspect
  int label = -1;                  // the class; -1: the likeliest
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("source", self.source);
    visit("label", self.label);
  }
};

// Asks for one Activity of the weights shown now. One that was asked for before and is not answered yet is dropped.
struct Survey {
  static constexpr const char* kType = "survey";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// Asks to be told which training pictures drawings are nearest to, in the weights shown now: answered by a Nearest when
// the pictures have been looked at, and by another one after every Prediction that answers Draw or SetFit, until it is
// asked again. Looking that is still under way then is given up.
struct FindNearest {
  static constexpr const char* kType = "findNearest";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// Asks for pictures of the data set by their indices, at most kMostPictures. Answered by Pictures.
struct FetchPictures {
  static constexpr const char* kType = "fetchPictures";
  std::string split = "test";  // "train" or "test"
  Floats bulk;                 // the indices, whole numbers
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("split", self.split);
    visit("bulk", self.bulk);
  }
};

// Asks for the classes of all pictures of a split that are here. Answered by Labels.
struct FetchLabels {
  static constexpr const char* kType = "fetchLabels";
  std::string split = "test";  // "train" or "test"
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("split", self.split);
  }
};

// Asks what the weights shown now say of every picture of a split that is here. Answered by Judged, piece by piece.
// What was asked for before and is not answered yet is dropped.
struct Judge {
  static constexpr const char* kType = "judge";
  std::string split = "test";  // "train" or "test"
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("split", self.split);
  }
};

// Puts the drawing, as the network sees it, into the wardrobe: as the class with this number or, where that is -1, as
// the one of this name, which is a new class of the learner's own where there is none. This and the next four are
// answered by Wardrobe, or refused with Failed "wardrobe".
struct AddToWardrobe {
  static constexpr const char* kType = "addToWardrobe";
  int label = -1;
  std::string name;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("label", self.label);
    visit("name", self.name);
  }
};

// Takes an item out, by its row in Wardrobe::items; -1: all of them, and the own classes.
struct RemoveFromWardrobe {
  static constexpr const char* kType = "removeFromWardrobe";
  int index = -1;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("index", self.index);
  }
};

// Another name for a class of the learner's own.
struct RenameClass {
  static constexpr const char* kType = "renameClass";
  int label = 0;
  std::string name;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("label", self.label);
    visit("name", self.name);
  }
};

// Opens a wardrobe's file: its items come after those that are here, or in their place.
struct OpenWardrobe {
  static constexpr const char* kType = "openWardrobe";
  bool adds = true;
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("adds", self.adds);
    visit("bulk", self.bulk);
  }
};

// Takes the last change of the wardrobe back; once more, makes it again.
struct UndoWardrobe {
  static constexpr const char* kType = "undoWardrobe";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// A new run that goes on from the shown weights with the wardrobe among its images (train/fine_tune.h), and trains at
// once. The edited recipe is its own then. Refused with Failed "wardrobe" where there is nothing to learn from.
struct FineTune {
  static constexpr const char* kType = "fineTune";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// Asks for the shards that failed to come, again.
struct RetryData {
  static constexpr const char* kType = "retryData";
  template <class Self, class Visit>
  static void fields(Self&, Visit) {}
};

// Answered at once by Pong with the same id: the heartbeat.
struct Ping {
  static constexpr const char* kType = "ping";
  int id = 0;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("id", self.id);
  }
};

// Where a run stands between two batches. As an event the worker sends one at every pause and epoch, about every two
// seconds of training, and when the run is left; sent back as a command, to any worker of this version, the run goes on
// from there to the same bits.
struct Checkpoint {
  static constexpr const char* kType = "checkpoint";
  int runId = 0;
  std::string recipe;  // of the run
  std::string edited;  // as the recipe panel shows it
  std::string data;    // name of the data set that it was trained on
  int epoch = 0;       // epochs completed
  int position = 0;    // images trained in the current epoch
  double lossSum = 0;  // over those images
  int correct = 0;     // of those images
  int steps = 0;       // of the optimizer
  // Table, a row for each epoch: training loss and accuracy, test loss and accuracy, learning rate, validation loss and
  // accuracy (-1 where nothing is held out).
  std::string history;
  Floats bulk;  // all parameters, in the network's order, then what the optimizer remembers
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("recipe", self.recipe);
    visit("edited", self.edited);
    visit("data", self.data);
    visit("epoch", self.epoch);
    visit("position", self.position);
    visit("lossSum", self.lossSum);
    visit("correct", self.correct);
    visit("steps", self.steps);
    visit("history", self.history);
    visit("bulk", self.bulk);
  }
};

// Asks for the weights that the timeline keeps of this epoch, to be put away; Snapshot answers, and is empty where it
// keeps none.
struct FetchSnapshot {
  static constexpr const char* kType = "fetchSnapshot";
  int epoch = 0;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("epoch", self.epoch);
  }
};

// What a run's timeline keeps of an epoch, as an event, which comes unasked, too, after each epoch, before its
// Checkpoint; and as a command, before the Checkpoint or BringRun of the same
// run, which has it kept there again. One that does not fit is refused with Failed "timeline", and the rest is used.
struct Snapshot {
  static constexpr const char* kType = "snapshot";
  int runId = 0;
  int epoch = 0;
  std::string name;  // the same for the same bytes; empty where nothing is kept
  Bytes bulk;        // a piece of a work file (keep/snapshot.h)
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("epoch", self.epoch);
    visit("name", self.name);
    visit("bulk", self.bulk);
  }
};

// As FetchSnapshot, of a run that was left, by its number in Run::runs. Snapshot answers with that run's id.
struct FetchLeftSnapshot {
  static constexpr const char* kType = "fetchLeftSnapshot";
  int number = 0;
  int epoch = 0;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("number", self.number);
    visit("epoch", self.epoch);
  }
};

// After the Checkpoint or SetRecipe of work that comes back: the run at work has this number and this origin, as in
// Run::runs, and is the only one that is kept, until BringRun brings others. Refused with Failed "run".
struct NumberRun {
  static constexpr const char* kType = "numberRun";
  int number = 1;
  int from = 0;
  int fromEpoch = 0;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("number", self.number);
    visit("from", self.from);
    visit("fromEpoch", self.fromEpoch);
  }
};

// A run that was left is kept beside the one at work, with the epochs that the Snapshots before it brought. Answered by
// Run; refused with Failed "run".
struct BringRun {
  static constexpr const char* kType = "bringRun";
  Bytes bulk;  // a piece of a work file (keep/left_run.h)
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("bulk", self.bulk);
  }
};

using Command =
    std::variant<Train, Pause, StepBatch, StepEpoch, Reset, NewSeed, SetSpeed, SetRecipe, SetField, CheckNetwork,
                 UseWeights, PickImage, Draw, SetFit, OpenPicture, SaveDrawing, Inspect, Explain, SlowMotion, ShowEpoch,
                 Branch, ChooseRun, Evaluate, Attribute, Survey, FindNearest, FetchPictures, FetchLabels, Judge,
                 AddToWardrobe, RemoveFromWardrobe, RenameClass, OpenWardrobe, UndoWardrobe, FineTune, RetryData, Ping,
                 Checkpoint, FetchSnapshot, Snapshot, FetchLeftSnapshot, NumberRun, BringRun>;

// ---------------------------------------------------------------------------------------------------------
// Events: worker to page.

// The first event. The page reloads when buildId is not its own.
struct Ready {
  static constexpr const char* kType = "ready";
  std::string buildId;
  std::string presets;  // table: name, recipe, what it is (a sentence)
  std::string classes;  // table of one column: the names of the ten classes
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("buildId", self.buildId);
    visit("presets", self.presets);
    visit("classes", self.classes);
  }
};

// How much of the data set is here. Sent as shards arrive and when the recipe asks for more.
struct Dataset {
  static constexpr const char* kType = "dataset";
  std::string name;  // "Fashion-MNIST" or "synthetic"; empty before the manifest is read
  int train = 0;     // images here
  int test = 0;
  int trainWanted = 0;  // images the recipe asks for
  int testWanted = 0;
  double bytes = 0;        // fetched, gzip'd
  double bytesWanted = 0;  // to be fetched for what is wanted
  std::string problem;     // a sentence, when something is missing or is not Fashion-MNIST
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("name", self.name);
    visit("train", self.train);
    visit("test", self.test);
    visit("trainWanted", self.trainWanted);
    visit("testWanted", self.testWanted);
    visit("bytes", self.bytes);
    visit("bytesWanted", self.bytesWanted);
    visit("problem", self.problem);
  }
};

// The recipe as edited, after every change of it.
struct Recipe {
  static constexpr const char* kType = "recipe";
  std::string recipe;   // canonical text
  std::string preset;   // the name of the preset it equals, or empty
  std::string running;  // canonical text of the recipe that the run follows
  // Table: name, label, value, when ("now" or "after reset"), kind ("number", "text" or "choice"), choices
  // (separated by "|", empty unless a choice), pending ("yes" where the run still has another value), what the field
  // changes (a sentence).
  std::string fieldTable;
  std::string layers;  // table as in Run, of the edited network
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("recipe", self.recipe);
    visit("preset", self.preset);
    visit("running", self.running);
    visit("fieldTable", self.fieldTable);
    visit("layers", self.layers);
  }
};

// What CheckNetwork asked for.
struct NetworkChecked {
  static constexpr const char* kType = "networkChecked";
  std::string text;    // as it was asked
  std::string layers;  // table as in Run; empty when it is no network
  std::string error;   // one plain sentence then, with its place in the text; else empty
  int position = 0;
  int length = 0;  // of the offending characters; 0: something is missing there
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("text", self.text);
    visit("layers", self.layers);
    visit("error", self.error);
    visit("position", self.position);
    visit("length", self.length);
  }
};

// A run begins (at start, Reset, NewSeed, Branch, FineTune, a restored Checkpoint), or is taken up again (ChooseRun),
// or the shown weights change.
struct Run {
  static constexpr const char* kType = "run";
  int runId = 0;
  std::string weights;  // "pretrained" or "scratch": what is shown from here on
  std::string recipe;   // of the shown weights
  // Table, the input first and softmax last: text ("conv 12x3"), kind ("input", a layer's first word as in
  // nn/network_text.h, or "softmax"), channels, height, width of its output, number of parameters.
  std::string layers;
  std::string pretrained;  // one sentence about the pretrained model, or why there is none
  int number = 1;          // of this run
  // Table of the runs that are kept: number, the number that it branched from or was fine-tuned from (0: none, -1: the
  // pretrained model) and after how many epochs,
  // epochs over, accuracy on the test images (-1: not measured), recipe.
  std::string runs;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("weights", self.weights);
    visit("recipe", self.recipe);
    visit("layers", self.layers);
    visit("pretrained", self.pretrained);
    visit("number", self.number);
    visit("runs", self.runs);
  }
};

// Where training stands; at most 20 a second.
struct Progress {
  static constexpr const char* kType = "progress";
  int runId = 0;
  bool running = false;
  std::string phase;  // "ready", "training", "testing", "waiting" (for data), "paused", "finished"
  int epoch = 0;      // epochs completed
  int epochs = 0;
  int batch = 0;  // batches completed in the current epoch
  int batches = 0;
  int imagesSeen = 0;          // since the start of the run
  double imagesPerSecond = 0;  // over about the last second; 0 when not running
  double secondsLeft = 0;      // to the end of the last epoch at this rate; 0 when unknown
  double trainLoss = 0;        // mean over the current epoch so far, or over the last one at its end
  double trainAccuracy = 0;
  double learningRate = 0;
  double gradientNorm = -1;  // Euclidean, of a batch's mean gradient, now and then; -1: not measured yet
  double testAccuracy = -1;  // after the last completed epoch; -1: not measured yet
  double testLoss = -1;
  double validationAccuracy = -1;  // over the images held out, after the last completed epoch; -1: none
  double validationLoss = -1;
  int model = 0;  // of `models`, counted from 0: with separate folds one is trained after the other
  int models = 1;
  std::string weightsHash;  // 16 hex digits, FNV-1a of all parameters; empty while running
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("running", self.running);
    visit("phase", self.phase);
    visit("epoch", self.epoch);
    visit("epochs", self.epochs);
    visit("batch", self.batch);
    visit("batches", self.batches);
    visit("imagesSeen", self.imagesSeen);
    visit("imagesPerSecond", self.imagesPerSecond);
    visit("secondsLeft", self.secondsLeft);
    visit("trainLoss", self.trainLoss);
    visit("trainAccuracy", self.trainAccuracy);
    visit("learningRate", self.learningRate);
    visit("gradientNorm", self.gradientNorm);
    visit("testAccuracy", self.testAccuracy);
    visit("testLoss", self.testLoss);
    visit("validationAccuracy", self.validationAccuracy);
    visit("validationLoss", self.validationLoss);
    visit("model", self.model);
    visit("models", self.models);
    visit("weightsHash", self.weightsHash);
  }
};

// New points of the curves by step: quadruples (imagesSeen, loss, accuracy, learning rate), each the mean over
// the images since the point before (about 60 to 500 points an epoch).
struct Curve {
  static constexpr const char* kType = "curve";
  int runId = 0;
  Floats bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("bulk", self.bulk);
  }
};

// An epoch and its evaluation are over. Epochs count from 1. Sent again, for all epochs so far, when a run is
// restored.
struct EpochDone {
  static constexpr const char* kType = "epochDone";
  int runId = 0;
  int epoch = 0;
  int imagesSeen = 0;
  double trainLoss = 0;  // mean over the epoch, each image measured just before it was trained on
  double trainAccuracy = 0;
  double testLoss = 0;
  double testAccuracy = 0;
  double learningRate = 0;     // of this epoch's last batch
  double validationLoss = -1;  // over the images held out; -1 where there are none
  double validationAccuracy = -1;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("epoch", self.epoch);
    visit("imagesSeen", self.imagesSeen);
    visit("trainLoss", self.trainLoss);
    visit("trainAccuracy", self.trainAccuracy);
    visit("testLoss", self.testLoss);
    visit("testAccuracy", self.testAccuracy);
    visit("learningRate", self.learningRate);
    visit("validationLoss", self.validationLoss);
    visit("validationAccuracy", self.validationAccuracy);
  }
};

// Which epochs ShowEpoch can show, in growing order, and which one is shown (-1: the weights of now). When a run
// begins, after every epoch, and when another one is shown.
struct Timeline {
  static constexpr const char* kType = "timeline";
  int runId = 0;
  int shown = -1;
  Floats bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("shown", self.shown);
    visit("bulk", self.bulk);
  }
};

// The chosen picture: 28 x 28 grey bytes.
struct Picture {
  static constexpr const char* kType = "picture";
  std::string split;  // "train" or "test"; in slow motion also "wardrobe"
  int index = 0;
  int label = 0;
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("split", self.split);
    visit("index", self.index);
    visit("label", self.label);
    visit("bulk", self.bulk);
  }
};

// What the network is shown of the drawing: 28 x 28 grey bytes, and a sentence on how it came about. Empty pad: all 0.
struct Seen {
  static constexpr const char* kType = "seen";
  bool empty = true;
  std::string how;
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("empty", self.empty);
    visit("how", self.how);
    visit("bulk", self.bulk);
  }
};

// What OpenPicture asked for: width x height grey bytes, row by row, 0 for black.
struct OpenedPicture {
  static constexpr const char* kType = "openedPicture";
  bool drawing = false;  // SaveDrawing made it: these are the pad's bytes
  int width = 0;
  int height = 0;
  std::string note;  // what should be known of it, as a sentence, or empty
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("drawing", self.drawing);
    visit("width", self.width);
    visit("height", self.height);
    visit("note", self.note);
    visit("bulk", self.bulk);
  }
};

// What SaveDrawing asked for: a PNG file.
struct DrawingFile {
  static constexpr const char* kType = "drawingFile";
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("bulk", self.bulk);
  }
};

// The probabilities of the network's classes for the drawing; none for an empty pad. After every Draw, and while
// training.
struct Prediction {
  static constexpr const char* kType = "prediction";
  int runId = 0;
  Floats bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("bulk", self.bulk);
  }
};

// Of every output of every layer of Run::layers one number, as Inspect's view has it, layer after layer, each (C, H,
// W); the last ones, of softmax, are the probabilities in every view.
struct Activations {
  static constexpr const char* kType = "activations";
  int runId = 0;
  std::string source;  // as asked for
  Floats bulk;
  std::string view = "activations";  // as asked for
  // Of gradients: the class of the loss, which is the picture's own, or of a drawing the likeliest. Else -1.
  int label = -1;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("source", self.source);
    visit("bulk", self.bulk);
    visit("view", self.view);
    visit("label", self.label);
  }
};

// All parameters, layer after layer: of a convolution the filters (F, C, K, K), then F biases; of a dense layer the
// weights (outputs, inputs), then the biases. Each as Inspect's view has it; none for gradients without a picture.
struct Weights {
  static constexpr const char* kType = "weights";
  int runId = 0;
  Floats bulk;
  std::string view = "activations";  // as asked for
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("bulk", self.bulk);
    visit("view", self.view);
  }
};

// What Explain asked for. A term is a number of the layer before and what it adds; what weight, product and the other
// numbers are of each kind of layer stands in explain/arithmetic.h.
struct Explanation {
  static constexpr const char* kType = "explanation";
  static constexpr int kTermSize = 7;
  static constexpr int kLargest = 8;
  int runId = 0;
  std::string source;  // as asked for, with the place; "step" where it follows a NextBatch
  int layer = 0;
  int channel = 0;
  int row = 0;
  int column = 0;
  std::string kind;   // of the layer, as in Run::layers
  std::string pool;   // whether it is the maximum of the pool that it goes on to: "won", "lost" or, without a pool, ""
  int count = 0;      // of terms
  double rest = 0;    // the sum of all but the kLargest largest
  double bias = 0;    // of batch-norm its shift
  double sum = 0;     // of all terms and the bias
  double value = 0;   // the number itself
  double centre = 0;  // of batch-norm its mean, of softmax the largest logit: taken from the input first
  double spread = 1;  // of batch-norm the square root of its variance
  double scale = 1;   // of batch-norm
  // Of the loss for `label`, the picture's class or else the likeliest, by this number; of a probability none: label
  // -1.
  double gradient = 0;
  int label = -1;
  // Of each listed term: channel, row, column, input, weight, product, slope (what part of the gradient goes back to
  // it). All of them in reading order, or, where they are many, those with the largest products, largest first.
  Floats bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("source", self.source);
    visit("layer", self.layer);
    visit("channel", self.channel);
    visit("row", self.row);
    visit("column", self.column);
    visit("kind", self.kind);
    visit("pool", self.pool);
    visit("count", self.count);
    visit("rest", self.rest);
    visit("bias", self.bias);
    visit("sum", self.sum);
    visit("value", self.value);
    visit("centre", self.centre);
    visit("spread", self.spread);
    visit("scale", self.scale);
    visit("gradient", self.gradient);
    visit("label", self.label);
    visit("bulk", self.bulk);
  }
};

// In slow motion, the training step that comes next, and what it will do, to the last bit; sent again whenever that
// is another one, and last of all when slow motion ends. A Picture of the batch's first image, as training varies it,
// comes before it, and after it an Explanation of one number of every layer, as in training: of softmax the
// probability of the right class.
struct NextBatch {
  static constexpr const char* kType = "nextBatch";
  static constexpr int kRow = 21;
  int runId = 0;
  bool active = false;  // slow motion goes on
  std::string problem;  // a sentence, where there is no step to tell of now; else empty
  // Table of one column: the images of the batch, by their indices in the training set, or where it is one of the
  // wardrobe, "item 3", counted from 1.
  std::string images;
  int label = 0;            // of the first
  double loss = 0;          // of the first
  double batchLoss = 0;     // mean
  double target = 1;        // that the loss wants as the probability of the right class: less than 1 with smoothing
  double learningRate = 0;  // of this step
  std::string optimizer;    // "sgd" or "adam"
  double momentum = 0;      // of sgd
  bool nesterov = false;    // of sgd
  double decay = 0;         // of weights, not of batch-norm's scales
  // How the gradient of the batch's mean loss goes back, a row of kRow numbers for each of Run::layers after the input,
  // for the first image and as explain/descent.h has it:
  //   0 to 3    channel, row and column of an output, and the gradient by it
  //   4 to 8    the same of a number that was read for it, and that number; of softmax both are the right class's sum
  //   9 to 11   a weight: its place among the layer's numbers in Weights, -1 where nothing is learned; its value before
  //             the step and after it
  //   12, 13    its mean gradient over the batch; what the first image adds to that
  //   14        of how many products that is the sum; 15, 16 and 17, 18: gradient and number read of the two largest
  //   19, 20    sgd: its velocity before the step and after it; adam: m and the root of v after it, both corrected
  Floats bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("active", self.active);
    visit("problem", self.problem);
    visit("images", self.images);
    visit("label", self.label);
    visit("loss", self.loss);
    visit("batchLoss", self.batchLoss);
    visit("target", self.target);
    visit("learningRate", self.learningRate);
    visit("optimizer", self.optimizer);
    visit("momentum", self.momentum);
    visit("nesterov", self.nesterov);
    visit("decay", self.decay);
    visit("bulk", self.bulk);
  }
};

// What some weights say of the test images: of those that the run's recipe asks for, as many as are here.
struct Evaluation {
  static constexpr const char* kType = "evaluation";
  int runId = 0;
  std::string weights;  // whose: "pretrained" or "scratch"
  int epoch = -1;       // of the run, as Timeline::shown; -1: the weights as they were after `imagesSeen`
  int imagesSeen = 0;
  int images = 0;
  int wanted = 0;  // by the recipe
  // Table, a row for each class of the data set: how many of its images were taken for each class of the network.
  std::string confusion;
  // Table, a row for each class: precision, recall and F1; -1 where there was nothing to take a share of.
  std::string figures;
  // Quadruples, image after image: what it is, what it was taken for, the probability given to that, and to what it is.
  Floats bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("weights", self.weights);
    visit("epoch", self.epoch);
    visit("imagesSeen", self.imagesSeen);
    visit("images", self.images);
    visit("wanted", self.wanted);
    visit("confusion", self.confusion);
    visit("figures", self.figures);
    visit("bulk", self.bulk);
  }
};

// What Attribute asked for. The maps are those of explain/saliency.h, one number a pixel, each above 0 where a pixel
// speaks for the class.
struct Attribution {
  static constexpr const char* kType = "attribution";
  static constexpr int kPatch = 6;  // pixels along a side of what is covered
  int runId = 0;
  std::string source;  // as asked for
  std::string split;   // of a picture its split, index and class; of the drawing "", -1 and -1
  int index = -1;
  int truth = -1;
  std::string weights;  // whose: "pretrained" or "scratch"
  int epoch = -1;       // as in Evaluation
  int imagesSeen = 0;
  int label = 0;           // the class of the maps
  int predicted = 0;       // the likeliest class, the first one on a tie
  double probability = 0;  // of `label`
  // The first row and column of the patch that takes most from it, and `label`'s probability with that patch; and of
  // the one that gives most, or takes least.
  int loweredRow = 0;
  int loweredColumn = 0;
  double loweredProbability = 0;
  int raisedRow = 0;
  int raisedColumn = 0;
  double raisedProbability = 0;
  std::string noClassMap;  // why this network has no class map, as a sentence; empty where it has one
  // The image from 0 (black) to 1, the input gradient, occlusion and, where there is one, the class map.
  Floats bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("source", self.source);
    visit("split", self.split);
    visit("index", self.index);
    visit("truth", self.truth);
    visit("weights", self.weights);
    visit("epoch", self.epoch);
    visit("imagesSeen", self.imagesSeen);
    visit("label", self.label);
    visit("predicted", self.predicted);
    visit("probability", self.probability);
    visit("loweredRow", self.loweredRow);
    visit("loweredColumn", self.loweredColumn);
    visit("loweredProbability", self.loweredProbability);
    visit("raisedRow", self.raisedRow);
    visit("raisedColumn", self.raisedColumn);
    visit("raisedProbability", self.raisedProbability);
    visit("noClassMap", self.noClassMap);
    visit("bulk", self.bulk);
  }
};

// How often every channel of a network is above 0, over the first test images (explain/activity.h).
struct Activity {
  static constexpr const char* kType = "activity";
  static constexpr int kImages = 200;  // that it is told over, where so many are here
  int runId = 0;
  std::string weights;  // whose: "pretrained" or "scratch"
  int epoch = -1;       // as in Evaluation
  int imagesSeen = 0;
  int images = 0;  // that it was told over
  // Channel after channel of Run::layers, without softmax: the share of its numbers, over all images. None without
  // images.
  Floats bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("weights", self.weights);
    visit("epoch", self.epoch);
    visit("imagesSeen", self.imagesSeen);
    visit("images", self.images);
    visit("bulk", self.bulk);
  }
};

// Which training pictures, of some of them, the drawing is nearest to in what the network makes of it
// (explain/features.h, explain/neighbours.h), and whether it is nearer to scribbles (data/scribbling.h).
struct Nearest {
  static constexpr const char* kType = "nearest";
  static constexpr int kPictures = 1000;  // of the training set that are looked at, where so many are here
  static constexpr int kShown = 5;
  int runId = 0;
  std::string weights;  // whose: "pretrained" or "scratch"
  int epoch = -1;       // as in Evaluation
  int imagesSeen = 0;
  bool isFirst = false;      // of these weights: it answers FindNearest
  int pictures = 0;          // that were looked at, spread over those that the recipe trains on and that are here
  int wanted = 0;            // kPictures, or as few as the recipe trains on
  bool hasDrawings = false;  // as many drawings made of them, too, for a recipe that trains on drawings
  double distance = -1;      // mean to the nearest kShown; -1: there is no drawing, or no number to tell
  double toScribbles = -1;   // the same to scribbles
  double usual = 0;          // how much larger distance is at most for 9 of 10 test pictures; 0: too few are here
  bool isUnlike = false;     // it is larger by more, and the weights have been trained
  // Table, the nearest first, at most kShown rows: index in the training set, label, "drawing" or "photograph".
  std::string neighbours;
  Bytes bulk;  // the pictures of these rows, 28 x 28 grey bytes each
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("weights", self.weights);
    visit("epoch", self.epoch);
    visit("imagesSeen", self.imagesSeen);
    visit("isFirst", self.isFirst);
    visit("pictures", self.pictures);
    visit("wanted", self.wanted);
    visit("hasDrawings", self.hasDrawings);
    visit("distance", self.distance);
    visit("toScribbles", self.toScribbles);
    visit("usual", self.usual);
    visit("isUnlike", self.isUnlike);
    visit("neighbours", self.neighbours);
    visit("bulk", self.bulk);
  }
};

// Pictures of the data set, 28 x 28 grey bytes each, in the order of the indices, a table of one column.
struct Pictures {
  static constexpr const char* kType = "pictures";
  std::string split;
  std::string indices;
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("split", self.split);
    visit("indices", self.indices);
    visit("bulk", self.bulk);
  }
};

// The wardrobe, after every change of it: its file (data/wardrobe_file.h), and what is in it.
struct Wardrobe {
  static constexpr const char* kType = "wardrobe";
  std::string classes;   // table of one column: the names of the learner's own
  std::string items;     // table of one column: the class of each, by its number
  int firstPicture = 0;  // where in `bulk` the first item's 28 x 28 grey bytes begin; the others follow
  bool canUndo = false;
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("classes", self.classes);
    visit("items", self.items);
    visit("firstPicture", self.firstPicture);
    visit("canUndo", self.canUndo);
    visit("bulk", self.bulk);
  }
};

// The classes of the first pictures of a split, one byte each: of all that are here.
struct Labels {
  static constexpr const char* kType = "labels";
  std::string split;
  Bytes bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("split", self.split);
    visit("bulk", self.bulk);
  }
};

// What some weights say of neighbouring pictures of a split; the pieces come in order, from the first picture on.
struct Judged {
  static constexpr const char* kType = "judged";
  static constexpr int kPiece = 1000;  // pictures, or fewer in the last one
  int runId = 0;
  std::string weights;  // whose: "pretrained" or "scratch"
  int epoch = -1;       // as in Evaluation
  int imagesSeen = 0;
  std::string split;
  int first = 0;
  int wanted = 0;  // pictures, in all pieces
  // Triples, picture after picture: what it was taken for, the probability given to that, and to what it is.
  Floats bulk;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("runId", self.runId);
    visit("weights", self.weights);
    visit("epoch", self.epoch);
    visit("imagesSeen", self.imagesSeen);
    visit("split", self.split);
    visit("first", self.first);
    visit("wanted", self.wanted);
    visit("bulk", self.bulk);
  }
};

struct Pong {
  static constexpr const char* kType = "pong";
  int id = 0;
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("id", self.id);
  }
};

// Something was refused and nothing changed. Codes: "message", "recipe", "data", "pictures", "pretrained",
// "checkpoint", "timeline", "run", "explain", "attribution", "picture", "wardrobe".
struct Failed {
  static constexpr const char* kType = "failed";
  std::string code;
  std::string text;  // one plain sentence for the user
  int position =
      -1;  // for "recipe": the character of the field's or the recipe's text where the trouble is; -1: nowhere
  std::string field;  // for "recipe": the field that was being set, or empty
  int length = 0;     // of the offending characters from `position` on, of the field's or the recipe's text
  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("code", self.code);
    visit("text", self.text);
    visit("position", self.position);
    visit("field", self.field);
    visit("length", self.length);
  }
};

using Event = std::variant<Ready, Dataset, Recipe, NetworkChecked, Run, Progress, Curve, EpochDone, Timeline, Picture,
                           Seen, OpenedPicture, DrawingFile, Prediction, Activations, Weights, Explanation, NextBatch,
                           Evaluation, Attribution, Activity, Nearest, Pictures, Labels, Judged, Wardrobe, Checkpoint,
                           Snapshot, Pong, Failed>;

}  // namespace atelier::protocol
