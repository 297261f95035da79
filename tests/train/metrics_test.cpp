#include "train/metrics.h"

#include <gtest/gtest.h>

namespace atelier {
namespace {

TEST(Confusion, CountsByTruthAndThenByAnswer) {
  Confusion confusion;
  confusion.add(6, 0);
  confusion.add(6, 0);
  confusion.add(0, 6);
  EXPECT_EQ(confusion.counts[6][0], 2);
  EXPECT_EQ(confusion.counts[0][6], 1);
  EXPECT_EQ(confusion.counts[6][6], 0);
}

// Worked out by hand: of class 0 there are 4 images, 3 of them known, 1 taken for class 1; of class 1 there are 6, 5
// known and 1 taken for class 0; of class 2 there is 1, taken for class 1; of class 3 there is none.
TEST(ClassFigures, AreThoseWorkedOutByHand) {
  Confusion confusion;
  confusion.counts[0][0] = 3;
  confusion.counts[0][1] = 1;
  confusion.counts[1][0] = 1;
  confusion.counts[1][1] = 5;
  confusion.counts[2][1] = 1;
  const auto figures = figuresOf(confusion);
  EXPECT_EQ(figures[0].precision, 3.0 / 4);
  EXPECT_EQ(figures[0].recall, 3.0 / 4);
  EXPECT_EQ(figures[0].f1, 6.0 / 8);
  EXPECT_EQ(figures[1].precision, 5.0 / 7);
  EXPECT_EQ(figures[1].recall, 5.0 / 6);
  EXPECT_EQ(figures[1].f1, 10.0 / 13);
}

TEST(ClassFigures, AreNoneWhereTheyWouldBeSharesOfNothing) {
  Confusion confusion;
  confusion.counts[2][1] = 1;
  const auto figures = figuresOf(confusion);
  EXPECT_EQ(figures[2].precision, ClassFigures::kNone);  // nothing was taken for it
  EXPECT_EQ(figures[2].recall, 0);
  EXPECT_EQ(figures[2].f1, 0);
  EXPECT_EQ(figures[1].precision, 0);
  EXPECT_EQ(figures[1].recall, ClassFigures::kNone);  // there is none of it
  EXPECT_EQ(figures[1].f1, 0);
  EXPECT_EQ(figures[3].precision, ClassFigures::kNone);
  EXPECT_EQ(figures[3].recall, ClassFigures::kNone);
  EXPECT_EQ(figures[3].f1, ClassFigures::kNone);
}

}  // namespace
}  // namespace atelier
