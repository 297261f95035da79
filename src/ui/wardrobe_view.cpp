#include "ui/wardrobe_view.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "protocol/table.h"

namespace atelier::ui {

WardrobeView::WardrobeView(const protocol::Wardrobe& event)
    : file(event.bulk),
      firstPicture(static_cast<std::size_t>(std::max(0, event.firstPicture))),
      canUndo(event.canUndo) {
  for (const protocol::Row& row : protocol::parseTable(event.classes)) names.push_back(row[0]);
  for (const protocol::Row& row : protocol::parseTable(event.items)) {
    const std::size_t end = firstPicture + (labels.size() + 1) * protocol::kPicturePixels;
    if (end <= file.size()) labels.push_back(std::clamp(std::atoi(row[0].c_str()), 0, protocol::kMostLabels - 1));
  }
}

int WardrobeView::countOf(int label) const { return static_cast<int>(std::count(labels.begin(), labels.end(), label)); }

std::vector<int> WardrobeView::byClass() const {
  std::vector<int> items(labels.size());
  std::iota(items.begin(), items.end(), 0);
  const auto label = [this](int item) { return labels[static_cast<std::size_t>(item)]; };
  std::sort(items.begin(), items.end(),
            [&](int a, int b) { return label(a) != label(b) ? label(a) < label(b) : a < b; });
  return items;
}

}  // namespace atelier::ui
