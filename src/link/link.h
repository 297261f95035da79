#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::link {

inline constexpr std::size_t kLongest = 8000;       // characters of a link
inline constexpr std::size_t kLongestLesson = 200;  // characters of a lesson's name or path

// Panels that are left out of the page.
struct Hidden {
  bool recipe = false;
  bool network = false;
  bool timeline = false;
  bool results = false;
  bool draw = false;
  bool operator==(const Hidden&) const = default;
};

// A picture of the data set.
struct Image {
  std::string split = "test";  // "test" or "train"
  int index = 0;
  bool operator==(const Image&) const = default;
};

// What the address of the page says after its "#", for whoever opens it. What it does not say is the page's own.
//
//   recipe=lab-schedule          a preset, or the text of a recipe (train/recipe.h)
//   weights=scratch              "scratch" or "pretrained": whose answers are shown first
//   hide=recipe,results          of recipe, network, timeline, results and draw; "curves" is another word for results
//   fix=recipe                   what can be seen and not changed: the recipe
//   show=draw                    the panel that a narrow page opens with, by the same names
//   image=test+17                or "training+17"
//   theme=dark                   or "light" or "projector"
//   lesson=pooling               one of the page's own lessons, or the path of a lesson's file (lesson/lesson.h) in the
//                                page's folder: lesson=lessons/mine.json
//
// Joined by "&" in any order; a space is "+" or "%20", and any byte may be "%" and two hexadecimal digits. A word that
// comes twice counts as it came last.
struct Link {
  std::string recipe;
  std::string weights;
  Hidden hidden;
  bool fixesRecipe = false;
  std::string show;
  std::optional<Image> image;
  std::string theme;
  std::string lesson;
  bool operator==(const Link&) const = default;
};

struct Reading {
  Link link;
  std::vector<std::string> problems;  // a sentence for each part that was left out
};

// The words that name panels, in links and in lessons.
inline constexpr const char* kPanelNames = "recipe, network, timeline, results and draw";

// The panel of this name; "" where there is none. "curves" is "results".
std::string_view panelNamed(std::string_view name);

// Hides this panel, or brings it back. Requires the name of one.
void setHidden(Hidden& hidden, std::string_view panel, bool isHidden);

// A picture by "test 17" or "training 17"; nothing where it is another text.
std::optional<Image> parseImage(std::string_view text);

// Where the file of a lesson is, by what a link calls it: a path in the page's folder.
std::string lessonFile(const std::string& lesson);

// With or without "#". Never refuses the whole but one that is too long; a recipe is not looked into.
Reading parse(std::string_view text);

// Without "#"; "" for a link that says nothing. Parsed, it is the same link.
std::string print(const Link& link);

}  // namespace atelier::link
