#include <algorithm>

#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

class NetworkPanelTest : public AppTest {
 protected:
  // A run of the network of this table, with what the engine would tell of it.
  void show(const std::vector<protocol::Row>& rows) {
    protocol::Run run = test::run(1);
    run.layers = protocol::printTable(rows);
    app_->apply(run);
    std::size_t outputs = 0;
    std::size_t numbers = 0;
    for (const LayerView& layer : readLayers(run.layers)) {
      outputs += static_cast<std::size_t>(layer.outputs());
      numbers += static_cast<std::size_t>(layer.stored());
    }
    app_->apply(protocol::Activations{1, "picture", protocol::Floats(outputs, 0.1F)});
    app_->apply(protocol::Weights{1, protocol::Floats(numbers, 0.1F)});
    settle();
  }

  std::vector<const Control*> layers() const {
    std::vector<const Control*> found;
    for (const Control& c : app_->controls()) {
      if (c.id.rfind("layer.", 0) == 0) found.push_back(&c);
    }
    return found;
  }

  // Whether no layer's title begins before the one above it has ended, and all are inside the window's width.
  void expectInOrder(float width) const {
    float last = 0;
    for (const Control* c : layers()) {
      EXPECT_GE(c->rect.y, last) << c->name;
      EXPECT_GE(c->rect.x, 0) << c->name;
      EXPECT_LE(c->rect.right(), width) << c->name;
      last = c->rect.bottom();
    }
  }
};

TEST_F(NetworkPanelTest, ShowsEveryFilterOfTheLabsFormOfNetwork) {
  for (const int filters : {1, 7, 20, 64}) {
    app_->resize(1280, 800, 1);
    begin();
    show({{"input", "input", "1", "28", "28", "0"},
          {"conv", "conv", std::to_string(filters), "26", "26", std::to_string(filters * 10)},
          {"relu", "relu", std::to_string(filters), "26", "26", "0"},
          {"max-pool 2", "max-pool", std::to_string(filters), "13", "13", "0"},
          {"dense 10", "dense", "10", "1", "1", std::to_string(filters * 1690 + 10)},
          {"softmax", "softmax", "10", "1", "1", "0"}});
    EXPECT_LE(app_->atlas().rowsInUse(), Atlas::kHeight) << filters;
    EXPECT_EQ(layers().size(), 1U) << filters << ": from kernel to pooled map as one";
  }
}

TEST_F(NetworkPanelTest, ShowsEveryLayerOfAnyOtherNetworkInOrder) {
  for (const float width : {1280.0F, 820.0F, 390.0F}) {
    app_->resize(width, 844, 1);
    begin();
    show({{"input", "input", "1", "28", "28", "0"},
          {"conv 8x3 pad 1", "conv", "8", "28", "28", "80"},
          {"batch-norm", "batch-norm", "8", "28", "28", "16"},
          {"relu", "relu", "8", "28", "28", "0"},
          {"conv 250x3 stride 2", "conv", "250", "13", "13", "18250"},
          {"dropout 0.25", "dropout", "250", "13", "13", "0"},
          {"global-average-pool", "global-average-pool", "250", "1", "1", "0"},
          {"dense 1024", "dense", "1024", "1", "1", "257024"},
          {"dense 10", "dense", "10", "1", "1", "10250"},
          {"softmax", "softmax", "10", "1", "1", "0"}});
    ASSERT_EQ(layers().size(), 7U) << width;
    EXPECT_EQ(layers()[0]->name, "conv 8x3 pad 1");
    EXPECT_NE(layers()[0]->value.find("8 maps of 28\u00d728; 6,272 values from 0.10 to 0.10, mean 0.10; "
                                      "80 weights from 0.10 to 0.10, mean 0.10"),
              std::string::npos)
        << layers()[0]->value;
    EXPECT_NE(layers()[1]->value.find("scale: 8 weights from"), std::string::npos) << layers()[1]->value;
    EXPECT_NE(layers()[5]->value.find("250 numbers"), std::string::npos) << layers()[5]->value;
    expectInOrder(width);
    EXPECT_LE(app_->atlas().rowsInUse(), Atlas::kHeight);
  }
}

