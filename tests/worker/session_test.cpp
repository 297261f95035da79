#include "worker/session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "protocol/table.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;
using testing::kSmall;

TEST(Session, SaysReadyFirstWithItsBuildPresetsAndClasses) {
  Bench bench;
  bench.settle();
  const auto* ready = std::get_if<Ready>(&bench.events.front());
  ASSERT_NE(ready, nullptr);
  EXPECT_EQ(ready->buildId, "build 7");
  EXPECT_EQ(parseTable(ready->presets)[0][0], "first-run");
  EXPECT_EQ(parseTable(ready->classes).size(), 10U);
}

TEST(Session, FitsADrawingByTheStepsItIsAskedFor) {
  Bench bench;
  bench.load();
  Bytes pad(40 * 40);
  for (int i = 10; i < 30; ++i) {
    for (const int edge : {10, 11, 12, 27, 28, 29}) {
      pad[static_cast<std::size_t>(i * 40 + edge)] = pad[static_cast<std::size_t>(edge * 40 + i)] = 200;
    }
  }
  const auto seenAt = [&](int row, int column) {
    return static_cast<int>(bench.last<Seen>().bulk[static_cast<std::size_t>(row * 28 + column)]);
  };
  bench.send(Draw{40, 40, pad});
  const Bytes atFirst = bench.last<Seen>().bulk;
  EXPECT_EQ(seenAt(14, 14), 0);
  EXPECT_GT(seenAt(14, 1), 200) << "cropped and brightened";
  bench.send(protocol::SetFit{.fill = true});
  EXPECT_GT(seenAt(14, 14), 0);
  bench.send(protocol::SetFit{});
  EXPECT_EQ(bench.last<Seen>().bulk, atFirst);
  bench.send(protocol::SetFit{.crop = false});
  EXPECT_EQ(seenAt(14, 1), 0);
  bench.send(protocol::SetFit{.bright = false});
  bench.send(Draw{40, 40, pad});
  EXPECT_LE(seenAt(14, 1), 200);
}

TEST(Session, AnswersDrawingsWithThePretrainedModelBeforeAnyTraining) {
  Bench bench;
  bench.load();
  EXPECT_EQ(bench.last<protocol::Run>().weights, "pretrained");
  EXPECT_EQ(bench.last<protocol::Run>().pretrained,
            "Trained before on 10,000 images of Fashion-MNIST for 15 epochs: 87.5 % of the test images right.");
  Draw draw{56, 56, Bytes(56 * 56)};
  std::fill(draw.bulk.begin() + 1000, draw.bulk.begin() + 1500, std::uint8_t{200});
  bench.send(draw);
  EXPECT_FALSE(bench.last<Seen>().empty);
  const Floats before = bench.last<Prediction>().bulk;
  ASSERT_EQ(before.size(), 10U);
  bench.send(UseWeights{"scratch"});
  EXPECT_NE(bench.last<Prediction>().bulk, before);
}

TEST(Session, PredictsNothingForAnEmptyPad) {
  Bench bench;
  bench.load();
  bench.send(Draw{4, 4, Bytes(16)});
  EXPECT_TRUE(bench.last<Seen>().empty);
  EXPECT_TRUE(bench.last<Prediction>().bulk.empty());
}

TEST(Session, TrainsToTheEndAndReportsEveryEpoch) {
  Bench bench;
  bench.load();
  bench.send(Train{});
  bench.finish();
  const auto epochs = bench.all<EpochDone>();
  ASSERT_EQ(epochs.size(), 3U);
  EXPECT_EQ(epochs[2].epoch, 3);
  EXPECT_EQ(epochs[2].imagesSeen, 1500);
  EXPECT_GT(epochs[2].testAccuracy, 0.6);
  EXPECT_EQ(bench.last<Progress>().phase, "finished");
  EXPECT_FALSE(bench.last<Progress>().running);
  EXPECT_EQ(bench.last<protocol::Run>().weights, "scratch");
  std::size_t points = 0;
  for (const Curve& curve : bench.all<Curve>()) points += curve.bulk.size() / 4;
  EXPECT_EQ(points, 750U);  // one for every two of 500 images, three times
}

