#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/messages.h"
#include "ui/inspecting.h"
#include "ui/panels/panels.h"
#include "ui/run_state.h"

namespace atelier::ui {

// What the page asks the worker of its own accord, so that what it shows is of now: the network's numbers, how one of
// them came about, and what the open tab of the results shows. Nothing is asked twice before it is answered, what has
// changed is asked for at once, and what changes all the time only as often as it is worth.
class Questions {
 public:
  // After the state has taken the event over. `showsOtherEpoch`: the timeline shows another one since.
  void heard(const protocol::Event& event, const RunState& state, bool showsOtherEpoch);

  // Nobody will answer what is under way.
  void workerLost();

  // Everything in the network panel is of something else now.
  void networkChanged();

  // Appends what is due at `now`, in milliseconds, to the outbox; `showsNetwork`: its panel is on the page. Returns how
  // long to wait before the next question, negative for none. Requires the view as the frame's panels left it.
  double ask(double now, const RunState& state, const View& view, bool showsNetwork,
             std::vector<protocol::Command>& outbox);

 private:
  using Outbox = std::vector<protocol::Command>;
  // Each returns as ask().
  double askNumbers(double now, const RunState& state, const View& view, Outbox& outbox);
  double askExplanation(double now, const RunState& state, const View& view, Outbox& outbox);
  double askEvaluation(double now, const RunState& state, const View& view, Outbox& outbox);
  double askActivity(double now, const RunState& state, bool showsNetwork, Outbox& outbox);
  double askAttribution(double now, const RunState& state, const View& view, Outbox& outbox);
  double askNearest(double now, const RunState& state, const View& view, Outbox& outbox);
  void askPictures(const View& view, Outbox& outbox);
  // What the gallery shows of a split.
  double askGallery(double now, const RunState& state, const View& view, Outbox& outbox);

  static constexpr double kNever = -1000;

  bool numbersDue_ = true;
  bool weightsDue_ = true;
  bool numbersUnderWay_ = false;
  double lastNumbers_ = kNever;
  double lastWeights_ = kNever;
  std::string shownSource_;  // as asked for last
  std::string shownView_;

  bool explanationDue_ = true;
  bool explanationUnderWay_ = false;
  double lastExplanation_ = kNever;
  std::optional<ValuePlace> explainedPlace_;  // as asked for last
  std::string explainedSource_;

  // What is told once of weights that stay, and again and again of those that are trained.
  struct Judging {
    std::string asked;  // about which weights, until it is there
    std::string of;     // the last one that was asked for
    double last = kNever;

    // Milliseconds until it is to be asked for: 0, and it counts as asked; negative: it is under way.
    // `what` tells several kinds of it apart.
    double due(double now, const RunState& state, const std::string& what = "");
  };
  Judging evaluation_;
  Judging activity_;
  Judging nearest_;
  Judging judged_;
  std::string labelsAsked_;  // of which split, and of how many pictures
  bool picturesUnderWay_ = false;

  bool attributionDue_ = true;
  bool attributionUnderWay_ = false;
  std::string attributionOf_;  // what was asked for last: of which image, class and weights
  double lastAttribution_ = kNever;
};

}  // namespace atelier::ui
