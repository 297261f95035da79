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

}  // namespace
}  // namespace atelier::ui
