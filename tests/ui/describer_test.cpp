#include "ui/describer.h"

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

class DescriberTest : public AppTest {
 protected:
  void moveOver(const Control& control) {
    app_->pointer("move", control.rect.x + control.rect.w / 2, control.rect.y + control.rect.h / 2, false);
    settle();
  }
  // Whether something is laid over the panels after the mouse has rested for a second.
  bool describes() {
    now_ += 1000;
    settle();
    return std::ranges::any_of(app_->controls(), [](const Control& c) { return c.covered; });
  }
  const Control& pad() const { return *find("pad", "Drawing pad"); }
};

TEST_F(DescriberTest, IsSilentWhereTheMouseWasPressedUntilItHasBeenElsewhere) {
  begin();
  ASSERT_NE(find("pad", "Drawing pad"), nullptr);
  moveOver(pad());
  EXPECT_TRUE(describes());
  const Rect rect = pad().rect;
  app_->pointer("down", rect.x + 20, rect.y + 20, false);
  settle();
  EXPECT_FALSE(describes());
  app_->pointer("move", rect.x + 40, rect.y + 40, false);
  app_->pointer("up", rect.x + 40, rect.y + 40, false);
  settle();
  EXPECT_FALSE(describes()) << "who has drawn looks at what comes of it";
  moveOver(*find("button", "Train"));
  EXPECT_TRUE(describes());
  moveOver(pad());
  EXPECT_TRUE(describes());
  for (const char* phase : {"down", "up"}) app_->padPointer(phase, 0.5F, 0.5F, std::nullopt);
  settle();
  EXPECT_FALSE(describes());
  moveOver(*find("button", "Train"));
  app_->act(find("button", "Train")->id, "");
  settle();
  EXPECT_FALSE(describes());
}

}  // namespace
}  // namespace atelier::ui
