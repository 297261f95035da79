#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "cli/commands.h"
#include "cli/model_input.h"
#include "cli/report.h"
#include "cli/sketch_files.h"
#include "data/drawing.h"
#include "data/wardrobe.h"
#include "sketch/drawing.h"
#include "train/evaluation.h"

namespace atelier::cli {

namespace {

constexpr int kNone = -1;

// What people draw when asked for a word, and the classes that are right for it.
struct Word {
  std::string_view name;
  std::array<int, 2> classes;
  bool isPlain;  // one of the four whose drawings tell the class
};

constexpr std::array<Word, 7> kWords = {{
    {"t-shirt", {0, kNone}, true},
    {"pants", {1, kNone}, true},
    {"shoe", {7, 9}, true},
    {"purse", {8, kNone}, true},
    {"sweater", {2, kNone}, false},
    {"jacket", {4, kNone}, false},
    {"flip-flops", {5, kNone}, false},
}};

// How often each class was predicted for the drawings of a word.
struct Row {
  std::string word;
  const Word* known = nullptr;  // null: no class is right
  std::array<int, kMostLabels> counts{};

  int drawings() const {
    int sum = 0;
    for (const int count : counts) sum += count;
    return sum;
  }
  int right() const {
    int sum = 0;
    if (known == nullptr) return sum;
    for (const int c : known->classes) sum += c == kNone ? 0 : counts[static_cast<std::size_t>(c)];
    return sum;
  }
};

// Right ones among drawings.
struct Share {
  int right = 0;
  int drawings = 0;
  void add(const Row& row) {
    right += row.right();
    drawings += row.drawings();
  }
  double share() const { return drawings > 0 ? static_cast<double>(right) / drawings : 0; }
};

// The class that the network sees in a drawing, through the pad and its fitting as they are at first; kNone where it
// computes no number.
int predictedFor(const std::vector<sketch::Stroke>& strokes, Network<float>& network, Inputs inputs) {
  sketch::Drawing pad(sketch::kPadSide);
  for (const sketch::Stroke& stroke : strokes) pad.add(stroke);
  const FittedDrawing fitted = fitDrawing(pad.pixels(), pad.side(), pad.side());
  const auto probabilities = predict(network, fitted.pixels, inputs);
  if (!std::all_of(probabilities.begin(), probabilities.end(), [](float p) { return std::isfinite(p); })) return kNone;
  return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin());
}

// Known words first, in the order of kWords; the others by the alphabet.
void sortRows(std::vector<Row>& rows) {
  const auto place = [](const Row& row) {
    return std::pair(row.known == nullptr ? static_cast<std::ptrdiff_t>(kWords.size()) : row.known - kWords.data(),
                     std::string_view(row.word));
  };
  std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return place(a) < place(b); });
}

std::string summary(const char* name, const Share& share) {
  std::array<char, 100> line{};
  std::snprintf(line.data(), line.size(), "%-40s %3d of %3d %10s\n", name, share.right, share.drawings,
                percent(share.share()).c_str());
  return line.data();
}

void printTable(const std::vector<Row>& rows, const Share& plain, const Share& all) {
  std::printf("%-11s %8s %6s %9s   predicted\n", "word", "drawings", "right", "accuracy");
  for (const Row& row : rows) {
    const double share = row.drawings() > 0 ? static_cast<double>(row.right()) / row.drawings() : 0;
    std::printf("%-11s %8d %6d %9s  ", row.word.c_str(), row.drawings(), row.right(),
                row.known == nullptr ? "" : percent(share).c_str());
    for (std::size_t c = 0; c < kMostLabels; ++c) {
      if (row.counts[c] > 0) std::printf(" %s %d", className({}, static_cast<int>(c)).c_str(), row.counts[c]);
    }
    std::printf("\n");
  }
  std::printf("\n%s%s", summary("t-shirt, pants, shoe, purse", plain).c_str(), summary("all words", all).c_str());
}

nlohmann::ordered_json jsonOf(const Share& share) {
  return {{"drawings", share.drawings}, {"right", share.right}, {"accuracy", share.share()}};
}

void printJson(const std::vector<Row>& rows, const Share& plain, const Share& all) {
  auto words = nlohmann::ordered_json::array();
  for (const Row& row : rows) {
    nlohmann::ordered_json counts;
    for (std::size_t c = 0; c < kMostLabels; ++c) {
      if (c < kClasses || row.counts[c] > 0) counts[className({}, static_cast<int>(c))] = row.counts[c];
    }
    words.push_back({{"word", row.word}, {"drawings", row.drawings()}, {"right", row.right()}, {"predicted", counts}});
  }
  const nlohmann::ordered_json object = {
      {"words", std::move(words)}, {"fourWords", jsonOf(plain)}, {"allWords", jsonOf(all)}};
  std::printf("%s\n", object.dump().c_str());
}

}  // namespace

int sketches(const Options& options) {
  std::string error;
  const auto model = loadModel(options.model, error);
  if (!model) return fail(kFailure, error);
  const auto files = readSketches(options.subject, error);
  if (!files) return fail(kFailure, error);
  Network<float> network = networkOf(*model);
  std::vector<Row> rows;
  Share plain;
  Share all;
  for (const SketchFile& file : *files) {
    const auto* const known =
        std::find_if(kWords.begin(), kWords.end(), [&](const Word& word) { return word.name == file.word; });
    Row& row = rows.emplace_back(Row{file.word, known == kWords.end() ? nullptr : known});
    for (const auto& drawing : file.drawings) {
      const int predicted = predictedFor(drawing, network, model->recipe.inputs);
      if (predicted == kNone) return fail(kFailure, options.model + " computes numbers that are not finite");
      ++row.counts[static_cast<std::size_t>(predicted)];
    }
    if (row.known == nullptr) continue;
    all.add(row);
    if (row.known->isPlain) plain.add(row);
  }
  sortRows(rows);
  if (options.json) {
    printJson(rows, plain, all);
  } else {
    printTable(rows, plain, all);
  }
  return 0;
}

}  // namespace atelier::cli
