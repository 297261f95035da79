#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "worker/fake_site.h"
#include "worker/session.h"

namespace atelier::testing {

inline constexpr const char* kSmall =
    "conv 4x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 3 ; folds none shuffle off ; "
    "train 500 test 100 inputs centred ; seed 1";

// A session with its files at hand and a clock that moves by a microsecond at every look.
struct Bench {
  FakeSite site;
  double now = 0;
  std::vector<protocol::Event> events;
  std::vector<std::string> fetches;
  worker::Session session{"build 7", [this] { return now += 1e-6; }};

  // Answers every fetch and takes every event.
  void settle() {
    for (std::string path = session.nextFetch(); !path.empty(); path = session.nextFetch()) {
      fetches.push_back(path);
      const auto file = site.files.find(path);
      if (file == site.files.end()) {
        session.fetchFailed(path, "404");
      } else {
        session.fetched(path, file->second);
      }
    }
    while (auto event = session.nextEvent()) events.push_back(std::move(*event));
  }
  void send(const protocol::Command& command) {
    session.handle(command);
    settle();
  }
  // Works until there is nothing to do.
  void finish() {
    while (session.work(0.012) >= 0) settle();
    settle();
  }
  // The weights that are shown, as the page has them.
  protocol::Floats weightsShown() {
    send(protocol::Inspect{"picture", true});
    return last<protocol::Weights>().bulk;
  }
  template <class E>
  std::vector<E> all() const {
    std::vector<E> found;
    for (const protocol::Event& event : events) {
      if (const E* e = std::get_if<E>(&event)) found.push_back(*e);
    }
    return found;
  }
  template <class E>
  E last() const {
    const auto found = all<E>();
    EXPECT_FALSE(found.empty()) << "no " << E::kType;
    return found.empty() ? E{} : found.back();
  }
  void load() {
    settle();
    send(protocol::SetRecipe{kSmall});
  }
};

}  // namespace atelier::testing
