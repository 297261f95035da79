#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sketch/acts.h"

namespace atelier::sketch {

// The acts of a drawing as text, so that it can be put away and taken up again. Acts are separated by ";", their words
// by white space:
//
//   drawing 1 ; stroke 255 1024 2048 573 4096 2048 573 ; fill 128 mirrored 3000 3000 ; undone 1
//
//   drawing 1                                 the version; comes first
//   begin [PICTURE]                           an empty pad, or two hexadecimal digits for each byte of the square
//   stroke GREY [mirrored] X Y WIDTH ...      places, one or more
//   ellipse GREY [mirrored] LEFT TOP RIGHT BOTTOM WIDTH
//   fill GREY [mirrored] X Y
//   move RIGHT DOWN SCALE
//   undone N                                  how many of the acts, the last ones, are undone; comes last
struct ActList {
  std::vector<Act> acts;
  int done = 0;
  bool operator==(const ActList&) const = default;
};

inline constexpr std::size_t kLongestText = 8'000'000;  // characters

// Where that would be longer than `longest`, the oldest acts are left out as far as is needed, up to a later Begin, so
// that the drawing is the same. Requires 0 <= done <= acts.size().
std::string printActs(const std::vector<Act>& acts, int done, std::size_t longest = kLongestText);

// Nothing, and in `error` a sentence, when the text is not one that printActs() could have written.
[[nodiscard]] std::optional<ActList> parseActs(std::string_view text, std::string& error);

}  // namespace atelier::sketch
