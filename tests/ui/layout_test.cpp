#include "ui/layout.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace atelier::ui {
namespace {

struct Size {
  float width;
  float height;
};

constexpr Size kSizes[] = {{1280, 800}, {1920, 1080}, {2560, 1300}, {1200, 800}, {1000, 600}, {999, 700},
                           {820, 1180}, {820, 500},   {819, 900},   {640, 400},  {390, 844},  {320, 568}};
constexpr Tab kTabs[] = {Tab::kNetwork, Tab::kDraw, Tab::kResults, Tab::kRecipe, Tab::kMore};

struct Named {
  const char* name;
  Rect rect;
};

std::vector<Named> shown(const Layout& l) {
  std::vector<Named> all;
  for (const Named& each : {Named{"bar", l.bar},
                            {"tabs", l.tabs},
                            {"notices", l.notices},
                            {"lesson", l.lesson},
                            {"recipe", l.recipe},
                            {"network", l.network},
                            {"timeline without tabs", l.hasTabs ? Rect() : l.timeline},
                            {"results", l.results},
                            {"draw", l.draw},
                            {"more", l.more}}) {
    if (each.rect.w > 0 && each.rect.h > 0) all.push_back(each);
  }
  return all;
}

bool overlap(const Rect& a, const Rect& b) {
  constexpr float kRounding = 0.01F;
  return a.x + kRounding < b.right() && b.x + kRounding < a.right() && a.y + kRounding < b.bottom() &&
         b.y + kRounding < a.bottom();
}

// Which of the five panels are hidden, by the bits of a number.
link::Hidden hiddenOf(unsigned bits) {
  return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0};
}

template <class Check>
void forEveryPage(Check check) {
  for (const Size& size : kSizes) {
    for (const Tab tab : kTabs) {
      for (unsigned bits = 0; bits < 64; ++bits) {
        const bool isTouch = bits >= 32;
        const link::Hidden hidden = hiddenOf(bits);
        if (!isThere(tab, isTouch ? tabless(size.width, hidden) : hidden)) continue;
        Needs needs;
        needs.notices = bits % 3 == 0 ? 90 : 0;
        needs.unfolded = bits % 5 == 0 ? 300 : 0;
        needs.lesson = bits % 2 == 0 ? 350 : 0;
        SCOPED_TRACE(std::to_string(size.width) + " x " + std::to_string(size.height) + ", tab " +
                     std::to_string(static_cast<int>(tab)) + ", hidden " + std::to_string(bits % 32) +
                     (isTouch ? ", for fingers" : ""));
        check(size, tab, needs, layOut(size.width, size.height, tab, needs, hidden, isTouch));
      }
    }
  }
}

TEST(Layout, NeverLetsPanelsOverlap) {
  forEveryPage([](const Size&, Tab, const Needs&, const Layout& layout) {
    const auto all = shown(layout);
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        EXPECT_FALSE(overlap(all[i].rect, all[j].rect)) << all[i].name << " and " << all[j].name;
      }
    }
  });
}

TEST(Layout, KeepsEverythingInsideTheDocument) {
  forEveryPage([](const Size& size, Tab, const Needs&, const Layout& layout) {
    EXPECT_GE(layout.documentHeight, size.height);
    for (const Named& each : shown(layout)) {
      EXPECT_GE(each.rect.x, 0) << each.name;
      EXPECT_GE(each.rect.y, 0) << each.name;
      EXPECT_LE(each.rect.right(), size.width + 0.01F) << each.name;
      EXPECT_LE(each.rect.bottom(), layout.documentHeight + 0.01F) << each.name;
    }
  });
}

TEST(Layout, GivesEveryPanelTheHeightItsContentNeeds) {
  forEveryPage([](const Size&, Tab, const Needs& needs, const Layout& layout) {
    const auto enough = [](const Rect& rect, float need) { return rect.w <= 0 || rect.h >= need - 0.01F; };
    EXPECT_TRUE(enough(layout.lesson, needs.lesson));
    EXPECT_TRUE(enough(layout.recipe, needs.recipe));
    EXPECT_TRUE(enough(layout.network, needs.network));
    EXPECT_TRUE(enough(layout.results, needs.results));
    EXPECT_TRUE(enough(layout.draw, needs.draw));
  });
}

