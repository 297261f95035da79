#include "worker/session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
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

TEST(Session, FetchesTheFirstShardsBeforeTheOthers) {
  Bench bench;
  bench.settle();
  EXPECT_EQ(bench.fetches,
            (std::vector<std::string>{"pretrained.safetensors", "data/manifest.json", "data/train-0.idx.gz",
                                      "data/test-0.idx.gz", "data/train-1.idx.gz", "data/test-1.idx.gz"}));
  EXPECT_EQ(bench.last<protocol::Dataset>().train, 500);
  EXPECT_EQ(bench.last<protocol::Dataset>().test, 100);
}

TEST(Session, FetchesNoMoreThanTheRecipeAsksFor) {
  Bench bench;
  bench.session.handle(SetRecipe{"dense 10 ; train 150 test 50"});
  bench.settle();
  EXPECT_EQ(bench.fetches.back(), "data/test-0.idx.gz");
  bench.send(SetField{"train", "201"});
  EXPECT_EQ(bench.fetches.back(), "data/train-1.idx.gz");
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

TEST(Session, GoesOnFromACheckpointInAnotherWorkerToTheSameBits) {
  Bench first;
  first.load();
  first.send(Train{});
  first.session.work(0.00005);
  first.send(Pause{});
  const Checkpoint saved = first.last<Checkpoint>();
  EXPECT_GT(saved.epoch * 500 + saved.position, 0);
  first.send(Train{});
  first.finish();
  Bench second;
  second.settle();
  second.send(saved);
  EXPECT_EQ(second.last<Progress>().imagesSeen, saved.epoch * 500 + saved.position);
  second.send(Train{});
  second.finish();
  EXPECT_EQ(second.last<Progress>().weightsHash, first.last<Progress>().weightsHash);
  EXPECT_EQ(second.last<EpochDone>().testLoss, first.last<EpochDone>().testLoss);
}

TEST(Session, KeepsARestoredRunWhenItsDataComesAfterIt) {
  Bench first;
  first.load();
  first.send(StepEpoch{});
  first.finish();
  const Checkpoint saved = first.last<Checkpoint>();
  Bench second;
  second.session.handle(saved);  // before any file was fetched
  second.settle();
  EXPECT_EQ(second.last<Progress>().imagesSeen, 500);
  second.send(Train{});
  second.finish();
  first.send(Train{});
  first.finish();
  EXPECT_EQ(second.last<Progress>().weightsHash, first.last<Progress>().weightsHash);
}

TEST(Session, KeepsARestoredRunWhenItsDataCannotBeHad) {
  Bench first;
  first.load();
  first.send(StepEpoch{});
  first.finish();
  Bench second;
  second.site.files.clear();
  second.session.handle(first.last<Checkpoint>());
  second.send(Train{});
  second.finish();
  EXPECT_EQ(second.last<Progress>().imagesSeen, 500);
  EXPECT_EQ(second.last<Progress>().phase, "paused");
  EXPECT_EQ(second.last<protocol::Dataset>().name, "synthetic");
}

TEST(Session, RefusesACheckpointThatDoesNotFitAndKeepsItsRun) {
  Bench bench;
  bench.load();
  bench.send(StepBatch{});
  bench.finish();
  const Checkpoint good = bench.last<Checkpoint>();
  const int runId = bench.last<Progress>().runId;
  for (const auto& spoil : std::vector<std::function<void(Checkpoint&)>>{
           [](Checkpoint& c) { c.bulk.pop_back(); },
           [](Checkpoint& c) { c.bulk[3] = std::numeric_limits<float>::infinity(); },
           [](Checkpoint& c) { c.recipe = "conv"; }, [](Checkpoint& c) { c.epoch = 2; },
           [](Checkpoint& c) { c.position = 501; }, [](Checkpoint& c) { c.position = -1; },
           [](Checkpoint& c) { c.history = "1\t2"; }}) {
    Checkpoint bad = good;
    spoil(bad);
    bench.send(bad);
    EXPECT_EQ(bench.last<Failed>().code, "checkpoint");
    EXPECT_EQ(bench.last<Progress>().runId, runId);
  }
  EXPECT_EQ(bench.all<Failed>().size(), 7U);
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
    const std::set<std::string> now = {"learningRate", "momentum", "schedule", "decay", "smoothing", "batch", "epochs"};
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

TEST(Session, ACheckpointOfMomentsAndFoldsGoesOnToTheSameBits) {
  const char* const recipe =
      "conv 4x3 pad 1 | batch-norm | max-pool 2 | dense 10 ; adam 0.002 cosine ; batch 8 epochs 3 ; folds rotate 3 "
      "shuffle on ; "
      "augment shift 1 ; train 300 test 50 inputs centred ; seed 4";
  const auto start = [&](Bench& bench) {
    bench.load();
    bench.send(SetRecipe{recipe});
  };
  Bench straight;
  start(straight);
  straight.send(Train{});
  straight.finish();
  Bench first;
  start(first);
  first.send(StepEpoch{});
  first.finish();
  for (int i = 0; i < 7; ++i) {
    first.send(StepBatch{});
    first.finish();
  }
  Bench second;
  start(second);
  second.send(first.last<Checkpoint>());
  EXPECT_EQ(second.last<Progress>().imagesSeen, 256);
  second.send(Train{});
  second.finish();
  EXPECT_EQ(second.last<Progress>().phase, "finished");
  EXPECT_EQ(second.last<Progress>().weightsHash, straight.last<Progress>().weightsHash);
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

TEST(Session, WaitsForImagesThatAreNotHereAndGoesOnWhenTheyCome) {
  Bench whole;
  whole.load();
  whole.send(Train{});
  whole.finish();
  Bench bench;
  const auto shard = bench.site.files.extract("data/train-1.idx.gz");
  bench.load();
  EXPECT_EQ(
      bench.last<protocol::Dataset>().problem,
      "The file data/train-1.idx.gz could not be fetched: 404. 200 training and 50 test images are here: retry, or ask "
      "for no more than these.");
  bench.send(Train{});
  bench.finish();
  EXPECT_EQ(bench.last<Progress>().phase, "waiting");
  EXPECT_EQ(bench.last<Progress>().imagesSeen, 200);
  bench.site.files["data/train-1.idx.gz"] = shard.mapped();
  bench.send(RetryData{});
  EXPECT_EQ(bench.last<protocol::Dataset>().problem, "");
  bench.finish();
  EXPECT_EQ(bench.last<Progress>().weightsHash, whole.last<Progress>().weightsHash);
}

TEST(Session, RefusesAnAlteredShard) {
  Bench bench;
  bench.site.files["data/test-1.idx.gz"][500] ^= 1U;
  bench.load();
  EXPECT_NE(bench.last<protocol::Dataset>().problem.find("its checksum differs"), std::string::npos);
  EXPECT_EQ(bench.last<protocol::Dataset>().test, 50);
}

TEST(Session, StandsInWithTheSyntheticSetWhenNoDataCanBeHadAndSaysSo) {
  for (const char* missing : {"data/manifest.json", "data/train-0.idx.gz", "data/test-0.idx.gz"}) {
    Bench bench;
    const auto file = bench.site.files.extract(missing);
    bench.load();
    bench.finish();
    EXPECT_EQ(bench.last<protocol::Dataset>().name, "synthetic");
    EXPECT_EQ(bench.last<protocol::Dataset>().train, 500);
    EXPECT_NE(bench.last<protocol::Dataset>().problem.find("this is not Fashion-MNIST"), std::string::npos);
    bench.send(StepEpoch{});
    bench.finish();
    EXPECT_EQ(bench.last<Progress>().epoch, 1);
    bench.site.files[missing] = file.mapped();
    bench.send(RetryData{});
    bench.finish();
    EXPECT_EQ(bench.last<protocol::Dataset>().name, "Fashion-MNIST");
    EXPECT_EQ(bench.last<protocol::Dataset>().problem, "");
    EXPECT_EQ(bench.last<Progress>().imagesSeen, 0) << "a run on other data begins anew";
  }
}

TEST(Session, SaysWhenTheManifestIsOfAnotherVersion) {
  Bench bench;
  bench.site.files["data/manifest.json"] = testing::bytesOf(R"({"format": "atelier-data", "version": 2})");
  bench.load();
  EXPECT_NE(
      bench.last<protocol::Dataset>().problem.find("The data manifest has version 2, but this page reads version 1"),
      std::string::npos);
}

TEST(Session, SaysWhenTheSiteHoldsFewerImagesThanAreAskedFor) {
  Bench bench;
  bench.load();
  bench.send(SetField{"train", "600"});
  EXPECT_EQ(bench.last<protocol::Dataset>().problem,
            "The recipe asks for 600 training images, but this site holds 500: ask for fewer.");
}

TEST(Session, SaysWhyThereIsNoPretrainedModel) {
  Bench bench;
  bench.site.files["pretrained.safetensors"].resize(100);
  bench.load();
  EXPECT_EQ(bench.last<protocol::Run>().weights, "scratch");
  EXPECT_EQ(bench.last<protocol::Run>().pretrained.substr(0, 30), "There is no pretrained model: ");
  bench.send(UseWeights{"pretrained"});
  EXPECT_EQ(bench.last<Failed>().code, "pretrained");
}

TEST(Session, PicksImagesByIndexNeighbourClassAndChance) {
  Bench bench;
  bench.load();
  EXPECT_EQ(bench.last<Picture>().split, "test");
  EXPECT_EQ(bench.last<Picture>().index, 0);
  bench.send(PickImage{"train", "index", 499, -1});
  EXPECT_EQ(bench.last<Picture>().label, bench.site.all.train.label(499));
  EXPECT_TRUE(std::ranges::equal(bench.last<Picture>().bulk, bench.site.all.train.image(499)));
  bench.send(PickImage{"train", "next", 0, -1});
  EXPECT_EQ(bench.last<Picture>().index, 0) << "after the last comes the first";
  bench.send(PickImage{"train", "previous", 0, 8});
  EXPECT_EQ(bench.last<Picture>().label, 8);
  for (int i = 0; i < 20; ++i) {
    bench.send(PickImage{"test", "random", 0, 3});
    EXPECT_EQ(bench.last<Picture>().label, 3);
  }
  bench.send(PickImage{"test", "index", 100, -1});
  EXPECT_EQ(bench.last<Failed>().text, "There is no test image 100: 100 are here.");
}

TEST(Session, ShowsEveryLayersOutputAndTheWeights) {
  Bench bench;
  bench.load();
  bench.send(Train{});
  bench.send(Inspect{"picture"});
  std::size_t expected = 0;
  for (const Row& row : parseTable(bench.last<protocol::Run>().layers)) {
    expected += static_cast<std::size_t>(std::stoi(row[2]) * std::stoi(row[3]) * std::stoi(row[4]));
  }
  const Floats shown = bench.last<Activations>().bulk;
  ASSERT_EQ(shown.size(), expected);
  EXPECT_EQ(bench.last<Weights>().bulk.size(), 4U * 10 + 10U * (4 * 169 + 1));
  EXPECT_FLOAT_EQ(shown[0], static_cast<float>(bench.last<Picture>().bulk[0]) / 255 - 0.5F);
  float sum = 0;
  for (std::size_t i = expected - 10; i < expected; ++i) sum += shown[i];
  EXPECT_NEAR(sum, 1, 1e-5);
  const auto answers = bench.all<Weights>().size();
  bench.send(Inspect{"drawing", false});
  EXPECT_TRUE(bench.last<Activations>().bulk.empty()) << "nothing is drawn";
  EXPECT_EQ(bench.all<Weights>().size(), answers) << "nobody asked for them";
}

TEST(Session, ShowsTheWeightsOfEveryEpochThatIsOver) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"scratch"});
  bench.send(Inspect{"picture"});
  const Floats atStart = bench.last<Weights>().bulk;
  const Floats outputsAtStart = bench.last<Activations>().bulk;
  std::vector<Floats> after;
  for (int epoch = 1; epoch <= 2; ++epoch) {
    bench.send(StepEpoch{});
    bench.finish();
    bench.send(Inspect{"picture"});
    after.push_back(bench.last<Weights>().bulk);
    const auto timeline = bench.last<protocol::Timeline>();
    EXPECT_EQ(timeline.shown, -1);
    EXPECT_EQ(timeline.bulk.size(), static_cast<std::size_t>(epoch) + 1);
  }
  ASSERT_NE(after[0], after[1]);

  bench.send(protocol::ShowEpoch{1});
  EXPECT_EQ(bench.last<protocol::Timeline>().shown, 1);
  bench.send(Inspect{"picture"});
  EXPECT_EQ(bench.last<Weights>().bulk, after[0]);
  bench.send(protocol::ShowEpoch{0});
  bench.send(Inspect{"picture"});
  EXPECT_EQ(bench.last<Weights>().bulk, atStart);
  EXPECT_EQ(bench.last<Activations>().bulk, outputsAtStart);
  bench.send(protocol::ShowEpoch{-1});
  EXPECT_EQ(bench.last<protocol::Timeline>().shown, -1);
  bench.send(Inspect{"picture"});
  EXPECT_EQ(bench.last<Weights>().bulk, after[1]);
}

