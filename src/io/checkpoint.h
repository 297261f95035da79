#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "train/trainer.h"

namespace atelier {

// A run in a file, at any moment between two batches: what is needed, with the same data, to go on to the same bits.
//
// It is a model file (io/model_file.h), and is read as one wherever a model is wanted. What it holds beyond that:
// notes "run.epoch", "run.position", "run.correct", "run.lossSum" and "run.steps"; a tensor "run.history" of
// (epochs, 7, 3), the seven numbers of an EpochResult in their order, each the sum of three floats, which is exact; and
// a tensor "run.moments" of (m, parameters), m 1 or 2, if the optimizer has any.
struct Checkpoint {
  Recipe recipe;
  TrainerState state;
  std::map<std::string, std::string> notes;  // "dataset", "testAccuracy"
};

// Requires a state that fits() the recipe.
std::vector<std::uint8_t> writeCheckpoint(const Checkpoint& checkpoint);

// Returns nothing and sets `error` to a sentence unless the file holds a model and a state that fits() its recipe.
[[nodiscard]] std::optional<Checkpoint> readCheckpoint(std::span<const std::uint8_t> bytes, std::string& error);

}  // namespace atelier
