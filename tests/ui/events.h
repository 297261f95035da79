#pragma once

// Events as a worker would send them, for a small world: the lab's network, a run of 15 epochs.

#include <string>

#include "protocol/messages.h"
#include "protocol/table.h"

namespace atelier::ui::test {

inline constexpr const char* kBuildId = "0123456789abcdef";
inline constexpr const char* kRecipe = "conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 15 ; seed 1";
inline constexpr const char* kClassNames =
    "T-shirt/top\nTrouser\nPullover\nDress\nCoat\nSandal\nShirt\nSneaker\nBag\nAnkle boot";

inline std::string labLayers() {
  return protocol::printTable({{"input", "input", "1", "28", "28", "0"},
                               {"conv 12x3", "conv", "12", "26", "26", "120"},
                               {"max-pool 2", "max-pool", "12", "13", "13", "0"},
                               {"dense 10", "dense", "10", "1", "1", "20290"},
                               {"softmax", "softmax", "10", "1", "1", "0"}});
}

inline protocol::Ready ready() {
  return {kBuildId, "first-run\trecipe one\tThe first.\nlab-schedule\trecipe two\tThe second.", kClassNames};
}

inline protocol::Dataset dataset() { return {"Fashion-MNIST", 10000, 2000, 10000, 2000, 5.2e6, 5.2e6, ""}; }

inline protocol::Recipe recipe() {
  return {
      kRecipe, "first-run", kRecipe,
      protocol::printTable(
          {{"network", "Network", "conv 12x3 | max-pool 2 | dense 10", "after reset", "text", "", "", "The layers."},
           {"learningRate", "Learning rate", "0.005", "now", "number", "", "", "How far or how many."},
           {"shuffle", "Shuffle", "on", "after reset", "choice", "off|on", "yes", "A new order."},
           {"batch", "Batch size", "1", "now", "number", "", "", "How far or how many."},
           {"train", "Training images", "10000", "after reset", "number", "", "", "How many."}}),
      labLayers()};
}

inline protocol::Run run(int runId, const std::string& weights = "scratch") {
  return {runId, weights, kRecipe, labLayers(), "Trained before on 60000 images.", runId, ""};
}

inline protocol::Progress progress(int runId) {
  protocol::Progress p;
  p.runId = runId;
  p.phase = "ready";
  p.epochs = 15;
  p.batches = 10000;
  p.learningRate = 0.005;
  return p;
}

inline protocol::EpochDone epochDone(int runId, int epoch) {
  return {runId, epoch, epoch * 10000, 0.6 / epoch, 0.8 + 0.01 * epoch, 0.5, 0.8 + 0.005 * epoch, 0.005};
}

// After two epochs.
inline protocol::Checkpoint checkpoint(int runId) {
  protocol::Checkpoint c;
  c.runId = runId;
  c.recipe = c.edited = kRecipe;
  c.epoch = 2;
  return c;
}

inline protocol::Picture picture() { return {"test", 7, 9, protocol::Bytes(784, 100)}; }

// Probabilities: 0.91 for the last class, 0.01 for each other.
inline protocol::Activations activations(int runId, const std::string& source = "picture") {
  protocol::Floats all(784 + 12 * 26 * 26 + 12 * 13 * 13 + 10 + 10, 0.25F);
  for (std::size_t i = all.size() - 10; i < all.size(); ++i) all[i] = 0.01F;
  all.back() = 0.91F;
  return {runId, source, all};
}

inline protocol::Weights weights(int runId) { return {runId, protocol::Floats(20410, 0.1F)}; }

}  // namespace atelier::ui::test
