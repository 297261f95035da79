#include <cmath>

#include "protocol/table.h"
#include "train/trainer.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;
using testing::kSmall;

constexpr const char* kDeep =
    "conv 4x3 pad 1 | batch-norm | relu | max-pool 2 | dropout 0.25 | conv 6x3 | relu | global-average-pool | dense 10 "
    "; "
    "adam 0.003 ; batch 32 epochs 2 ; folds none shuffle on ; augment flip ; train 100 test 50 inputs centred ; seed 1";
constexpr const char* kMomentum =
    "conv 4x3 | max-pool 2 | dense 10 ; sgd 0.01 momentum 0.9 ; batch 20 epochs 2 ; folds none shuffle on ; "
    "train 100 test 50 inputs centred ; seed 1";

std::string hashOf(const Bench& bench) { return bench.last<Progress>().weightsHash; }

void begin(Bench& bench, const std::string& recipe) {
  bench.settle();
  bench.send(SetRecipe{recipe});
  bench.send(protocol::SlowMotion{true});
}

// One row of the message, of a layer as in Run::layers.
std::span<const float> rowOf(const NextBatch& step, int layer) {
  return std::span(step.bulk).subspan(static_cast<std::size_t>((layer - 1) * NextBatch::kRow), NextBatch::kRow);
}

// A trainer of the same recipe and data, for what is to be told.
struct Straight {
  explicit Straight(const Bench& bench, const std::string& text) : trainer(recipeOf(text), bench.site.all) {}
  static atelier::Recipe recipeOf(const std::string& text) {
    TextError error;
    return *parseRecipe(text, error);
  }
  Trainer trainer;
};

TEST(SlowMotion, TellsTheLossGradientAndUpdateThatTheTrainerComesTo) {
  for (const char* text : {kSmall, kDeep, kMomentum}) {
    SCOPED_TRACE(text);
    Bench bench;
    begin(bench, text);
    Straight straight(bench, text);
    for (int batch = 0; batch < 3; ++batch) {
      const auto step = bench.last<NextBatch>();
      ASSERT_TRUE(step.active);
      ASSERT_EQ(step.problem, "");
      Trainer& trainer = straight.trainer;
      const std::vector<int> images(trainer.nextImages().begin(), trainer.nextImages().end());
      std::vector<Row> rows;
      for (const int image : images) rows.push_back({std::to_string(image)});
      EXPECT_EQ(step.images, printTable(rows));
      EXPECT_EQ(step.label, bench.site.all.train.label(images[0]));
      EXPECT_EQ(step.learningRate, trainer.rate());
      const std::vector<float> before(trainer.network().parameters().begin(), trainer.network().parameters().end());
      std::vector<float> gradients;
      trainer.copyNextGradient(gradients);
      ASSERT_EQ(trainer.advance(), Trainer::Advance::kTrained);
      EXPECT_EQ(step.batchLoss, trainer.lastBatch().loss());
      const auto& places = trainer.network().places();
      int learned = 0;
      int lastLayer = -1;
      for (const auto& place : places) {
        if (place.layer == lastLayer) continue;  // a layer's first array has the weights
        lastLayer = place.layer;
        ++learned;
        const auto row = rowOf(step, place.layer + 1);
        const std::size_t index = place.first + static_cast<std::size_t>(row[9]);
        ASSERT_GE(row[9], 0);
        EXPECT_EQ(row[10], before[index]);
        EXPECT_EQ(row[11], trainer.network().parameters()[index]);
        EXPECT_EQ(row[12], gradients[index]);
      }
      EXPECT_GE(learned, 2);
      bench.send(StepBatch{});
      bench.finish();
      EXPECT_EQ(bench.last<Progress>().imagesSeen, trainer.imagesSeen());
    }
  }
}

