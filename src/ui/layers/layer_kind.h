#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/messages.h"

namespace atelier::ui {

struct Descent;
struct TermView;

// What the page has to be told of a kind of layer, beyond what it sees of every layer: shapes, outputs, numbers. Each
// kind is a function with a file of its own, and an entry in layer_kind.cpp; no other file of the ui names kinds. What
// a kind leaves out is shown as of any layer: its outputs as maps or cells, what it has learned a row for each channel.

// A number in a layer's text, as the network editor offers it.
struct NumberWord {
  std::string_view name;    // "filters"
  std::string_view before;  // the letter or the word that it follows: "x", "stride"; empty: the layer's own word
  // What it is where the text leaves it out: a number, or the name of another one that it is equal to then. Empty: it
  // is never left out.
  std::string_view usual;
};

// What one of its numbers is made of, and so how the inspector takes it apart.
enum class Makes {
  kAlone,    // of one number
  kSum,      // inputs x weights + bias
  kPatch,    // the same over a window of every channel, with a kernel
  kMean,     // of a whole map
  kLargest,  // of a window
  kShares,   // of all numbers, each with its part
};

// What it has learned, as protocol::Weights has it.
enum class Holds {
  kNothing,
  kKernels,     // (outputs, channels read, K, K), then a bias for each output
  kMatrix,      // (outputs, inputs), then a bias for each output
  kPerChannel,  // arrays of one number for each channel
};

struct LayerKind {
  std::string_view word;          // the first of its text: "conv"
  std::string_view about;         // what it does, a sentence
  std::string_view backwards;     // what becomes of the gradient on its way back, a sentence
  std::string_view example = {};  // what "Add layer" adds; empty: it is not offered
  std::string_view channel = {};  // what a channel of it is called: "filter"; empty: "map" or "number"
  std::span<const NumberWord> numbers = {};
  Makes makes = Makes::kAlone;
  Holds holds = Holds::kNothing;
  std::span<const std::string_view> arrays = {};  // of kPerChannel: what they are called, those that are learned first
  bool decays = true;                             // weight decay shrinks what it has learned
  bool endsAtZero = false;                        // what is not let through is 0: channels may be dead
  // "max(0, -0.3) = ": how the value of an explanation of kAlone or kShares came about, from its first term.
  std::string (*how)(const protocol::Explanation& explanation, const std::vector<TermView>& terms) = nullptr;
  // What it does to the gradient of the number explained, after "Backwards: ".
  std::string (*goesBack)(const protocol::Explanation& explanation) = nullptr;
  // The same in slow motion, with its numbers, of a layer that learns nothing: "the gradient 0.2 becomes 0.1".
  std::string (*passesBack)(const Descent& descent) = nullptr;
};

// What is known of a kind; of one that is not in the table, nothing.
const LayerKind& layerKind(std::string_view word);

// The table.
std::span<const LayerKind> layerKinds();

// The kinds, each in the file of its name.
LayerKind inputLayer();
LayerKind convLayer();
LayerKind maxPoolLayer();
LayerKind globalAveragePoolLayer();
LayerKind denseLayer();
LayerKind reluLayer();
LayerKind batchNormLayer();
LayerKind dropoutLayer();
LayerKind softmaxLayer();

}  // namespace atelier::ui
