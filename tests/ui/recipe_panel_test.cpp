#include "ui/app_fixture.h"

namespace atelier::ui {
namespace {

class RecipePanelTest : public AppTest {
 protected:
  // The engine has taken this network.
  void adopt(const std::string& network, const std::string& layers) {
    protocol::Recipe recipe = test::recipe();
    auto rows = protocol::parseTable(recipe.fieldTable);
    rows[0][2] = network;
    recipe.fieldTable = protocol::printTable(rows);
    recipe.recipe = network + " ; seed 1";
    recipe.layers = layers;
    app_->apply(recipe);
    settle();
  }

  // The engine finds the third word from here on wrong.
  void refuse(const std::string& text, int position, int length) {
    app_->apply(protocol::NetworkChecked{text, "", "Layer 2: this is not a layer.", position, length});
    settle();
  }
};

TEST_F(RecipePanelTest, SendsAFieldThatWasEntered) {
  begin();
  app_->act(find("textbox", "Learning rate")->id, "0.003");
  settle();
  const auto commands = sent();
  const auto isField = [](const protocol::Command& c) { return std::holds_alternative<protocol::SetField>(c); };
  const auto found = std::find_if(commands.begin(), commands.end(), isField);
  ASSERT_NE(found, commands.end());
  EXPECT_EQ(std::get<protocol::SetField>(*found).name, "learningRate");
  EXPECT_EQ(std::get<protocol::SetField>(*found).value, "0.003");
}

TEST_F(RecipePanelTest, ShowsARefusalAtItsField) {
  begin();
  app_->apply(protocol::Failed{"recipe", "The learning rate must be a number.", -1, "learningRate"});
  settle();
  EXPECT_EQ(find("textbox", "Learning rate")->error, "The learning rate must be a number.");
  EXPECT_EQ(app_->status(), "The learning rate must be a number.");
}

TEST_F(RecipePanelTest, KeepsWhatWasRefusedInItsField) {
  begin();
  act("textbox", "Learning rate", "0,5");
  app_->apply(protocol::Failed{"recipe", "The learning rate must be a number.", -1, "learningRate"});
  settle();
  EXPECT_EQ(find("textbox", "Learning rate")->value, "0,5");
  act("textbox", "Learning rate", "", ".escaped");
  EXPECT_EQ(find("textbox", "Learning rate")->value, "0.005");
  EXPECT_EQ(find("textbox", "Learning rate")->error, "");
}

TEST_F(RecipePanelTest, AsksAtEveryChangeOfTheNetworkAndEntersItWhenItIsDone) {
  begin();
  act("textarea", "Network", "conv 8x3 | dense 10", ".typed");
  const auto asked = sentOf<protocol::CheckNetwork>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].text, "conv 8x3 | dense 10");
  act("textarea", "Network", "conv 8x3 | dense 10");
  const auto set = sentOf<protocol::SetField>();
  ASSERT_EQ(set.size(), 1U);
  EXPECT_EQ(set[0].name, "network");
  EXPECT_EQ(set[0].value, "conv 8x3 | dense 10");
}

TEST_F(RecipePanelTest, MarksTheWordThatIsWrongAndKeepsTheTextThatWasRefused) {
  begin();
  const std::string text = "conv 12x3 | max-poll 2 | dense 10";
  act("textarea", "Network", text, ".typed");
  refuse(text, 12, 8);
  act("textarea", "Network", text);
  app_->apply(protocol::Failed{"recipe", "Layer 2: this is not a layer.", 12, "network", 8});
  settle();
  const Control* field = find("textarea", "Network");
  EXPECT_EQ(field->value, text);
  EXPECT_EQ(field->error, "Layer 2: this is not a layer.");
  EXPECT_EQ(field->value.substr(static_cast<std::size_t>(field->markFrom), static_cast<std::size_t>(field->markLength)),
            "max-poll");
}

TEST_F(RecipePanelTest, CountsTheMarkedCharactersAsJavaScriptDoes) {
  begin();
  const std::string text = "conv 12\u00d73 | dens 10";  // the sign takes two bytes
  act("textarea", "Network", text, ".typed");
  refuse(text, 13, 4);
  EXPECT_EQ(find("textarea", "Network")->markFrom, 12);
  EXPECT_EQ(find("textarea", "Network")->markLength, 4);
}

TEST_F(RecipePanelTest, GivesTheRecipesNetworkBackOnEscape) {
  begin();
  act("textarea", "Network", "rubbish", ".typed");
  refuse("rubbish", 0, 7);
  act("textarea", "Network", "", ".escaped");
  EXPECT_EQ(find("textarea", "Network")->value, "conv 12x3 | max-pool 2 | dense 10");
  EXPECT_EQ(find("textarea", "Network")->error, "");
}

