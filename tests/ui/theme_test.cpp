#include "ui/theme.h"

#include <gtest/gtest.h>

namespace atelier::ui {
namespace {

TEST(Theme, TextReachesTheContrastThatSmallTextNeeds) {
  for (const Theme& theme : {lightTheme(), darkTheme(), projectorTheme()}) {
    SCOPED_TRACE(theme.name);
    for (const ImU32 ground : {theme.panel, theme.ground, theme.well}) {
      EXPECT_GE(contrast(theme.text, ground), 4.5);
      EXPECT_GE(contrast(theme.muted, ground), 4.5);
    }
    EXPECT_GE(contrast(theme.accent, theme.panel), 4.5);
    EXPECT_GE(contrast(theme.trouble, theme.panel), 4.5);
    EXPECT_GE(contrast(theme.trouble, theme.well), 4.5);
    EXPECT_GE(contrast(theme.validation, theme.panel), 4.5);
    EXPECT_GE(contrast(theme.onAccent, theme.accent), 4.5);
  }
}

TEST(Theme, OfAProjectorIsSeenInALitRoom) {
  const Theme theme = projectorTheme();
  for (const ImU32 ground : {theme.panel, theme.ground, theme.well}) {
    for (const ImU32 words : {theme.text, theme.muted, theme.accent, theme.trouble, theme.validation})
      EXPECT_GE(contrast(words, ground), 7);
    EXPECT_GE(contrast(theme.hairline, ground), 3);
  }
}

TEST(Theme, HasANameAndANextOne) {
  for (const Theme& theme : {lightTheme(), darkTheme(), projectorTheme()}) {
    EXPECT_EQ(themeNamed(theme.name).ground, theme.ground);
    EXPECT_EQ(themeNamed(theme.name).text, theme.text);
    EXPECT_EQ(themeAfter(themeAfter(themeAfter(theme.name))), theme.name);
    EXPECT_NE(themeAfter(theme.name), theme.name);
  }
  EXPECT_EQ(themeNamed("pink").name, "light");
}

TEST(Theme, ContrastGoesFromOneToTwentyOne) {
  EXPECT_NEAR(contrast(IM_COL32_WHITE, IM_COL32_BLACK), 21, 1e-9);
  EXPECT_NEAR(contrast(IM_COL32_BLACK, IM_COL32_WHITE), 21, 1e-9);
  EXPECT_NEAR(contrast(IM_COL32_WHITE, IM_COL32_WHITE), 1, 1e-9);
}

TEST(Theme, SequentialColoursGrowLighterAllTheWay) {
  const Theme theme = lightTheme();
  const auto light = [](ImU32 c) { return contrast(c, IM_COL32_BLACK); };
  for (std::size_t i = 8; i < 256; i += 8) EXPECT_GT(light(theme.sequential[i]), light(theme.sequential[i - 8])) << i;
  EXPECT_EQ(theme.sequential.front(), IM_COL32(0x00, 0x20, 0x51, 255));
  EXPECT_EQ(theme.sequential.back(), IM_COL32(0xFD, 0xE7, 0x57, 255));
}

TEST(Theme, ZeroIsThePanelsOwnGroundAmongDivergingColours) {
  for (const Theme& theme : {lightTheme(), darkTheme(), projectorTheme()}) {
    EXPECT_LT(contrast(theme.diverging[128], theme.panel), 1.1);
    EXPECT_GT(contrast(theme.diverging[0], theme.panel), 4.5);
    EXPECT_GT(contrast(theme.diverging[255], theme.panel), 4.5);
  }
}

}  // namespace
}  // namespace atelier::ui