TEST(Layout, ShowsEveryPanelWhereThereIsRoom) {
  for (const Size& size : kSizes) {
    if (size.width < 820) continue;
    const Layout layout = layOut(size.width, size.height, Tab::kDraw, {});
    EXPECT_FALSE(layout.hasTabs);
    for (const Rect& rect : {layout.recipe, layout.network, layout.timeline, layout.results, layout.draw}) {
      EXPECT_GT(rect.w, 100);
      EXPECT_GT(rect.h, 40);
    }
  }
}

TEST(Layout, ShowsThePanelOfTheChosenTabAloneOnAPhone) {
  for (const Tab tab : kTabs) {
    const Layout layout = layOut(390, 844, tab, {});
    EXPECT_TRUE(layout.hasTabs);
    const auto isShown = [](const Rect& rect) { return rect.w > 0 && rect.h > 0; };
    EXPECT_EQ(isShown(layout.network), tab == Tab::kNetwork);
    EXPECT_EQ(isShown(layout.draw), tab == Tab::kDraw);
    EXPECT_EQ(isShown(layout.results), tab == Tab::kResults);
    EXPECT_EQ(isShown(layout.recipe), tab == Tab::kRecipe);
    EXPECT_EQ(isShown(layout.more), tab == Tab::kMore);
  }
}

TEST(Layout, HasTabsForFingersAtAnyWidth) {
  for (const Size& size : {Size{844, 390}, Size{1024, 768}, Size{820, 1180}, Size{1366, 1024}, Size{1920, 1080}}) {
    EXPECT_TRUE(layOut(size.width, size.height, Tab::kResults, {}, {}, true).hasTabs);
    EXPECT_FALSE(layOut(size.width, size.height, Tab::kResults, {}, {}, false).hasTabs);
  }
}

TEST(Layout, ForFingersHasColumnsBesideTheChosenTabAsFarAsThereIsRoom) {
  const auto isShown = [](const Rect& rect) { return rect.w > 350 && rect.h > 40; };
  const auto columns = [&](float width, const link::Hidden& hidden) {
    const Layout layout = layOut(width, 1080, Tab::kResults, {}, hidden, true);
    EXPECT_TRUE(isShown(layout.results) || hidden.results);
    EXPECT_FALSE(isShown(layout.network));
    EXPECT_EQ(isShown(layout.draw), layout.tabless.draw && !hidden.draw);
    EXPECT_EQ(isShown(layout.recipe), layout.tabless.recipe && !hidden.recipe);
    return (isShown(layout.draw) ? 1 : 0) + (isShown(layout.recipe) ? 1 : 0);
  };
  EXPECT_EQ(columns(1024, {}), 0);
  EXPECT_EQ(columns(1366, {}), 1);
  EXPECT_EQ(columns(1920, {}), 2);
  EXPECT_EQ(columns(1920, {.draw = true}), 1);
  const Layout onlySides = layOut(1920, 1080, Tab::kDraw, {}, {.network = true, .results = true}, true);
  EXPECT_GT(onlySides.draw.w, 1800) << "nothing is left for the middle but the chosen tab";
}

TEST(Layout, ForFingersHasALessonBesideTheChosenTab) {
  Needs needs;
  needs.lesson = 300;
  for (const float width : {1366.0F, 1920.0F}) {
    const Layout layout = layOut(width, 1024, Tab::kNetwork, needs, {}, true);
    EXPECT_LE(layout.lesson.right(), layout.network.x);
    EXPECT_FLOAT_EQ(layout.lesson.y, layout.network.y);
    EXPECT_GT(layout.network.w, 500);
  }
}

