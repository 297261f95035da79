// What the session says of a drawing's nearest training pictures: explain/neighbours.h over scribbles and pictures
// spread over those that are trained on, with the weights that are shown.

#include <gtest/gtest.h>

#include <algorithm>

#include "data/scribbling.h"
#include "explain/features.h"
#include "explain/neighbours.h"
#include "protocol/table.h"
#include "support/recipes.h"
#include "worker/comparer.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using atelier::testing::Bench;
using atelier::testing::kSmall;
using protocol::FindNearest;
using protocol::Nearest;

constexpr const char* kTrainsOnDrawings =
    "conv 4x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 1 ; folds none shuffle off ; augment drawings ; "
    "train 120 test 100 inputs centred ; seed 1";

void load(Bench& bench, const char* recipe = kSmall) {
  bench.settle();
  bench.send(protocol::UseWeights{"scratch"});
  bench.send(protocol::SetRecipe{recipe});
}

// A picture as it is, on the pad.
protocol::Draw drawn(std::span<const std::uint8_t> picture) { return {kSide, kSide, {picture.begin(), picture.end()}}; }

protocol::Draw checkerboard() {
  protocol::Draw draw{kSide, kSide, {}};
  for (int i = 0; i < kPixels; ++i) draw.bulk.push_back((i + i / kSide) % 2 == 0 ? 255 : 0);
  return draw;
}

TEST(NearestOfSession, IsThatOfThePlainLoop) {
  Bench bench;
  load(bench);
  bench.send(protocol::SetFit{false, false, false});
  bench.send(drawn(bench.site.all.test.image(3)));
  bench.send(FindNearest{});
  bench.finish();
  const auto nearest = bench.last<Nearest>();
  EXPECT_TRUE(nearest.isFirst);
  EXPECT_EQ(nearest.pictures, 500);
  EXPECT_EQ(nearest.wanted, 500);
  EXPECT_FALSE(nearest.hasDrawings);

  const Recipe recipe = testing::recipeOf(kSmall);
  Features features(recipe.network, bench.weightsShown(), recipe.inputs);
  Neighbours neighbours(features.parts());
  for (int i = 0; i < 500; ++i) {
    features.look(bench.site.all.train.image(i));
    neighbours.add(features.all());
  }
  for (int i = 0; i < Comparer::kScribbles; ++i) {
    Random random(static_cast<std::uint64_t>(i), 32);
    protocol::Bytes drawn(kPixels);
    scribble(random, drawn);
    features.look(drawn);
    neighbours.add(features.all());
  }
  neighbours.finish();
  features.look(bench.last<protocol::Seen>().bulk);
  const auto found = neighbours.nearest(features.all(), Nearest::kShown, 0, 500);
  const auto rows = protocol::parseTable(nearest.neighbours);
  ASSERT_EQ(rows.size(), found.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const int index = found[i].point;
    EXPECT_EQ(rows[i][0], std::to_string(index));
    EXPECT_EQ(rows[i][1], std::to_string(bench.site.all.train.label(index)));
    EXPECT_EQ(rows[i][2], "photograph");
    EXPECT_TRUE(
        std::ranges::equal(bench.site.all.train.image(index), std::span(nearest.bulk).subspan(i * kPixels, kPixels)));
  }
  EXPECT_EQ(nearest.distance, meanDistance(found));
  const auto scribbles = neighbours.nearest(features.all(), Nearest::kShown, 500, neighbours.points());
  EXPECT_EQ(nearest.toScribbles, meanDistance(scribbles));
}

TEST(NearestOfSession, FollowsEveryDrawingOnceThePicturesWereLookedAt) {
  Bench bench;
  load(bench);
  bench.send(drawn(bench.site.all.test.image(0)));
  EXPECT_TRUE(bench.all<Nearest>().empty()) << "nobody has asked";
  bench.send(FindNearest{});
  bench.finish();
  ASSERT_EQ(bench.all<Nearest>().size(), 1U);
  bench.send(drawn(bench.site.all.test.image(1)));
  bench.send(protocol::SetFit{false, true, false});
  ASSERT_EQ(bench.all<Nearest>().size(), 3U);
  EXPECT_FALSE(bench.last<Nearest>().isFirst);
  EXPECT_EQ(protocol::parseTable(bench.last<Nearest>().neighbours).size(), 5U);
}

