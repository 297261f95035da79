#pragma once

#include <string>
#include <vector>

#include "nn/layer_spec.h"
#include "protocol/messages.h"
#include "train/recipe.h"

namespace atelier::worker {

// Tables (protocol/table.h) that the page shows, and the messages that are hardly more than one.

// Of protocol::Ready: the named recipes, and the ten classes in order.
std::string presetTable();
std::string classTable();

// Of Run::layers: the input, the network's layers, softmax.
std::string layerTable(const std::vector<LayerSpec>& layers);

// The edited recipe with its fields, each with whether it waits for the next run, as the running one has it otherwise.
protocol::Recipe recipeMessage(const Recipe& edited, const Recipe& running);

}  // namespace atelier::worker
