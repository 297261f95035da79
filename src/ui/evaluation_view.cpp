#include "ui/evaluation_view.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "protocol/table.h"

namespace atelier::ui {

namespace {

constexpr int kClasses = protocol::kClasses;

int classOf(float number, int classes) { return std::clamp(static_cast<int>(number), 0, classes - 1); }

}  // namespace

EvaluationView::EvaluationView(const protocol::Evaluation& event)
    : runId(event.runId),
      isPretrained(event.weights == "pretrained"),
      epoch(event.epoch),
      imagesSeen(event.imagesSeen),
      images(event.images),
      wanted(event.wanted) {
  const auto confusion = protocol::parseTable(event.confusion);
  for (std::size_t k = 0; k < std::min(confusion.size(), counts.size()); ++k) {
    const std::size_t columns = std::min(confusion[k].size(), counts[k].size());
    classes = std::max(classes, static_cast<int>(columns));
    for (std::size_t j = 0; j < columns; ++j) counts[k][j] = std::atoi(confusion[k][j].c_str());
  }
  const auto shares = protocol::parseTable(event.figures);
  for (std::size_t k = 0; k < std::min(shares.size(), figures.size()); ++k) {
    if (shares[k].size() < 3) continue;
    const auto number = [&](std::size_t column) { return std::atof(shares[k][column].c_str()); };
    figures[k] = {number(0), number(1), number(2)};
  }
  for (std::size_t i = 0; i + 4 <= event.bulk.size(); i += 4)
    answers.push_back(
        {classOf(event.bulk[i], kClasses), classOf(event.bulk[i + 1], classes), event.bulk[i + 2], event.bulk[i + 3]});
  order.resize(answers.size());
  std::iota(order.begin(), order.end(), 0);
  const auto sureness = [this](int image) {
    const float confidence = answer(image).confidence;
    return std::isnan(confidence) ? -1.0F : confidence;
  };
  std::sort(order.begin(), order.end(),
            [&](int a, int b) { return sureness(a) != sureness(b) ? sureness(a) > sureness(b) : a < b; });
}

int EvaluationView::imagesOf(int truth) const {
  const auto& row = counts[static_cast<std::size_t>(truth)];
  return std::accumulate(row.begin(), row.end(), 0);
}

int EvaluationView::right() const {
  int sum = 0;
  for (int k = 0; k < kClasses; ++k) sum += count(k, k);
  return sum;
}

double EvaluationView::share(int truth, int predicted) const {
  const int all = imagesOf(truth);
  return all > 0 ? static_cast<double>(count(truth, predicted)) / all : 0;
}

double EvaluationView::largestWrongShare() const {
  double largest = 0;
  for (int k = 0; k < kClasses; ++k) {
    for (int j = 0; j < classes; ++j) largest = std::max(largest, k == j ? 0 : share(k, j));
  }
  return largest;
}

EvaluationView::CellOf EvaluationView::worst() const {
  CellOf worst{0, 1};
  for (int k = 0; k < kClasses; ++k) {
    for (int j = 0; j < classes; ++j) {
      if (k != j && count(k, j) > count(worst.truth, worst.predicted)) worst = {k, j};
    }
  }
  return worst;
}

std::vector<int> EvaluationView::imagesIn(const CellOf& cell) const {
  std::vector<int> found;
  for (const int image : order) {
    if (answer(image).label == cell.truth && answer(image).predicted == cell.predicted) found.push_back(image);
  }
  return found;
}

std::vector<int> EvaluationView::mistakes(int label) const {
  std::vector<int> found;
  for (const int image : order) {
    if (!answer(image).isRight() && (label < 0 || answer(image).label == label)) found.push_back(image);
  }
  return found;
}

}  // namespace atelier::ui
