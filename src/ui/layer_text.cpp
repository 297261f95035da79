#include "ui/layer_text.h"

#include <algorithm>
#include <span>

namespace atelier::ui {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

std::vector<std::string> wordsOf(std::string_view text) {
  std::vector<std::string> words;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const std::size_t end = std::min(text.find_first_of(kSpace), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

// The word after `key`, or what it is when it is left out.
std::string optionOf(std::span<const std::string> words, const std::string& key, const std::string& usual) {
  const auto at = std::find(words.begin(), words.end(), key);
  return at == words.end() || at + 1 == words.end() ? usual : *(at + 1);
}

std::string valueOf(const std::vector<LayerNumber>& numbers, const std::string& name) {
  const auto at = std::find_if(numbers.begin(), numbers.end(), [&](const LayerNumber& n) { return n.name == name; });
  return at == numbers.end() ? "" : at->value;
}

std::string option(const std::string& word, const std::string& value, const std::string& usual) {
  return value == usual || value.empty() ? "" : " " + word + " " + value;
}

}  // namespace

std::vector<std::string> layersOf(std::string_view network) {
  std::vector<std::string> layers;
  for (std::size_t start = 0; start <= network.size();) {
    const std::size_t end = std::min(network.find('|', start), network.size());
    layers.emplace_back(trimmed(network.substr(start, end - start)));
    start = end + 1;
  }
  return layers;
}

std::string networkOf(const std::vector<std::string>& layers) {
  std::string network;
  for (std::size_t i = 0; i < layers.size(); ++i) network += (i == 0 ? "" : " | ") + layers[i];
  return network;
}

std::size_t layerAt(std::string_view network, int position) {
  const std::string_view before = network.substr(0, static_cast<std::size_t>(std::max(position, 0)));
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), '|'));
}

std::string kindOf(std::string_view layer) {
  const auto words = wordsOf(layer);
  return words.empty() ? "" : words[0];
}

std::vector<LayerNumber> numbersOf(const std::string& layer) {
  const auto words = wordsOf(layer);
  const std::string kind = kindOf(layer);
  const std::string first = words.size() > 1 ? words[1] : "";
  if (kind == "conv") {
    const std::size_t x = std::min(first.find('x'), first.size());
    return {{"filters", first.substr(0, x)},
            {"kernel", first.substr(std::min(x + 1, first.size()))},
            {"stride", optionOf(words, "stride", "1")},
            {"pad", optionOf(words, "pad", "0")}};
  }
  if (kind == "max-pool") return {{"size", first}, {"stride", optionOf(words, "stride", first)}};
  if (kind == "dense") return {{"outputs", first}};
  if (kind == "dropout") return {{"share", first}};
  return {};
}

std::string withNumber(const std::string& layer, const std::string& name, const std::string& value) {
  std::string word = value;
  std::erase_if(word, [](char c) { return c == '|' || kSpace.find(c) != std::string_view::npos; });
  auto numbers = numbersOf(layer);
  const std::string kind = kindOf(layer);
  const bool strideIsSize = kind == "max-pool" && numbers[0].value == numbers[1].value;
  for (LayerNumber& number : numbers) {
    if (number.name == name) number.value = word;
  }
  const auto of = [&](const char* key) { return valueOf(numbers, key); };
  if (kind == "conv") {
    return "conv " + of("filters") + "x" + of("kernel") + option("stride", of("stride"), "1") +
           option("pad", of("pad"), "0");
  }
  if (kind == "max-pool") {
    return "max-pool " + of("size") +
           (strideIsSize && name == "size" ? "" : option("stride", of("stride"), of("size")));
  }
  return numbers.empty() ? layer : kind + " " + numbers[0].value;
}

}  // namespace atelier::ui
