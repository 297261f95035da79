// What the session says of why: the maps of explain/saliency.h and the gradients of the network itself, of the image
// and the weights that are shown.

#include <gtest/gtest.h>

#include <algorithm>

#include "explain/saliency.h"
#include "support/recipes.h"
#include "train/evaluation.h"
#include "worker/attributor.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using atelier::testing::Bench;
using atelier::testing::kSmall;
using protocol::Attribute;
using protocol::Attribution;
using protocol::Bytes;
using protocol::Floats;

// The answer to Attribute, with all that the session has to do done.
Attribution attributed(Bench& bench, const Attribute& wish = {}) {
  bench.send(wish);
  bench.finish();
  return bench.last<Attribution>();
}

Network<float> networkOf(const std::string& recipe, const Floats& parameters) {
  Network<float> network(testing::recipeOf(recipe).network, kInputShape);
  std::copy(parameters.begin(), parameters.end(), network.parameters().begin());
  return network;
}

Floats part(const Attribution& attribution, std::size_t index) {
  const auto first = attribution.bulk.begin() + static_cast<std::ptrdiff_t>(index * 784);
  return {first, first + 784};
}

// What the attribution must hold, each map by its definition's own function.
void expectMapsOf(const Attribution& actual, const std::string& recipeText, const Floats& parameters,
                  std::span<const std::uint8_t> pixels) {
  const Recipe recipe = testing::recipeOf(recipeText);
  Network<float> network = networkOf(recipeText, parameters);
  Tensor<float> image(kInputShape);
  toInputs(pixels, recipe.inputs, image.data());
  const float black = recipe.inputs == Inputs::kCentred ? -0.5F : 0.0F;

  Floats unit(784);
  toInputs(pixels, Inputs::kUnit, unit.data());
  ASSERT_EQ(actual.bulk.size(), 4U * 784);
  EXPECT_EQ(part(actual, 0), unit);

  Floats gradients;
  Floats ignored;
  network.traceGradients(image, actual.label, gradients, ignored);
  gradients.resize(784);
  for (float& gradient : gradients) gradient = -gradient;
  EXPECT_EQ(part(actual, 1), gradients);

  Occlusion occlusion(image, actual.label, black);
  occlusion.work(network, 1000);
  EXPECT_EQ(part(actual, 2), occlusion.map());
  EXPECT_EQ(actual.loweredRow, occlusion.takesMost().row);
  EXPECT_EQ(actual.loweredColumn, occlusion.takesMost().column);
  EXPECT_EQ(actual.loweredProbability, static_cast<double>(occlusion.takesMost().probability));
  EXPECT_EQ(actual.raisedRow, occlusion.givesMost().row);
  EXPECT_EQ(actual.raisedColumn, occlusion.givesMost().column);
  EXPECT_EQ(actual.raisedProbability, static_cast<double>(occlusion.givesMost().probability));

  EXPECT_EQ(actual.noClassMap, "");
  EXPECT_EQ(part(actual, 3), overPicture(classMap(network, image, actual.label), network));

  const auto shares = predict(network, pixels, recipe.inputs);
  EXPECT_EQ(actual.probability, static_cast<double>(shares[static_cast<std::size_t>(actual.label)]));
  EXPECT_EQ(actual.predicted, std::max_element(shares.begin(), shares.end()) - shares.begin());
}

TEST(Attribution, HasTheMapsOfTheLikeliestClassInTheWeightsOfNow) {
  Bench bench;
  bench.load();
  bench.send(protocol::Train{});
  bench.finish();
  const Attribution attribution = attributed(bench);
  EXPECT_EQ(attribution.source, "picture");
  EXPECT_EQ(attribution.split, "test");
  EXPECT_EQ(attribution.index, 0);
  EXPECT_EQ(attribution.truth, bench.site.all.test.label(0));
  EXPECT_EQ(attribution.weights, "scratch");
  EXPECT_EQ(attribution.epoch, -1);
  EXPECT_EQ(attribution.imagesSeen, 1500);
  EXPECT_EQ(attribution.label, attribution.predicted);
  expectMapsOf(attribution, kSmall, bench.weightsShown(), bench.site.all.test.image(0));
}

