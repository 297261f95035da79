#include "nn/network_text.h"

#include <gtest/gtest.h>

#include "math/random.h"

namespace atelier {
namespace {

constexpr Shape kInput{1, 1, 28, 28};

std::vector<LayerSpec> parsed(const std::string& text) {
  TextError error;
  const auto layers = parseNetwork(text, kInput, 10, error);
  EXPECT_TRUE(layers.has_value()) << text << ": " << error.text;
  return layers.value_or(std::vector<LayerSpec>{});
}

struct Refusal {
  std::string text;
  int position;
  std::string sentence;
  int length = -1;  // -1: not looked at
};

void expectRefusal(const Refusal& refusal) {
  TextError error{-1, "", -1};
  EXPECT_FALSE(parseNetwork(refusal.text, kInput, 10, error).has_value()) << refusal.text;
  EXPECT_EQ(error.text, refusal.sentence) << refusal.text;
  EXPECT_EQ(error.position, refusal.position) << refusal.text << ": " << error.text;
  if (refusal.length >= 0) EXPECT_EQ(error.length, refusal.length) << refusal.text << ": " << error.text;
}

TEST(NetworkText, ReadsTheLabsNetwork) {
  EXPECT_EQ(parsed("conv 12x3 | max-pool 2 | dense 10"),
            (std::vector<LayerSpec>{ConvSpec{12, 3}, MaxPoolSpec{2}, DenseSpec{10}}));
}

TEST(NetworkText, ReadsEveryLayerAndAnySpaces) {
  EXPECT_EQ(parsed("\t conv 256x1|relu |\nmax-pool 14 | dense 1024|relu|  dense 10 \r\n"),
            (std::vector<LayerSpec>{ConvSpec{256, 1}, ReluSpec{}, MaxPoolSpec{14}, DenseSpec{1024}, ReluSpec{},
                                    DenseSpec{10}}));
  EXPECT_EQ(
      parsed(
          "conv 8x5 pad 2 stride 3 | batch-norm | max-pool 3 stride 2 | dropout 0.25 | global-average-pool | dense 10"),
      (std::vector<LayerSpec>{ConvSpec{8, 5, 3, 2}, BatchNormSpec{}, MaxPoolSpec{3, 2}, DropoutSpec{0.25},
                              GlobalAveragePoolSpec{}, DenseSpec{10}}));
}

TEST(NetworkText, PrintsTheCanonicalText) {
  EXPECT_EQ(printNetwork(parsed("conv  12x3|relu|max-pool 2|dense 10")), "conv 12x3 | relu | max-pool 2 | dense 10");
  EXPECT_EQ(printLayer(ConvSpec{20, 5}), "conv 20x5");
  EXPECT_EQ(printLayer(ConvSpec{20, 5, 2, 1}), "conv 20x5 stride 2 pad 1");
  EXPECT_EQ(printLayer(MaxPoolSpec{3, 2}), "max-pool 3 stride 2");
  EXPECT_EQ(printLayer(MaxPoolSpec{3, 3}), "max-pool 3");
  EXPECT_EQ(printLayer(DropoutSpec{0.5}), "dropout 0.5");
  EXPECT_EQ(printLayer(BatchNormSpec{}), "batch-norm");
  EXPECT_EQ(printLayer(GlobalAveragePoolSpec{}), "global-average-pool");
  EXPECT_EQ(printLayer(ReluSpec{}), "relu");
  EXPECT_EQ(kindOf(ConvSpec{1, 1}), "conv");
  EXPECT_EQ(kindOf(MaxPoolSpec{2}), "max-pool");
  EXPECT_EQ(kindOf(ReluSpec{}), "relu");
  EXPECT_EQ(kindOf(DenseSpec{1}), "dense");
}

TEST(NetworkText, GivesEveryNetworkBackFromItsText) {
  Random random(1);
  int read = 0;
  for (int round = 0; round < 2000; ++round) {
    std::vector<LayerSpec> layers;
    for (std::uint32_t left = random.below(6); left > 0; --left) {
      const int number = static_cast<int>(random.below(12)) + 2;
      const int kernel = static_cast<int>(random.below(6)) + 1;
      const LayerSpec kinds[] = {ConvSpec{number, kernel},
                                 ConvSpec{number, kernel, number % 3 + 1, kernel - 1},
                                 MaxPoolSpec{number % 3 + 2},
                                 MaxPoolSpec{number % 3 + 2, number % 4 + 1},
                                 GlobalAveragePoolSpec{},
                                 BatchNormSpec{},
                                 DropoutSpec{random.uniform(0.01, 0.9)},
                                 ReluSpec{},
                                 DenseSpec{number}};
      layers.push_back(kinds[random.below(9)]);
    }
    layers.push_back(DenseSpec{10});
    TextError error;
    const auto back = parseNetwork(printNetwork(layers), kInput, 10, error);
    if (!back) continue;  // shapes that do not fit
    EXPECT_EQ(*back, layers);
    ++read;
  }
  EXPECT_GT(read, 1000);
}

TEST(NetworkText, SaysWhichWordIsNoLayer) {
  const std::string known =
      " is not a layer; there are conv, max-pool, global-average-pool, dense, relu, batch-norm and dropout";
  expectRefusal({"konv 12x3 | dense 10", 0, "layer 1: \"konv\"" + known, 4});
  expectRefusal({"conv 12x3 |  pool 2 | dense 10", 13, "layer 2: \"pool\"" + known});
  expectRefusal({"Conv 12x3 | dense 10", 0, "layer 1: \"Conv\"" + known});
}

TEST(NetworkText, SaysWhereALayerIsMissing) {
  expectRefusal({"", 0, "layer 1: there is no layer here"});
  expectRefusal({"  ", 0, "layer 1: there is no layer here"});
  expectRefusal({"| dense 10", 0, "layer 1: there is no layer here"});
  expectRefusal({"conv 12x3 || dense 10", 11, "layer 2: there is no layer here"});
  expectRefusal({"dense 10 |", 10, "layer 2: there is no layer here"});
}

TEST(NetworkText, SaysWhatAConvolutionNeeds) {
  const std::string form = "layer 1: conv needs filters and kernel, such as \"conv 12x3\" (1x1 to 256x15)";
  expectRefusal({"conv | dense 10", 0, form, 4});
  for (const std::string size : {"12", "x", "12x", "x3", "0x3", "257x3", "12x0", "12x16", "12x3x3", "1.5x3", "-1x3",
                                 "12X3", "99999999999x3", "+1x3"}) {
    expectRefusal({"conv " + size + " | dense 10", 5, form, static_cast<int>(size.size())});
  }
  const std::string more = "layer 1: after its size, conv takes \"stride\" and \"pad\", each once";
  expectRefusal({"conv 12x3 2 | dense 10", 10, more, 1});
  expectRefusal({"conv 12x3 pad 1 pad 1 | dense 10", 16, more, 3});
  expectRefusal({"conv 12 x 3 | dense 10", 5, form, 2});
  expectRefusal(
      {"conv 12x3 stride 9 | dense 10", 17, "layer 1: the stride must be a whole number from 1 to 8, not \"9\"", 1});
  expectRefusal({"conv 12x3 stride | dense 10", 17,
                 "layer 1: the stride must be a whole number from 1 to 8, but there is none", 0});
  expectRefusal(
      {"conv 12x3 pad 3 | dense 10", 14, "layer 1: the padding must be a whole number from 0 to 2, not \"3\"", 1});
}

TEST(NetworkText, SaysWhatTheOthersNeed) {
  const std::string pool = "layer 1: the size of max-pool must be a whole number from 2 to 14";
  const std::string dense = "layer 1: the outputs of dense must be a whole number from 1 to 1024";
  const std::string share = "layer 1: the share of dropout must be a number above 0 and at most 0.9";
  expectRefusal({"max-pool | dense 10", 9, pool + ", but there is none", 0});
  for (const std::string size : {"1", "15", "0", "two", "2x2", "-2"}) {
    expectRefusal({"max-pool " + size, 9, pool + ", not \"" + size + "\"", static_cast<int>(size.size())});
  }
  expectRefusal({"max-pool 2 2", 11, "layer 1: max-pool takes nothing more", 1});
  expectRefusal({"max-pool 2 stride 15", 18, "layer 1: the stride must be a whole number from 1 to 14, not \"15\"", 2});
  expectRefusal({"dense", 5, dense + ", but there is none", 0});
  for (const std::string size : {"0", "1025", "ten", "10.0", "1e1"}) {
    expectRefusal({"dense " + size, 6, dense + ", not \"" + size + "\"", static_cast<int>(size.size())});
  }
  for (const std::string size : {"0", "0.91", "1", "-0.5", "half", "nan"}) {
    expectRefusal({"dropout " + size, 8, share + ", not \"" + size + "\"", static_cast<int>(size.size())});
  }
  expectRefusal({"dense 10 bias", 9, "layer 1: dense takes nothing more", 4});
  for (const std::string kind : {"relu", "batch-norm", "global-average-pool"}) {
    expectRefusal(
        {kind + " 6 | dense 10", static_cast<int>(kind.size()) + 1, "layer 1: " + kind + " takes nothing more", 1});
  }
}

TEST(NetworkText, SaysWhatDoesNotFitAndMarksTheLayer) {
  expectRefusal({"max-pool 7 | conv 8x5 | dense 10", 13, "layer 2: kernel 5 does not fit a 4x4 map", 8});
  expectRefusal({"max-pool 14 | conv 8x5 pad 1 | dense 10", 14,
                 "layer 2: kernel 5 does not fit a 4x4 map (padding included)", 14});
  expectRefusal({"conv 2x15 | conv 2x15 | dense 10", 12, "layer 2: kernel 15 does not fit a 14x14 map", 9});
  expectRefusal({"max-pool 14 | relu | max-pool 3 | dense 10", 21, "layer 3: a pool of 3 does not fit a 2x2 map", 10});
  expectRefusal({"dense 10 | conv 1x2 | dense 10", 11, "layer 2: kernel 2 does not fit a 1x1 map", 8});
}

TEST(NetworkText, RefusesWhatWouldStallThePage) {
  const std::string tooSlow = "that makes more than 250 million multiplications an image";
  expectRefusal({"conv 64x3 pad 1 | conv 256x5 pad 2 | conv 256x5 pad 2 | dense 10", 18, "layer 2: " + tooSlow});
  expectRefusal({"conv 256x15 pad 14 | dense 10", 21, "layer 2: that makes more than 4 million parameters"});
}

TEST(NetworkText, TakesWhatJustFits) {
  parsed("conv 2x15 | conv 2x14 | dense 10");
  parsed("max-pool 14 | max-pool 2 | dense 10");
  parsed("dense 10 | conv 3x1 | dense 10");
}

TEST(NetworkText, SaysThatTheLastLayerMustGiveTheClasses) {
  const std::string sentence = "the last layer must be \"dense 10\", one output for each class";
  expectRefusal({"conv 12x3", 0, sentence});
  expectRefusal({"conv 12x3 | dense 9", 12, sentence});
  expectRefusal({"dense 10 | relu", 11, sentence});
  expectRefusal({"dense 20 | conv 10x1", 11, sentence});
}

TEST(NetworkText, TakesAtMost24Layers) {
  std::string text = "dense 10";
  for (int i = 0; i < 23; ++i) text = "relu | " + text;
  EXPECT_EQ(parsed(text).size(), 24U);
  expectRefusal({"relu | " + text, 24 * 7, "layer 25: a network has at most 24 layers"});
}

TEST(NetworkText, TakesAtMostFourMillionParameters) {
  const std::string sentence = "that makes more than 4 million parameters";
  expectRefusal({"conv 256x1 | dense 1024 | dense 10", 13, "layer 2: " + sentence});
  expectRefusal({"conv 256x15 | conv 256x14 | dense 10", 14, "layer 2: " + sentence});
  // 1,024 x 785 and three times 1,024 x 1,025 make 3,952,640; a fourth is too many.
  parsed("dense 1024 | dense 1024 | dense 1024 | dense 1024 | dense 10");
  expectRefusal(
      {"dense 1024 | dense 1024 | dense 1024 | dense 1024 | dense 1024 | dense 10", 52, "layer 5: " + sentence});
}

TEST(NetworkText, CountsTheLabsParameters) {
  int sum = 0;
  Shape x = kInput;
  std::vector<int> counts;
  for (const LayerSpec& layer : parsed("conv 12x3 | relu | max-pool 2 | dense 10")) {
    counts.push_back(parameterCount(layer, x));
    sum += counts.back();
    x = std::get<Shape>(outputShape(layer, x));
  }
  EXPECT_EQ(counts, (std::vector<int>{120, 0, 0, 20290}));
  EXPECT_EQ(sum, 20410);
}

TEST(NetworkText, KnowsTheOutputOfEveryLayer) {
  const Shape x{1, 3, 9, 7};
  EXPECT_EQ(std::get<Shape>(outputShape(ConvSpec{5, 3}, x)), (Shape{1, 5, 7, 5}));
  EXPECT_EQ(std::get<Shape>(outputShape(ConvSpec{5, 3, 2, 1}, x)), (Shape{1, 5, 5, 4}));
  EXPECT_EQ(std::get<Shape>(outputShape(MaxPoolSpec{2}, x)), (Shape{1, 3, 4, 3}));
  EXPECT_EQ(std::get<Shape>(outputShape(MaxPoolSpec{3, 2}, x)), (Shape{1, 3, 4, 3}));
  EXPECT_EQ(std::get<Shape>(outputShape(GlobalAveragePoolSpec{}, x)), (Shape{1, 3, 1, 1}));
  EXPECT_EQ(std::get<Shape>(outputShape(BatchNormSpec{}, x)), x);
  EXPECT_EQ(std::get<Shape>(outputShape(DropoutSpec{0.5}, x)), x);
  EXPECT_EQ(parameterCount(BatchNormSpec{}, x), 6);
  EXPECT_EQ(std::get<Shape>(outputShape(ReluSpec{}, x)), x);
  EXPECT_EQ(std::get<Shape>(outputShape(DenseSpec{4}, x)), (Shape{1, 4, 1, 1}));
  EXPECT_EQ(std::get<std::string>(outputShape(ConvSpec{5, 8}, x)), "kernel 8 does not fit a 9x7 map");
  EXPECT_EQ(parameterCount(ConvSpec{5, 3}, x), 5 * (27 + 1));
  EXPECT_EQ(parameterCount(DenseSpec{4}, x), 4 * (189 + 1));
}

}  // namespace
}  // namespace atelier
