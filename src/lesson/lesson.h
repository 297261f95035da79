#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "link/link.h"

// A lesson leads through the page step by step. It is one JSON file, for which nobody needs to program:
//
//   {
//     "lesson": 1,                       the version of this form
//     "id": "first-steps",               in every language the same: small letters, digits and "-"
//     "title": "First steps",
//     "steps": [
//       {
//         "text": "Press Train.",        a blank line begins a paragraph
//         "recipe": "first-run",         a preset or the text of a recipe; its run begins with this step
//         "weights": "scratch",          or "pretrained": whose answers are shown
//         "image": "test 17",            the picture in the network panel, or "training 17"
//         "hide": ["recipe"],            panels to leave out, by their names in links (link/link.h)
//         "show": ["results"],           panels that are there though the page's link hides them; a narrow page opens
//                                        with the first
//         "tab": "curves",               of the results, to open; of a wide page it is one tab, of a narrow one the
//         panel, too "view": "weights",             which numbers the network panel shows "watch": [{"testAccuracy":
//         80}],     what is to be done: see Condition "question": {
//           "text": "Which numbers are learned?",
//           "answers": [{"text": "The weights", "right": true, "reply": "Yes."}, {"text": "The pixels", "reply":
//           "No."}]
//         }
//       }
//     ]
//   }
//
// Of a step only the text must be there, of an answer its text and reply, and of the answers of a question one is
// right. A word that is not among these is refused: it is likely a slip.

namespace atelier::lesson {

inline constexpr int kVersion = 1;
inline constexpr std::size_t kLargestFile = 262'144;  // bytes
inline constexpr std::size_t kMostSteps = 50;
inline constexpr std::size_t kMostConditions = 6;  // of a step
inline constexpr std::size_t kMostAnswers = 6;
inline constexpr std::size_t kLongestName = 40;  // bytes of UTF-8, as all of these
inline constexpr std::size_t kLongestTitle = 80;
inline constexpr std::size_t kLongestText = 1500;
inline constexpr std::size_t kLongestQuestion = 400;
inline constexpr std::size_t kLongestAnswer = 200;
inline constexpr std::size_t kLongestReply = 600;
inline constexpr std::size_t kLongestRecipe = 4000;

// What is watched for: one word of the JSON object with its value.
struct Condition {
  enum class Kind {
    kTestAccuracy,  // "testAccuracy": 80      the share of test images right after an epoch, in percent, is at least
                    // this
    kTrainLoss,     // "trainLoss": 0.5        the training loss of an epoch is at most this
    kEpoch,         // "epoch": 2              so many epochs are over
    kRun,           // "run": "training"       or "paused" or "finished"
    kPicture,       // "picture": "Bag"        the picture in the network panel is predicted as this class
    kDrawing,       // "drawing": "Bag"        the drawing is
    kShownEpoch,    // "shownEpoch": 0         the timeline shows the weights after so many epochs
    kTab,           // "tab": "confusion"      this tab of the results is open
    kView,          // "view": "gradients"     the network panel shows these numbers
    kRecipe,        // "recipe": "first-run"   the run follows this recipe
    kRecipeHas,     // "recipeHas": "relu"     or one whose text has this in it
    kSlowMotion,    // "slowMotion": 1         so many training steps were seen through all their phases, and taken
  };
  Kind kind = Kind::kEpoch;
  double number = 0;
  std::string text;
  bool operator==(const Condition&) const = default;
};

struct Answer {
  std::string text;
  std::string reply;  // what is said to whoever chooses it
  bool isRight = false;
  bool operator==(const Answer&) const = default;
};

struct Question {
  std::string text;
  std::vector<Answer> answers;  // two at least
  bool operator==(const Question&) const = default;
};

struct Step {
  std::string text;
  link::Link begins;              // recipe, weights and image; nothing else of it
  std::vector<std::string> show;  // by the names of link::panelNamed
  std::vector<std::string> hide;
  std::string tab;   // "" leaves it as it is
  std::string view;  // the same
  std::vector<Condition> watch;
  std::optional<Question> question;
  bool operator==(const Step&) const = default;
};

struct Lesson {
  std::string id;
  std::string title;
  std::vector<Step> steps;  // one at least
  bool operator==(const Lesson&) const = default;
};

// What of the page a lesson can name, beside its panels.
struct Names {
  std::vector<std::string> tabs;
  std::vector<std::string> views;
  std::vector<std::string> classes;
};

// The lesson, or nothing, and `error` says in a sentence what is wrong, and where. A recipe is not looked into.
[[nodiscard]] std::optional<Lesson> parse(std::string_view file, const Names& names, std::string& error);

// The lessons that come with the page, in web/lessons.
struct BuiltIn {
  const char* name;   // in links, and the lesson's id
  const char* title;  // as in the file
  const char* about;  // a sentence
};
inline constexpr std::array<BuiltIn, 5> kBuiltIn = {{
    {"convolution", "What a convolution sees", "Twelve small kernels, and what they come to look for."},
    {"pooling", "Why pooling", "What is lost and what is won when maps shrink."},
    {"gradients", "Where gradients go", "One training step followed back through the layers."},
    {"learning-rate", "Learning rate and its schedule", "Too small, too large, and why it should shrink."},
    {"folds", "Folds, shuffling and leaks", "How to measure honestly, and how measurements flatter."},
}};

// Whether one of these has this name, or id.
constexpr bool isBuiltIn(std::string_view name) {
  for (const BuiltIn& each : kBuiltIn) {
    if (name == each.name) return true;
  }
  return false;
}

}  // namespace atelier::lesson
