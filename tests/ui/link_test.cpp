#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

// What an address says after its "#", as it takes effect on the page.
class OpenLinkTest : public AppTest {
 protected:
  bool hasPanel(const std::string& name) const {
    const auto& all = app_->controls();
    return std::any_of(all.begin(), all.end(), [&](const Control& c) { return c.panel == name; });
  }
  static protocol::Dataset dataset(int train, int trainWanted) {
    protocol::Dataset data = test::dataset();
    data.train = train;
    data.trainWanted = trainWanted;
    return data;
  }
};

TEST_F(OpenLinkTest, LeavesOutThePanelsThatItHides) {
  for (const float width : {1280.0F, 820.0F}) {
    app_->resize(width, 800, 1);
    begin();
    app_->openLink("#hide=recipe,results");
    settle();
    EXPECT_FALSE(hasPanel("Recipe"));
    EXPECT_FALSE(hasPanel("Results"));
    EXPECT_TRUE(hasPanel("Network"));
    EXPECT_TRUE(hasPanel("Draw"));
    app_->openLink("");
    settle();
    EXPECT_TRUE(hasPanel("Recipe"));
  }
}

TEST_F(OpenLinkTest, APhoneHasNoTabsOfHiddenPanelsAndOpensWithOneThatIsThere) {
  app_->resize(390, 844, 3);
  begin();
  app_->openLink("hide=network,recipe");
  settle();
  EXPECT_EQ(find("tab", "Network"), nullptr);
  EXPECT_EQ(find("tab", "Recipe"), nullptr);
  ASSERT_NE(find("tab", "Draw"), nullptr);
  EXPECT_TRUE(find("tab", "Draw")->checked);
  app_->openLink("hide=network&show=recipe");
  settle();
  EXPECT_TRUE(find("tab", "Recipe")->checked);
}

TEST_F(OpenLinkTest, AsksForItsRecipeOnceTheEngineIsThereAndShowsItsOwnWeights) {
  app_->openLink("recipe=lab-16");
  settle();
  EXPECT_TRUE(sent().empty());
  app_->apply(test::ready());
  const auto commands = sent();
  ASSERT_EQ(commands.size(), 2U);
  EXPECT_EQ(std::get<protocol::SetRecipe>(commands[0]).recipe, "lab-16");
  EXPECT_EQ(std::get<protocol::UseWeights>(commands[1]).weights, "scratch");
  app_->apply(test::dataset());
  EXPECT_EQ(countSent<protocol::SetRecipe>(), 0) << "once";
}

TEST_F(OpenLinkTest, LeavesThePretrainedWeightsToARecipeThatAsksForThem) {
  begin();
  app_->openLink("recipe=tailored&weights=pretrained");
  EXPECT_EQ(countSent<protocol::UseWeights>(), 0) << "they are shown when they come";
}

TEST_F(OpenLinkTest, AsksForItsPictureWhenItHasCome) {
  begin();
  app_->apply(dataset(1000, 10000));
  app_->openLink("image=training+5000");
  EXPECT_EQ(countSent<protocol::PickImage>(), 0);
  app_->apply(dataset(10000, 10000));
  const auto picks = sentOf<protocol::PickImage>();
  ASSERT_EQ(picks.size(), 1U);
  EXPECT_EQ(picks[0].split, "train");
  EXPECT_EQ(picks[0].index, 5000);
  app_->openLink("image=training+50000");
  EXPECT_EQ(countSent<protocol::PickImage>(), 1) << "the engine says that it is not among those that come";
}

TEST_F(OpenLinkTest, ItsThemeIsWornAndNotRemembered) {
  begin();
  app_->openLink("theme=dark");
  settle();
  EXPECT_TRUE(app_->isDark());
  EXPECT_FALSE(app_->takeThemeChoice());
  press("Theme");
  EXPECT_FALSE(app_->isDark());
  EXPECT_TRUE(app_->takeThemeChoice());
  EXPECT_FALSE(app_->takeThemeChoice());
}

TEST_F(OpenLinkTest, SaysWhatIsWrongWithItsRecipeThoughThatIsHidden) {
  begin();
  app_->openLink("recipe=conv&hide=recipe");
  app_->apply(protocol::Failed{"recipe", "Layer 1 has no filters.", 0, "", 4});
  settle();
  ASSERT_NE(find("text", "Notice"), nullptr);
  EXPECT_EQ(find("text", "Notice")->value, "Layer 1 has no filters.");
}

TEST_F(OpenLinkTest, SaysWhatItDoesNotUnderstand) {
  begin();
  app_->openLink("theme=pink&hide=recipe");
  settle();
  ASSERT_EQ(app_->problems().size(), 1U);
  EXPECT_NE(app_->problems()[0].find("pink"), std::string::npos);
  EXPECT_FALSE(hasPanel("Recipe")) << "the rest is used";
}

}  // namespace
}  // namespace atelier::ui
