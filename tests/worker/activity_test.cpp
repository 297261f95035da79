// What the session says of the channels: explain/activity.h over the first test images, of the weights that are shown.

#include <gtest/gtest.h>

#include <algorithm>

#include "explain/activity.h"
#include "support/recipes.h"
#include "worker/session_bench.h"
#include "worker/surveyor.h"

namespace atelier::worker {
namespace {

using atelier::testing::Bench;
using protocol::Floats;
using protocol::Survey;

constexpr const char* kRectified =
    "conv 4x3 | relu | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 3 ; folds none shuffle off ; "
    "train 500 test 100 inputs centred ; seed 1";

void load(Bench& bench) {
  bench.settle();
  bench.send(protocol::UseWeights{"scratch"});
  bench.send(protocol::SetRecipe{kRectified});
}

protocol::Activity surveyed(Bench& bench) {
  bench.send(Survey{});
  bench.finish();
  return bench.last<protocol::Activity>();
}

// Image after image, in a network of its own.
Floats plainly(const Bench& bench, const Floats& parameters) {
  const Recipe recipe = testing::recipeOf(kRectified);
  Network<float> network(recipe.network, kInputShape);
  std::copy(parameters.begin(), parameters.end(), network.parameters().begin());
  const Images& images = bench.site.all.test;
  atelier::Activity activity;
  Tensor<float> x(kInputShape);
  for (int i = 0; i < std::min(images.count(), protocol::Activity::kImages); ++i) {
    toInputs(images.image(i), recipe.inputs, x.data());
    activity.add(network, x);
  }
  return activity.shares();
}

TEST(ActivityOfSession, IsThatOfThePlainLoopOnAnyEpoch) {
  Bench bench;
  load(bench);
  bench.send(protocol::Train{});
  bench.finish();
  for (const int epoch : {-1, 0, 2}) {
    bench.send(protocol::ShowEpoch{epoch});
    const auto activity = surveyed(bench);
    EXPECT_EQ(activity.epoch, epoch);
    EXPECT_EQ(activity.imagesSeen, 1500);
    EXPECT_EQ(activity.images, std::min(bench.site.all.test.count(), protocol::Activity::kImages));
    EXPECT_EQ(activity.bulk, plainly(bench, bench.weightsShown())) << epoch;
  }
}

TEST(ActivityOfSession, WithoutImagesIsAnsweredToo) {
  Bench bench;
  bench.session.handle(Survey{});
  bench.session.work(0.012);
  while (auto event = bench.session.nextEvent()) bench.events.push_back(std::move(*event));
  EXPECT_EQ(bench.last<protocol::Activity>().images, 0);
  EXPECT_TRUE(bench.last<protocol::Activity>().bulk.empty());
}

TEST(ActivityOfSession, IsFoundOutAnImageAtATimeAndTheOneUnderWayIsDroppedForTheNext) {
  Bench bench;
  load(bench);
  bench.send(Survey{});
  EXPECT_EQ(bench.session.work(0), 0) << "there is more to do";
  bench.send(protocol::NewSeed{});
  const auto activity = surveyed(bench);
  EXPECT_EQ(bench.all<protocol::Activity>().size(), 1U);
  EXPECT_EQ(activity.bulk, plainly(bench, bench.weightsShown()));
}

TEST(ActivityOfSession, BesideTrainingChangesNoBitOfIt) {
  Bench plain;
  load(plain);
  plain.send(protocol::Train{});
  plain.finish();
  Bench asked;
  load(asked);
  asked.send(protocol::Train{});
  for (int slices = 0; asked.session.work(0) >= 0; ++slices) {  // as little at a time as can be
    asked.settle();
    if (slices % 50 == 0 && slices < 500) asked.session.handle(Survey{});
  }
  asked.finish();
  EXPECT_FALSE(asked.all<protocol::Activity>().empty());
  EXPECT_EQ(asked.last<protocol::Progress>().weightsHash, plain.last<protocol::Progress>().weightsHash);
}

TEST(Surveyor, TakesNoMoreThanItsShareOfTheTimeHoweverOftenItIsAskedFor) {
  const Recipe recipe = testing::recipeOf(kRectified);
  Network<float> network(recipe.network, kInputShape);
  const Dataset dataset = testing::FakeSite().all;
  double now = 1;
  double worked = 0;
  bool isInside = false;
  Surveyor surveyor([&] {  // looked at before and after a piece of work, which takes half a millisecond
    if (isInside) now += 0.0005;
    isInside = true;
    return now;
  });
  Surveyor::Events events;
  const double begun = now;
  for (int call = 0; call < 20'000; ++call) {
    if (call % 300 == 0) surveyor.begin({}, {network, recipe, 1});
    isInside = false;
    const double before = now;
    surveyor.work(0, 0.03, dataset, events);
    worked += now - before;
    now += 0.0005;  // of training
  }
  EXPECT_GT(worked, 0.02 * (now - begun));
  EXPECT_LT(worked, 0.035 * (now - begun));
}

}  // namespace
}  // namespace atelier::worker
