#pragma once

#include <array>
#include <string_view>

namespace atelier::ui {

// What the "?" of each panel explains, or that of a part with one of its own; and the list of keys.
enum class HelpTopic { kRun, kRecipe, kNetwork, kTimeline, kResults, kDraw, kWhy, kWardrobe, kNumber, kGallery, kKeys };
inline constexpr int kHelpTopics = 11;

// Plain sentences for a student of a first course; those that are not needed are empty. Characters are those that
// scripts/fonts.py keeps.
struct Help {
  std::string_view title;
  std::array<std::string_view, 6> sentences;  // three at least
  std::array<std::string_view, 2> formulas;   // one at least
};

const Help& helpOf(HelpTopic topic);

// What a word of the run bar means: "epoch", "test"; empty for a word that explains itself.
std::string_view aboutFigure(std::string_view name);

// The introduction at a first visit.
struct IntroductionStep {
  std::string_view title;
  std::string_view text;
};
inline constexpr int kIntroductionSteps = 5;
const IntroductionStep& introductionStep(int step);

}  // namespace atelier::ui