TEST(SlowMotion, ChangesNoBitOfTheRun) {
  for (const char* text : {kSmall, kDeep}) {
    Bench plain;
    plain.settle();
    plain.send(SetRecipe{text});
    plain.send(Train{});
    plain.finish();
    Bench slow;
    begin(slow, text);
    for (int i = 0; i < 5; ++i) {  // past the end of an epoch of the second recipe
      slow.send(Inspect{"step", true, i % 2 == 0 ? "activations" : "gradients"});
      slow.send(StepBatch{});
      slow.finish();
    }
    slow.send(Train{});
    slow.finish();
    EXPECT_EQ(hashOf(slow), hashOf(plain)) << text;
  }
}

TEST(SlowMotion, ExplainsANumberOfEveryLayerAsInTraining) {
  Bench bench;
  begin(bench, kDeep);
  std::vector<Explanation> examples;
  for (const auto& e : bench.all<Explanation>()) {
    if (e.source == "step") examples.push_back(e);
  }
  ASSERT_EQ(examples.size(), 11U) << "the input, nine layers, softmax";
  const auto rows = parseTable(bench.last<protocol::Run>().layers);
  bench.send(Inspect{"step", true, "activations"});
  const auto numbers = bench.last<Activations>();
  EXPECT_EQ(numbers.source, "step");
  std::size_t first = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Explanation& e = examples[i];
    EXPECT_EQ(e.layer, static_cast<int>(i));
    EXPECT_EQ(e.kind, rows[i][1]);
    const auto size = [&](std::size_t column) { return std::atoi(rows[i][column].c_str()); };
    const auto at = first + static_cast<std::size_t>((e.channel * size(3) + e.row) * size(4) + e.column);
    EXPECT_EQ(static_cast<float>(e.value), numbers.bulk[at]) << rows[i][0];
    first += static_cast<std::size_t>(size(2) * size(3) * size(4));
  }
  EXPECT_EQ(first, numbers.bulk.size());
  const auto step = bench.last<NextBatch>();
  EXPECT_EQ(examples.back().channel, step.label);
  EXPECT_NEAR(step.loss, -std::log(examples.back().value), 1e-6);
}

TEST(SlowMotion, ShowsTheGradientsOfTheBatch) {
  Bench bench;
  begin(bench, kDeep);
  bench.send(Inspect{"step", true, "gradients"});
  Straight straight(bench, kDeep);
  std::vector<float> gradients;
  straight.trainer.copyNextGradient(gradients);
  straight.trainer.advance();
  EXPECT_EQ(bench.last<Weights>().bulk, gradients);
  EXPECT_EQ(bench.last<Weights>().view, "gradients");
  const auto numbers = bench.last<Activations>();
  const auto step = bench.last<NextBatch>();
  EXPECT_EQ(numbers.label, step.label);
  // By the right class's sum: its probability less 1, of a mean over 32.
  const float share = numbers.bulk[numbers.bulk.size() - 10 + static_cast<std::size_t>(step.label)];
  const float bySum = numbers.bulk[numbers.bulk.size() - 20 + static_cast<std::size_t>(step.label)];
  EXPECT_NEAR(bySum, (share - 1) / 32, 1e-6);
  EXPECT_EQ(rowOf(step, 10)[3], bySum);
}

TEST(SlowMotion, ShowsThePictureOfTheStepAndGivesTheChosenOneBack) {
  Bench bench;
  bench.load();
  bench.send(PickImage{"test", "index", 5, -1});
  bench.send(protocol::SlowMotion{true});
  EXPECT_EQ(bench.last<Picture>().split, "train");
  EXPECT_EQ(bench.last<Picture>().index, 0);
  EXPECT_EQ(bench.last<protocol::Run>().weights, "scratch") << "it was the pretrained model's";
  bench.send(protocol::SlowMotion{false});
  EXPECT_EQ(bench.last<Picture>().split, "test");
  EXPECT_EQ(bench.last<Picture>().index, 5);
  EXPECT_FALSE(bench.last<NextBatch>().active);
  bench.send(Inspect{"step", false, "activations"});
  EXPECT_TRUE(bench.last<Activations>().bulk.empty()) << "there is none now";
}

