#include "ui/split_view.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "protocol/table.h"

namespace atelier::ui {

namespace {

constexpr std::size_t kMostKept = 2000;  // pictures

}  // namespace

void SplitView::apply(const protocol::Labels& event) {
  labels_ = event.bulk;
  ++version_;
}

void SplitView::apply(const protocol::Judged& event) {
  if (event.first == 0) next_.clear();
  if (event.first != underWay()) return;
  for (std::size_t i = 0; i + 3 <= event.bulk.size(); i += 3)
    next_.push_back({static_cast<int>(event.bulk[i]), event.bulk[i + 1], event.bulk[i + 2]});
  if (underWay() < event.wanted) return;
  answers_ = std::move(next_);
  next_.clear();
  whose_ = event;
  whose_.bulk.clear();
  ++version_;
}

void SplitView::apply(const protocol::Pictures& event) {
  if (pictures_.size() >= kMostKept) pictures_.clear();  // those that show are asked for again
  const auto indices = protocol::parseTable(event.indices);
  for (std::size_t i = 0; i < indices.size() && (i + 1) * protocol::kPicturePixels <= event.bulk.size(); ++i) {
    const auto first = event.bulk.begin() + static_cast<std::ptrdiff_t>(i * protocol::kPicturePixels);
    pictures_[std::atoi(indices[i][0].c_str())].assign(first, first + protocol::kPicturePixels);
  }
}

void SplitView::clear() {
  forgetAnswers();
  labels_.clear();
  pictures_.clear();
}

void SplitView::forgetAnswers() {
  answers_.clear();
  next_.clear();
  whose_ = {};
  ++version_;
}

const SplitView::Answer* SplitView::answer(int index) const {
  return index < judged() ? &answers_[static_cast<std::size_t>(index)] : nullptr;
}

const protocol::Bytes* SplitView::pixels(int index) const {
  const auto found = pictures_.find(index);
  return found == pictures_.end() ? nullptr : &found->second;
}

std::vector<int> SplitView::inOrder(int ofClass, bool hardFirst) const {
  std::vector<int> order;
  for (int i = 0; i < count(); ++i) {
    if (ofClass < 0 || label(i) == ofClass) order.push_back(i);
  }
  if (!hardFirst || judged() < count()) return order;
  const auto ease = [this](int index) {
    const float share = answer(index)->ofTruth;
    return std::isnan(share) ? -1.0F : share;
  };
  std::sort(order.begin(), order.end(), [&](int a, int b) { return ease(a) != ease(b) ? ease(a) < ease(b) : a < b; });
  return order;
}

}  // namespace atelier::ui
