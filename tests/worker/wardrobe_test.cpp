#include <algorithm>

#include "data/wardrobe_file.h"
#include "protocol/table.h"
#include "support/wardrobes.h"
#include "worker/session_bench.h"

namespace atelier::worker {
namespace {

using namespace protocol;  // NOLINT: a test of nothing but messages
using testing::Bench;
using testing::kSmall;

// A vertical line of the pad, of its own for each number.
Draw lineAt(int column) {
  Draw draw{28, 28, Bytes(kPicturePixels)};
  for (std::size_t row = 4; row < 24; ++row) draw.bulk[row * 28 + static_cast<std::size_t>(column)] = 255;
  for (std::size_t at = 0; at < 3; ++at) draw.bulk[4 * 28 + static_cast<std::size_t>(column) + at] = 200;
  draw.bulk[static_cast<std::size_t>(23 * 28 + 27 - column)] = 90;
  return draw;
}

std::vector<std::string> columnOf(const std::string& table) {
  std::vector<std::string> cells;
  for (const Row& row : parseTable(table)) cells.push_back(row[0]);
  return cells;
}

// Adds lines as these classes.
void dress(Bench& bench, const std::vector<std::string>& names) {
  int column = 5;
  for (const std::string& name : names) {
    bench.send(lineAt(column++));
    bench.send(AddToWardrobe{-1, name});
  }
}

std::string lastRefusal(const Bench& bench) {
  const auto failed = bench.last<Failed>();
  EXPECT_EQ(failed.code, "wardrobe");
  return failed.text;
}

TEST(WardrobeMessages, ADrawingIsAddedAsTheNetworkSeesIt) {
  Bench bench;
  bench.load();
  dress(bench, {"Scarf", "Bag", "  Scarf "});
  const auto wardrobe = bench.last<protocol::Wardrobe>();
  EXPECT_EQ(columnOf(wardrobe.classes), (std::vector<std::string>{"Scarf"}));
  EXPECT_EQ(columnOf(wardrobe.items), (std::vector<std::string>{"10", "8", "10"}));
  EXPECT_TRUE(wardrobe.canUndo);
  const auto seen = bench.last<Seen>().bulk;
  const auto last = wardrobe.bulk.begin() + wardrobe.firstPicture + 2 * kPicturePixels;
  EXPECT_TRUE(std::equal(seen.begin(), seen.end(), last));
}

TEST(WardrobeMessages, TheBulkIsTheFile) {
  Bench bench;
  bench.load();
  dress(bench, {"Scarf", "Bag"});
  const auto file = bench.last<protocol::Wardrobe>().bulk;
  std::string error;
  ASSERT_TRUE(parseWardrobe(file, error)) << error;
  Bench other;
  other.load();
  other.send(OpenWardrobe{true, file});
  EXPECT_EQ(other.last<protocol::Wardrobe>().bulk, file);
  other.send(OpenWardrobe{true, file});
  EXPECT_EQ(other.last<protocol::Wardrobe>().bulk, file) << "nothing is doubled";
}

TEST(WardrobeMessages, WhatIsRefusedChangesNothing) {
  Bench bench;
  bench.load();
  bench.send(AddToWardrobe{-1, "Scarf"});
  EXPECT_EQ(lastRefusal(bench), "The pad is empty: draw what you want to put into the wardrobe.");
  dress(bench, {"Scarf"});
  const auto file = bench.last<protocol::Wardrobe>().bulk;
  const std::size_t told = bench.all<protocol::Wardrobe>().size();
  bench.send(AddToWardrobe{-1, "Scarf"});
  EXPECT_EQ(lastRefusal(bench), "This picture is in the wardrobe already, as Scarf.");
  bench.send(AddToWardrobe{-1, " "});
  EXPECT_EQ(lastRefusal(bench), "A class needs a name.");
  bench.send(AddToWardrobe{11, ""});
  EXPECT_EQ(lastRefusal(bench), "An item is a picture of 28x28 with one of the classes.");
  bench.send(RemoveFromWardrobe{7});
  EXPECT_EQ(lastRefusal(bench), "There is no item 8 in the wardrobe.");
  bench.send(RenameClass{3, "Robe"});
  EXPECT_EQ(lastRefusal(bench), "Only a class of your own can be renamed.");
  bench.send(OpenWardrobe{true, {1, 2, 3}});
  EXPECT_EQ(lastRefusal(bench), "This is not a wardrobe file.");
  EXPECT_EQ(bench.all<protocol::Wardrobe>().size(), told);
  bench.send(UndoWardrobe{});
  bench.send(UndoWardrobe{});
  EXPECT_EQ(bench.last<protocol::Wardrobe>().bulk, file);
}

TEST(WardrobeMessages, UndoBringsBackWhatWasTakenAway) {
  Bench bench;
  bench.load();
  bench.send(UndoWardrobe{});
  EXPECT_EQ(lastRefusal(bench), "Nothing of the wardrobe was changed yet.");
  dress(bench, {"Scarf", "Bag"});
  const auto file = bench.last<protocol::Wardrobe>().bulk;
  bench.send(RemoveFromWardrobe{-1});
  EXPECT_EQ(bench.last<protocol::Wardrobe>().items, "");
  EXPECT_EQ(bench.last<protocol::Wardrobe>().classes, "");
  bench.send(UndoWardrobe{});
  EXPECT_EQ(bench.last<protocol::Wardrobe>().bulk, file);
  bench.send(UndoWardrobe{});
  EXPECT_EQ(bench.last<protocol::Wardrobe>().items, "");
}

TEST(WardrobeMessages, AClassIsRenamed) {
  Bench bench;
  bench.load();
  dress(bench, {"Scraf"});
  bench.send(RenameClass{10, "Scarf"});
  EXPECT_EQ(bench.last<protocol::Wardrobe>().classes, "Scarf");
}

TEST(WardrobeMessages, WhatWasKeptTakesThePlaceOfWhatIsHereAndIsNothingToUndo) {
  Bench bench;
  bench.load();
  dress(bench, {"Scarf"});
  const auto file = bench.last<protocol::Wardrobe>().bulk;
  Bench next;
  next.settle();
  EXPECT_TRUE(next.all<protocol::Wardrobe>().empty()) << "the page's own stands until it has sent it";
  next.send(OpenWardrobe{false, file});
  EXPECT_EQ(next.last<protocol::Wardrobe>().bulk, file);
  EXPECT_FALSE(next.last<protocol::Wardrobe>().canUndo);
}

TEST(WardrobeMessages, SurvivesThatTheDataSetComes) {
  Bench bench;
  bench.send(lineAt(5));
  Bench late;
  late.session.handle(lineAt(5));
  late.session.handle(AddToWardrobe{3, ""});
  late.load();
  late.send(UndoWardrobe{});
  late.send(UndoWardrobe{});
  EXPECT_EQ(late.last<protocol::Wardrobe>().items, "3");
}

TEST(FineTune, GoesOnFromThePretrainedModelWithAClassMore) {
  Bench bench;
  bench.settle();
  EXPECT_EQ(bench.last<protocol::Run>().weights, "pretrained");
  const auto before = bench.weightsShown();
  dress(bench, {"Scarf"});
  bench.send(protocol::FineTune{});
  const auto run = bench.last<protocol::Run>();
  EXPECT_EQ(run.weights, "scratch");
  EXPECT_EQ(run.number, 1) << "in the place of the run that had learned nothing";
  EXPECT_EQ(parseTable(run.runs)[0][1], "-1") << "from the pretrained model";
  EXPECT_NE(run.recipe.find("dense 11 ; sgd 0.005 momentum 0.9 cosine"), std::string::npos) << run.recipe;
  EXPECT_NE(run.recipe.find("wardrobe 0.3"), std::string::npos) << run.recipe;
  EXPECT_EQ(bench.last<protocol::Recipe>().recipe, run.recipe);
  EXPECT_TRUE(bench.last<Progress>().running);
  bench.send(ShowEpoch{0});
  const auto start = bench.weightsShown();
  ASSERT_GT(start.size(), before.size());
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + 1000, start.begin()));
}