TEST(SlowMotion, EndsWithWhateverTrainsOnOrShowsSomethingElse) {
  const Command ends[] = {Train{}, StepEpoch{}, UseWeights{"pretrained"}, ShowEpoch{0},
                          PickImage{"test", "next", 0, -1}};
  for (const Command& command : ends) {
    Bench bench;
    begin(bench, kSmall);
    EXPECT_TRUE(bench.last<NextBatch>().active);
    bench.send(command);
    EXPECT_FALSE(bench.last<NextBatch>().active) << command.index();
  }
  Bench bench;
  begin(bench, kSmall);
  bench.send(PickImage{"test", "index", 5000, -1});
  EXPECT_TRUE(bench.last<NextBatch>().active) << "a refusal changes nothing";
}

TEST(SlowMotion, PausesAndComesBackToTheWeightsOfNow) {
  Bench bench;
  bench.load();
  bench.send(StepEpoch{});
  bench.finish();
  bench.send(ShowEpoch{0});
  bench.send(Train{});
  bench.session.work(0.001);
  bench.send(ShowEpoch{0});
  bench.send(protocol::SlowMotion{true});
  EXPECT_FALSE(bench.last<Progress>().running);
  EXPECT_EQ(bench.last<protocol::Timeline>().shown, -1);
  EXPECT_TRUE(bench.last<NextBatch>().active);
}

TEST(SlowMotion, MeasuresTheEpochBeforeItTellsOfTheNext) {
  Bench bench;
  begin(bench, kDeep);
  for (int batch = 0; batch < 4; ++batch) {
    bench.send(StepBatch{});
    bench.finish();
  }
  EXPECT_EQ(bench.last<Progress>().epoch, 1);
  EXPECT_EQ(bench.all<EpochDone>().size(), 1U);
  const auto told = bench.all<NextBatch>();
  EXPECT_EQ(told[told.size() - 2].problem, "The epoch is over: the network is measured before the next step.");
  EXPECT_EQ(told.back().problem, "");
  EXPECT_FALSE(told.back().bulk.empty());
}

TEST(SlowMotion, SaysWhyThereIsNoStep) {
  Bench bench;
  bench.session.handle(SetRecipe{kSmall});
  bench.session.handle(protocol::SlowMotion{true});
  bench.settle();  // its files come
  EXPECT_EQ(bench.all<NextBatch>().front().problem, "The images of the next batch are not here yet.");
  EXPECT_TRUE(bench.all<NextBatch>().front().active);
  EXPECT_EQ(bench.last<NextBatch>().problem, "") << "they have come";
  bench.send(Train{});
  bench.finish();
  bench.send(protocol::SlowMotion{true});
  EXPECT_EQ(bench.last<NextBatch>().problem,
            "All epochs are over: there is no next step. Ask for more epochs, or press Reset.");
}

TEST(SlowMotion, TellsAnewWhenTheRateOrTheRunIsAnotherOne) {
  Bench bench;
  begin(bench, kSmall);
  bench.send(StepBatch{});
  bench.finish();
  const std::size_t before = bench.all<NextBatch>().size();
  bench.send(SetSpeed{5});
  EXPECT_EQ(bench.all<NextBatch>().size(), before) << "nothing has changed";
  bench.send(SetField{"learningRate", "0.001"});
  EXPECT_EQ(bench.all<NextBatch>().size(), before + 1);
  EXPECT_EQ(bench.last<NextBatch>().learningRate, 0.001);
  bench.send(Reset{});
  EXPECT_EQ(bench.last<NextBatch>().runId, bench.last<protocol::Run>().runId);
  EXPECT_EQ(bench.last<NextBatch>().images, "0");
}

}  // namespace
}  // namespace atelier::worker
