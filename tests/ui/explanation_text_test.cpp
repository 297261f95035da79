#include "ui/explanation_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "ui/events.h"
#include "ui/explanations.h"

namespace atelier::ui {
namespace {

using protocol::Explanation;
using test::answerTo;

TEST(ExplanationText, OfALongSumNamesTheLargestAndTheRestAsTheEngineHasIt) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::run(1));
  const Explanation e = answerTo({"picture", 3, 9, 0, 0});
  const auto rows = rowsOf(state, e);
  ASSERT_EQ(rows.size(), 11U);
  EXPECT_EQ(rows[0].what, "map 1 (0, 3)");
  EXPECT_EQ(rows[0].figures, "0.500 \u00d7 0.500 = 0.250");
  EXPECT_EQ(rows[8].what, "and 2,020 more");
  EXPECT_EQ(rows[8].figures, "1.500");
  EXPECT_EQ(rows[9].what, "bias");
  EXPECT_EQ(rows[10].figures, "2.250");
  EXPECT_EQ(placeName(state, placeOf(e)), "dense 10, Ankle boot");
  EXPECT_NE(spokenOf(state, e).find("2,020 smaller ones, together 1.50000"), std::string::npos) << spokenOf(state, e);
}

TEST(ExplanationText, OfAPoolSaysWhichOneWonAndHowTheLossHangsOnIt) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::run(1));
  const Explanation e = answerTo({"picture", 2, 3, 5, 6});
  EXPECT_EQ(
      spokenOf(state, e),
      "max-pool 2, map 4 (5, 6): largest of 0.00, 0.25, 0.50, 0.75 = 0.750, from (11, 13). Backwards: the largest "
      "gets the whole gradient, the others none. The loss for Ankle boot changes by -0.0125 for each 1 that this "
      "number "
      "grows.");
}

TEST(ExplanationText, ShowsNoGradientAsNothingThatIsSomething) {
  RunState state;
  state.apply(test::ready());
  state.apply(test::run(1));
  Explanation e = answerTo({"picture", 2, 3, 5, 6});
  e.gradient = 1e-7;
  EXPECT_NE(backwardsOf(state, e).find("changes by less than 0.00001 for"), std::string::npos);
  e.gradient = 0;
  EXPECT_NE(backwardsOf(state, e).find("changes by 0.000 for"), std::string::npos);
  e.label = -1;
  EXPECT_EQ(backwardsOf(state, e), "Backwards: the largest gets the whole gradient, the others none.");
}

TEST(ExplanationText, SaysOfWhatIsNoNumberThatItIsNone) {
  EXPECT_EQ(figureOf(std::nan("")), "not a number");
  EXPECT_EQ(figureOf(std::numeric_limits<double>::infinity()), "infinite");
  EXPECT_EQ(figureOf(0.0012), "0.00120");
  EXPECT_EQ(figureOf(12345.6), "12,346");
}

}  // namespace
}  // namespace atelier::ui
