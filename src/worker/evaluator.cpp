#include "worker/evaluator.h"

#include <algorithm>

#include "nn/word_reader.h"
#include "protocol/table.h"
#include "train/metrics.h"

namespace atelier::worker {

namespace {

constexpr int kTogether = 20;  // images between two looks at the clock

std::string confusionTable(const Confusion& confusion, int classes) {
  std::vector<protocol::Row> rows;
  for (const auto& row : confusion.counts) {
    rows.emplace_back();
    for (const int count : std::span(row).first(static_cast<std::size_t>(classes)))
      rows.back().push_back(std::to_string(count));
  }
  return protocol::printTable(rows);
}

std::string figureTable(const Confusion& confusion) {
  std::vector<protocol::Row> rows;
  for (const ClassFigures& f : figuresOf(confusion))
    rows.push_back({printNumber(f.precision), printNumber(f.recall), printNumber(f.f1)});
  return protocol::printTable(rows);
}

}  // namespace

void Evaluator::begin(protocol::Evaluation about, const Shown& shown, const Dataset& dataset) {
  about_ = std::move(about);
  network_ = copyOf(shown);
  inputs_ = shown.recipe.inputs;
  time_ = {};
  take(dataset);
}

void Evaluator::take(const Dataset& dataset) {
  data_ = dataset.name;
  about_.images = std::min(about_.wanted, dataset.test.count());
  answers_.clear();
}

void Evaluator::work(double budget, double share, const Dataset& dataset, Events& events) {
  if (!isBusy()) return;
  if (dataset.name != data_ || dataset.test.count() < about_.images) take(dataset);
  const double begun = clock_();
  if (!time_.allows(begun, share)) return;
  double now = begun;
  do {
    const int done = static_cast<int>(answers_.size());
    judge(*network_, dataset.test, inputs_, done, std::min(kTogether, about_.images - done), answers_);
    if (static_cast<int>(answers_.size()) == about_.images) {
      events.emplace_back(finished());
      return;
    }
    now = clock_();
  } while (now - begun < budget);
  time_.worked(begun, now, share);
}

protocol::Evaluation Evaluator::finished() {
  const int classes = classesOf(network_->layers());
  network_.reset();
  Confusion confusion;
  for (const Answer& a : answers_) {
    confusion.add(a.label, a.predicted);
    about_.bulk.insert(about_.bulk.end(),
                       {static_cast<float>(a.label), static_cast<float>(a.predicted), a.confidence, a.ofTruth});
  }
  about_.confusion = confusionTable(confusion, classes);
  about_.figures = figureTable(confusion);
  return std::move(about_);
}

}  // namespace atelier::worker