TEST_F(NetworkPanelTest, KeepsTheButtonOfAFoldedLayerOffItsScaleInANarrowColumn) {
  for (const float width : {1280.0F, 853.0F, 820.0F}) {
    app_->resize(width, 533, 1);
    begin();
    std::vector<protocol::Row> rows = {{"input", "input", "1", "28", "28", "0"}};
    for (int i = 0; i < 4; ++i) {
      rows.push_back({"conv 32x3 pad 1", "conv", "32", "28", "28", i == 0 ? "320" : "9248"});
      rows.push_back({"relu", "relu", "32", "28", "28", "0"});
    }
    rows.push_back({"dense 10", "dense", "10", "1", "1", "250890"});
    rows.push_back({"softmax", "softmax", "10", "1", "1", "0"});
    show(rows);
    int folds = 0;
    for (const Control& c : app_->controls()) {
      if (c.id.rfind("fold.", 0) != 0) continue;
      ++folds;
      for (const Control& scale : app_->controls()) {
        const bool isBeside = scale.rect.y < c.rect.bottom() && scale.rect.bottom() > c.rect.y;
        if (scale.id.rfind("scale.values.", 0) == 0 && isBeside) EXPECT_LE(c.rect.right(), scale.rect.x) << width;
      }
    }
    EXPECT_GT(folds, 0) << width;
  }
}

TEST_F(NetworkPanelTest, ReadsTheLayersAfterABatchNormFromTheirOwnPlace) {
  const auto layers = readLayers(protocol::printTable({{"input", "input", "1", "28", "28", "0"},
                                                       {"batch-norm", "batch-norm", "1", "28", "28", "2"},
                                                       {"dense 10", "dense", "10", "1", "1", "7850"},
                                                       {"softmax", "softmax", "10", "1", "1", "0"}}));
  EXPECT_EQ(layers[1].parameters, 2);
  EXPECT_EQ(layers[1].stored(), 4);
  EXPECT_EQ(layers[2].firstStored, 4U);
}

TEST_F(NetworkPanelTest, MakesRoomForTwentyFourLayers) {
  begin();
  std::vector<protocol::Row> rows = {{"input", "input", "1", "28", "28", "0"}};
  for (int i = 0; i < 23; ++i) rows.push_back({"conv 4x3 pad 1", "conv", "4", "28", "28", i == 0 ? "40" : "148"});
  rows.push_back({"dense 10", "dense", "10", "1", "1", "31370"});
  rows.push_back({"softmax", "softmax", "10", "1", "1", "0"});
  show(rows);
  ASSERT_EQ(layers().size(), 23U);
  expectInOrder(1280);
  EXPECT_GT(app_->documentHeight(), layers().back()->rect.bottom() + 36);
  EXPECT_LE(app_->atlas().rowsInUse(), Atlas::kHeight);
}

TEST_F(NetworkPanelTest, ShowsTheClassesOfANetworkThatIsDenseAlone) {
  begin();
  show({{"input", "input", "1", "28", "28", "0"},
        {"dense 10", "dense", "10", "1", "1", "7850"},
        {"softmax", "softmax", "10", "1", "1", "0"}});
  EXPECT_TRUE(layers().empty());
  const auto isClass = [](const Control& c) { return c.id.rfind("picture.", 0) == 0; };
  EXPECT_EQ(std::count_if(app_->controls().begin(), app_->controls().end(), isClass), 10);
}

TEST_F(NetworkPanelTest, ShowsAHiddenDenseLayerAsNumbers) {
  begin();
  show({{"input", "input", "1", "28", "28", "0"},
        {"dense 32", "dense", "32", "1", "1", "25120"},
        {"relu", "relu", "32", "1", "1", "0"},
        {"dense 10", "dense", "10", "1", "1", "330"},
        {"softmax", "softmax", "10", "1", "1", "0"}});
  ASSERT_EQ(layers().size(), 2U);
  EXPECT_EQ(layers()[0]->name, "dense 32");
}