TEST(NearestOfSession, OfAnEmptyPadIsNothing) {
  Bench bench;
  load(bench);
  bench.send(FindNearest{});
  bench.finish();
  EXPECT_TRUE(bench.last<Nearest>().neighbours.empty());
  EXPECT_EQ(bench.last<Nearest>().distance, -1);
  bench.send(drawn(bench.site.all.test.image(0)));
  EXPECT_FALSE(bench.last<Nearest>().neighbours.empty());
  bench.send(protocol::Draw{kSide, kSide, protocol::Bytes(kPixels, 0)});
  EXPECT_TRUE(bench.last<Nearest>().neighbours.empty());
  EXPECT_FALSE(bench.last<Nearest>().isUnlike);
}

TEST(NearestOfSession, AnswersForTheWeightsThatAreShownAndForThoseOfLater) {
  Bench bench;
  load(bench);
  bench.send(drawn(bench.site.all.test.image(0)));
  bench.send(FindNearest{});
  bench.finish();
  EXPECT_EQ(bench.last<Nearest>().imagesSeen, 0);
  bench.send(protocol::Train{});
  bench.finish();
  bench.send(drawn(bench.site.all.test.image(0)));
  EXPECT_EQ(bench.last<Nearest>().imagesSeen, 0) << "those that were asked about";
  bench.send(FindNearest{});
  bench.finish();
  EXPECT_EQ(bench.last<Nearest>().imagesSeen, 1500);
  EXPECT_EQ(bench.last<Nearest>().epoch, -1);
  bench.send(protocol::ShowEpoch{1});
  bench.send(FindNearest{});
  bench.finish();
  EXPECT_EQ(bench.last<Nearest>().epoch, 1);
  bench.send(protocol::UseWeights{"pretrained"});
  bench.send(FindNearest{});
  bench.finish();
  EXPECT_EQ(bench.last<Nearest>().weights, "pretrained");
}

TEST(NearestOfSession, CallsUnlikeWhatIsNearerToScribblesThanTestPicturesOfATrainedNetwork) {
  Bench bench;
  load(bench);
  bench.send(checkerboard());
  bench.send(FindNearest{});
  bench.finish();
  EXPECT_FALSE(bench.last<Nearest>().isUnlike) << "it has seen nothing yet";
  bench.send(protocol::Train{});
  bench.finish();
  bench.send(FindNearest{});
  bench.finish();
  const auto board = bench.last<Nearest>();
  EXPECT_NE(board.usual, 0);
  EXPECT_GT(board.distance - board.toScribbles, board.usual);
  EXPECT_TRUE(board.isUnlike);
  bench.send(protocol::SetFit{false, false, false});
  bench.send(drawn(bench.site.all.test.image(0)));
  EXPECT_FALSE(bench.last<Nearest>().isUnlike);
}

TEST(NearestOfSession, LooksAtDrawingsTooWhereTheRecipeTrainsOnThem) {
  Bench bench;
  load(bench, kTrainsOnDrawings);
  bench.send(drawn(bench.site.all.test.image(0)));
  bench.send(FindNearest{});
  bench.finish();
  EXPECT_TRUE(bench.last<Nearest>().hasDrawings);
  EXPECT_EQ(bench.last<Nearest>().pictures, 120);
  bool isThere = false;
  for (int i = 0; i < 100; ++i) {
    bench.send(drawn(bench.site.all.test.image(i)));
    for (const auto& row : protocol::parseTable(bench.last<Nearest>().neighbours)) isThere |= row[2] == "drawing";
  }
  EXPECT_TRUE(isThere);
}