TEST(Session, ShowsTheChangeSinceTheStartOfTheRun) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"scratch"});
  bench.send(Inspect{"picture"});
  const auto weightsAtStart = bench.last<Weights>();
  const auto outputsAtStart = bench.last<Activations>();
  EXPECT_EQ(weightsAtStart.view, "activations");
  bench.send(StepEpoch{});
  bench.finish();
  bench.send(StepEpoch{});
  bench.finish();
  for (const int epoch : {-1, 1, 0}) {
    SCOPED_TRACE(epoch);
    bench.send(protocol::ShowEpoch{epoch});
    bench.send(Inspect{"picture"});
    const auto weights = bench.last<Weights>().bulk;
    const auto outputs = bench.last<Activations>().bulk;
    bench.send(Inspect{"picture", true, "change"});
    const auto change = bench.last<Weights>();
    EXPECT_EQ(change.view, "change");
    ASSERT_EQ(change.bulk.size(), weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) ASSERT_EQ(change.bulk[i], weights[i] - weightsAtStart.bulk[i]);
    const auto moved = bench.last<Activations>();
    EXPECT_EQ(moved.view, "change");
    ASSERT_EQ(moved.bulk.size(), outputs.size());
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const bool isProbability = i + 10 >= outputs.size();
      ASSERT_EQ(moved.bulk[i], isProbability ? outputs[i] : outputs[i] - outputsAtStart.bulk[i]);
    }
  }
}

