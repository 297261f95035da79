#include "worker/wardrobe_keeper.h"

#include <utility>

#include "data/wardrobe_file.h"
#include "protocol/table.h"

namespace atelier::worker {

namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// The class of exactly this name, which is a new one where there is none; -1, with a sentence, where it cannot be.
int classCalled(Wardrobe& wardrobe, const std::string& name, std::string& error) {
  for (int label = 0; label < wardrobe.classes(); ++label) {
    if (className(wardrobe, label) == name) return label;
  }
  return addClass(wardrobe, name, error) ? wardrobe.classes() - 1 : -1;
}

}  // namespace

bool WardrobeKeeper::add(const protocol::AddToWardrobe& wish, std::span<const std::uint8_t> drawing, Events& events,
                         std::string& error) {
  if (drawing.empty()) {
    error = "The pad is empty: draw what you want to put into the wardrobe.";
    return false;
  }
  Wardrobe changed = wardrobe_;
  const int label = wish.label >= 0 ? wish.label : classCalled(changed, trimmed(wish.name), error);
  return label >= 0 && addItem(changed, drawing, label, error) && take(std::move(changed), events);
}

bool WardrobeKeeper::remove(const protocol::RemoveFromWardrobe& wish, Events& events, std::string& error) {
  if (wish.index == -1) return take({}, events);
  Wardrobe changed = wardrobe_;
  return removeItem(changed, wish.index, error) && take(std::move(changed), events);
}

bool WardrobeKeeper::rename(const protocol::RenameClass& wish, Events& events, std::string& error) {
  Wardrobe changed = wardrobe_;
  return renameClass(changed, wish.label, trimmed(wish.name), error) && take(std::move(changed), events);
}

bool WardrobeKeeper::open(const protocol::OpenWardrobe& wish, Events& events, std::string& error) {
  auto opened = parseWardrobe(wish.bulk, error);
  if (!opened) return false;
  if (!wish.adds) {  // what was kept is there again, which is no change
    wardrobe_ = std::move(*opened);
    before_.reset();
    tell(events);
    return true;
  }
  Wardrobe changed = wardrobe_;
  return merge(changed, *opened, error) && take(std::move(changed), events);
}

bool WardrobeKeeper::undo(Events& events, std::string& error) {
  if (!before_) {
    error = "Nothing of the wardrobe was changed yet.";
    return false;
  }
  std::swap(wardrobe_, *before_);
  tell(events);
  return true;
}

bool WardrobeKeeper::take(Wardrobe changed, Events& events) {
  if (changed != wardrobe_) before_ = std::exchange(wardrobe_, std::move(changed));
  tell(events);
  return true;
}

void WardrobeKeeper::tell(Events& events) const {
  std::vector<protocol::Row> classes;
  for (const std::string& name : wardrobe_.names) classes.push_back({name});
  std::vector<protocol::Row> items;
  for (const int label : wardrobe_.items.labels) items.push_back({std::to_string(label)});
  events.emplace_back(protocol::Wardrobe{protocol::printTable(classes), protocol::printTable(items),
                                         static_cast<int>(firstPictureOf(wardrobe_)), before_.has_value(),
                                         writeWardrobe(wardrobe_)});
}

}  // namespace atelier::worker