TEST(NearestOfSession, LooksAtOnePictureAtATimeAndGivesUpWhatIsUnderWayForTheNext) {
  Bench bench;
  load(bench);
  bench.send(FindNearest{});
  EXPECT_EQ(bench.session.work(0), 0) << "there is more to do";
  bench.send(protocol::NewSeed{});
  bench.send(FindNearest{});
  bench.finish();
  const auto all = bench.all<Nearest>();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].runId, bench.last<protocol::Run>().runId);
}

TEST(NearestOfSession, ComesBesideTrainingAndChangesNoBitOfIt) {
  Bench alone;
  load(alone);
  alone.send(protocol::Train{});
  alone.finish();
  Bench beside;
  load(beside);
  beside.send(drawn(beside.site.all.test.image(0)));
  beside.send(protocol::Train{});
  beside.send(FindNearest{});
  beside.finish();
  EXPECT_FALSE(beside.all<Nearest>().empty());
  EXPECT_EQ(beside.last<protocol::Progress>().weightsHash, alone.last<protocol::Progress>().weightsHash);
}

TEST(NearestOfSession, IsNotLookedForBeforeThereArePictures) {
  Bench bench;
  bench.session.handle(FindNearest{});
  bench.session.work(0.012);
  while (auto event = bench.session.nextEvent()) bench.events.push_back(std::move(*event));
  EXPECT_TRUE(bench.all<Nearest>().empty());
}

// Each look at this clock takes a second.
TEST(Comparer, KeepsToItsShareOfTheTime) {
  const Dataset dataset = makeSynthetic(40, 10, 5);
  Network<float> network(testing::recipeOf(kSmall).network, kInputShape);
  const Recipe recipe = testing::recipeOf(kSmall);
  double now = 0;
  Comparer comparer([&now] { return now; });
  comparer.begin({}, {network, recipe, 1}, dataset);
  ASSERT_TRUE(comparer.isBusy());
  comparer.work(0, 0.5, dataset);
  EXPECT_FALSE(comparer.isReady());
  int calls = 1;
  while (!comparer.work(0, 1, dataset)) ++calls;
  EXPECT_EQ(calls, 49 + Comparer::kScribbles) << "a picture a call";
  EXPECT_EQ(comparer.compare(dataset.train.image(0)).distance >= 0, true);
}

TEST(Comparer, IsShortWhenMorePicturesCameSinceItBegan) {
  const Dataset all = makeSynthetic(40, 10, 5);
  Dataset first = all;
  first.test = {};
  const Recipe recipe = testing::recipeOf(kSmall);
  Network<float> network(recipe.network, kInputShape);
  Comparer comparer([] { return 0.0; });
  EXPECT_FALSE(comparer.isShort(all)) << "nobody has asked";
  comparer.begin({}, {network, recipe, 1}, first);
  EXPECT_FALSE(comparer.isShort(all)) << "it is at work";
  while (!comparer.work(-1, 1, all)) {
  }
  EXPECT_FALSE(comparer.isShort(first));
  EXPECT_TRUE(comparer.isShort(all));
  comparer.begin({}, {network, recipe, 1}, all);
  while (!comparer.work(-1, 1, all)) {
  }
  EXPECT_FALSE(comparer.isShort(all));
}

TEST(Comparer, BeginsAnewWithAnotherDataSet) {
  const Dataset first = makeSynthetic(40, 10, 5);
  Dataset second = makeSynthetic(30, 10, 6);
  second.name = "Fashion-MNIST";
  const Recipe recipe = testing::recipeOf(kSmall);
  Network<float> network(recipe.network, kInputShape);
  Comparer comparer([] { return 0.0; });
  comparer.begin({}, {network, recipe, 1}, first);
  comparer.work(-1, 1, first);
  while (!comparer.work(-1, 1, second)) {
  }
  EXPECT_EQ(comparer.compare({}).pictures, 30);
  comparer.begin({}, {network, recipe, 1}, first);
  comparer.work(-1, 1, {});
  EXPECT_FALSE(comparer.isBusy());
  EXPECT_FALSE(comparer.isReady());
}

}  // namespace
}  // namespace atelier::worker
