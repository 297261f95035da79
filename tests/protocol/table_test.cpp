#include "protocol/table.h"

#include <gtest/gtest.h>

namespace atelier::protocol {
namespace {

TEST(Table, HasARowALineAndATabBetweenColumns) {
  const std::vector<Row> rows = {{"conv 12x3", "conv", "12"}, {"dense 10", "dense", ""}};
  EXPECT_EQ(printTable(rows), "conv 12x3\tconv\t12\ndense 10\tdense\t");
  EXPECT_EQ(parseTable("conv 12x3\tconv\t12\ndense 10\tdense\t"), rows);
}

TEST(Table, GivesBackWhatWasPrinted) {
  const std::vector<std::vector<Row>> tables = {{},
                                                {{"one"}},
                                                {{"a", "b"}, {"c"}, {"", "", "d"}},
                                                {{"x"}, {""}},
                                                {{"", ""}},
                                                {{"a"}, {""}, {"b"}},
                                                {{"\u00e9 | ;", "1.5"}}};
  for (const auto& rows : tables) EXPECT_EQ(parseTable(printTable(rows)), rows) << printTable(rows);
}

TEST(Table, AnEmptyTextHasNoRows) {
  EXPECT_TRUE(parseTable("").empty());
  EXPECT_EQ(printTable({}), "");
}

TEST(Table, EveryLineFeedBeginsARow) {
  EXPECT_EQ(parseTable("\n"), (std::vector<Row>{{""}, {""}}));
  EXPECT_EQ(parseTable("a\n"), (std::vector<Row>{{"a"}, {""}}));
}

}  // namespace
}  // namespace atelier::protocol
