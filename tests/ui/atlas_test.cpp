#include "ui/atlas.h"

#include <gtest/gtest.h>

namespace atelier::ui {
namespace {

ImU32 pixelOf(const Atlas& atlas, const Atlas::Place& place, int row, int column) {
  const auto x = static_cast<int>(place.from.x * Atlas::kWidth + 0.5F) + column;
  const auto y = static_cast<int>(place.from.y * Atlas::kHeight + 0.5F) + row;
  return atlas.pixels()[static_cast<std::size_t>(y * Atlas::kWidth + x)];
}

TEST(Atlas, ShowsEachPictureAtItsOwnPlace) {
  Atlas atlas;
  atlas.begin();
  std::vector<Atlas::Place> places;
  for (ImU32 i = 0; i < 200; ++i) places.push_back(atlas.add(28, 28, std::vector<ImU32>(784, i + 1)));
  for (ImU32 i = 0; i < 200; ++i) {
    EXPECT_EQ(pixelOf(atlas, places[i], 0, 0), i + 1);
    EXPECT_EQ(pixelOf(atlas, places[i], 27, 27), i + 1);
  }
}

TEST(Atlas, KeepsRowsAndColumns) {
  Atlas atlas;
  atlas.begin();
  const auto place = atlas.add(3, 2, std::vector<ImU32>{1, 2, 3, 4, 5, 6});
  EXPECT_EQ(pixelOf(atlas, place, 0, 2), 3U);
  EXPECT_EQ(pixelOf(atlas, place, 1, 0), 4U);
  EXPECT_EQ(atlas.rowsInUse(), 2);
}

TEST(Atlas, LeavesOutWhatDoesNotFit) {
  Atlas atlas;
  atlas.begin();
  const std::vector<ImU32> large(std::size_t{1024} * 700, 1);
  atlas.add(1024, 700, large);
  const auto place = atlas.add(1024, 700, large);
  EXPECT_EQ(place.from.x, place.to.x);
  EXPECT_LE(atlas.rowsInUse(), Atlas::kHeight);
  atlas.begin();
  EXPECT_EQ(atlas.rowsInUse(), 0);
}

}  // namespace
}  // namespace atelier::ui
