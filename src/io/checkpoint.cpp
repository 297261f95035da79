#include "io/checkpoint.h"

#include <charconv>
#include <cstdlib>
#include <iterator>

#include "io/model_file.h"

namespace atelier {

namespace {

constexpr const char* kHistory = "run.history";
constexpr const char* kMoments = "run.moments";
constexpr int kFloats = 3;  // that make a double of the history

using Notes = std::map<std::string, std::string>;

// The numbers of a result, in the order in which they are stored.
constexpr double EpochResult::* kNumbers[] = {
    &EpochResult::trainLoss, &EpochResult::trainAccuracy,  &EpochResult::testLoss,          &EpochResult::testAccuracy,
    &EpochResult::rate,      &EpochResult::validationLoss, &EpochResult::validationAccuracy};
constexpr int kNumberCount = static_cast<int>(std::size(kNumbers));

NamedTensor tensorOfHistory(const std::vector<EpochResult>& history) {
  NamedTensor tensor{kHistory, {static_cast<int>(history.size()), kNumberCount, kFloats}, {}};
  for (const EpochResult& result : history) {
    for (const auto number : kNumbers) {
      double left = result.*number;
      for (int i = 0; i < kFloats; ++i) {
        tensor.numbers.push_back(static_cast<float>(left));
        left -= static_cast<double>(tensor.numbers.back());
      }
    }
  }
  return tensor;
}

bool readHistory(const NamedTensor& tensor, std::vector<EpochResult>& history) {
  if (tensor.shape.size() != 3 || tensor.shape[1] != kNumberCount || tensor.shape[2] != kFloats) return false;
  auto from = tensor.numbers.begin();
  for (int epoch = 0; epoch < tensor.shape[0]; ++epoch) {
    EpochResult& result = history.emplace_back();
    for (const auto number : kNumbers) {
      result.*number = 0;
      for (int i = 0; i < kFloats; ++i) result.*number += static_cast<double>(*from++);
    }
  }
  return true;
}

const NamedTensor* find(const TensorFile& file, const char* name) {
  for (const NamedTensor& tensor : file.tensors) {
    if (tensor.name == name) return &tensor;
  }
  return nullptr;
}

bool takeWhole(Notes& notes, const char* key, int& to) {
  const std::string text = notes[key];
  notes.erase(key);
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), to);
  return code == std::errc() && end == text.data() + text.size();
}

bool takeDecimal(Notes& notes, const char* key, double& to) {
  const std::string text = notes[key];
  notes.erase(key);
  char* end = nullptr;
  to = std::strtod(text.c_str(), &end);
  return !text.empty() && *end == '\0';
}

bool takeState(Checkpoint& checkpoint, const TensorFile& file) {
  TrainerState& state = checkpoint.state;
  Notes& notes = checkpoint.notes;
  const NamedTensor* history = find(file, kHistory);
  const NamedTensor* moments = find(file, kMoments);
  if (!takeWhole(notes, "run.epoch", state.epoch) || !takeWhole(notes, "run.position", state.position) ||
      !takeWhole(notes, "run.correct", state.score.correct) ||
      !takeDecimal(notes, "run.lossSum", state.score.lossSum) || !takeWhole(notes, "run.steps", state.steps) ||
      history == nullptr || !readHistory(*history, state.history)) {
    return false;
  }
  state.score.images = state.position;
  if (moments != nullptr) state.moments = moments->numbers;
  return fits(state, checkpoint.recipe);
}

}  // namespace

std::vector<std::uint8_t> writeCheckpoint(const Checkpoint& checkpoint) {
  const TrainerState& state = checkpoint.state;
  Model model{checkpoint.recipe, state.parameters, checkpoint.notes};
  model.notes["run.epoch"] = std::to_string(state.epoch);
  model.notes["run.position"] = std::to_string(state.position);
  model.notes["run.correct"] = std::to_string(state.score.correct);
  model.notes["run.lossSum"] = printNumber(state.score.lossSum);
  model.notes["run.steps"] = std::to_string(state.steps);
  TensorFile file = tensorsOfModel(model);
  file.tensors.push_back(tensorOfHistory(state.history));
  if (!state.moments.empty()) {
    const auto parameters = static_cast<int>(state.parameters.size());
    const int rows = static_cast<int>(state.moments.size()) / parameters;
    file.tensors.push_back({kMoments, {rows, parameters}, state.moments});
  }
  return writeSafetensors(file);
}

std::optional<Checkpoint> readCheckpoint(std::span<const std::uint8_t> bytes, std::string& error) {
  const auto file = readSafetensors(bytes, error);
  if (!file) return std::nullopt;
  auto model = modelOfTensors(*file, error);
  if (!model) return std::nullopt;
  if (file->metadata.count("run.epoch") == 0) {
    error = "This weights file holds a model alone, not a run that could go on.";
    return std::nullopt;
  }
  Checkpoint checkpoint{std::move(model->recipe), {}, std::move(model->notes)};
  checkpoint.state.parameters = std::move(model->parameters);
  if (takeState(checkpoint, *file)) return checkpoint;
  error = "The run in this weights file does not fit its recipe.";
  return std::nullopt;
}

}  // namespace atelier
