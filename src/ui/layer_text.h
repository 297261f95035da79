#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atelier::ui {

// The text of a network taken apart and put together again, without knowing whether it is one: the engine says that.

// The layers of `conv 12x3 | max-pool 2 | dense 10`, each without the white space around it.
std::vector<std::string> layersOf(std::string_view network);
std::string networkOf(const std::vector<std::string>& layers);

// Which layer the character at this place belongs to.
std::size_t layerAt(std::string_view network, int position);

// The first word.
std::string kindOf(std::string_view layer);

// A number of a layer as its text has it, or as it is where the text leaves it out.
struct LayerNumber {
  std::string name;  // "filters", "kernel", "stride", "pad", "size", "outputs" or "share"
  std::string value;
};

// Those of a layer of a known kind; of others none.
std::vector<LayerNumber> numbersOf(const std::string& layer);

// The layer with another value for one of its numbers. White space and bars in it are left out.
std::string withNumber(const std::string& layer, const std::string& name, const std::string& value);

}  // namespace atelier::ui
