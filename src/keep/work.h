#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "keep/left_run.h"
#include "protocol/messages.h"

namespace atelier::keep {

// What a learner has made here, but for the weights of past epochs and the runs that were left: enough, with those, to
// go on to the same bits.
struct Work {
  std::string recipe;  // as the recipe panel shows it
  double speed = 0;    // as protocol::SetSpeed
  std::string split;   // of the picture that was looked at; empty: of none
  int index = -1;
  protocol::SetFit fit;
  std::string drawing;       // sketch/acts_text.h
  protocol::Bytes wardrobe;  // data/wardrobe_file.h; empty: nobody has heard of one
  bool hasRun = false;       // something was trained:
  protocol::Checkpoint run;
  protocol::Floats curve;  // of it, quadruples as protocol::Curve
  std::string snapshots;   // table of one column: names of the pieces with the weights of its epochs
  int number = 1;          // of the run at work; these three as in protocol::Run::runs
  int from = 0;
  int fromEpoch = 0;
  std::string leftRuns;  // table of one column: names of the pieces with the runs that were left (left_run.h)

  template <class Self, class Visit>
  static void fields(Self& self, Visit visit) {
    visit("recipe", self.recipe);
    visit("speed", self.speed);
    visit("split", self.split);
    visit("index", self.index);
    protocol::SetFit::fields(self.fit, visit);
    visit("drawing", self.drawing);
    visit("wardrobe", self.wardrobe);
    visit("hasRun", self.hasRun);
    protocol::Checkpoint::fields(self.run, visit);
    visit("curve", self.curve);
    visit("snapshots", self.snapshots);
    visit("number", self.number);
    visit("from", self.from);
    visit("fromEpoch", self.fromEpoch);
    visit("leftRuns", self.leftRuns);
  }
};

// The first piece of a work file, of kind "head2". One of kind "head", without the last four fields, is read, too.
std::vector<std::uint8_t> writeHead(const Work& work);

inline constexpr std::size_t kMostLeft = 3;

// A work file: a head, and the pieces that it names, in any order.
struct WorkFile {
  Work work;
  std::vector<LeftRun> leftRuns;                  // at most kMostLeft
  std::map<std::string, protocol::Bytes> pieces;  // whole ones of epochs (snapshot.h), by the names in head and runs
  int lost = 0;                                   // pieces that are missing or damaged: the rest can be used
};

// Returns nothing and sets `error` to a sentence where the head is not whole. What it says of recipe, run, drawing and
// wardrobe is for those to judge who take it up.
[[nodiscard]] std::optional<WorkFile> readWork(std::span<const std::uint8_t> bytes, std::string& error);

}  // namespace atelier::keep
