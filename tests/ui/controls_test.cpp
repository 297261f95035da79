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

TEST(Controls, OfAPanelStandTogetherWhateverWasAddedBetween) {
  Controls controls;
  controls.begin();
  std::string order;
  for (const auto& [panel, id] : {std::pair{"Network", "a"}, {"Network", "b"}, {"Draw", "c"}, {"Network", "d"}}) {
    Control control = named(id);
    control.panel = panel;
    controls.add(control);
  }
  for (const Control& control : controls.list()) order += control.id;
  EXPECT_EQ(order, "abdc");
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

Control made(const std::string& id, const std::string& role, const Rect& rect, const std::string& description) {
  Control control;
  control.id = control.name = id;
  control.role = role;
  control.rect = rect;
  control.description = description;
  return control;
}

TEST(Controls, DescribesTheTopmostThingAtAPoint) {
  Controls controls;
  controls.begin();
  controls.setClip({0, 0, 100, 100});
  controls.hint({0, 0, 50, 50}, "A word.");
  EXPECT_EQ(controls.describedAt(10, 10)->text, "A word.");
  controls.add(made("a", "button", {0, 0, 20, 20}, "Does it."));
  EXPECT_EQ(controls.describedAt(10, 10)->text, "Does it.");
  EXPECT_EQ(controls.describedAt(30, 30)->text, "A word.");
  EXPECT_FALSE(controls.describedAt(60, 60));
  controls.add(made("b", "cover", {0, 0, 40, 40}, ""));
  EXPECT_FALSE(controls.describedAt(10, 10)) << "what lies under a cover is not described";
}

TEST(Controls, DescribesNothingThatIsScrolledUnderSomething) {
  Controls controls;
  controls.begin();
  controls.setClip({0, 50, 100, 50});
  controls.add(made("a", "button", {0, 30, 40, 40}, "Does it."));
  EXPECT_FALSE(controls.describedAt(10, 40));
  EXPECT_TRUE(controls.describedAt(10, 60));
}

TEST(Controls, MarksWhatLiesUnderACard) {
  Controls controls;
  controls.begin();
  controls.add(made("under", "textbox", {0, 0, 20, 20}, ""));
  controls.add(made("beside", "textbox", {50, 0, 20, 20}, ""));
  controls.cover({10, 10, 40, 40});
  controls.add(made("on", "button", {12, 12, 20, 20}, ""));
  EXPECT_TRUE(controls.list()[0].covered);
  EXPECT_FALSE(controls.list()[1].covered);
  EXPECT_FALSE(controls.list()[2].covered);
}

}  // namespace
}  // namespace atelier::ui
