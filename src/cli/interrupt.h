#pragma once

#include <csignal>

namespace atelier::cli {

// Ctrl-C (SIGINT) and SIGTERM as something to ask for: while this lives they wait to be looked at, and afterwards they
// end the program again.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // Whether one has come by now.
  bool came();

 private:
  sigset_t signals_{};
  sigset_t before_{};  // what was held back already
  bool came_ = false;
};

}  // namespace atelier::cli