TEST(Session, StepsPausesAndResumesToTheSameBitsAsStraightThrough) {
  Bench straight;
  straight.load();
  straight.send(Train{});
  straight.finish();
  Bench stepped;
  stepped.load();
  for (int i = 0; i < 7; ++i) {
    stepped.send(StepBatch{});
    stepped.finish();
    EXPECT_EQ(stepped.last<Progress>().imagesSeen, i + 1);
  }
  stepped.send(StepEpoch{});
  stepped.finish();
  EXPECT_EQ(stepped.last<Progress>().epoch, 1);
  EXPECT_EQ(stepped.last<Progress>().batch, 0);
  stepped.send(Train{});
  stepped.session.work(0.00002);
  stepped.send(Pause{});
  EXPECT_FALSE(stepped.last<Progress>().running);
  EXPECT_LT(stepped.last<Progress>().imagesSeen, 1500);
  stepped.send(Train{});
  stepped.finish();
  EXPECT_EQ(stepped.last<Progress>().weightsHash, straight.last<Progress>().weightsHash);
}

TEST(Session, ResetsToTheSameInitialWeightsAndANewSeedToOthers) {
  Bench bench;
  bench.load();
  const auto start = bench.last<Progress>();
  bench.send(StepBatch{});
  bench.finish();
  EXPECT_NE(bench.last<Progress>().weightsHash, start.weightsHash);
  bench.send(Reset{});
  EXPECT_EQ(bench.last<Progress>().weightsHash, start.weightsHash);
  EXPECT_GT(bench.last<Progress>().runId, start.runId);
  bench.send(NewSeed{});
  EXPECT_NE(bench.last<Progress>().weightsHash, start.weightsHash);
  EXPECT_NE(bench.last<protocol::Recipe>().recipe.find("seed 2"), std::string::npos);
}

TEST(Session, TakesRateBatchAndEpochsNowAndTheNetworkAfterReset) {
  Bench bench;
  bench.load();
  bench.send(StepBatch{});
  bench.finish();
  bench.send(SetField{"learningRate", "0.001"});
  EXPECT_DOUBLE_EQ(bench.last<Progress>().learningRate, 0.001);
  bench.send(SetField{"filters", "7"});
  const auto recipe = bench.last<protocol::Recipe>();
  EXPECT_EQ(recipe.recipe.substr(0, 8), "conv 7x3");
  EXPECT_EQ(recipe.running.substr(0, 8), "conv 4x3");
  for (const Row& row : parseTable(recipe.fieldTable)) {
    EXPECT_EQ(row.at(6), row[0] == "filters" || row[0] == "network" ? "yes" : "") << row[0];
    const std::set<std::string> now = {"learningRate", "momentum", "schedule", "decay",
                                       "smoothing",    "batch",    "epochs",   "wardrobe"};
    EXPECT_EQ(row[3], now.count(row[0]) > 0 ? "now" : "after reset") << row[0];
  }
  EXPECT_EQ(bench.last<Progress>().imagesSeen, 1);
  bench.send(Reset{});
  EXPECT_EQ(bench.last<protocol::Run>().recipe.substr(0, 8), "conv 7x3");
}

TEST(Session, RefusesAWrongRecipeWithItsPlaceAndChangesNothing) {
  Bench bench;
  bench.load();
  bench.send(SetRecipe{"conv 12x3 | max-pool 2 | conv 3x14 | dense 10"});
  EXPECT_EQ(bench.last<Failed>().text, "Layer 3: kernel 14 does not fit a 13x13 map.");
  EXPECT_EQ(bench.last<Failed>().position, 25);
  EXPECT_EQ(bench.last<Failed>().length, 9);
  bench.send(SetField{"batch", "0"});
  EXPECT_EQ(bench.last<Failed>().field, "batch");
  EXPECT_EQ(bench.last<Failed>().length, 1);
  EXPECT_EQ(bench.last<protocol::Recipe>().recipe, kSmall);
}

TEST(Session, StopsADivergingRunWithASentenceAndKeepsTheLastGoodWeights) {
  Bench bench;
  bench.load();
  bench.send(StepEpoch{});
  bench.finish();
  bench.send(SetField{"learningRate", "10"});
  bench.send(Train{});
  bench.finish();
  EXPECT_EQ(bench.last<Failed>().code, "diverged");
  EXPECT_NE(bench.last<Failed>().text.find("Training diverged in epoch 2 at step "), std::string::npos);
  EXPECT_NE(bench.last<Failed>().text.find("a learning rate of 10 is too high"), std::string::npos);
  EXPECT_FALSE(bench.last<Progress>().running);
  for (const float weight : bench.last<Checkpoint>().bulk) ASSERT_TRUE(std::isfinite(weight));
  bench.send(SetField{"learningRate", "0.0001"});
  bench.send(Train{});
  bench.finish();
  EXPECT_EQ(bench.last<Progress>().phase, "finished");
}