TEST(Attribution, IsOfAnyClassThatIsAskedFor) {
  Bench bench;
  bench.load();
  bench.send(protocol::StepEpoch{});
  bench.finish();
  const Floats weights = bench.weightsShown();
  for (const int label : {0, 5, 9}) {
    const Attribution attribution = attributed(bench, {"picture", label});
    EXPECT_EQ(attribution.label, label);
    expectMapsOf(attribution, kSmall, weights, bench.site.all.test.image(0));
  }
}

TEST(Attribution, IsOfThePictureThatIsChosen) {
  Bench bench;
  bench.load();
  bench.send(protocol::StepEpoch{});
  bench.finish();
  bench.send(protocol::PickImage{"train", "index", 17, -1});
  const Attribution attribution = attributed(bench);
  EXPECT_EQ(attribution.split, "train");
  EXPECT_EQ(attribution.index, 17);
  EXPECT_EQ(attribution.truth, bench.site.all.train.label(17));
  expectMapsOf(attribution, kSmall, bench.weightsShown(), bench.site.all.train.image(17));
}

TEST(Attribution, IsOfTheDrawingAsTheNetworkSeesIt) {
  Bench bench;
  bench.load();
  Bytes pad(40 * 40);
  for (std::size_t i = 400; i < 900; ++i) pad[i] = static_cast<std::uint8_t>(i % 40 > 9 ? 200 : 0);
  bench.send(protocol::Draw{40, 40, pad});
  const Attribution attribution = attributed(bench, {"drawing", 2});
  EXPECT_EQ(attribution.source, "drawing");
  EXPECT_EQ(attribution.split, "");
  EXPECT_EQ(attribution.index, -1);
  EXPECT_EQ(attribution.truth, -1);
  expectMapsOf(attribution, kPresets[0].recipe, bench.weightsShown(), bench.last<protocol::Seen>().bulk);
}

TEST(Attribution, OfAnOldEpochIsOfItsWeights) {
  Bench bench;
  bench.load();
  bench.send(protocol::Train{});
  bench.finish();
  bench.send(protocol::ShowEpoch{1});
  const Attribution attribution = attributed(bench);
  EXPECT_EQ(attribution.epoch, 1);
  expectMapsOf(attribution, kSmall, bench.weightsShown(), bench.site.all.test.image(0));
  bench.send(protocol::ShowEpoch{-1});
  EXPECT_NE(attributed(bench).bulk, attribution.bulk);
}

TEST(Attribution, OfThePretrainedModelIsOfItsWeights) {
  Bench bench;
  bench.load();
  const Attribution attribution = attributed(bench);
  EXPECT_EQ(attribution.weights, "pretrained");
  expectMapsOf(attribution, kPresets[0].recipe, bench.weightsShown(), bench.site.all.test.image(0));
}

TEST(Attribution, SaysWhyThereIsNoClassMapAndHasTheOthers) {
  Bench bench;
  bench.load();
  bench.send(protocol::UseWeights{"scratch"});
  bench.send(protocol::SetField{"network", "conv 4x3 | max-pool 2 | dense 16 | relu | dense 10"});
  const Attribution attribution = attributed(bench);
  EXPECT_NE(attribution.noClassMap, "");
  EXPECT_EQ(attribution.bulk.size(), 3U * 784);
  EXPECT_NE(part(attribution, 2), Floats(784));
}

TEST(Attribution, DropsOneThatIsUnderWayForTheNext) {
  Bench bench;
  bench.load();
  bench.send(Attribute{"picture", 3});
  bench.session.work(0);
  bench.send(protocol::PickImage{"test", "index", 5, -1});
  bench.send(Attribute{"picture", 4});
  bench.finish();
  const auto answers = bench.all<Attribution>();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].label, 4);
  EXPECT_EQ(answers[0].index, 5);
  expectMapsOf(answers[0], kPresets[0].recipe, bench.weightsShown(), bench.site.all.test.image(5));
}

