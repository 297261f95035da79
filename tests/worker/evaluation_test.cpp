// What the session says of the test images: the same as a plain evaluation, image by image, of the same weights.

#include <gtest/gtest.h>

#include <algorithm>

#include "protocol/table.h"
#include "support/recipes.h"
#include "train/evaluation.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using atelier::testing::Bench;
using atelier::testing::kSmall;
using protocol::Evaluate;
using protocol::Evaluation;
using protocol::Floats;

// The answer to Evaluate, with all that the session has to do done.
Evaluation evaluated(Bench& bench) {
  bench.send(Evaluate{});
  bench.finish();
  return bench.last<Evaluation>();
}

// One image after the other, each by a pass of its own.
Floats plainly(const Bench& bench, const std::string& recipe, const Floats& parameters, int count) {
  Network<float> network(testing::recipeOf(recipe).network, kInputShape);
  std::copy(parameters.begin(), parameters.end(), network.parameters().begin());
  Floats quadruples;
  for (int i = 0; i < count; ++i) {
    const Images& images = bench.site.all.test;
    const auto shares = predict(network, images.image(i), testing::recipeOf(recipe).inputs);
    const auto best = std::max_element(shares.begin(), shares.end()) - shares.begin();
    const int label = images.label(i);
    quadruples.insert(quadruples.end(),
                      {static_cast<float>(label), static_cast<float>(best), shares[static_cast<std::size_t>(best)],
                       shares[static_cast<std::size_t>(label)]});
  }
  return quadruples;
}

int rightOnes(const Evaluation& evaluation) {
  const auto rows = protocol::parseTable(evaluation.confusion);
  int right = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) right += std::stoi(rows[k][k]);
  return right;
}

TEST(Evaluation, IsThatOfThePlainLoopForTheWeightsOfNow) {
  Bench bench;
  bench.load();
  bench.send(protocol::Train{});
  bench.finish();
  const Evaluation evaluation = evaluated(bench);
  EXPECT_EQ(evaluation.weights, "scratch");
  EXPECT_EQ(evaluation.epoch, -1);
  EXPECT_EQ(evaluation.imagesSeen, 1500);
  EXPECT_EQ(evaluation.images, 100);
  EXPECT_EQ(evaluation.bulk, plainly(bench, kSmall, bench.weightsShown(), 100));
  EXPECT_EQ(rightOnes(evaluation) / 100.0, bench.last<protocol::EpochDone>().testAccuracy);
}

TEST(Evaluation, CountsWhatItSaysOfTheImages) {
  Bench bench;
  bench.load();
  bench.send(protocol::StepEpoch{});
  bench.finish();
  const Evaluation evaluation = evaluated(bench);
  std::vector<std::vector<int>> counts(10, std::vector<int>(10));
  for (std::size_t i = 0; i < evaluation.bulk.size(); i += 4)
    ++counts[static_cast<std::size_t>(evaluation.bulk[i])][static_cast<std::size_t>(evaluation.bulk[i + 1])];
  const auto rows = protocol::parseTable(evaluation.confusion);
  const auto figures = protocol::parseTable(evaluation.figures);
  ASSERT_EQ(rows.size(), 10U);
  ASSERT_EQ(figures.size(), 10U);
  for (std::size_t k = 0; k < 10; ++k) {
    int there = 0;
    for (std::size_t other = 0; other < 10; ++other) {
      EXPECT_EQ(rows[k][other], std::to_string(counts[k][other]));
      there += counts[k][other];
    }
    EXPECT_NEAR(std::stod(figures[k][1]), static_cast<double>(counts[k][k]) / there, 1e-6);
  }
}

TEST(Evaluation, OfAnOldEpochIsOfItsWeights) {
  Bench bench;
  bench.load();
  bench.send(protocol::Train{});
  bench.finish();
  bench.send(protocol::ShowEpoch{1});
  const Evaluation evaluation = evaluated(bench);
  EXPECT_EQ(evaluation.epoch, 1);
  EXPECT_EQ(evaluation.bulk, plainly(bench, kSmall, bench.weightsShown(), 100));
  EXPECT_EQ(rightOnes(evaluation) / 100.0, bench.all<protocol::EpochDone>()[0].testAccuracy);
  bench.send(protocol::ShowEpoch{-1});
  EXPECT_NE(evaluated(bench).bulk, evaluation.bulk);
}

