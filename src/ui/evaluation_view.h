#pragma once

#include <array>
#include <vector>

#include "protocol/messages.h"

namespace atelier::ui {

// What some weights say of the test images, as the page reads protocol::Evaluation.
struct EvaluationView {
  struct Answer {
    int label = 0;         // what the image is
    int predicted = 0;     // what it was taken for
    float confidence = 0;  // the probability given to that
    float ofTruth = 0;     // and to what it is

    bool isRight() const { return label == predicted; }
  };
  // Shares of a class's row and column; -1 where there is nothing to take a share of.
  struct Figures {
    double precision = -1;
    double recall = -1;
    double f1 = -1;
  };
  struct CellOf {
    int truth = 0;
    int predicted = 0;
    bool operator==(const CellOf&) const = default;
  };

  EvaluationView() = default;
  // What the tables do not hold stays empty.
  explicit EvaluationView(const protocol::Evaluation& event);

  int count(int truth, int predicted) const {
    return counts[static_cast<std::size_t>(truth)][static_cast<std::size_t>(predicted)];
  }
  int imagesOf(int truth) const;
  int right() const;
  // Of the images of this class, those taken for the other; 0 where there are none.
  double share(int truth, int predicted) const;
  double largestWrongShare() const;
  // The most frequent mistake; of equal ones the first, row by row.
  CellOf worst() const;

  // Images in `order` of this cell, and those that are wrong (of this class; -1: of any).
  std::vector<int> imagesIn(const CellOf& cell) const;
  std::vector<int> mistakes(int label) const;
  const Answer& answer(int image) const { return answers[static_cast<std::size_t>(image)]; }

  int runId = 0;
  bool isPretrained = false;
  int epoch = -1;      // as protocol::Evaluation
  int imagesSeen = 0;  // as protocol::Evaluation
  int images = 0;
  int wanted = 0;
  int classes = protocol::kClasses;  // that the network knows; those after the tenth are taken for, and never true
  std::array<std::array<int, protocol::kMostLabels>, protocol::kClasses> counts{};  // [truth][predicted]
  std::array<Figures, protocol::kClasses> figures;
  std::vector<Answer> answers;  // by image
  std::vector<int> order;       // all images, the surest answer first; those that are no numbers last
};

}  // namespace atelier::ui
