#include "keep/work.h"

#include <gtest/gtest.h>

#include <limits>

#include "keep/piece.h"
#include "keep/snapshot.h"

namespace atelier::keep {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes snapshotOf(int epoch) { return writeSnapshot({epoch, 10 * epoch, {0.5F, -1.25F}, {3.0F}}); }

std::string nameOf(const Bytes& piece) {
  std::string error;
  return readPiece(piece, error)->name;
}

Work workOf(const std::string& snapshots = "") {
  Work work;
  work.recipe = "conv 12x3 | dense 10";
  work.speed = 70;
  work.split = "test";
  work.index = 17;
  work.fit = {false, true, true};
  work.drawing = "drawing 1 ; stroke 300 1 2";
  work.wardrobe = {1, 2, 0, 255};
  work.hasRun = true;
  work.run.recipe = work.recipe;
  work.run.history = "0.1\t0.2\n0.3\t0.4";
  work.run.epoch = 2;
  work.run.lossSum = 1.0 / 3;
  work.run.bulk = {1.5F, std::numeric_limits<float>::denorm_min()};
  work.curve = {1, 2, 3, 4};
  work.snapshots = snapshots;
  return work;
}

Bytes operator+(Bytes one, const Bytes& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

std::string refusalOf(const Bytes& bytes) {
  std::string error;
  EXPECT_FALSE(readWork(bytes, error).has_value());
  return error;
}

TEST(Work, IsReadAsItWasWritten) {
  const Bytes one = snapshotOf(1);
  const Bytes two = snapshotOf(2);
  const Bytes head = writeHead(workOf(nameOf(one) + "\n" + nameOf(two)));
  std::string error;
  const auto file = readWork(head + two + one, error);
  ASSERT_TRUE(file.has_value()) << error;
  EXPECT_EQ(writeHead(file->work), head);
  EXPECT_EQ(file->work.run.lossSum, 1.0 / 3);
  EXPECT_EQ(file->work.run.bulk, workOf().run.bulk);
  EXPECT_EQ(file->work.wardrobe, workOf().wardrobe);
  EXPECT_EQ(file->work.fit, workOf().fit);
  EXPECT_EQ(file->pieces, (std::map<std::string, Bytes>{{nameOf(one), one}, {nameOf(two), two}}));
  EXPECT_EQ(file->lost, 0);
}

LeftRun leftRunOf(int number, const std::string& snapshots = "") {
  LeftRun left{number, 1, 2, workOf().run, {1, 2, 3, 4}, {500, 1000}, snapshots};
  left.run.runId = 0;
  return left;
}

TEST(Work, HasTheRunsThatWereLeftWithTheirEpochs) {
  const Bytes one = snapshotOf(1);
  const Bytes two = snapshotOf(2);
  const Bytes left = writeLeftRun(leftRunOf(3, nameOf(one) + "\n" + nameOf(two)));
  Work work = workOf(nameOf(one));
  work.number = 4;
  work.from = 3;
  work.fromEpoch = 1;
  work.leftRuns = nameOf(left);
  std::string error;
  const auto file = readWork(writeHead(work) + one + left + two, error);
  ASSERT_TRUE(file.has_value()) << error;
  EXPECT_EQ(file->work.number, 4);
  EXPECT_EQ(file->work.from, 3);
  EXPECT_EQ(file->work.fromEpoch, 1);
  ASSERT_EQ(file->leftRuns.size(), 1U);
  EXPECT_EQ(writeLeftRun(file->leftRuns[0]), left);
  EXPECT_EQ(file->pieces.size(), 2U) << "the epoch that both have is there once";
  EXPECT_EQ(file->lost, 0);
}

TEST(Work, ARunThatWasLeftIsReadWithoutTheEpochsThatAreMissing) {
  const Bytes one = snapshotOf(1);
  const Bytes left = writeLeftRun(leftRunOf(3, nameOf(one) + "\n" + nameOf(snapshotOf(2))));
  Work work = workOf();
  work.leftRuns = nameOf(left);
  std::string error;
  const auto file = readWork(writeHead(work) + left + one, error);
  ASSERT_EQ(file->leftRuns.size(), 1U);
  EXPECT_EQ(file->leftRuns[0].snapshots, nameOf(one));
  EXPECT_EQ(file->lost, 1);
}

TEST(Work, OfRunsThatWereLeftThoseAreLostThatAreDamagedMissingOrTooMany) {
  Work work = workOf();
  Bytes runs;
  for (int number = 1; number <= 5; ++number) {
    Bytes left = writeLeftRun(leftRunOf(number));
    work.leftRuns += (number > 1 ? "\n" : "") + nameOf(left);
    if (number == 1) left.back() ^= 1U;
    runs = runs + left;
  }
  work.leftRuns += "\nrun9-00000000\n" + nameOf(snapshotOf(1));
  std::string error;
  const auto file = readWork(writeHead(work) + runs + snapshotOf(1), error);
  ASSERT_TRUE(file.has_value()) << error;
  ASSERT_EQ(file->leftRuns.size(), kMostLeft);
  EXPECT_EQ(file->leftRuns[0].number, 2);
  EXPECT_EQ(file->lost, 4);
}

// As the page wrote it before runs that were left were kept.
TEST(Work, OfAnEarlierPageIsReadAsARunByItself) {
  const Bytes now = writeHead(workOf());
  std::string error;
  const auto content = readPiece(now, error)->content;
  const auto file = readWork(writePiece("head", content.first(content.size() - 16)), error);
  ASSERT_TRUE(file.has_value()) << error;
  EXPECT_EQ(writeHead(file->work), now);
  EXPECT_TRUE(file->leftRuns.empty());
  EXPECT_NE(refusalOf(writePiece("head", content.first(content.size() - 15))), "");
}

TEST(LeftRun, IsReadAsItWasWrittenOrRefused) {
  const Bytes bytes = writeLeftRun(leftRunOf(3));
  std::string error;
  const auto left = readLeftRun(bytes, error);
  ASSERT_TRUE(left.has_value()) << error;
  EXPECT_EQ(writeLeftRun(*left), bytes);
  EXPECT_EQ(left->images, (protocol::Floats{500, 1000}));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    Bytes other = bytes;
    other[i] ^= 1U;
    EXPECT_FALSE(readLeftRun(other, error).has_value()) << i;
  }
  EXPECT_FALSE(readLeftRun(snapshotOf(3), error).has_value());
}

TEST(Work, EveryByteOfTheHeadCounts) {
  const Bytes head = writeHead(workOf());
  for (std::size_t i = 0; i < head.size(); ++i) {
    Bytes other = head;
    other[i] ^= 1U;
    EXPECT_NE(refusalOf(other), "") << i;
    EXPECT_NE(refusalOf({head.begin(), head.begin() + static_cast<std::ptrdiff_t>(i)}), "") << i;
  }
}

TEST(Work, SaysWhatIsWrongWithIt) {
  EXPECT_EQ(refusalOf({}), "This is not a file of work from this page, or it is cut off.");
  Bytes damaged = writeHead(workOf());
  damaged.back() ^= 1U;
  EXPECT_EQ(refusalOf(damaged), "This work is damaged: its checksum differs.");
  damaged.pop_back();
  EXPECT_EQ(refusalOf(damaged), "This work is cut off: it ends before the last of its parts does.");
  Bytes later = writeHead(workOf());
  later[13] = '7';
  EXPECT_EQ(refusalOf(later), "This work is of version 7, and this page reads 1.");
  EXPECT_EQ(refusalOf(snapshotOf(1)), "This work is damaged: it has no head.");
}

TEST(Work, WithoutAPieceOrWithADamagedOneTheRestCanBeUsed) {
  const Bytes one = snapshotOf(1);
  const Bytes two = snapshotOf(2);
  Bytes damaged = one;
  damaged.back() ^= 1U;
  const Bytes head = writeHead(workOf(nameOf(one) + "\n" + nameOf(two)));
  for (const Bytes& bytes : {head + two, head + damaged + two, head + two + Bytes{'x'}}) {
    std::string error;
    const auto file = readWork(bytes, error);
    ASSERT_TRUE(file.has_value()) << error;
    EXPECT_EQ(file->pieces, (std::map<std::string, Bytes>{{nameOf(two), two}}));
    EXPECT_EQ(file->lost, 1);
  }
}

TEST(Snapshot, IsReadAsItWasWrittenOrRefused) {
  const Bytes bytes = snapshotOf(3);
  std::string error;
  const auto snapshot = readSnapshot(bytes, error);
  ASSERT_TRUE(snapshot.has_value());
  EXPECT_EQ(writeSnapshot(*snapshot), bytes);
  EXPECT_EQ(snapshot->steps, 30);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    Bytes other = bytes;
    other[i] ^= 1U;
    error.clear();
    EXPECT_FALSE(readSnapshot(other, error).has_value()) << i;
    EXPECT_NE(error, "");
  }
}

}  // namespace
}  // namespace atelier::keep
