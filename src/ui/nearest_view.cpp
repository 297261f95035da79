#include "ui/nearest_view.h"

#include <algorithm>
#include <cstdlib>

#include "protocol/table.h"

namespace atelier::ui {

NearestView::NearestView(const protocol::Nearest& event) : about(event) {
  const auto rows = protocol::parseTable(event.neighbours);
  for (std::size_t i = 0; i < rows.size() && (i + 1) * protocol::kPicturePixels <= event.bulk.size(); ++i) {
    if (rows[i].size() < 3) continue;
    const auto first = event.bulk.begin() + static_cast<std::ptrdiff_t>(i * protocol::kPicturePixels);
    pictures.push_back({std::atoi(rows[i][0].c_str()),
                        std::atoi(rows[i][1].c_str()),
                        rows[i][2] == "drawing",
                        {first, first + protocol::kPicturePixels}});
  }
}

std::string classesOf(const NearestView& nearest, const std::vector<std::string>& classes, std::size_t most) {
  struct Count {
    int label;
    int pictures;
    std::size_t first;  // by the nearest of each
  };
  std::vector<Count> counts;
  for (const NearestView::Picture& picture : nearest.pictures) {
    const auto isIt = [&](const Count& count) { return count.label == picture.label; };
    const auto found = std::find_if(counts.begin(), counts.end(), isIt);
    if (found == counts.end()) {
      counts.push_back({picture.label, 1, counts.size()});
    } else {
      ++found->pictures;
    }
  }
  std::sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) {
    return a.pictures != b.pictures ? a.pictures > b.pictures : a.first < b.first;
  });
  counts.resize(std::min(counts.size(), most));
  std::string text;
  for (const Count& count : counts) {
    const auto at = static_cast<std::size_t>(count.label);
    text += text.empty() ? "" : ", ";
    text += std::to_string(count.pictures) + " ";
    text += at < classes.size() ? classes[at] : "class " + std::to_string(count.label);
  }
  return text;
}

}  // namespace atelier::ui
