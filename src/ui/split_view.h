#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "protocol/messages.h"

namespace atelier::ui {

// What the page knows of the pictures of a split: their classes, what some weights say of them, and those that were on
// the screen lately.
class SplitView {
 public:
  struct Answer {
    int predicted = 0;
    float confidence = 0;  // the probability given to that
    float ofTruth = 0;     // and to what it is
  };

  void apply(const protocol::Labels& event);
  // Pieces that do not follow each other are dropped. What was known stays until all pieces of the next are here.
  void apply(const protocol::Judged& event);
  void apply(const protocol::Pictures& event);
  void clear();
  // The answers are of another run.
  void forgetAnswers();

  int count() const { return static_cast<int>(labels_.size()); }
  int label(int index) const { return labels_[static_cast<std::size_t>(index)]; }
  // Null where it is not known.
  const Answer* answer(int index) const;
  const protocol::Bytes* pixels(int index) const;

  bool isJudged() const { return !answers_.empty(); }
  // Whose answers they are; of no picture where nothing is judged.
  const protocol::Judged& whose() const { return whose_; }
  int judged() const { return static_cast<int>(answers_.size()); }
  // Pictures judged of the next answers, while they are under way.
  int underWay() const { return static_cast<int>(next_.size()); }

  // The pictures of this class (-1: of any) by their indices, or where all of them are judged and it is wanted, the
  // hard ones first: those whose true class has the least probability, of equal ones the first; one that is no number
  // comes before all.
  std::vector<int> inOrder(int ofClass, bool hardFirst) const;
  // Another one whenever inOrder() may give something else.
  int version() const { return version_; }

 private:
  int version_ = 0;
  protocol::Bytes labels_;
  protocol::Judged whose_;
  std::vector<Answer> answers_;
  std::vector<Answer> next_;
  std::map<int, protocol::Bytes> pictures_;
};

}  // namespace atelier::ui
