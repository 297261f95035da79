#include "ui/widgets/text.h"

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

class TextTest : public AppTest {
 protected:
  // Of a text in a font whose characters are all alike, where so many have room.
  float lines(const std::string& text, int characters) const {
    const float width = textSize(*font_, std::string(static_cast<std::size_t>(characters), 'x')).x;
    return paragraphHeight(*font_, text, width) / paragraphHeight(*font_, "x", width);
  }
};

TEST_F(TextTest, IsBrokenBetweenWords) {
  EXPECT_EQ(lines("ab cd", 5), 1);
  EXPECT_EQ(lines("ab cd ef", 5), 2);
}

TEST_F(TextTest, IsNotBrokenInsideOfANumber) { EXPECT_EQ(lines("ab 0.25 cd", 5), 3) << "ab, 0.25, cd"; }

TEST_F(TextTest, IsBrokenInsideOfAWordThatIsLongerThanALine) { EXPECT_EQ(lines("abcdefghij", 5), 2); }

}  // namespace
}  // namespace atelier::ui