TEST(Evaluation, OfThePretrainedModelIsOfItsWeights) {
  Bench bench;
  bench.load();
  const Evaluation evaluation = evaluated(bench);
  EXPECT_EQ(evaluation.weights, "pretrained");
  EXPECT_EQ(evaluation.bulk, plainly(bench, kPresets[0].recipe, bench.weightsShown(), 100));
}

TEST(Evaluation, OfNoImagesIsAnsweredTooAndOneOfSomeSaysHowMany) {
  Bench bench;
  bench.session.handle(Evaluate{});
  bench.session.work(0.012);
  while (auto event = bench.session.nextEvent()) bench.events.push_back(std::move(*event));
  EXPECT_EQ(bench.last<Evaluation>().images, 0);
  bench.load();
  bench.send(protocol::SetField{"test", "30"});
  const Evaluation some = evaluated(bench);
  EXPECT_EQ(some.images, 30);
  EXPECT_EQ(some.wanted, 30);
  EXPECT_EQ(some.bulk.size(), 120U);
}

TEST(Evaluation, DropsOneThatIsUnderWayForTheNext) {
  Bench bench;
  bench.load();
  bench.send(Evaluate{});
  bench.send(protocol::UseWeights{"scratch"});
  bench.send(Evaluate{});
  bench.finish();
  ASSERT_EQ(bench.all<Evaluation>().size(), 1U);
  EXPECT_EQ(bench.last<Evaluation>().weights, "scratch");
}

TEST(Evaluation, IsDoneInSlices) {
  Bench bench;
  bench.load();
  bench.send(Evaluate{});
  EXPECT_EQ(bench.session.work(0), 0) << "there is more to do";
  bench.settle();
  EXPECT_TRUE(bench.all<Evaluation>().empty());
}

TEST(Evaluation, BesideTrainingChangesNoBitOfItAndIsOfWeightsOnTheWay) {
  Bench plain;
  plain.load();
  plain.send(protocol::Train{});
  plain.finish();
  Bench asked;
  asked.load();
  asked.send(protocol::Train{});
  bool ofNow = false;
  std::size_t wished = 0;
  while (asked.session.work(0) >= 0) {  // as little at a time as can be
    asked.settle();
    if (asked.all<Evaluation>().size() < wished) continue;
    ofNow = !ofNow;
    ++wished;
    asked.session.handle(protocol::ShowEpoch{ofNow ? -1 : 0});
    asked.session.handle(Evaluate{});
  }
  asked.finish();
  const auto answers = asked.all<Evaluation>();
  ASSERT_FALSE(answers.empty());
  EXPECT_EQ(answers[0].epoch, -1);
  EXPECT_LT(answers[0].imagesSeen, 1500);
  ASSERT_EQ(asked.last<protocol::Progress>().phase, "finished");
  EXPECT_EQ(asked.last<protocol::Progress>().weightsHash, plain.last<protocol::Progress>().weightsHash);
}

TEST(Pictures, AreThoseOfTheIndicesInTheirOrder) {
  Bench bench;
  bench.load();
  bench.send(protocol::FetchPictures{"test", {99, 0, 7}});
  const auto pictures = bench.last<protocol::Pictures>();
  EXPECT_EQ(pictures.split, "test");
  EXPECT_EQ(pictures.indices, "99\n0\n7");
  protocol::Bytes expected;
  for (const int index : {99, 0, 7}) {
    const auto pixels = bench.site.all.test.image(index);
    expected.insert(expected.end(), pixels.begin(), pixels.end());
  }
  EXPECT_EQ(pictures.bulk, expected);
}

TEST(Pictures, AreRefusedWithASentenceWhereThereAreNone) {
  const auto refusal = [](const protocol::FetchPictures& wish) {
    Bench bench;
    bench.load();
    bench.send(wish);
    EXPECT_TRUE(bench.all<protocol::Pictures>().empty());
    return bench.last<protocol::Failed>().text;
  };
  EXPECT_EQ(refusal({"test", {3, 100}}), "fetchPictures: there is no test image 100: 100 are here.");
  EXPECT_EQ(refusal({"test", {-1}}), "fetchPictures: there is no test image -1: 100 are here.");
  EXPECT_EQ(refusal({"test", {1.5F}}), "fetchPictures: there is no test image 1.5: 100 are here.");
  EXPECT_EQ(refusal({"nonsense", {1}}), "fetchPictures: the split must be \"train\" or \"test\".");
  EXPECT_EQ(refusal({"test", Floats(101)}),
            "fetchPictures: 101 pictures at once are too many, at most 100 can be asked for.");
}

}  // namespace
}  // namespace atelier::worker