TEST(Layout, KeepsTheTimelineOffTheLastPanelOfAPhoneScrolledToItsEnd) {
  const Layout layout = layOut(390, 844, Tab::kNetwork, {});
  const float scrolled = layout.documentHeight - 844;
  EXPECT_LE(layout.network.bottom() - scrolled, layout.timeline.y);
  EXPECT_FLOAT_EQ(layout.timeline.bottom(), 844);
}

TEST(Layout, LetsTheBarsOfAShortNarrowPageScrollAway) {
  const Layout zoomed = layOut(640, 400, Tab::kNetwork, {});
  EXPECT_FALSE(zoomed.isFixed);
  EXPECT_FLOAT_EQ(zoomed.timeline.bottom(), zoomed.documentHeight);
  EXPECT_LE(zoomed.network.bottom(), zoomed.timeline.y);
  EXPECT_TRUE(layOut(390, 844, Tab::kNetwork, {}).isFixed);
}

TEST(Layout, KeepsTheResultsInAWideWindowBesideALongRecipe) {
  Needs needs;
  needs.recipe = 1200;
  const Layout layout = layOut(1280, 800, Tab::kNetwork, needs);
  EXPECT_GT(layout.documentHeight, 1200);
  EXPECT_LE(layout.results.bottom(), 792.01F);
  EXPECT_LE(layout.draw.bottom(), 792.01F);
}

TEST(Layout, ShowsWhatIsNotHiddenAndNothingElse) {
  for (const Size& size : kSizes) {
    for (unsigned bits = 0; bits < 32; ++bits) {
      const link::Hidden hidden = hiddenOf(bits);
      const Layout layout = layOut(size.width, size.height, Tab::kNetwork, {}, hidden);
      const auto isShown = [](const Rect& rect) { return rect.w > 100 && rect.h > 40; };
      SCOPED_TRACE(std::to_string(size.width) + ", hidden " + std::to_string(bits));
      EXPECT_EQ(isShown(layout.timeline), !hidden.timeline);
      EXPECT_EQ(isShown(layout.network), !hidden.network);
      if (layout.hasTabs) continue;
      EXPECT_EQ(isShown(layout.recipe), !hidden.recipe);
      EXPECT_EQ(isShown(layout.results), !hidden.results);
      EXPECT_EQ(isShown(layout.draw), !hidden.draw);
    }
  }
}

TEST(Layout, GivesTheRoomOfHiddenPanelsToTheirNeighbours) {
  const Layout all = layOut(1280, 800, Tab::kNetwork, {});
  const Layout some = layOut(1280, 800, Tab::kNetwork, {}, {.recipe = true, .results = true});
  EXPECT_FLOAT_EQ(some.network.x, 8);
  EXPECT_FLOAT_EQ(some.network.right(), all.network.right());
  EXPECT_NEAR(some.timeline.bottom(), 792, 1);
}

TEST(Layout, HasAPlaceForALessonThatIsNobodyElses) {
  Needs needs;
  needs.lesson = 300;
  for (const Size& size : kSizes) {
    EXPECT_GT(layOut(size.width, size.height, Tab::kNetwork, needs).lesson.w, 250) << size.width;
    EXPECT_EQ(layOut(size.width, size.height, Tab::kNetwork, {}).lesson.w, 0) << size.width;
  }
  const Layout beside = layOut(1280, 800, Tab::kNetwork, needs, {.recipe = true});
  EXPECT_LE(beside.lesson.right(), beside.network.x) << "it can be read while the network is looked at";
  EXPECT_NEAR(beside.lesson.bottom(), 792, 1);
}

TEST(Layout, FillsAWideWindow) {
  const Layout layout = layOut(1920, 1080, Tab::kNetwork, {});
  EXPECT_FLOAT_EQ(layout.documentHeight, 1080);
  for (const Rect& column : {layout.recipe, layout.results, layout.draw}) EXPECT_NEAR(column.bottom(), 1072, 0.01);
}

}  // namespace
}  // namespace atelier::ui