// As deep as the model that comes with the page.
class DeepNetworkTest : public NetworkPanelTest {
 protected:
  void beginDeep() {
    begin();
    show({{"input", "input", "1", "28", "28", "0"},
          {"conv 32x3 pad 1", "conv", "32", "28", "28", "320"},
          {"relu", "relu", "32", "28", "28", "0"},
          {"max-pool 2", "max-pool", "32", "14", "14", "0"},
          {"conv 64x3 pad 1", "conv", "64", "14", "14", "18496"},
          {"relu", "relu", "64", "14", "14", "0"},
          {"max-pool 2", "max-pool", "64", "7", "7", "0"},
          {"conv 64x3", "conv", "64", "5", "5", "36928"},
          {"relu", "relu", "64", "5", "5", "0"},
          {"dense 48", "dense", "48", "1", "1", "76848"},
          {"relu", "relu", "48", "1", "1", "0"},
          {"dense 10", "dense", "10", "1", "1", "490"},
          {"softmax", "softmax", "10", "1", "1", "0"}});
  }
};

TEST_F(DeepNetworkTest, LeavesTheTimelineAndTheTabsOfTheResultsInTheWindow) {
  for (const auto& [width, height] : {std::pair{1280.0F, 800.0F}, {1366.0F, 768.0F}, {1920.0F, 1080.0F}}) {
    app_->resize(width, height, 1);
    beginDeep();
    ASSERT_EQ(layers().size(), 10U);
    expectInOrder(width);
    EXPECT_LT(find("text", "About")->rect.bottom(), height) << "what to do";
    EXPECT_LT(find("text", "Epochs completed")->rect.bottom(), height);
    EXPECT_LT(find("tab", "Curves")->rect.bottom(), height);
  }
}

TEST_F(DeepNetworkTest, ALayerThatIsUnfoldedHasRoomForItsKernels) {
  beginDeep();
  const auto hasScaleOfWeights = [this] {
    const auto& all = app_->controls();
    return std::any_of(all.begin(), all.end(), [](const Control& c) { return c.id == "scale.weights.4"; });
  };
  const float below = layers()[4]->rect.y;
  EXPECT_FALSE(hasScaleOfWeights());
  app_->act("fold.4", "");
  settle();
  EXPECT_GT(layers()[4]->rect.y, below + 60);
  EXPECT_TRUE(hasScaleOfWeights());
}

// Two layers with more maps than fit into a row, one with more numbers, and what is shown when one is unfolded.
class FoldTest : public NetworkPanelTest {
 protected:
  void beginFolded() {
    begin();
    show({{"input", "input", "1", "28", "28", "0"},
          {"conv 40x3 pad 1", "conv", "40", "28", "28", "400"},
          {"relu", "relu", "40", "28", "28", "0"},
          {"dense 1000", "dense", "1000", "1", "1", "31361000"},
          {"dense 10", "dense", "10", "1", "1", "10010"},
          {"softmax", "softmax", "10", "1", "1", "0"}});
  }
  const Control* fold(const std::string& what) const { return find("disclosure", "All " + what); }
  Rect layer(std::size_t index) const { return layers()[index]->rect; }
};

TEST_F(FoldTest, UnfoldsALayerToAllItsMapsAndFoldsItAgain) {
  for (const auto& [width, height] :
       {std::pair{1280.0F, 800.0F}, {1920.0F, 1080.0F}, {820.0F, 900.0F}, {390.0F, 844.0F}}) {
    app_->resize(width, height, 1);
    beginFolded();
    const std::string name = "All 40 maps of conv 40x3 pad 1";
    ASSERT_NE(find("disclosure", name), nullptr) << width;
    EXPECT_FALSE(find("disclosure", name)->checked);
    EXPECT_FALSE(find("disclosure", name)->description.empty());
    const Rect first = layer(0);
    const Rect folded = layer(1);
    const float room = find("disclosure", name)->rect.x - first.x;
    const float before = app_->documentHeight();
    press(name);
    EXPECT_TRUE(find("disclosure", name)->checked);
    EXPECT_EQ(layer(0), first) << "what is above keeps its place";
    EXPECT_EQ(find("disclosure", name)->rect.x - first.x, room) << "and so does the button";
    EXPECT_GT(layer(1).y, folded.y + 60) << "the next layer makes room";
    EXPECT_GT(app_->documentHeight(), before) << "and the page is longer";
    EXPECT_GE(app_->documentHeight(), layers().back()->rect.bottom());
    expectInOrder(width);
    press(name);
    EXPECT_EQ(layer(1), folded);
    EXPECT_EQ(app_->documentHeight(), before);
  }
}