TEST(FineTune, TheSameWardrobeAndWeightsGiveTheSameBits) {
  const auto hash = [] {
    Bench bench;
    bench.settle();
    dress(bench, {"Scarf", "Bag"});
    bench.send(protocol::FineTune{});
    bench.finish();
    return bench.last<Progress>().weightsHash;
  };
  const std::string first = hash();
  EXPECT_EQ(first.size(), 16U);
  EXPECT_EQ(hash(), first);
}

TEST(FineTune, GoesOnFromThisRunAndFromItsPast) {
  Bench bench;
  bench.load();
  bench.send(Train{});
  bench.finish();
  dress(bench, {"Scarf"});
  bench.send(ShowEpoch{2});
  const auto before = bench.weightsShown();
  bench.send(protocol::FineTune{});
  const auto runs = parseTable(bench.last<protocol::Run>().runs);
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[1][1], "1");
  EXPECT_EQ(runs[1][2], "2");
  bench.send(ShowEpoch{0});
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + 1000, bench.weightsShown().begin()));
}

TEST(FineTune, ChangeIsToldAgainstTheWeightsItBeganWith) {
  Bench bench;
  bench.settle();
  dress(bench, {"Scarf"});
  bench.send(protocol::FineTune{});
  bench.send(Pause{});
  bench.send(Reset{});
  bench.send(protocol::FineTune{});
  bench.send(Pause{});
  bench.send(Inspect{"drawing", true, "change"});
  const auto change = bench.last<protocol::Weights>().bulk;
  EXPECT_TRUE(std::all_of(change.begin(), change.end(), [](float by) { return by == 0; }));
}

