#include "ui/progress_sentence.h"

#include "ui/widgets/figures.h"

namespace atelier::ui {

namespace {

std::string beforeAnyEpoch(const protocol::Progress& p) {
  if (p.phase == "waiting") return "Waiting for images.";
  if (p.running) return "Training.";
  if (p.imagesSeen == 0) return "Ready to train.";
  return "Paused in the first epoch, after " + grouped(p.imagesSeen) + " images.";
}

}  // namespace

std::string progressSentence(const RunState& state) {
  const protocol::Progress& p = state.progress;
  if (state.epochs.empty()) return beforeAnyEpoch(p);
  const protocol::EpochDone& last = state.epochs.back();
  std::string text = "Epoch " + std::to_string(last.epoch) + " of " + std::to_string(p.epochs);
  if (p.models > 1) text += " (model " + std::to_string(p.model + 1) + " of " + std::to_string(p.models) + ")";
  text += ": training loss " + decimal(last.trainLoss, 2);
  if (last.validationAccuracy >= 0) text += ", validation accuracy " + percent(last.validationAccuracy) + " %";
  text += ", test accuracy " + percent(last.testAccuracy) + " %";
  if (p.phase == "finished") text += ". Finished.";
  if (p.phase == "paused") text += ". Paused after " + grouped(p.imagesSeen) + " images.";
  if (p.phase == "waiting") text += ". Waiting for images.";
  return text;
}

}  // namespace atelier::ui
