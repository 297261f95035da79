#include "ui/controls.h"

#include <gtest/gtest.h>

namespace atelier::ui {
namespace {

Control named(const std::string& id) { return {.id = id, .role = "button", .name = id, .value = "", .valueText = ""}; }

TEST(Controls, HandAnActToItsWidgetOnce) {
  Controls controls;
  controls.act("train", "");
  EXPECT_TRUE(controls.hasActs());
  controls.begin();
  EXPECT_FALSE(controls.take("pause").has_value());
  EXPECT_TRUE(controls.take("train").has_value());
  EXPECT_FALSE(controls.take("train").has_value());
  EXPECT_FALSE(controls.hasActs());
}

TEST(Controls, KeepTheOrderOfTwoActsForOneWidget) {
  Controls controls;
  controls.act("speed", "3");
  controls.act("other", "x");
  controls.act("speed", "4");
  EXPECT_EQ(controls.take("speed"), "3");
  EXPECT_EQ(controls.take("speed"), "4");
  EXPECT_EQ(controls.take("other"), "x");
}

TEST(Controls, WaitOneMoreFrameForAWidgetThenDropTheAct) {
  Controls controls;
  controls.act("gone", "");
  for (int frame = 0; frame < 4; ++frame) controls.begin();
  EXPECT_FALSE(controls.hasActs());
}

TEST(Controls, ListWhatTheFrameAddedInItsOrder) {
  Controls controls;
  for (int frame = 0; frame < 2; ++frame) {
    controls.begin();
    controls.add(named("one"));
    controls.add(named("two"));
  }
  ASSERT_EQ(controls.list().size(), 2U);
  EXPECT_EQ(controls.list()[1].id, "two");
}

TEST(Controls, DifferWhenAnythingOfThemDiffers) {
  const Control one = named("train");
  EXPECT_EQ(one, named("train"));
  Control moved = one;
  moved.rect.y = 1;
  EXPECT_FALSE(moved == one);
  Control disabled = one;
  disabled.enabled = false;
  EXPECT_FALSE(disabled == one);
  Control wrong = one;
  wrong.error = "This is not a number.";
  EXPECT_FALSE(wrong == one);
}

}  // namespace
}  // namespace atelier::ui
