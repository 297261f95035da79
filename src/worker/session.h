#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "protocol/messages.h"
#include "worker/attributor.h"
#include "worker/comparer.h"
#include "worker/data_source.h"
#include "worker/evaluator.h"
#include "worker/grader.h"
#include "worker/pretrained.h"
#include "worker/runs.h"
#include "worker/slow_motion.h"
#include "worker/surveyor.h"
#include "worker/viewer.h"
#include "worker/wardrobe_keeper.h"

namespace atelier::worker {

// The engine as the page knows it: commands in, events out, files asked for and handed over. Knows no JavaScript.
//
// Its owner calls work() whenever there is more to do, drains nextEvent() after every call, and fetches what
// nextFetch() names. Nothing here takes longer than a slice, so that a command waits for no more than that.
class Session {
 public:
  // Asks for the data and the pretrained model at once; the first event is Ready.
  Session(std::string buildId, Clock clock);

  void handle(const protocol::Command& command);
  // A message that could not be read, with the reason.
  void refuse(const std::string& text) { fail("message", text); }

  // Works for up to `budget` seconds. Returns seconds to wait until there is more to do (0: at once), or a negative
  // number when there is nothing to do until a command or a file comes.
  double work(double budget);

  std::optional<protocol::Event> nextEvent();

  // A file to fetch, by its path beside the page; empty when there is none. Each is named once.
  std::string nextFetch();
  void fetched(const std::string& path, std::span<const std::uint8_t> bytes);
  void fetchFailed(const std::string& path, const std::string& reason);

 private:
  void on(const protocol::RetryData&);
  void on(const protocol::Ping& command) { events_.emplace_back(protocol::Pong{command.id}); }
  void fail(const std::string& code, const std::string& text);
  void dataChanged();
  void pretrainedArrived(std::span<const std::uint8_t> bytes);
  void sendDataset();
  void sendRecipe();
  void sendRun();
  void sendTimeline();
  void sendWhatIsDue();  // timeline, checkpoint, the next batch of slow motion

  // --- session_training.cpp
  void on(const protocol::Train&);
  void on(const protocol::Pause&) { run().pause(events_); }
  void on(const protocol::StepBatch&);
  void on(const protocol::StepEpoch&);
  void on(const protocol::SetSpeed& command);
  void on(const protocol::SetRecipe& command);
  void on(const protocol::SetField& command);
  void on(const protocol::NewSeed&);
  void on(const protocol::Reset&) { startRun("scratch"); }
  void on(const protocol::CheckNetwork& command);
  void on(const protocol::Branch& command);
  void on(const protocol::ChooseRun& command);
  Run& run() { return runs_.current(); }
  void failRecipe(const TextError& error, const std::string& field);
  // The edited recipe is another one now: what can take effect does.
  void edit(const Recipe& recipe);
  // A new run of the edited recipe.
  void startRun(const std::string& weights);
  // Another run than before, which has trained already, is the current one: shows its weights and tells all of it.
  void takeUp();

  // --- session_views.cpp
  void on(const protocol::UseWeights& command);
  void on(const protocol::ShowEpoch& command);
  void on(const protocol::PickImage& command);
  void on(const protocol::FetchPictures& command);
  void on(const protocol::Draw& command);
  void on(const protocol::SetFit& command);
  void on(const protocol::OpenPicture& command);
  void on(const protocol::SaveDrawing& command);
  void on(const protocol::Inspect& command);
  void on(const protocol::Explain& command);
  void on(const protocol::SlowMotion& command);
  void showWeights(const std::string& weights);
  void showNow();
  bool showsPretrained() const { return weights_ == "pretrained"; }
  Shown shown();
  void predictDrawing();

  // --- session_judging.cpp
  void on(const protocol::Evaluate&);
  void on(const protocol::Attribute& command);
  void on(const protocol::Survey&);
  void on(const protocol::FindNearest&);
  void on(const protocol::Judge& command);
  void on(const protocol::FetchLabels& command);
  // Fills in whose weights are shown.
  template <class Answer>
  Answer aboutShown();
  // Says which training pictures it is nearest to, once they have been looked at.
  void compareDrawing(bool isFirst);
  void compareAgainIfShort();  // of pictures, when more have come since
  // Goes on with what Evaluate, Attribute, Survey, FindNearest and Judge asked for, in a slice of so many seconds that
  // ends at this time.
  void judge(double slice, double end, bool besideTraining);
  bool isJudging() const;

  // --- session_wardrobe.cpp
  void on(const protocol::AddToWardrobe& command);
  void on(const protocol::RemoveFromWardrobe& command);
  void on(const protocol::RenameClass& command);
  void on(const protocol::OpenWardrobe& command);
  void on(const protocol::UndoWardrobe&);
  void on(const protocol::FineTune&);
  // After a change of the wardrobe, or its refusal with this sentence.
  void wardrobeChanged(bool isDone, const std::string& error);

  // --- session_kept.cpp
  void on(const protocol::FetchSnapshot& command);
  void on(const protocol::FetchLeftSnapshot& command);
  void on(const protocol::Snapshot& command);
  void on(const protocol::Checkpoint& command);
  void on(const protocol::NumberRun& command);
  void on(const protocol::BringRun& command);
  void sendSnapshot(const Run& of, int epoch);
  // What Snapshot commands brought goes into the timeline of this run.
  void recallSnapshots(Run& to);

  std::string buildId_;
  Clock clock_;
  std::deque<protocol::Event> events_;
  DataSource source_;
  WardrobeKeeper wardrobe_;
  Recipe edited_;
  Runs runs_;
  double speed_ = 0;
  std::string weights_ = "scratch";
  int shownEpoch_ = -1;                   // of the run; -1: its weights of now
  std::unique_ptr<Network<float>> past_;  // with the weights of that epoch
  Pretrained pretrained_;
  bool pretrainedAsked_ = false;
  bool weightsChosen_ = false;  // by UseWeights, so that the pretrained model is not shown when it comes
  Viewer viewer_;
  Evaluator evaluator_;
  Attributor attributor_;
  Surveyor surveyor_;
  Comparer comparer_;
  Grader grader_;
  SlowMotion slowMotion_;
  double lastPrediction_ = 0;
  std::vector<Timeline::Snapshot> recalled_;  // for the Checkpoint or BringRun that follows
};

}  // namespace atelier::worker
