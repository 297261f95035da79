#include "data/bend.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace atelier {
namespace {

constexpr BendRange kProportionsOnly{
    .swell = 0, .shear = 0, .turn = 0, .taper = 0, .wedge = 0, .raised = 0, .waves = 0};
constexpr Spot kLow{2, 10};  // something low and long
constexpr Spot kHigh{26, 18};

template <class Visit>
void bendOften(const BendRange& range, bool hasShortSleeves, Visit&& visit) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed, 2);
    visit(Bend(range, kLow, kHigh, hasShortSleeves, random));
  }
}

TEST(Bend, DrawsNothingMuchLongerThanHighAndLongThingsShort) {
  float longest = 0;
  float shortest = 9;
  bendOften(kProportionsOnly, false, [&](const Bend& bend) {
    const float proportion = (bend(kHigh).x - bend(kLow).x) / (bend(kHigh).y - bend(kLow).y);
    longest = std::max(longest, proportion);
    shortest = std::min(shortest, proportion);
  });
  EXPECT_NEAR(longest, kProportionsOnly.longest, 0.01);
  EXPECT_LT(shortest, 1);
}

TEST(Bend, SwellsWhatIsNearAnEdgeAndKeepsTheOrder) {
  BendRange range = kProportionsOnly;
  range.swell = BendRange{}.swell;
  float most = 0;
  float least = 1;
  bendOften(range, false, [&](const Bend& bend) {
    const float left = bend(kLow).x;
    const float width = bend(kHigh).x - left;
    const float middle = (bend({14, 14}).x - left) / width;
    most = std::max(most, middle);
    least = std::min(least, middle);
    float before = left;
    for (float x = kLow.x + 1; x <= kHigh.x; ++x) {
      EXPECT_GT(bend({x, 14}).x, before);
      before = bend({x, 14}).x;
    }
  });
  EXPECT_GT(most, 0.6);
  EXPECT_LT(least, 0.4);
}

TEST(Bend, RaisesBothSidesOfWhatHasShortSleevesAlone) {
  BendRange range = kProportionsOnly;
  range.raised = BendRange{}.raised;
  const auto raisedOf = [&](bool hasShortSleeves) {
    int raised = 0;
    bendOften(range, hasShortSleeves, [&](const Bend& bend) {
      const float middle = bend({14, 14}).y;
      if (bend({2, 14}).y < middle - 0.1F && bend({26, 14}).y < middle - 0.1F) ++raised;
    });
    return raised;
  };
  EXPECT_EQ(raisedOf(false), 0);
  EXPECT_GT(raisedOf(true), 150);
}

}  // namespace
}  // namespace atelier