TEST_F(FoldTest, TheColumnsBesideItStayAndAreSeenWhileThePageScrolls) {
  beginFolded();
  const auto placeOf = [&](const std::string& role, const std::string& name) { return find(role, name)->rect; };
  const Rect picture = placeOf("text", "Shown");
  const Rect boot = placeOf("text", "Ankle boot");
  press("All 40 maps of conv 40x3 pad 1");
  press("All 40 maps of relu");
  EXPECT_EQ(placeOf("text", "Shown"), picture);
  EXPECT_EQ(placeOf("text", "Ankle boot"), boot);
  app_->scroll(300);
  settle();
  EXPECT_GT(placeOf("text", "Shown").y, 0);
  EXPECT_GT(placeOf("text", "Ankle boot").y, 0);
}

TEST_F(FoldTest, ALayerIsUnfoldedInEveryView) {
  beginFolded();
  press("All 40 maps of conv 40x3 pad 1");
  for (const char* view : {"change", "gradients", "activations"}) {
    press(view);
    EXPECT_TRUE(find("disclosure", "All 40 maps of conv 40x3 pad 1")->checked) << view;
  }
  press("weights");
  const Control* kernels = find("disclosure", "All 40 kernels of conv 40x3 pad 1");
  if (kernels != nullptr) EXPECT_TRUE(kernels->checked);
  EXPECT_FALSE(find("disclosure", "All 1000 numbers of dense 1000")->checked);
  const float before = app_->documentHeight();
  press("All 1000 numbers of dense 1000");
  EXPECT_GT(app_->documentHeight(), before);
  press("activations");
  EXPECT_TRUE(find("disclosure", "All 1000 numbers of dense 1000")->checked);
}

TEST_F(FoldTest, TheInspectorFindsAnUnfoldedMap) {
  beginFolded();
  const float left = layer(0).x;
  press("All 40 maps of conv 40x3 pad 1");
  app_->pointer("move", left + 10, layer(1).y - 60, false);  // in the last row, which the conv's scale is under
  settle();
  const auto asked = sentOf<protocol::Explain>();
  ASSERT_FALSE(asked.empty());
  EXPECT_EQ(asked.back().layer, 1);
  EXPECT_GT(asked.back().channel, 20);
}

TEST_F(FoldTest, OfAnUnfoldedLayerOnlyWhatIsSeenIsDrawn) {
  beginFolded();
  begin();
  std::vector<protocol::Row> rows = {{"input", "input", "1", "28", "28", "0"}};
  for (int i = 0; i < 12; ++i) rows.push_back({"relu", "relu", "250", "28", "28", "0"});
  rows.push_back({"dense 10", "dense", "10", "1", "1", "1960010"});
  rows.push_back({"softmax", "softmax", "10", "1", "1", "0"});
  show(rows);
  for (int i = 1; i <= 12; ++i) {
    app_->act("fold." + std::to_string(i), "");
    settle();
  }
  for (const float y : {0.0F, 900.0F, 3000.0F}) {
    app_->scroll(y);
    settle();
    EXPECT_LT(app_->atlas().rowsInUse(), Atlas::kHeight / 2) << y;
  }
}

TEST_F(FoldTest, AnotherLayerAtItsPlaceIsFolded) {
  beginFolded();
  press("All 40 maps of conv 40x3 pad 1");
  show({{"input", "input", "1", "28", "28", "0"},
        {"conv 60x3 pad 1", "conv", "60", "28", "28", "600"},
        {"relu", "relu", "60", "28", "28", "0"},
        {"global-average-pool", "global-average-pool", "60", "1", "1", "0"},
        {"dense 10", "dense", "10", "1", "1", "610"},
        {"softmax", "softmax", "10", "1", "1", "0"}});
  EXPECT_FALSE(fold("60 maps of conv 60x3 pad 1")->checked);
}

}  // namespace
}  // namespace atelier::ui
