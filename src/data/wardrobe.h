#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/images.h"

namespace atelier {

inline constexpr int kMostOwnClasses = 6;
inline constexpr int kMostLabels = kClasses + kMostOwnClasses;
inline constexpr int kMostItems = 500;
inline constexpr std::size_t kLongestName = 24;  // bytes of UTF-8

// What a learner has labelled: pictures as a network sees them, of the data set's classes or of classes of the
// learner's own, which are the eleventh and further ones. A class keeps its number for as long as the wardrobe is not
// emptied, so that a network that has learned it goes on to mean it.
struct Wardrobe {
  Images items;                    // at most kMostItems; labels below classes()
  std::vector<std::string> names;  // of the own classes, in order, at most kMostOwnClasses

  int classes() const { return kClasses + static_cast<int>(names.size()); }
  bool isEmpty() const { return items.labels.empty() && names.empty(); }
  bool operator==(const Wardrobe&) const = default;
};

// The name of a class, of the data set or of the learner's own, by its number; "own class 2" where it has none.
std::string className(const Wardrobe& wardrobe, int label);

// Each does what it says, or changes nothing and returns false, with a sentence in `error`.

// A class of the learner's own. Its name is 1 to kLongestName bytes of UTF-8 without control characters and without
// spaces at its ends, and no other class has it, capitals or not.
[[nodiscard]] bool addClass(Wardrobe& wardrobe, std::string_view name, std::string& error);
[[nodiscard]] bool renameClass(Wardrobe& wardrobe, int label, std::string_view name, std::string& error);

// One more item, of kPixels bytes that no other item of its class has.
[[nodiscard]] bool addItem(Wardrobe& wardrobe, std::span<const std::uint8_t> pixels, int label, std::string& error);
[[nodiscard]] bool removeItem(Wardrobe& wardrobe, int index, std::string& error);

// The items of another wardrobe after those that are here, in classes of the same names, without those that are here
// already.
[[nodiscard]] bool merge(Wardrobe& wardrobe, const Wardrobe& other, std::string& error);

}  // namespace atelier
