#include "ui/layer_text.h"

#include <gtest/gtest.h>

namespace atelier::ui {
namespace {

std::string numbers(const std::string& layer) {
  std::string text;
  for (const LayerNumber& number : numbersOf(layer)) text += number.name + "=" + number.value + " ";
  return text;
}

TEST(LayerText, TakesANetworkApartAndPutsItTogether) {
  EXPECT_EQ(layersOf("conv 12x3|  max-pool 2 |dense 10 "),
            (std::vector<std::string>{"conv 12x3", "max-pool 2", "dense 10"}));
  EXPECT_EQ(layersOf(""), std::vector<std::string>{""});
  EXPECT_EQ(layersOf("relu ||"), (std::vector<std::string>{"relu", "", ""}));
  EXPECT_EQ(networkOf({"relu", "dense 10"}), "relu | dense 10");
}

TEST(LayerText, KnowsWhichLayerACharacterBelongsTo) {
  EXPECT_EQ(layerAt("relu | dense 10", 0), 0U);
  EXPECT_EQ(layerAt("relu | dense 10", 7), 1U);
  EXPECT_EQ(layerAt("relu | dense 10", 15), 1U);
}

TEST(LayerText, ReadsTheNumbersOfEachKindOfLayer) {
  EXPECT_EQ(numbers("conv 32x3 stride 2 pad 1"), "filters=32 kernel=3 stride=2 pad=1 ");
  EXPECT_EQ(numbers("conv 12x3"), "filters=12 kernel=3 stride=1 pad=0 ");
  EXPECT_EQ(numbers("max-pool 3"), "size=3 stride=3 ");
  EXPECT_EQ(numbers("dense 10"), "outputs=10 ");
  EXPECT_EQ(numbers("dropout 0.25"), "share=0.25 ");
  EXPECT_EQ(numbers("relu"), "");
  EXPECT_EQ(numbers("no layer at all"), "");
}

TEST(LayerText, ReadsWhatIsHalfWritten) {
  EXPECT_EQ(numbers("conv"), "filters= kernel= stride=1 pad=0 ");
  EXPECT_EQ(numbers("conv 12"), "filters=12 kernel= stride=1 pad=0 ");
  EXPECT_EQ(numbers("conv 12x3 stride"), "filters=12 kernel=3 stride=1 pad=0 ");
}

TEST(LayerText, ChangesOneNumberAndLeavesOutWhatIsUsual) {
  EXPECT_EQ(withNumber("conv 12x3", "pad", "1"), "conv 12x3 pad 1");
  EXPECT_EQ(withNumber("conv 12x3 pad 1", "pad", "0"), "conv 12x3");
  EXPECT_EQ(withNumber("conv 12x3 pad 1", "stride", "2"), "conv 12x3 stride 2 pad 1");
  EXPECT_EQ(withNumber("max-pool 2", "size", "3"), "max-pool 3");
  EXPECT_EQ(withNumber("max-pool 3", "stride", "2"), "max-pool 3 stride 2");
  EXPECT_EQ(withNumber("max-pool 3 stride 2", "size", "2"), "max-pool 2");
  EXPECT_EQ(withNumber("dropout 0.25", "share", "0.5"), "dropout 0.5");
}

TEST(LayerText, LetsNoNumberBecomeAnotherLayer) {
  EXPECT_EQ(withNumber("dense 10", "outputs", " 20 | relu"), "dense 20relu");
}

}  // namespace
}  // namespace atelier::ui