TEST(FineTune, ARunThatItsWorkerLostGoesOnToTheSameBits) {
  Bench bench;
  bench.settle();
  dress(bench, {"Scarf", "Bag"});
  const auto file = bench.last<protocol::Wardrobe>().bulk;
  bench.send(protocol::FineTune{});
  const auto atStart = bench.last<protocol::Checkpoint>();
  EXPECT_EQ(atStart.position, 0);
  EXPECT_EQ(atStart.epoch, 0);
  bench.session.work(1e-5);
  bench.send(Pause{});
  const auto later = bench.last<protocol::Checkpoint>();
  EXPECT_GT(later.position, 0);
  bench.send(Train{});
  bench.finish();
  for (const auto& checkpoint : {atStart, later}) {
    Bench next;
    next.settle();
    next.send(OpenWardrobe{false, file});
    next.send(checkpoint);
    EXPECT_EQ(parseTable(next.last<protocol::Run>().layers).back()[2], "11");
    next.send(Train{});
    next.finish();
    EXPECT_EQ(next.last<Progress>().weightsHash, bench.last<Progress>().weightsHash) << checkpoint.position;
  }
}

TEST(FineTune, WithNothingToLearnFromItIsRefused) {
  Bench bench;
  bench.settle();
  const std::size_t runs = bench.all<protocol::Run>().size();
  bench.send(protocol::FineTune{});
  EXPECT_EQ(lastRefusal(bench), "The wardrobe is empty: put a drawing into it first.");
  EXPECT_EQ(bench.all<protocol::Run>().size(), runs);
  Bench early;
  early.session.handle(lineAt(5));
  early.session.handle(AddToWardrobe{3, ""});
  early.session.handle(protocol::FineTune{});
  while (auto event = early.session.nextEvent()) early.events.push_back(std::move(*event));
  EXPECT_EQ(lastRefusal(early), "The training images are not here yet: try again soon.");
}

TEST(FineTune, ANetworkOfElevenClassesAnswersForEleven) {
  Bench bench;
  bench.settle();
  dress(bench, {"Scarf"});
  bench.send(protocol::FineTune{});
  bench.finish();
  EXPECT_EQ(bench.last<Prediction>().bulk.size(), 11U);
  bench.send(Evaluate{});
  bench.finish();
  const auto rows = parseTable(bench.last<Evaluation>().confusion);
  ASSERT_EQ(rows.size(), 10U);
  EXPECT_EQ(rows[0].size(), 11U);
  bench.send(Attribute{"drawing", 10});
  bench.finish();
  EXPECT_EQ(bench.last<Attribution>().label, 10);
  bench.send(Attribute{"drawing", 11});
  EXPECT_EQ(bench.last<Failed>().code, "attribution");
}

TEST(WardrobeMessages, ItsShareTakesEffectInARunThatIsUnderWay) {
  const auto hash = [](bool mixes) {
    Bench bench;
    bench.load();
    dress(bench, {"Bag"});
    bench.send(StepBatch{});
    bench.session.work(0.012);
    if (mixes) bench.send(SetField{"wardrobe", "0.5"});
    bench.send(Train{});
    bench.finish();
    return bench.last<Progress>().weightsHash;
  };
  EXPECT_NE(hash(true), hash(false));
}

TEST(WardrobeMessages, SlowMotionShowsAnItemInAPlaceOfAnImage) {
  Bench bench;
  bench.load();
  dress(bench, {"Bag"});
  bench.send(SetField{"wardrobe", "0.9"});
  bench.send(protocol::SlowMotion{true});
  for (int step = 0; step < 10 && bench.last<Picture>().split != "wardrobe"; ++step) {
    bench.send(StepBatch{});
    bench.finish();
  }
  EXPECT_EQ(bench.last<Picture>().split, "wardrobe");
  EXPECT_EQ(bench.last<Picture>().label, 8);
  EXPECT_EQ(bench.last<NextBatch>().label, 8);
}

}  // namespace
}  // namespace atelier::worker
