#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>

#include "data/wardrobe.h"
#include "protocol/messages.h"

namespace atelier::worker {

// What the learner does with the wardrobe. Each does what its message says and appends a Wardrobe; or changes nothing
// and returns false, with a sentence.
class WardrobeKeeper {
 public:
  using Events = std::deque<protocol::Event>;

  // The wardrobe must outlive its keeper, and nobody else changes it.
  explicit WardrobeKeeper(Wardrobe& wardrobe) : wardrobe_(wardrobe) {}

  // `drawing`: what the network sees of it; none while the pad is empty.
  [[nodiscard]] bool add(const protocol::AddToWardrobe& wish, std::span<const std::uint8_t> drawing, Events& events,
                         std::string& error);
  [[nodiscard]] bool remove(const protocol::RemoveFromWardrobe& wish, Events& events, std::string& error);
  [[nodiscard]] bool rename(const protocol::RenameClass& wish, Events& events, std::string& error);
  [[nodiscard]] bool open(const protocol::OpenWardrobe& wish, Events& events, std::string& error);
  [[nodiscard]] bool undo(Events& events, std::string& error);

 private:
  bool take(Wardrobe changed, Events& events);
  void tell(Events& events) const;

  Wardrobe& wardrobe_;
  std::optional<Wardrobe> before_;  // the last change
};

}  // namespace atelier::worker
