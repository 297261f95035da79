// What the session says of all pictures of a split: the answers of train/evaluation.h, piece by piece, and their
// labels.

#include <gtest/gtest.h>

#include "support/recipes.h"
#include "train/evaluation.h"
#include "worker/grader.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using atelier::testing::Bench;
using atelier::testing::kSmall;
using protocol::FetchLabels;
using protocol::Judge;
using protocol::Judged;

void load(Bench& bench) {
  bench.settle();
  bench.send(protocol::UseWeights{"scratch"});
  bench.send(protocol::SetRecipe{kSmall});
}

// In one go, in a network of its own.
protocol::Floats plainly(const Images& images, std::span<const float> parameters) {
  const Recipe recipe = testing::recipeOf(kSmall);
  Network<float> network(recipe.network, kInputShape);
  std::copy(parameters.begin(), parameters.end(), network.parameters().begin());
  std::vector<Answer> answers;
  judge(network, images, recipe.inputs, 0, images.count(), answers);
  protocol::Floats all;
  for (const Answer& a : answers) all.insert(all.end(), {static_cast<float>(a.predicted), a.confidence, a.ofTruth});
  return all;
}

TEST(JudgedBySession, IsEveryPictureOfTheSplitInTheShownWeights) {
  Bench bench;
  load(bench);
  bench.send(protocol::Train{});
  bench.finish();
  for (const std::string split : {"train", "test"}) {
    const Images& images = split == "train" ? bench.site.all.train : bench.site.all.test;
    for (const int epoch : {-1, 1}) {
      bench.send(protocol::ShowEpoch{epoch});
      bench.send(Judge{split});
      bench.finish();
      const auto judged = bench.last<Judged>();
      EXPECT_EQ(judged.split, split);
      EXPECT_EQ(judged.epoch, epoch);
      EXPECT_EQ(judged.imagesSeen, 1500);
      EXPECT_EQ(judged.first, 0);
      EXPECT_EQ(judged.wanted, images.count());
      EXPECT_EQ(judged.bulk, plainly(images, bench.weightsShown())) << split << epoch;
    }
  }
}

TEST(JudgedBySession, TheOneUnderWayIsDroppedForTheNext) {
  Bench bench;
  load(bench);
  bench.send(Judge{"train"});
  EXPECT_EQ(bench.session.work(0), 0) << "there is more to do";
  bench.send(Judge{"test"});
  bench.finish();
  ASSERT_EQ(bench.all<Judged>().size(), 1U);
  EXPECT_EQ(bench.last<Judged>().split, "test");
}

TEST(JudgedBySession, ComesBesideTrainingAndChangesNoBitOfIt) {
  Bench alone;
  load(alone);
  alone.send(protocol::Train{});
  alone.finish();
  Bench beside;
  load(beside);
  beside.send(protocol::Train{});
  beside.send(Judge{"train"});
  beside.finish();
  EXPECT_FALSE(beside.all<Judged>().empty());
  EXPECT_EQ(beside.last<protocol::Progress>().weightsHash, alone.last<protocol::Progress>().weightsHash);
}

TEST(JudgedBySession, RefusesAnotherSplit) {
  Bench bench;
  load(bench);
  bench.send(Judge{"validation"});
  EXPECT_EQ(bench.last<protocol::Failed>().text, "judge: the split must be \"train\" or \"test\".");
  bench.send(FetchLabels{""});
  EXPECT_EQ(bench.last<protocol::Failed>().text, "fetchLabels: the split must be \"train\" or \"test\".");
}

TEST(LabelsOfSession, AreThoseOfThePicturesThatAreHere) {
  Bench bench;
  load(bench);
  bench.send(FetchLabels{"train"});
  EXPECT_EQ(bench.last<protocol::Labels>().split, "train");
  EXPECT_EQ(bench.last<protocol::Labels>().bulk, bench.site.all.train.labels);
  bench.send(FetchLabels{"test"});
  EXPECT_EQ(bench.last<protocol::Labels>().bulk, bench.site.all.test.labels);
}

struct GraderBench {
  Dataset dataset = makeSynthetic(2300, 50, 5);
  Recipe recipe = testing::recipeOf(kSmall);
  Network<float> network{recipe.network, kInputShape};
  Grader grader{[] { return 0.0; }};
  std::deque<protocol::Event> events;

  void begin(const std::string& split) {
    network.start(3);
    Judged about;
    about.split = split;
    grader.begin(std::move(about), {network, recipe, 1}, dataset);
  }
  const Judged& judged(std::size_t i) const { return std::get<Judged>(events.at(i)); }
};

TEST(Grader, TellsOfAThousandPicturesAtATimeInOrder) {
  GraderBench bench;
  bench.begin("train");
  while (bench.grader.isBusy()) bench.grader.work(-1, 1, bench.dataset, bench.events);
  ASSERT_EQ(bench.events.size(), 3U);
  protocol::Floats all;
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(bench.judged(i).first, static_cast<int>(i) * 1000);
    EXPECT_EQ(bench.judged(i).wanted, 2300);
    all.insert(all.end(), bench.judged(i).bulk.begin(), bench.judged(i).bulk.end());
  }
  EXPECT_EQ(all, plainly(bench.dataset.train, bench.network.parameters()));
}

TEST(Grader, BeginsAnewWithAnotherDataSetAndEndsWithoutPictures) {
  GraderBench bench;
  bench.begin("test");
  bench.grader.work(-1, 1, bench.dataset, bench.events);
  Dataset other = makeSynthetic(10, 30, 6);
  other.name = "Fashion-MNIST";
  while (bench.grader.isBusy()) bench.grader.work(-1, 1, other, bench.events);
  ASSERT_EQ(bench.events.size(), 1U);
  EXPECT_EQ(bench.judged(0).wanted, 30);
  EXPECT_EQ(bench.judged(0).bulk, plainly(other.test, bench.network.parameters()));
  bench.begin("test");
  bench.grader.work(-1, 1, {}, bench.events);
  EXPECT_FALSE(bench.grader.isBusy());
}

}  // namespace
}  // namespace atelier::worker