TEST_F(RecipePanelTest, ShowsShapesOfWhatIsTypedAsTheEngineAnswers) {
  begin();
  const std::string text = "conv 16x3 pad 1 | max-pool 2 | dense 10";
  act("textarea", "Network", text, ".typed");
  app_->apply(protocol::NetworkChecked{text,
                                       protocol::printTable({{"input", "input", "1", "28", "28", "0"},
                                                             {"conv 16x3 pad 1", "conv", "16", "28", "28", "160"},
                                                             {"max-pool 2", "max-pool", "16", "14", "14", "0"},
                                                             {"dense 10", "dense", "10", "1", "1", "31370"},
                                                             {"softmax", "softmax", "10", "1", "1", "0"}}),
                                       "", 0, 0});
  settle();
  const Control* layers = find("text", "Layers, output and parameters");
  ASSERT_NE(layers, nullptr);
  EXPECT_NE(layers->value.find("conv 16x3 pad 1: 28\u00d728\u00d716 \u00b7 160 parameters."), std::string::npos)
      << layers->value;
  EXPECT_NE(layers->value.find("dense 10: 10 \u00b7 31,370 parameters."), std::string::npos);
}

TEST_F(RecipePanelTest, SetsTheNumbersOfTheChosenLayer) {
  begin();
  press("Layer 1: conv 12x3");
  act("textbox", "Layer filters", "20");
  EXPECT_EQ(sentOf<protocol::SetField>().at(0).value, "conv 20x3 | max-pool 2 | dense 10");
  adopt("conv 20x3 | max-pool 2 | dense 10", test::labLayers());
  act("textbox", "Layer pad", "1");
  EXPECT_EQ(sentOf<protocol::SetField>().at(0).value, "conv 20x3 pad 1 | max-pool 2 | dense 10");
}

TEST_F(RecipePanelTest, MovesAndRemovesTheChosenLayerAndKeepsItChosen) {
  begin();
  press("Layer 2: max-pool 2");
  press("Move layer up");
  EXPECT_EQ(sentOf<protocol::SetField>().at(0).value, "max-pool 2 | conv 12x3 | dense 10");
  EXPECT_TRUE(find("button", "Layer 1: max-pool 2")->checked);
  EXPECT_FALSE(find("button", "Move layer up")->enabled);
  press("Remove layer");
  EXPECT_EQ(sentOf<protocol::SetField>().at(0).value, "conv 12x3 | dense 10");
}

TEST_F(RecipePanelTest, AddsALayerBeforeTheLastDenseOneOrAfterTheChosen) {
  begin();
  act("select", "New layer", "relu");
  press("Add layer");
  EXPECT_EQ(sentOf<protocol::SetField>().at(0).value, "conv 12x3 | max-pool 2 | relu | dense 10");
  press("Layer 1: conv 12x3");
  press("Add layer");
  EXPECT_EQ(sentOf<protocol::SetField>().at(0).value, "conv 12x3 | relu | max-pool 2 | relu | dense 10");
}

TEST_F(RecipePanelTest, ShowsWhyARowsChangeIsRefusedAtThatLayer) {
  begin();
  press("Layer 1: conv 12x3");
  act("textbox", "Layer kernel", "40");
  const std::string text = "conv 12x40 | max-pool 2 | dense 10";
  app_->apply(protocol::NetworkChecked{text, "", "Layer 1: kernel 40 does not fit.", 0, 10});
  settle();
  EXPECT_EQ(find("button", "Layer 1: conv 12x40")->error, "Layer 1: kernel 40 does not fit.");
  EXPECT_EQ(find("textarea", "Network")->value, text) << "the draft can still be put right";
  EXPECT_EQ(find("textbox", "Layer kernel")->value, "40");
}

TEST_F(RecipePanelTest, FoldsAGroupOfFieldsAway) {
  begin();
  press("Batches and epochs");
  EXPECT_EQ(find("textbox", "Batch size"), nullptr);
  EXPECT_FALSE(find("disclosure", "Batches and epochs")->checked);
  press("Batches and epochs");
  EXPECT_NE(find("textbox", "Batch size"), nullptr);
}

TEST_F(RecipePanelTest, ShowsAFieldThatNoGroupKnows) {
  begin();
  protocol::Recipe recipe = test::recipe();
  recipe.fieldTable += "\nwarmth\tWarmth\t3\tnow\tnumber\t\t\tHow warm.";
  app_->apply(recipe);
  settle();
  EXPECT_NE(find("textbox", "Warmth"), nullptr);
}

}  // namespace
}  // namespace atelier::ui
