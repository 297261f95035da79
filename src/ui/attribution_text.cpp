#include "ui/attribution_text.h"

#include <cmath>

#include "ui/widgets/figures.h"

namespace atelier::ui {

namespace {

constexpr int kSide = 28;

// By WhyMap.
constexpr std::array<WhyWords, kWhyMaps.size()> kWords = {{
    {"gradient", "Input gradient", "slopes",
     "A little more light makes the class likelier at orange, less likely at blue.",
     "It does not say what larger changes would do."},
    {"occlusion", "Occlusion", "losses", "A black patch makes the class less likely over orange, likelier over blue.",
     "It does not say what is seen there, only what is missed."},
    {"classMap", "Class map", "parts", "Orange places add to the class's logit, blue ones take from it.",
     "It does not show single pixels: each place reads a patch."},
}};

// Rows and columns of the picture, from 0, the last ones included.
struct Region {
  int top = 0;
  int left = 0;
  int bottom = 0;
  int right = 0;
};

std::string span(const std::string& name, int from, int to) {
  if (from == to) return name + " " + std::to_string(from);
  return name + "s " + std::to_string(from) + " to " + std::to_string(to);
}

std::string textOf(const Region& r) { return span("row", r.top, r.bottom) + ", " + span("column", r.left, r.right); }

// The pixels of one place of a class map, or the pixel itself: those right of it and below it with the same number.
Region regionAt(std::span<const float> numbers, int pixel) {
  const float number = numbers[static_cast<std::size_t>(pixel)];
  const auto isSame = [&](int row, int column) {
    return row < kSide && column < kSide && numbers[static_cast<std::size_t>(row * kSide + column)] == number;
  };
  Region region{pixel / kSide, pixel % kSide, pixel / kSide, pixel % kSide};
  while (isSame(region.top, region.right + 1)) ++region.right;
  while (isSame(region.bottom + 1, region.left)) ++region.bottom;
  return region;
}

// "most at row 3, column 4 (0.21), least at row 8, column 9 (-0.4)"; of numbers on one side of zero only that one.
std::string extremes(std::span<const float> numbers, const std::string& most, const std::string& least) {
  int high = -1;
  int low = -1;
  for (int i = 0; i < static_cast<int>(numbers.size()); ++i) {
    const float number = numbers[static_cast<std::size_t>(i)];
    if (!std::isfinite(number)) continue;
    if (number > (high < 0 ? 0.0F : numbers[static_cast<std::size_t>(high)])) high = i;
    if (number < (low < 0 ? 0.0F : numbers[static_cast<std::size_t>(low)])) low = i;
  }
  const auto at = [&](const std::string& what, int pixel) {
    return what + " at " + textOf(regionAt(numbers, pixel)) + " (" +
           figure(static_cast<double>(numbers[static_cast<std::size_t>(pixel)])) + ")";
  };
  if (high < 0 && low < 0) return "It is 0 everywhere.";
  std::string text = high >= 0 ? at(most, high) : "";
  if (low >= 0) text += (high >= 0 ? ", " : "") + at(least, low);
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + ".";
}

// In per cent; of what is hardly probable so that a difference shows.
std::string shareOf(double probability) {
  return (probability > 0 && probability < 0.001 ? figure(100 * probability) : percent(probability)) + " %";
}

Region patchOf(int row, int column) {
  constexpr int kLast = protocol::Attribution::kPatch - 1;
  return {row, column, row + kLast, column + kLast};
}

std::string strongestPatches(const protocol::Attribution& a, const std::string& name) {
  const std::string before = shareOf(a.probability);
  const std::string lowered = "covering " + textOf(patchOf(a.loweredRow, a.loweredColumn)) + " lowers ";
  const std::string raised = "covering " + textOf(patchOf(a.raisedRow, a.raisedColumn)) + " raises ";
  std::string text;
  if (isLowered(a)) text = lowered + name + " from " + before + " to " + shareOf(a.loweredProbability);
  if (isRaised(a)) {
    text += isLowered(a) ? "; " + raised + "it to " : raised + name + " from " + before + " to ";
    text += shareOf(a.raisedProbability);
  }
  if (text.empty()) return "Covering any part leaves " + name + " at " + before + ".";
  text[0] = 'C';
  return text + ".";
}

}  // namespace

const WhyWords& wordsOf(WhyMap map) { return kWords[static_cast<std::size_t>(map)]; }

std::span<const float> imageOf(const protocol::Attribution& attribution) {
  return std::span(attribution.bulk).first(protocol::kPicturePixels);
}

std::span<const float> numbersOf(const protocol::Attribution& attribution, WhyMap map) {
  const std::size_t first = (static_cast<std::size_t>(map) + 1) * protocol::kPicturePixels;
  if (first >= attribution.bulk.size()) return {};
  return std::span(attribution.bulk).subspan(first, protocol::kPicturePixels);
}

bool isLowered(const protocol::Attribution& a) {
  return a.loweredProbability < a.probability && shareOf(a.loweredProbability) != shareOf(a.probability);
}

bool isRaised(const protocol::Attribution& a) {
  return a.raisedProbability > a.probability && shareOf(a.raisedProbability) != shareOf(a.probability);
}

std::string strongestOf(const protocol::Attribution& attribution, WhyMap map, const std::string& name) {
  const auto numbers = numbersOf(attribution, map);
  if (numbers.empty()) return attribution.noClassMap;
  if (map == WhyMap::kOcclusion) return strongestPatches(attribution, name);
  if (map == WhyMap::kGradient) return extremes(numbers, "steepest up", "steepest down");
  return extremes(numbers, "most is added", "most is taken");
}

}  // namespace atelier::ui