TEST(Attribution, IsRefusedWithASentence) {
  Bench bench;
  const auto refusal = [&](const Attribute& wish) {
    bench.send(wish);
    EXPECT_EQ(bench.last<protocol::Failed>().code, "attribution");
    return bench.last<protocol::Failed>().text;
  };
  EXPECT_EQ(refusal({"picture", -1}), "attribute: there is no picture yet.");
  bench.load();
  EXPECT_EQ(refusal({"drawing", -1}), "attribute: there is no drawing yet.");
  EXPECT_EQ(refusal({"weights", -1}), "attribute: the source must be \"picture\" or \"drawing\".");
  EXPECT_EQ(refusal({"picture", 10}), "attribute: there is no class 10.");
  EXPECT_EQ(refusal({"picture", -2}), "attribute: there is no class -2.");
  bench.finish();
  EXPECT_TRUE(bench.all<Attribution>().empty());
}

TEST(Attribution, IsDoneInSlices) {
  Bench bench;
  bench.load();
  bench.send(Attribute{});
  for (int slice = 1; slice < 144; ++slice) {
    EXPECT_EQ(bench.session.work(0), 0) << "there is more to do";
    bench.settle();
    ASSERT_TRUE(bench.all<Attribution>().empty());
  }
  EXPECT_LT(bench.session.work(0), 0);
  bench.settle();
  EXPECT_EQ(bench.all<Attribution>().size(), 1U);
}

TEST(Attribution, BesideTrainingChangesNoBitOfItAndIsOfWeightsOnTheWay) {
  Bench plain;
  plain.load();
  plain.send(protocol::Train{});
  plain.finish();
  Bench asked;
  asked.load();
  asked.send(protocol::Train{});
  int slices = 0;
  while (asked.session.work(0) >= 0) {  // as little at a time as can be
    asked.settle();
    if (++slices % 7 != 0 || slices > 70) continue;
    asked.session.handle(protocol::ShowEpoch{slices % 2 == 0 ? 0 : -1});
    asked.session.handle(protocol::PickImage{"test", "next", 0, -1});
    asked.session.handle(Attribute{"picture", slices % 10});
  }
  asked.finish();
  const auto answers = asked.all<Attribution>();
  ASSERT_FALSE(answers.empty());
  EXPECT_GT(answers.back().imagesSeen, 0);
  EXPECT_LT(answers.back().imagesSeen, 1500);
  ASSERT_EQ(asked.last<protocol::Progress>().phase, "finished");
  EXPECT_EQ(asked.last<protocol::Progress>().weightsHash, plain.last<protocol::Progress>().weightsHash);
}

TEST(Attribution, TakesNoMoreThanItsShareOfTheTimeHoweverOftenItIsAskedFor) {
  const Recipe recipe = testing::recipeOf(kSmall);
  Network<float> network(recipe.network, kInputShape);
  const Bytes pixels(784, 100);
  double now = 1;
  double worked = 0;
  bool isInside = false;
  Attributor attributor([&] {  // looked at before and after a piece of work, which takes half a millisecond
    if (isInside) now += 0.0005;
    isInside = true;
    return now;
  });
  Attributor::Events events;
  const double begun = now;
  for (int call = 0; call < 20'000; ++call) {
    if (call % 300 == 0) attributor.begin({}, {network, recipe, 1}, pixels);
    isInside = false;
    const double before = now;
    attributor.work(0, 0.03, events);
    worked += now - before;
    now += 0.0005;  // of training
  }
  EXPECT_GT(worked, 0.02 * (now - begun));
  EXPECT_LT(worked, 0.04 * (now - begun));
}

}  // namespace
}  // namespace atelier::worker
