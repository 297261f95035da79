#include "data/limbs.h"

#include <gtest/gtest.h>

#include <vector>

namespace atelier {
namespace {

using Pixels = std::vector<std::uint8_t>;
using Kind = Limbs::Kind;

constexpr std::uint8_t kCloth = 180;
constexpr std::uint8_t kShade = 110;  // between cloth and cloth

// Half-open.
void paint(Pixels& image, int top, int bottom, int left, int right, std::uint8_t grey) {
  for (int i = top; i < bottom; ++i) {
    for (int j = left; j < right; ++j) image[static_cast<std::size_t>(i * kSide + j)] = grey;
  }
}

Pixels garment(int left, int right) {
  Pixels image(kPixels);
  paint(image, 2, 26, left, right, kCloth);
  return image;
}

Limbs limbsIn(const Pixels& image) { return limbsOf(GreyField(image)); }

TEST(Limbs, AreSleevesWhereCreasesRunDownBothSides) {
  for (const std::uint8_t grey : {kShade, std::uint8_t{0}}) {
    Pixels image = garment(4, 24);
    paint(image, 11, 26, 8, 9, grey);
    paint(image, 11, 26, 19, 20, grey);
    const Limbs limbs = limbsIn(image);
    ASSERT_EQ(limbs.kind, Kind::kSleeves) << int{grey};
    const auto& [left, right] = limbs.creases;
    EXPECT_NEAR(left.bottom.x, 8.5, 1);
    EXPECT_NEAR(right.bottom.x, 19.5, 1);
    for (const Crease& crease : limbs.creases) {
      EXPECT_NEAR(crease.top.y, 11, 2);
      EXPECT_NEAR(crease.bottom.y, 26, 1);
    }
  }
}

TEST(Limbs, AreLegsWhereWhatIsNarrowIsPartedInTheMiddle) {
  Pixels image = garment(8, 20);
  paint(image, 10, 26, 13, 15, 0);
  const Limbs limbs = limbsIn(image);
  ASSERT_EQ(limbs.kind, Kind::kLegs);
  EXPECT_EQ(limbs.count(), 1);
  EXPECT_NEAR(limbs.creases[0].top.x, 14, 1);
  EXPECT_NEAR(limbs.creases[0].top.y, 10, 2);
  EXPECT_NEAR(limbs.creases[0].bottom.x, 14, 1);
}

TEST(Limbs, AreNoneOnOneSideAlone) {
  Pixels image = garment(4, 24);
  paint(image, 11, 26, 8, 9, kShade);
  EXPECT_EQ(limbsIn(image).kind, Kind::kNone);
}

TEST(Limbs, AreShortSleevesWhereTheUpperHalfIsWider) {
  Pixels image = garment(8, 20);
  paint(image, 2, 11, 4, 24, kCloth);
  const Limbs limbs = limbsIn(image);
  EXPECT_EQ(limbs.kind, Kind::kShortSleeves);
  EXPECT_EQ(limbs.count(), 0);
}

TEST(Limbs, AreNotSeenInBlocksShoesHandlesAndNothing) {
  EXPECT_EQ(limbsIn(garment(4, 24)).kind, Kind::kNone);
  EXPECT_EQ(limbsIn(garment(9, 19)).kind, Kind::kNone);
  EXPECT_EQ(limbsIn(Pixels(kPixels)).kind, Kind::kNone);
  EXPECT_EQ(limbsIn(Pixels(kPixels, 255)).kind, Kind::kNone);
  Pixels shoe(kPixels);
  paint(shoe, 12, 22, 0, 28, kCloth);
  paint(shoe, 14, 22, 7, 8, 0);
  paint(shoe, 14, 22, 20, 21, 0);
  EXPECT_EQ(limbsIn(shoe).kind, Kind::kNone);
  Pixels bag(kPixels);
  paint(bag, 10, 26, 4, 24, kCloth);
  paint(bag, 12, 26, 8, 9, 0);
  paint(bag, 12, 26, 19, 20, 0);
  paint(bag, 2, 10, 11, 17, kCloth);
  EXPECT_EQ(limbsIn(bag).kind, Kind::kNone);
}

}  // namespace
}  // namespace atelier