TEST(Session, ShowsTheChangeOfThePretrainedModelSinceTheStartThatItsRecipeGives) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"pretrained"});
  bench.send(Inspect{"picture"});
  const auto weights = bench.last<Weights>().bulk;
  TextError error;
  const auto recipe = parseRecipe(bench.last<protocol::Run>().recipe, error);
  ASSERT_TRUE(recipe);
  const Trainer fresh(*recipe, bench.site.all);
  bench.send(Inspect{"picture", true, "change"});
  const auto change = bench.last<Weights>().bulk;
  ASSERT_EQ(change.size(), weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    ASSERT_EQ(change[i], weights[i] - fresh.network().parameters()[i]);
  }
}

TEST(Session, ShowsTheGradientsOfTheLossOfThePicturesClass) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"scratch"});
  bench.send(PickImage{"test", "index", 4, -1});
  bench.send(Inspect{"picture", true, "gradients"});
  const auto byOutputs = bench.last<Activations>();
  const auto byWeights = bench.last<Weights>();
  EXPECT_EQ(byOutputs.view, "gradients");
  EXPECT_EQ(byWeights.view, "gradients");
  EXPECT_EQ(byOutputs.label, bench.last<Picture>().label);
  const std::size_t logits = byOutputs.bulk.size() - 20;
  for (std::size_t k = 0; k < 10; ++k) {  // by the logits: probability - target; the biases of the last layer alike
    const float expected = byOutputs.bulk[logits + 10 + k] - (static_cast<int>(k) == byOutputs.label ? 1.0F : 0.0F);
    EXPECT_NEAR(byOutputs.bulk[logits + k], expected, 1e-6);
    EXPECT_EQ(byWeights.bulk[byWeights.bulk.size() - 10 + k], byOutputs.bulk[logits + k]);
  }
}

