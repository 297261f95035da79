#pragma once

#include <string>

#include "ui/run_state.h"

namespace atelier::ui {

// Where training stands, for a live region: it changes at epochs and pauses.
std::string progressSentence(const RunState& state);

}  // namespace atelier::ui
