#pragma once

#include <deque>
#include <string>

#include "protocol/messages.h"

namespace atelier::worker {

// The learner's picture files, in and out. Nothing of them is kept here. Each returns false, with a sentence, when
// there is something wrong with them. To decode a large photograph takes longer than a slice, up to about a second.
[[nodiscard]] bool openPicture(const protocol::OpenPicture& file, std::deque<protocol::Event>& events,
                               std::string& error);
[[nodiscard]] bool saveDrawing(const protocol::SaveDrawing& drawing, std::deque<protocol::Event>& events,
                               std::string& error);

}  // namespace atelier::worker
