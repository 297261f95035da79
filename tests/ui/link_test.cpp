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
  EXPECT_EQ(app_->theme().name, "dark");
  EXPECT_FALSE(app_->takeThemeChoice());
  press("Theme");
  EXPECT_EQ(app_->theme().name, "projector");
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

TEST_F(OpenLinkTest, ARecipeThatItFixesIsSeenAndCannotBeChanged) {
  const auto values = [&](const std::string& panel, bool enabled) {
    const auto& all = app_->controls();
    return std::count_if(all.begin(), all.end(), [&](const Control& c) {
      return c.panel == panel && c.enabled == enabled && (c.role == "select" || c.role == "textbox");
    });
  };
  begin();
  EXPECT_EQ(values("Recipe", false), 0);
  app_->openLink("fix=recipe");
  settle();
  EXPECT_EQ(values("Recipe", true), 0);
  EXPECT_GT(values("Recipe", false), 5);
  EXPECT_FALSE(find("button", "Add layer")->enabled);
  EXPECT_NE(find("select", "Preset")->description.find("fixed the recipe"), std::string::npos);
  EXPECT_EQ(values("Network", false), 0);
  app_->openLink("");
  settle();
  EXPECT_EQ(values("Recipe", false), 0);
}

TEST_F(OpenLinkTest, SaysWhatItDoesNotUnderstand) {
  begin();
  app_->openLink("theme=pink&hide=recipe");
  settle();
  ASSERT_EQ(app_->problems().size(), 1U);
  EXPECT_NE(app_->problems()[0].find("pink"), std::string::npos);
  EXPECT_FALSE(hasPanel("Recipe")) << "the rest is used";
}

class ShareTest : public OpenLinkTest {
 protected:
  void beginSharing() {
    begin();
    app_->setAddress("https://a.example/lab/");
    press("Share");
  }
  std::string shared() const { return find("text", "Link")->value; }
};

TEST_F(ShareTest, MakesALinkOfWhatIsChosen) {
  beginSharing();
  const std::string recipe = shared();
  EXPECT_EQ(recipe.rfind("https://a.example/lab/#recipe=conv+12x3+%7C", 0), 0U) << recipe;
  press("this recipe");
  EXPECT_EQ(shared(), "https://a.example/lab/");
  press("results");
  press("this picture");
  press("light");
  EXPECT_EQ(shared(), "https://a.example/lab/#hide=results&image=test+7&theme=light");
  press("results");
  EXPECT_EQ(shared(), "https://a.example/lab/#image=test+7&theme=light");
}

TEST_F(ShareTest, FixesTheRecipe) {
  beginSharing();
  press("this recipe");
  press("the recipe");
  EXPECT_EQ(shared(), "https://a.example/lab/#fix=recipe");
}

TEST_F(ShareTest, PreviewsWhatIsChosenWhereThereIsRoom) {
  beginSharing();
  press("Preview");
  press("this recipe");
  ASSERT_NE(find("frame", "Preview of the shared lab"), nullptr);
  EXPECT_EQ(find("frame", "Preview of the shared lab")->value, shared());
  app_->resize(900, 800, 1);
  settle();
  EXPECT_EQ(find("frame", "Preview of the shared lab"), nullptr);
  EXPECT_EQ(find("button", "Preview"), nullptr);
}

TEST_F(ShareTest, ItsLinkIsUnderstoodByThePage) {
  beginSharing();
  press("drawing pad");
  const std::string text = shared();
  const link::Reading reading = link::parse(text.substr(text.find('#')));
  EXPECT_TRUE(reading.problems.empty());
  EXPECT_EQ(reading.link.recipe, app_->state().recipe.recipe);
  EXPECT_TRUE(reading.link.hidden.draw);
}

TEST_F(ShareTest, CopiesTheLinkOrAFrameOfItAndSaysSo) {
  beginSharing();
  press("this recipe");
  press("recipe");
  press("this picture");
  press("Copy link");
  EXPECT_EQ(app_->takeCopy(), "https://a.example/lab/#hide=recipe&image=test+7");
  EXPECT_EQ(app_->takeCopy(), "");
  press("Copy frame");
  const std::string frame = app_->takeCopy();
  EXPECT_EQ(frame.rfind("<iframe src=\"https://a.example/lab/#hide=recipe&amp;image=test+7\"", 0), 0U) << frame;
}

TEST_F(ShareTest, IsADialogThatEscapeCloses) {
  for (const auto& [width, height] : {std::pair{1280.0F, 800.0F}, {390.0F, 844.0F}}) {
    app_->resize(width, height, 1);
    begin();
    if (width < 700) {
      app_->act(find("tab", "More")->id, "");
      settle();
      press("Share this lab");
    } else {
      press("Share");
    }
    ASSERT_NE(find("backdrop", "Outside of Share"), nullptr);
    for (const Control& c : app_->controls()) {
      if (c.panel != "Share" || c.role == "backdrop") continue;
      EXPECT_GE(c.rect.x, 0) << c.name;
      EXPECT_LE(c.rect.right(), width) << c.name;
      EXPECT_LE(c.rect.bottom(), height) << c.name;
    }
    app_->act("share.outside", "");
    settle();
    EXPECT_EQ(find("backdrop", "Outside of Share"), nullptr);
  }
}

}  // namespace
}  // namespace atelier::ui