TEST(Session, ChecksANetworkAndChangesNothing) {
  Bench bench;
  bench.load();
  bench.send(CheckNetwork{"conv 8x3 pad 1 | max-pool 2 | dense 10"});
  const auto good = bench.last<NetworkChecked>();
  EXPECT_EQ(good.error, "");
  const auto rows = parseTable(good.layers);
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[1], (Row{"conv 8x3 pad 1", "conv", "8", "28", "28", "80"}));
  bench.send(CheckNetwork{"conv 8x3 | konv 1 | dense 10"});
  const auto bad = bench.last<NetworkChecked>();
  EXPECT_EQ(bad.text, "conv 8x3 | konv 1 | dense 10");
  EXPECT_EQ(bad.layers, "");
  EXPECT_EQ(bad.error.find("Layer 2: \"konv\" is not a layer"), 0U);
  EXPECT_EQ(bad.position, 11);
  EXPECT_EQ(bad.length, 4);
  bench.send(CheckNetwork{std::string(5000, 'x')});
  EXPECT_EQ(bench.last<NetworkChecked>().error, "This is too long for a network.");
  EXPECT_EQ(bench.last<protocol::Recipe>().recipe, kSmall);
}

TEST(Session, TellsValidationGradientAndModels) {
  Bench bench;
  bench.load();
  bench.send(SetRecipe{"dense 10 ; sgd 0.01 ; batch 4 epochs 2 ; folds separate 2 ; train 300 test 50"});
  EXPECT_EQ(bench.last<Progress>().epochs, 4);
  EXPECT_EQ(bench.last<Progress>().models, 2);
  EXPECT_EQ(bench.last<Progress>().validationAccuracy, -1);
  bench.send(Train{});
  bench.finish();
  const auto end = bench.last<Progress>();
  EXPECT_EQ(end.phase, "finished");
  EXPECT_EQ(end.model, 1);
  EXPECT_EQ(end.imagesSeen, 4 * 150);
  EXPECT_GT(end.gradientNorm, 0);
  EXPECT_GT(end.validationAccuracy, 0.1);
  EXPECT_GT(bench.all<EpochDone>().at(0).validationLoss, 0);
  EXPECT_EQ(bench.all<EpochDone>().at(1).imagesSeen, 300);
}

TEST(Session, KeepsToASpeed) {
  Bench bench;
  bench.load();
  bench.send(SetSpeed{10});
  bench.send(Train{});
  const double start = bench.now;
  while (bench.now < start + 2) {
    const double wait = bench.session.work(0.012);
    ASSERT_GE(wait, 0);
    bench.now += std::max(wait, 0.0001);
    bench.settle();
  }
  EXPECT_NEAR(bench.last<Progress>().imagesSeen, 20, 2);
  EXPECT_NEAR(bench.last<Progress>().imagesPerSecond, 10, 1.5);
}

TEST(Session, ReportsAtMostTwentyTimesASecond) {
  Bench bench;
  bench.load();
  bench.send(SetField{"epochs", "20"});
  const auto before = bench.all<Progress>().size();
  bench.send(Train{});
  const double start = bench.now;
  bench.finish();
  EXPECT_LE(static_cast<double>(bench.all<Progress>().size() - before), 20 * (bench.now - start) + 3);
}

TEST(Session, AnswersAPingWithItsNumber) {
  Bench bench;
  bench.send(Ping{42});
  EXPECT_EQ(bench.last<Pong>().id, 42);
}

TEST(Session, RefusesNonsenseWithASentence) {
  Bench bench;
  bench.load();
  for (const Command& nonsense : std::vector<Command>{
           SetSpeed{-1}, SetSpeed{std::nan("")}, UseWeights{"best"}, Draw{5, 5, Bytes(24)}, Draw{-1, -1, Bytes(1)},
           PickImage{"validation", "index", 0, -1}, PickImage{"test", "best", 0, -1}, SetField{"colour", "red"},
           Inspect{"picture", true, "weights"}, Inspect{"photo"}}) {
    const auto before = bench.all<Failed>().size();
    bench.send(nonsense);
    ASSERT_EQ(bench.all<Failed>().size(), before + 1);
    EXPECT_TRUE(bench.last<Failed>().text.ends_with('.'));
  }
}

}  // namespace
}  // namespace atelier::worker
