// The session's edge to JavaScript: what worker.js calls. Emscripten only.

#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

#include "build_id.h"
#include "protocol/js.h"
#include "worker/session.h"

namespace {

using atelier::worker::Session;
using emscripten::val;

// One engine in one worker. Times are milliseconds on this side.
class SessionEdge {
 public:
  SessionEdge() : session_(ATELIER_BUILD_ID, [] { return emscripten_get_now() / 1000; }) {}

  // A command of the protocol; what is wrong with it comes back as an event.
  void handle(const val& message) {
    atelier::protocol::Command command;
    const std::string error = atelier::protocol::fromJs(message, command);
    if (error.empty()) {
      session_.handle(command);
    } else {
      session_.refuse(error);
    }
  }

  // As Session::work(), in milliseconds.
  double work(double budget) { return session_.work(budget / 1000) * 1000; }

  // A message to post, with its typed array `bulk` to transfer; undefined when there is none.
  val nextEvent() {
    const auto event = session_.nextEvent();
    return event ? atelier::protocol::toJs(*event) : val::undefined();
  }

  std::string nextFetch() { return session_.nextFetch(); }

  void fetched(const std::string& path, const val& bytes) {
    session_.fetched(path, emscripten::convertJSArrayToNumberVector<std::uint8_t>(bytes));
  }

  void fetchFailed(const std::string& path, const std::string& reason) { session_.fetchFailed(path, reason); }

 private:
  Session session_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(session) {
  emscripten::class_<SessionEdge>("Session")
      .constructor<>()
      .function("handle", &SessionEdge::handle)
      .function("work", &SessionEdge::work)
      .function("nextEvent", &SessionEdge::nextEvent)
      .function("nextFetch", &SessionEdge::nextFetch)
      .function("fetched", &SessionEdge::fetched)
      .function("fetchFailed", &SessionEdge::fetchFailed);
}
