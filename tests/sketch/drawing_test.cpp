#include "sketch/drawing.h"

#include <gtest/gtest.h>

#include <numeric>

namespace atelier::sketch {
namespace {

constexpr int kSide = 64;
constexpr int kUnit = kUnits / kSide;

Stroke stroke(int k) {
  return {static_cast<std::uint8_t>(k % 5 == 4 ? 0 : 255 - k % 7),
          k % 3 == 0,
          {{k * 37 % kUnits, k * 911 % kUnits, 300}, {k * 577 % kUnits, k * 213 % kUnits, 500}}};
}

TEST(Drawing, UndoAndRedoGoOverEveryActToTheSameBytes) {
  constexpr int kActs = 700;  // more than there are snapshots
  Drawing drawing(kSide);
  std::vector<std::vector<std::uint8_t>> seen = {drawing.pixels()};
  for (int k = 0; k < kActs; ++k) {
    if (k == 300) {
      drawing.add(Begin{std::vector<std::uint8_t>(28 * 28, 30)});
    } else if (k % 97 == 96) {
      drawing.add(Move{200, -100, 900});
    } else if (k % 50 == 49) {
      drawing.add(Fill{90, false, 100, 100});
    } else {
      drawing.add(stroke(k));
    }
    seen.push_back(drawing.pixels());
  }
  for (int k = kActs; k > 0; --k) {
    ASSERT_EQ(drawing.pixels(), seen[static_cast<std::size_t>(k)]) << k;
    drawing.undo();
  }
  EXPECT_FALSE(drawing.canUndo());
  drawing.undo();
  for (int k = 0; k < kActs; ++k) {
    ASSERT_EQ(drawing.pixels(), seen[static_cast<std::size_t>(k)]) << k;
    drawing.redo();
  }
  EXPECT_FALSE(drawing.canRedo());
  drawing.redo();
  EXPECT_EQ(drawing.pixels(), seen.back());
  Drawing again(kSide);
  again.replace(drawing.acts(), drawing.done());
  EXPECT_EQ(again.pixels(), seen.back());
}

TEST(Drawing, WhatWasUndoneIsForgottenWithTheNextAct) {
  Drawing drawing(kSide);
  drawing.add(stroke(1));
  drawing.add(stroke(2));
  drawing.undo();
  drawing.add(stroke(3));
  EXPECT_FALSE(drawing.canRedo());
  EXPECT_EQ(drawing.acts(), (std::vector<Act>{stroke(1), stroke(3)}));
}

TEST(Drawing, AStrokeGoesOnToTheSameBytes) {
  Drawing drawing(kSide);
  drawing.add(stroke(6));
  drawing.add(Stroke{180, true, {{1000, 1000, 400}}});
  drawing.goOn({5000, 2000, 700});
  drawing.goOn({300, 7000, 200});
  Drawing whole(kSide);
  whole.replace(drawing.acts(), 2);
  EXPECT_EQ(drawing.pixels(), whole.pixels());
}

TEST(Drawing, AMoveDrawsEverythingAtItsNewPlace) {
  const Stroke line{255, false, {{20 * kUnit, 20 * kUnit, 4 * kUnit}, {30 * kUnit, 24 * kUnit, 4 * kUnit}}};
  Stroke moved = line;
  for (Place& place : moved.places) place.x += 7 * kUnit;
  Drawing drawing(kSide);
  drawing.add(line);
  drawing.add(Move{7 * kUnit, 0, Move::kSame});
  Drawing expected(kSide);
  expected.add(moved);
  EXPECT_EQ(drawing.pixels(), expected.pixels());
}

TEST(Drawing, AMoveScalesAboutTheMiddle) {
  Drawing drawing(kSide);
  drawing.add(Stroke{255, false, {{kUnits / 2, kUnits / 2, 8 * kUnit}}});
  const double before = std::accumulate(drawing.pixels().begin(), drawing.pixels().end(), 0.0);
  drawing.add(Move{0, 0, 2 * Move::kSame});
  const double after = std::accumulate(drawing.pixels().begin(), drawing.pixels().end(), 0.0);
  EXPECT_NEAR(after / before, 4, 0.1);
  EXPECT_EQ(drawing.pixels()[static_cast<std::size_t>(32 * kSide + 25)], 255);
  EXPECT_EQ(drawing.pixels()[static_cast<std::size_t>(32 * kSide + 38)], 255);
}

TEST(Drawing, WhatLeftThePadComesBack) {
  Drawing drawing(kSide);
  drawing.add(stroke(1));
  drawing.add(Begin{std::vector<std::uint8_t>(28 * 28, 99)});
  drawing.add(stroke(2));
  const auto before = drawing.pixels();
  drawing.add(Move{2 * kUnits, kUnits, Move::kSame});
  EXPECT_EQ(drawing.pixels(), std::vector<std::uint8_t>(static_cast<std::size_t>(kSide) * kSide));
  drawing.add(Move{-2 * kUnits, -kUnits, Move::kSame});
  EXPECT_EQ(drawing.pixels(), before);
}

}  // namespace
}  // namespace atelier::sketch
