#pragma once

// Runs of the trainer for tests.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "math/hash.h"
#include "train/trainer.h"

namespace atelier::testing {

inline std::string hashOf(const Trainer& trainer) { return hashOfWeights(trainer.network().parameters()); }

// Advances to the end. Fails if the run has to wait.
inline void finish(Trainer& trainer) {
  while (!trainer.isFinished()) {
    const auto did = trainer.advance();
    ASSERT_TRUE(did == Trainer::Advance::kTrained || did == Trainer::Advance::kMeasured);
  }
}

// Advances until this many images have been trained on, and no further.
inline void trainTo(Trainer& trainer, int imagesSeen) {
  while (trainer.imagesSeen() < imagesSeen) {
    const auto did = trainer.advance();
    ASSERT_TRUE(did == Trainer::Advance::kTrained || did == Trainer::Advance::kMeasured);
  }
}

inline void expectSameHistory(const std::vector<EpochResult>& actual, const std::vector<EpochResult>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    EXPECT_EQ(actual[i].trainLoss, expected[i].trainLoss) << i;
    EXPECT_EQ(actual[i].trainAccuracy, expected[i].trainAccuracy) << i;
    EXPECT_EQ(actual[i].testLoss, expected[i].testLoss) << i;
    EXPECT_EQ(actual[i].testAccuracy, expected[i].testAccuracy) << i;
    EXPECT_EQ(actual[i].rate, expected[i].rate) << i;
  }
}

}  // namespace atelier::testing
