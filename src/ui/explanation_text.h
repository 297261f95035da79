#pragma once

#include <string>
#include <vector>

#include "protocol/messages.h"
#include "ui/inspecting.h"
#include "ui/run_state.h"

namespace atelier::ui {

// How a number came about, in words and figures. All numbers are the engine's; the page adds nothing up.

struct TermView {
  int channel = 0;
  int row = 0;
  int column = 0;
  float input = 0;
  float weight = 0;
  float product = 0;
};

ValuePlace placeOf(const protocol::Explanation& explanation);
std::vector<TermView> termsOf(const protocol::Explanation& explanation);
// Of the listed ones the `count` that add most, in magnitude, the largest first.
std::vector<TermView> largestTerms(const protocol::Explanation& explanation, std::size_t count);

// "0.287", or what it is when it is no number.
std::string figureOf(double number, int digits = 3);
// " + 0.250", " - 0.125"
std::string plus(double number);
// "filter 5", "map 3", "number 12", or a class's name.
std::string channelName(const RunState& state, int layer, int channel);
// "conv 12x3, filter 5 (11, 7)"
std::string placeName(const RunState& state, const ValuePlace& place);

// The same inside of its layer: "pixel (11, 7)", "filter 5 (11, 7)", "number 12".
std::string numberName(const RunState& state, const ValuePlace& place);

// One line: how the value is made, with the largest of its numbers, the value, and what becomes of it.
struct Formula {
  std::string how;
  std::string value;
  std::string onward;  // "won its pool"; empty where there is none
};
Formula formulaOf(const RunState& state, const protocol::Explanation& explanation);

// Steps of the sum, one a row, the largest first: what, its numbers, and how much it adds.
struct ExplanationRow {
  std::string what;
  std::string figures;
  double adds = 0;
  bool hasBar = false;
};
std::vector<ExplanationRow> rowsOf(const RunState& state, const protocol::Explanation& explanation);

// Where the gradient goes from here, and how much there is, in two or three sentences.
std::string backwardsOf(const RunState& state, const protocol::Explanation& explanation);

// All of it to be read out: place, every number or the largest of many, value, pool, backwards.
std::string spokenOf(const RunState& state, const protocol::Explanation& explanation);

}  // namespace atelier::ui