TEST(Session, ShowsTheGradientsOfADrawingForItsLikeliestClass) {
  Bench bench;
  bench.load();
  bench.send(Inspect{"drawing", true, "gradients"});
  EXPECT_TRUE(bench.last<Activations>().bulk.empty()) << "nothing is drawn";
  EXPECT_TRUE(bench.last<Weights>().bulk.empty());
  EXPECT_EQ(bench.last<Activations>().label, -1);
  bench.send(Draw{28, 28, Bytes(784, 200)});
  bench.send(Inspect{"drawing", true, "gradients"});
  const Floats likely = bench.last<protocol::Prediction>().bulk;
  EXPECT_EQ(bench.last<Activations>().label, std::max_element(likely.begin(), likely.end()) - likely.begin());
  EXPECT_FALSE(bench.last<Weights>().bulk.empty());
}

TEST(Session, LookingAtAnyViewBetweenBatchesChangesNoBitOfTheRun) {
  for (const char* network :
       {"conv 4x3 | max-pool 2 | dense 10 ; sgd 0.005",
        "conv 4x3 | batch-norm | relu | max-pool 2 | dropout 0.3 | dense 10 ; sgd 0.05 momentum 0.9"}) {
    const auto hashAfter = [network](bool looks) {
      Bench bench;
      bench.settle();
      bench.send(SetRecipe{std::string(network) + " ; batch 4 epochs 1 ; train 100 test 10 ; seed 1"});
      for (int batch = 0; batch < 6; ++batch) {
        bench.send(StepBatch{});
        bench.finish();
        for (const char* view : {"gradients", "change", "activations"}) {
          if (looks) bench.send(Inspect{"picture", true, view});
        }
      }
      return bench.last<protocol::Progress>().weightsHash;
    };
    EXPECT_EQ(hashAfter(true), hashAfter(false)) << network;
  }
}

