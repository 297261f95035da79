// What of Session takes a while: all that a copy of the shown weights is asked about many pictures, or about one in
// many ways.

#include <algorithm>

#include "worker/session.h"

namespace atelier::worker {

namespace {

// Of the time, that each of Evaluate, Attribute, Survey, FindNearest and Judge may take from training: of weights that
// soon are others, and of those that stay.
constexpr double kShareOfNow = 0.03;
constexpr double kShareOfPast = 0.5;

bool isSplit(const std::string& split) { return split == "train" || split == "test"; }

}  // namespace

template <class Answer>
Answer Session::aboutShown() {
  Answer about;
  about.runId = run().id();
  about.weights = weights_;
  about.epoch = showsPretrained() ? -1 : shownEpoch_;
  about.imagesSeen = run().trainer().imagesSeen();
  return about;
}

void Session::on(const protocol::Evaluate&) {
  auto about = aboutShown<protocol::Evaluation>();
  about.wanted = run().trainer().recipe().test;
  evaluator_.begin(std::move(about), shown(), source_.dataset());
}

void Session::on(const protocol::Attribute& command) {
  if (command.source != "picture" && command.source != "drawing")
    return fail("attribution", "attribute: the source must be \"picture\" or \"drawing\".");
  if (command.label < -1 || command.label >= classesOf(shown().recipe.network))
    return fail("attribution", "attribute: there is no class " + std::to_string(command.label) + ".");
  const auto pixels = viewer_.pixelsOf(command.source);
  if (pixels.empty()) return fail("attribution", "attribute: there is no " + command.source + " yet.");
  auto about = aboutShown<protocol::Attribution>();
  about.source = command.source;
  if (command.source == "picture") {
    about.split = viewer_.picture().split;
    about.index = viewer_.picture().index;
    about.truth = viewer_.picture().label;
  }
  about.label = command.label;
  attributor_.begin(std::move(about), shown(), pixels);
}

void Session::on(const protocol::Survey&) { surveyor_.begin(aboutShown<protocol::Activity>(), shown()); }

void Session::on(const protocol::FindNearest&) {
  comparer_.begin(aboutShown<protocol::Nearest>(), shown(), source_.dataset());
}

void Session::compareDrawing(bool isFirst) {
  if (!comparer_.isReady()) return;
  events_.emplace_back(comparer_.compare(viewer_.pixelsOf("drawing")));
  std::get<protocol::Nearest>(events_.back()).isFirst = isFirst;
}

void Session::compareAgainIfShort() {
  if (comparer_.isShort(source_.dataset())) on(protocol::FindNearest{});
}

void Session::on(const protocol::Judge& command) {
  if (!isSplit(command.split)) return fail("message", "judge: the split must be \"train\" or \"test\".");
  auto about = aboutShown<protocol::Judged>();
  about.split = command.split;
  grader_.begin(std::move(about), shown(), source_.dataset());
}

void Session::on(const protocol::FetchLabels& command) {
  if (!isSplit(command.split)) return fail("message", "fetchLabels: the split must be \"train\" or \"test\".");
  const Dataset& dataset = source_.dataset();
  events_.emplace_back(
      protocol::Labels{command.split, (command.split == "train" ? dataset.train : dataset.test).labels});
}

void Session::judge(double slice, double end, bool besideTraining) {
  const bool isOfNow = !showsPretrained() && shownEpoch_ < 0;
  const double share = !besideTraining ? 1 : isOfNow ? kShareOfNow : kShareOfPast;
  const auto left = [&] { return std::max(0.0, end - clock_()); };
  evaluator_.work(left(), share, source_.dataset(), events_);
  const double each = share * slice;
  attributor_.work(besideTraining ? each : left(), share, events_);
  surveyor_.work(besideTraining ? each : left(), share, source_.dataset(), events_);
  if (comparer_.work(besideTraining ? each : left(), share, source_.dataset())) {
    compareDrawing(true);
    compareAgainIfShort();
  }
  grader_.work(besideTraining ? each : left(), share, source_.dataset(), events_);
}

bool Session::isJudging() const {
  return evaluator_.isBusy() || attributor_.isBusy() || surveyor_.isBusy() || comparer_.isBusy() || grader_.isBusy();
}

}  // namespace atelier::worker
