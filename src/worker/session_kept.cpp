// What of Session is about work that is kept: it goes out in pieces, and comes back in them.

#include <utility>

#include "keep/left_run.h"
#include "keep/piece.h"
#include "keep/snapshot.h"
#include "worker/session.h"

namespace atelier::worker {

void Session::on(const protocol::FetchSnapshot& command) { sendSnapshot(run(), command.epoch); }

void Session::on(const protocol::FetchLeftSnapshot& command) {
  const Run* left = runs_.find(command.number);
  if (left != nullptr) return sendSnapshot(*left, command.epoch);
  events_.emplace_back(protocol::Snapshot{0, command.epoch, "", {}});
}

void Session::sendSnapshot(const Run& of, int epoch) {
  protocol::Snapshot answer{of.id(), epoch, "", {}};
  if (const Timeline::Snapshot* kept = of.timeline().at(epoch)) {
    answer.bulk = keep::writeSnapshot({kept->epoch, kept->steps, kept->parameters, kept->moments});
    std::string ignored;
    answer.name = keep::readPiece(answer.bulk, ignored)->name;
  }
  events_.emplace_back(std::move(answer));
}

void Session::on(const protocol::Snapshot& command) {
  std::string error;
  auto kept = keep::readSnapshot(command.bulk, error);
  if (!kept) return fail("timeline", error);
  recalled_.push_back({kept->epoch, std::move(kept->parameters), std::move(kept->moments), kept->steps});
}

void Session::on(const protocol::Checkpoint& command) {
  TextError place;
  const auto recipe = parseRecipe(command.recipe, place);
  const auto edited = parseRecipe(command.edited, place);
  std::string error = "The recipe of this checkpoint cannot be read; nothing was changed.";
  if (!recipe || !edited || !runs_.restore(command, *recipe, error)) {
    recalled_.clear();
    return fail("checkpoint", error);
  }
  recallSnapshots(run());
  runs_.setData(command.data);
  edited_ = *edited;
  takeUp();
}

void Session::on(const protocol::NumberRun& command) {
  std::string error;
  if (!runs_.renumber(command, error)) return fail("run", error);
  sendRun();
}

void Session::on(const protocol::BringRun& command) {
  std::string error;
  const auto left = keep::readLeftRun(command.bulk, error);
  Run* brought = left ? runs_.bring(*left, error) : nullptr;
  if (brought == nullptr) {
    recalled_.clear();
    return fail("run", error);
  }
  recallSnapshots(*brought);
  sendRun();
}

void Session::recallSnapshots(Run& to) {
  std::string error;
  for (Timeline::Snapshot& snapshot : std::exchange(recalled_, {})) {
    if (!to.recall(std::move(snapshot), error)) fail("timeline", error);
  }
}

}  // namespace atelier::worker