TEST(Session, LookingBackChangesNoBitOfTheRun) {
  const auto hashAfter = [](bool looksBack) {
    Bench bench;
    bench.load();
    for (int epoch = 0; epoch < 2; ++epoch) {
      bench.send(StepEpoch{});
      bench.finish();
      if (looksBack) bench.send(protocol::ShowEpoch{0});
    }
    return bench.last<protocol::Progress>().weightsHash;
  };
  EXPECT_EQ(hashAfter(true), hashAfter(false));
}

TEST(Session, TrainingAndANewRunShowTheWeightsOfNow) {
  Bench bench;
  bench.load();
  bench.send(StepEpoch{});
  bench.finish();
  for (const Command& command : std::vector<Command>{StepBatch{}, Reset{}}) {
    bench.send(protocol::ShowEpoch{0});
    ASSERT_EQ(bench.last<protocol::Timeline>().shown, 0);
    bench.send(command);
    bench.finish();
    EXPECT_EQ(bench.last<protocol::Timeline>().shown, -1);
  }
}

TEST(Session, SaysWhichEpochCannotBeShown) {
  Bench bench;
  bench.load();
  bench.send(protocol::ShowEpoch{7});
  EXPECT_EQ(bench.last<Failed>().code, "timeline");
  EXPECT_EQ(bench.last<Failed>().text, "Epoch 7 is not over yet.");
}

TEST(Session, PredictsTheDrawingWithTheWeightsThatAreShown) {
  Bench bench;
  bench.load();
  bench.send(UseWeights{"scratch"});
  bench.send(Draw{28, 28, Bytes(784, 200)});
  const Floats before = bench.last<protocol::Prediction>().bulk;
  ASSERT_EQ(before.size(), 10U);
  bench.send(StepEpoch{});
  bench.finish();
  bench.send(protocol::ShowEpoch{1});
  EXPECT_NE(bench.last<protocol::Prediction>().bulk, before);
  bench.send(protocol::ShowEpoch{0});
  EXPECT_EQ(bench.last<protocol::Prediction>().bulk, before);
}

// Holds an explanation against the weights and outputs that were sent of the same network: the lab's with 4 filters.
void expectExplains(const Explanation& found, const Floats& weights, const Floats& outputs) {
  ASSERT_EQ(found.kind, "conv");
  const auto at = [](int value) { return static_cast<std::size_t>(value); };
  EXPECT_EQ(found.value, outputs[at(784 + (found.channel * 26 + found.row) * 26 + found.column)]);
  EXPECT_EQ(found.bias, weights[at(36 + found.channel)]);
  ASSERT_EQ(found.bulk.size(), at(9 * Explanation::kTermSize));
  double sum = found.bias;
  for (int tap = 0; tap < 9; ++tap) {
    const float* term = found.bulk.data() + tap * Explanation::kTermSize;
    EXPECT_EQ(term[1], found.row + tap / 3);
    EXPECT_EQ(term[2], found.column + tap % 3);
    EXPECT_EQ(term[3], outputs[at((found.row + tap / 3) * 28 + found.column + tap % 3)]);
    EXPECT_EQ(term[4], weights[at(found.channel * 9 + tap)]);
    sum += static_cast<double>(term[3]) * static_cast<double>(term[4]);
  }
  EXPECT_NEAR(found.value, sum, 1e-5);
}

