#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "protocol/messages.h"
#include "ui/run_state.h"

namespace atelier::ui {

// Where the page stands with putting the work away, as the browser's side tells it.
struct Keeping {
  std::string word = "New";  // for the bar
  std::string about;         // in sentences: what is saved, or why it is not
  bool isTrouble = false;
  bool canTakeOver = false;  // another tab or frame has this work open
  bool hasDamaged = false;   // work was saved here that cannot be read
};

// Knows which work there is to put away, and has the engine hand over the weights of past epochs, each once.
class WorkKeeper {
 public:
  // After the state has taken the event over.
  void heard(const protocol::Event& event, const RunState& state);

  // The drawing is another one.
  void changed() { ++version_; }

  // A command that goes to the worker; and that this recipe is the page's link's, and nobody's work.
  void sent(const protocol::Command& command);
  void setLinksRecipe(const std::string& recipe) { linksRecipe_ = recipe; }

  // The worker is lost, and the next one is to get the pieces of the run's past epochs. Before the state knows.
  void workerLost(const RunState& state);

  // Work is taken up whose run has pieces of these names: they need not be asked for.
  void opened(const keep::Work& work);

  // Grows whenever there may be something new to put away.
  int version() const { return version_; }

  // Whoever puts the pieces away does not have all of them: they are asked for again.
  void askAgain(const RunState& state);

  // A question for the weights of an epoch that are to be asked for now.
  std::optional<protocol::Command> question(const RunState& state);

  // A piece that somebody else has made: it is among those that takePiece() gives.
  void add(const std::string& name, protocol::Bytes piece) { pieces_.push_back({0, 0, name, std::move(piece)}); }

  // A piece of the work file that is new, once: it never changes.
  std::optional<protocol::Snapshot> takePiece();

  // The names of the pieces that belong to this checkpoint's run, in the order of its epochs: a table of one column.
  std::string names(const protocol::Checkpoint& checkpoint) const;

  // The same of a run that was left.
  std::string namesOf(const keep::LeftRun& left, const RunState& state) const;

 private:
  using Names = std::map<int, std::string>;  // of pieces, by epoch
  struct LeftPieces {
    std::vector<int> epochs;  // that its timeline keeps
    Names names;
  };
  struct Asked {
    int number;  // of the run; 0: the one at work
    int epoch;
    int works;  // as RunState::works
  };

  void heardOfTimeline(const RunState& state);
  void takeSnapshot(const protocol::Snapshot& snapshot, const RunState& state);

  int version_ = 0;
  std::string recipe_;  // as heard last
  std::string linksRecipe_;
  bool isEdited_ = false;  // somebody has changed the recipe, by a field or as a whole
  bool hadRun_ = false;
  int runId_ = -1;
  int number_ = 1;                  // of that run
  std::vector<int> kept_;           // epochs in its timeline
  Names names_;                     // of the pieces of that run
  Names openedNames_;               // until the run is there that they belong to
  std::map<int, LeftPieces> left_;  // by number, of the runs that were left since the page has these works:
  int works_ = 0;
  std::optional<Asked> asked_;
  std::vector<protocol::Snapshot> pieces_;
};

}  // namespace atelier::ui