TEST(Session, ExplainsAValueByTheWeightsThatAreShown) {
  Bench bench;
  bench.load();
  const Explain wish{"picture", 1, 2, 11, 7};
  std::vector<double> values;
  const auto check = [&] {
    bench.send(Inspect{"picture"});
    bench.send(wish);
    const auto found = bench.last<Explanation>();
    EXPECT_EQ(found.runId, bench.last<protocol::Run>().runId);
    EXPECT_EQ(found.source, "picture");
    EXPECT_EQ(found.layer, 1);
    EXPECT_NE(found.pool, "");
    expectExplains(found, bench.last<Weights>().bulk, bench.last<Activations>().bulk);
    values.push_back(found.value);
    bench.send(Inspect{"picture", false, "gradients"});
    const std::size_t at = 784 + (2 * 26 + 11) * 26 + 7;
    EXPECT_EQ(found.gradient, bench.last<Activations>().bulk[at]);
    EXPECT_EQ(found.label, bench.last<Activations>().label);
  };
  bench.send(UseWeights{"scratch"});
  check();
  bench.send(StepEpoch{});
  bench.finish();
  check();
  EXPECT_NE(values[1], values[0]);
  bench.send(protocol::ShowEpoch{0});
  check();
  EXPECT_EQ(values[2], values[0]);
}

TEST(Session, ExplainsWhatThePretrainedModelSays) {
  Bench bench;
  bench.load();
  ASSERT_EQ(bench.last<protocol::Run>().weights, "pretrained");
  bench.send(Inspect{"picture"});
  const int softmax = static_cast<int>(parseTable(bench.last<protocol::Run>().layers).size()) - 1;
  const Floats outputs = bench.last<Activations>().bulk;
  bench.send(Explain{"picture", softmax, 9, 0, 0});
  EXPECT_EQ(bench.last<Explanation>().kind, "softmax");
  EXPECT_EQ(bench.last<Explanation>().value, outputs.back());
  EXPECT_EQ(bench.last<Explanation>().label, -1);
  bench.send(Explain{"picture", softmax - 1, 9, 0, 0});
  const auto dense = bench.last<Explanation>();
  EXPECT_EQ(dense.kind, "dense");
  EXPECT_EQ(dense.value, outputs[outputs.size() - 11]);
  double sum = dense.bias + dense.rest;
  for (std::size_t i = 0; i < Explanation::kLargest * Explanation::kTermSize; i += Explanation::kTermSize)
    sum += static_cast<double>(dense.bulk[i + 5]);
  EXPECT_NEAR(dense.value, sum, 1e-3);
  EXPECT_GT(dense.count, static_cast<int>(dense.bulk.size()) / Explanation::kTermSize);
}

TEST(Session, ExplainsTheDrawingOnceThereIsOne) {
  Bench bench;
  bench.load();
  bench.send(Explain{"drawing", 0, 0, 14, 14});
  EXPECT_EQ(bench.last<Failed>().code, "explain");
  EXPECT_EQ(bench.last<Failed>().text, "explain: there is no drawing yet.");
  bench.send(Draw{28, 28, Bytes(784, 200)});
  bench.send(Explain{"drawing", 0, 0, 14, 14});
  EXPECT_EQ(bench.last<Explanation>().bulk[3], bench.last<Seen>().bulk[14 * 28 + 14]);
}

TEST(Session, ExplainsNoValueThatIsNot) {
  Bench bench;
  bench.load();
  for (const Explain& wish : {Explain{"picture", 1, 0, 26, 0}, {"picture", 9, 0, 0, 0}, {"mirror", 1, 0, 0, 0}}) {
    const auto before = bench.all<Failed>().size();
    bench.send(wish);
    ASSERT_EQ(bench.all<Failed>().size(), before + 1);
    EXPECT_EQ(bench.last<Failed>().code, "explain");
    EXPECT_TRUE(bench.last<Failed>().text.ends_with('.'));
  }
  EXPECT_TRUE(bench.all<Explanation>().empty());
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
